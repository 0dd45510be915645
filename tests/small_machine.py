"""A small slow machine for register code, over four firms, two cells, two groups, three organisations and places.

It says what the code of `clustercast.scenarios.register_code` means, operation by operation.
"""

from clustercast.scenarios.expressions import parse_indicator, parse_row
from clustercast.scenarios.language import PLACES, TABLES, Title, Vocabulary, number_of
from clustercast.scenarios.register_code import OPS, TITLE_OPS, Assembler, Place

FIRMS = {
    "revenue": [10.0, 20.0, 30.0, 40.0],
    "energy": [1.0, 0.0, 3.0, 4.0],
    "robots": [0.0, 2.0, 5.0, 0.0],
    "city": [0.0, 1.0, 1.0, 2.0],
    "chain": [0.0, -1.0, 1.0, 1.0],
    "cluster": [0.0, 0.0, 0.0, 0.0],
    "industry": [0.0, 1.0, 1.0, 0.0],
}
CELLS = {"firms": [100.0, 50.0], "robots": [7.0, 8.0], "industry": [0.0, 1.0]}
GROUPS = {"revenue": [5.0, 50.0]}
BODIES = {"quality": [0.5, 1.5, 2.5]}
CODES = {
    "city": {"zhengzhou": 0, "luoyang": 1, "xinxiang": 2, "empty": 3},
    "cluster": {"only": 0},
    "chain": {"steel": 0, "machinery": 1},
    "industry": {"car": 0, "food": 1},
}
ROWS = {"firm": FIRMS, "cell": CELLS, "group": GROUPS, "organisation": BODIES}
ROWS |= {place: {place: [float(number) for number in CODES[place].values()]} for place in PLACES}
TITLES = {"smart": Title(0, ("firm", "cell")), "green": Title(1, ("firm",)), "centre": Title(2, ("organisation",))}
# By programme and row: 0 none, 1 held from an earlier year, 2 got this year; of cells (share held, share of this year).
HOLDERS = {
    ("firm", 0): [0.0, 1.0, 1.0, 0.0],
    ("firm", 1): [0.0, 0.0, 2.0, 1.0],
    ("organisation", 2): [0.0, 2.0, 1.0],
    ("cell", 0): [(0.5, 0.125), (0.25, 0.0)],
}
SCALARS = {"wage": 6.0, "nothing": 0.0, "gdp": 500.0}
SCALARS |= {number_of(fact, "closure"): 3.0 + number for number, fact in enumerate(("awarded", "awarded_since"))}
SCALARS |= {number_of(fact, "closure"): 50.0 + number for number, fact in enumerate(("pool", "outlay"))}
WORDS = Vocabulary(
    tables={table: frozenset(columns) for table, columns in ROWS.items()},
    scalars=frozenset(SCALARS),
    codes=CODES,
    programmes=frozenset([*TITLES, "closure"]),
    titles=TITLES,
    derived={
        "density": "robots / revenue",
        "dense": "density > 0.11",
        "loop": "1 + loop",
        "ping": "pong",
        "pong": "ping",
    },
)
HOMES = {table: {name: Place("float", row) for row, name in enumerate(columns)} for table, columns in ROWS.items()}
BLOCKS = ("scalar", "scalar", "outside", *["programme"] * 4)
NUMBERS = {name: Place(block, row) for row, (name, block) in enumerate(zip(SCALARS, BLOCKS, strict=True))}


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


def title(table, programme, test):
    """What a title test says of every row."""
    if table == "cell":
        shares = {"has": lambda held, new: held, "had": lambda held, new: held - new, "got_year": lambda held, new: new}
        return [shares[test](*one) for one in HOLDERS[table, programme]]
    wanted = {"has": (1.0, 2.0), "had": (1.0,), "got_year": (2.0,)}[test]
    return [float(one in wanted) for one in HOLDERS[table, programme]]


def added_up(code, number):
    """A total over the firms of every place."""
    table, register, row, _ = code.totals[number]
    values, places = run_table(code, "firm")[register], list(FIRMS.values())[row]
    count = len(CODES[TABLES[table]])
    return [sum(v for v, p in zip(values, places, strict=True) if p == place) for place in range(count)]


def run_table(code, table):
    """The registers of a table's row code."""
    tests = {number: name for name, number in TITLE_OPS.items()}
    names = {number: name for name, number in OPS.items()}
    columns, count = list(ROWS[table].values()), len(next(iter(ROWS[table].values())))
    registers = {}
    for op, to, a, b in code.rows[table]:
        name = names[op]
        if name == "const":
            registers[to] = [code.constants[a]] * count
        elif name in ("scalar", "outside", "programme"):
            registers[to] = [list(SCALARS.values())[a]] * count
        elif name == "float":
            registers[to] = columns[a]
        elif name == "title":
            registers[to] = title(table, a, tests[b])
        elif name == "total":
            registers[to] = added_up(code, a)
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
        least = min((registers[value][row] for row in chosen), default=0.0) if value >= 0 else 0.0
        totals.append({0: float(len(chosen)), 1: total, 2: mean, 3: least}[op])
    names = {number: name for name, number in OPS.items()}
    results = {}
    for op, to, a, b in code.numbers:
        name = names[op]
        if name == "const":
            results[to] = code.constants[a]
        elif name in ("scalar", "outside", "programme"):
            results[to] = list(SCALARS.values())[a]
        elif name == "aggregate":
            results[to] = totals[a]
        else:
            results[to] = operate(name, results[a], results.get(b, 0.0))
    return results[output]


def assembler():
    return Assembler(HOMES, NUMBERS)


def worth(text):
    """The value of an indicator."""
    code = assembler()
    return run_numbers(code, code.number(parse_indicator(text, WORDS)))


def rows(text, table="firm"):
    """The value of an expression for every row of a table."""
    code = assembler()
    register = code.row(parse_row(text, table, WORDS))
    return run_table(code, table)[register]
