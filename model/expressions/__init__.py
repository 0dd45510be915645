"""A plan's expressions: the names they may use, their code, and the machine that evaluates it."""
