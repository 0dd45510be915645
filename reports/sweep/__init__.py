"""A sweep: its record, tables, best and worst points, all its files."""
