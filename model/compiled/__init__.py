"""How rules and events are compiled, and the columns that compiled code works on."""
