"""The events of a quarter, compiled: who meets whom, in loops over columns."""
