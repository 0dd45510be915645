"""A study of sensitivity: table, sentences, charts, all its files."""
