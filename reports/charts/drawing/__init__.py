"""How every chart is drawn: sheet, rows, lettering, style, and the files it becomes."""
