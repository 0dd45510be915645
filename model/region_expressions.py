"""Expressions of the plan as functions of rows: made once from the checked trees, evaluated once a quarter.

The readable twin of ``model/events/machine.py``: division by zero is 0, truth is 1.0 or 0.0, equal parts are computed
once.  A column is a function of a list of rows (firms, cells, groups, organisations) to a list of floats.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agents.arithmetic import ratio
from agents.columns import CellUpgradeFloat, UpgradeCode, UpgradeFloat
from model.programs import Programs
from model.vocabulary import places
from scenarios import Plan
from scenarios.expressions import TITLE_TESTS, Node
from scenarios.register_code import Place

Column = Callable[[Sequence[Any], dict], list[float]]
Number = Callable[["Tables"], float]
RowValues = Callable[[Sequence[Any], Any], list[float]]
Places = dict[str, dict[str, Place]]


@dataclass(frozen=True, slots=True)
class Expressions:
    """A plan's indicators, and of each programme its four expressions (``model.programs.programme_texts``)."""

    indicators: tuple[Number, ...]
    programmes: tuple[tuple[RowValues, ...], ...]


def expressions_of(plan: Plan, programs: Programs) -> Expressions:
    """Make the functions of a plan's checked trees."""
    where, names = places(plan), _held_names()
    indicators = tuple(number(tree, where, names) for tree in programs.trees)
    programmes = tuple(
        tuple(_alone(column(tree, where, names)) for tree in trees) for trees in programs.programme_trees
    )
    return Expressions(indicators, programmes)


def _alone(read: Column) -> RowValues:
    """A column read outside the record of a quarter: nothing of it is kept."""
    return lambda rows, economy: read(rows, {"economy": economy})


def _held_names() -> dict[str, str]:
    """Attribute of an upgrade behind a block's row."""
    names = {f"firm upgrade_float {row}": column.name.lower() for row, column in enumerate(UpgradeFloat)}
    names |= {f"firm upgrade_code {row}": column.name.lower() for row, column in enumerate(UpgradeCode)}
    return names | {f"cell upgrade_float {row}": column.name.lower() for row, column in enumerate(CellUpgradeFloat)}


class Tables:
    """Rows of every table at a moment, what has been computed of them, and the region's numbers."""

    def __init__(self, rows: Mapping[str, Sequence[Any]], economy: Any) -> None:
        self.rows = rows
        self.economy = economy
        self.done: dict[str, dict] = {table: {"economy": economy} for table in rows}


def _true(value: bool) -> float:
    return 1.0 if value else 0.0


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


def column(node: Node, where: Places, names: dict[str, str]) -> Column:
    """The column of a row expression; ``names`` are the attributes behind the blocks' rows."""
    make = _maker(node, where, names)

    def read(rows: Sequence[Any], done: dict) -> list[float]:
        found = done.get(node)
        if found is None:
            found = done[node] = make(rows, done)
        return found

    return read


def _maker(node: Node, where: Places, names: dict[str, str]) -> Column:
    if node.op == "const":
        value = float(node.value)
        return lambda rows, done: [value] * len(rows)
    if node.op == "scalar":
        name = str(node.value)
        return lambda rows, done: [getattr(done["economy"], name)] * len(rows)
    if node.op == "column":
        return _attribute(where[node.table][str(node.value)], str(node.value), node.table, names)
    if node.op in TITLE_TESTS:
        return _title(node)
    parts = [column(part, where, names) for part in node.args]
    if node.op == "neg":
        return lambda rows, done: [-x for x in parts[0](rows, done)]
    if node.op == "not":
        return lambda rows, done: [_true(x == 0.0) for x in parts[0](rows, done)]
    act = PAIRS[node.op]
    return lambda rows, done: list(map(act, parts[0](rows, done), parts[1](rows, done)))


def _title(node: Node) -> Column:
    """Whether a row holds a title, held it at the end of last year, got it this year; of a cell the share that does."""
    g = int(float(node.value))
    if node.table == "cell":
        return {
            "has": lambda rows, done: [row.titles[g] for row in rows],
            "had": lambda rows, done: [row.titles[g] - row.titles_year[g] for row in rows],
            "got_year": lambda rows, done: [row.titles_year[g] for row in rows],
        }[node.op]
    return {
        "has": lambda rows, done: [_true(row.titles[g] > 0) for row in rows],
        "had": lambda rows, done: [_true(row.titles[g] == 1) for row in rows],
        "got_year": lambda rows, done: [_true(row.titles[g] == 2) for row in rows],
    }[node.op]


def _attribute(place: Place, name: str, table: str, names: dict[str, str]) -> Column:
    if place.block in ("upgrade_code", "upgrade_float"):
        held = names[f"{table} {place.block} {place.row}"]
        k = place.upgrade
        return lambda rows, done: [float(getattr(row.upgrades[k], held)) for row in rows]
    read = operator.attrgetter(name)
    return lambda rows, done: list(map(float, map(read, rows)))


def number(node: Node, where: Places, names: dict[str, str]) -> Number:
    """The function of the tables behind an indicator's expression."""
    if node.op == "const":
        value = float(node.value)
        return lambda tables: value
    if node.op == "scalar":
        name = str(node.value)
        return lambda tables: getattr(tables.economy, name)
    if node.op in ("count", "sum", "mean"):
        return _aggregate(node, where, names)
    parts = [number(part, where, names) for part in node.args]
    if node.op == "neg":
        return lambda tables: -parts[0](tables)
    act = PAIRS[node.op]
    return lambda tables: act(parts[0](tables), parts[1](tables))


def _aggregate(node: Node, where: Places, names: dict[str, str]) -> Number:
    condition = column(node.args[-1], where, names)
    value = column(node.args[0], where, names)
    table, op = node.table, node.op

    def total(tables: Tables) -> float:
        rows, done = tables.rows[table], tables.done[table]
        count, amount = 0.0, 0.0
        for holds, one in zip(condition(rows, done), value(rows, done), strict=True):
            if holds != 0.0:
                count += 1.0
                amount += one
        return count if op == "count" else amount if op == "sum" else ratio(amount, count)

    return total
