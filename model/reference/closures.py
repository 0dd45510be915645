"""Expressions of the plan as functions of rows: made once from the checked trees, evaluated once a quarter.

The readable twin of ``model/expressions/evaluate.py``: division by zero is 0, truth is 1.0 or 0.0, equal parts are
computed once.  A column is a function of a list of rows (firms, cells, groups, organisations, places) to a list of
floats.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clustercast.agents.arithmetic import ratio
from clustercast.agents.columns import CellUpgradeFloat, ProgrammeFloat, UpgradeCode
from clustercast.model.expressions.assembly import Programs, programme_segments
from clustercast.model.expressions.vocabulary import places, scalars
from clustercast.scenarios import Plan
from clustercast.scenarios.language import TITLE_TESTS, TOTAL, Node
from clustercast.scenarios.register_code import AGGREGATE_OPS, Place

Column = Callable[[Sequence[Any], dict], list[float]]
RowValues = Callable[[Sequence[Any], Any], list[float]]


@dataclass(frozen=True, slots=True)
class Homes:
    """Where names live: ``columns`` by table, and ``numbers``."""

    columns: dict[str, dict[str, Place]]
    numbers: dict[str, Place]


@dataclass(frozen=True, slots=True)
class Expressions:
    """A plan's indicators, and by number of its segment each expression of a programme."""

    indicators: tuple[Column, ...]
    segments: dict[int, RowValues]


def expressions_of(plan: Plan, programs: Programs) -> Expressions:
    """Make the functions of a plan's checked trees."""
    homes = Homes(places(plan), scalars(plan))
    indicators = tuple(column(tree, homes) for tree in programs.trees)
    rows = [_alone(column(tree, homes)) for trees in programs.programme_trees for tree in trees]
    return Expressions(indicators, dict(enumerate(rows, start=programme_segments(0).start)))


def _alone(read: Column) -> RowValues:
    """A column read outside the record of a quarter: nothing of it is kept."""
    return lambda rows, economy: read(rows, {"economy": economy})


class Tables:
    """Rows of every table at a moment, what has been computed of them, and the region's numbers (``economy``)."""

    def __init__(self, rows: Mapping[str, Sequence[Any]], economy: Any) -> None:
        self.rows = rows
        self.economy = economy
        self.done: dict[str, dict] = {table: {"economy": economy, "tables": self} for table in ("", *rows)}

    def number(self, read: Column) -> float:
        """An expression of one number: the column of a table with one row."""
        return read([None], self.done[""])[0]


def _true(value: bool) -> float:
    return 1.0 if value else 0.0


HELD: dict[tuple[str, str], Callable[[int], Any]] = {
    ("firm", "upgrade_code"): UpgradeCode,
    ("cell", "upgrade_float"): CellUpgradeFloat,
}
"""Columns behind the upgrades' blocks that expressions name."""
PAIRS: dict[str, Callable[[float, float], float]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": ratio,
    "and": lambda a, b: _true(a != 0.0 and b != 0.0),
    "or": lambda a, b: _true(a != 0.0 or b != 0.0),
    "lt": lambda a, b: _true(a < b),
    "le": lambda a, b: _true(a <= b),
    "gt": lambda a, b: _true(a > b),
    "ge": lambda a, b: _true(a >= b),
    "eq": lambda a, b: _true(a == b),
    "ne": lambda a, b: _true(a != b),
}


def column(node: Node, homes: Homes) -> Column:
    """The column of a row expression."""
    make = _maker(node, homes)

    def read(rows: Sequence[Any], done: dict) -> list[float]:
        found = done.get(node)
        if found is None:
            found = done[node] = make(rows, done)
        return found

    return read


def _maker(node: Node, homes: Homes) -> Column:
    if node.op == "const":
        value = float(node.value)
        return lambda rows, done: [value] * len(rows)
    if node.op == "scalar":
        one = _fact(homes.numbers[str(node.value)], str(node.value))
        return lambda rows, done: [one(done["economy"])] * len(rows)
    if node.op == "column":
        return _attribute(homes.columns[node.table][str(node.value)], str(node.value), node.table)
    if node.op in AGGREGATE_OPS:
        return _aggregate(node, homes)
    if node.op in TITLE_TESTS:
        return _title(node.op, int(float(node.value)), node.table)
    parts = [column(part, homes) for part in node.args]
    if node.op == TOTAL:
        return _total(parts[0], node.table)
    if node.op == "neg":
        return lambda rows, done: [-x for x in parts[0](rows, done)]
    if node.op == "not":
        return lambda rows, done: [_true(x == 0.0) for x in parts[0](rows, done)]
    act = PAIRS[node.op]
    return lambda rows, done: list(map(act, parts[0](rows, done), parts[1](rows, done)))


def _fact(place: Place, name: str) -> Callable[[Any], float]:
    """One number of the region: a price, an outside path, or a number of a programme."""
    if place.block == "outside":
        return lambda economy: economy.outside[place.row]
    if place.block == "programme":
        read = operator.attrgetter(ProgrammeFloat(place.row).name.lower())
        return lambda economy: read(economy.programmes[place.which])
    return operator.attrgetter(name)


def _attribute(place: Place, name: str, table: str) -> Column:
    if (table, place.block) in HELD:
        held, k = HELD[table, place.block](place.row).name.lower(), place.which
        return lambda rows, done: [float(getattr(row.upgrades[k], held)) for row in rows]
    read = operator.attrgetter("number" if place.block == "place" else name)
    return lambda rows, done: list(map(float, map(read, rows)))


def _title(test: str, programme: int, table: str) -> Column:
    """Whether a row holds a title, held it at the end of last year (1), got it this year (2); of cells the shares."""
    if table == "cell":
        if test == "has":
            return lambda rows, done: [row.titles[programme] for row in rows]
        if test == "had":
            return lambda rows, done: [row.titles[programme] - row.titles_year[programme] for row in rows]
        return lambda rows, done: [row.titles_year[programme] for row in rows]
    if test == "has":
        return lambda rows, done: [_true(row.titles[programme] > 0) for row in rows]
    wanted = 1 if test == "had" else 2
    return lambda rows, done: [_true(row.titles[programme] == wanted) for row in rows]


def _total(value: Column, table: str) -> Column:
    """The firms of every place added up, in slot order."""
    code = operator.attrgetter(table)

    def read(rows: Sequence[Any], done: dict) -> list[float]:
        tables = done["tables"]
        firms = tables.rows["firm"]
        totals = [0.0] * len(rows)
        for firm, amount in zip(firms, value(firms, tables.done["firm"]), strict=True):
            if code(firm) >= 0:
                totals[code(firm)] += amount
        return totals

    return read


def _aggregate(node: Node, homes: Homes) -> Column:
    condition, value = column(node.args[-1], homes), column(node.args[0], homes)
    table, figure = node.table, AGGREGATES[node.op]

    def read(rows: Sequence[Any], done: dict) -> list[float]:
        tables = done["tables"]
        members, known = tables.rows[table], tables.done[table]
        pairs = zip(condition(members, known), value(members, known), strict=True)
        return [figure([one for holds, one in pairs if holds != 0.0])]

    return read


def _added(values: list[float]) -> float:
    amount = 0.0
    for one in values:
        amount += one
    return amount


AGGREGATES: dict[str, Callable[[list[float]], float]] = {
    "count": lambda values: float(len(values)),
    "sum": _added,
    "mean": lambda values: ratio(_added(values), float(len(values))),
    "least": lambda values: min(values, default=0.0),
}
