"""A small slow machine for register code, over four firms, two cells, two groups and three organisations.

It says what the code of `scenarios.register_code` means, operation by operation.
"""

from scenarios.expressions import TITLE_TESTS, Vocabulary, parse_indicator, parse_row
from scenarios.register_code import NUMBER_OPS, ROW_OPS, TABLES, Assembler, Place

FIRMS = {
    "revenue": [10.0, 20.0, 30.0, 40.0],
    "energy": [1.0, 0.0, 3.0, 4.0],
    "robots": [0.0, 2.0, 5.0, 0.0],
    "city": [0.0, 1.0, 1.0, 2.0],
}
CELLS = {"firms": [100.0, 50.0], "robots": [7.0, 8.0], "industry": [0.0, 1.0]}
GROUPS = {"revenue": [5.0, 50.0]}
BODIES = {"quality": [0.5, 1.5, 2.5]}
TITLES = {"firm": [[0, 1, 1, 0], [0, 0, 2, 1]], "organisation": [[0, 0, 0], [0, 1, 1]]}
HELD = {"has": (1, 2), "had": (1,), "got_year": (2,)}
ROWS = {"firm": FIRMS, "cell": CELLS, "group": GROUPS, "organisation": BODIES}
SCALARS = {"wage": 6.0, "nothing": 0.0}
CODES = {"city": {"zhengzhou": 0, "luoyang": 1, "xinxiang": 2}, "industry": {"car": 0, "food": 1}}
WORDS = Vocabulary(
    tables={table: frozenset(columns) for table, columns in ROWS.items()},
    scalars=frozenset(SCALARS),
    codes=CODES,
    programmes={"smart": 0, "green": 1},
    derived={
        "density": "robots / revenue",
        "dense": "density > 0.11",
        "loop": "1 + loop",
        "ping": "pong",
        "pong": "ping",
    },
)
PLACES = {table: {name: Place("float", row) for row, name in enumerate(columns)} for table, columns in ROWS.items()}


# A small machine: what the register code means


def operate(op, a, b):
    """One operation on two numbers."""
    compare = {"lt": a < b, "le": a <= b, "gt": a > b, "ge": a >= b, "eq": a == b, "ne": a != b}
    if op in compare:
        return float(compare[op])
    if op in ("and", "or"):
        return float((a != 0 and b != 0) if op == "and" else (a != 0 or b != 0))
    if op == "div":
        return a / b if b != 0 else 0.0
    return {"add": a + b, "sub": a - b, "mul": a * b, "neg": -a, "not": float(a == 0)}[op]


def run_table(code, table):
    """The registers of a table's row code."""
    names = {number: name for name, number in ROW_OPS.items()}
    columns, count = list(ROWS[table].values()), len(next(iter(ROWS[table].values())))
    registers = {}
    for op, to, a, b in code.rows[table]:
        name = names[op]
        if name == "const":
            registers[to] = [code.constants[a]] * count
        elif name == "scalar":
            registers[to] = [list(SCALARS.values())[a]] * count
        elif name == "float":
            registers[to] = columns[a]
        elif name == "title":
            registers[to] = [float(title in HELD[TITLE_TESTS[b]]) for title in TITLES[table][a]]
        else:
            registers[to] = [
                operate(name, x, y) for x, y in zip(registers[a], registers.get(b, registers[a]), strict=True)
            ]
    return registers


def run_numbers(code, output):
    """The number in register `output`."""
    tables = {table: run_table(code, table) for table in TABLES}
    totals = []
    for op, table, value, condition in code.aggregates:
        registers = tables[TABLES[table]]
        chosen = [row for row, yes in enumerate(registers[condition]) if yes != 0]
        total = sum(registers[value][row] for row in chosen) if value >= 0 else 0.0
        mean = total / len(chosen) if chosen else 0.0
        totals.append({0: float(len(chosen)), 1: total, 2: mean}[op])
    names = {number: name for name, number in NUMBER_OPS.items()}
    results = {}
    for op, to, a, b in code.numbers:
        name = names[op]
        if name == "const":
            results[to] = code.constants[a]
        elif name == "scalar":
            results[to] = list(SCALARS.values())[a]
        elif name == "aggregate":
            results[to] = totals[a]
        else:
            results[to] = operate(name, results[a], results.get(b, 0.0))
    return results[output]


def assembler():
    return Assembler(PLACES, {name: row for row, name in enumerate(SCALARS)})


def worth(text):
    """The value of an indicator."""
    code = assembler()
    return run_numbers(code, code.number(parse_indicator(text, WORDS)))


def rows(text, table="firm"):
    """The value of an expression for every row of a table."""
    code = assembler()
    register = code.row(parse_row(text, table, WORDS))
    return run_table(code, table)[register]
