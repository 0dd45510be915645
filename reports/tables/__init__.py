"""Tables on screen, as CSV and as Markdown."""
