"""Phrases in both languages, digits, and cells that no spreadsheet takes for a formula."""
