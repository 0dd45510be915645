"""The commands: words and options, what is printed, exit codes."""
