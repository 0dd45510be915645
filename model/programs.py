"""The pack's expressions as register code, with every fault of every expression at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from keyword import iskeyword

import numpy as np

from model.vocabulary import places, scalars, vocabulary
from scenarios import Fault, PackError, Plan
from scenarios.entries import Programme
from scenarios.expressions import parse_indicator, parse_row
from scenarios.language import PLACES, TABLES, ExpressionError, Node, Vocabulary
from scenarios.register_code import NUMBER_OPS, Assembler, code_array


@dataclass(frozen=True, slots=True)
class Programs:
    """Register code of a plan: see ``model.events.machine``.

    ``segments[j] = (first line, end line, last register, table)``: the tables of rows of the indicators, then eligible,
    score, base weight and cells of each programme, last the tables of places.  ``trees`` holds the indicators' trees
    for the readable engine.
    """

    rows: np.ndarray
    segments: np.ndarray
    aggregates: np.ndarray
    numbers: np.ndarray
    totals: np.ndarray
    outputs: np.ndarray
    constants: np.ndarray
    registers: int
    trees: tuple[Node, ...]
    programme_trees: tuple[tuple[Node, ...], ...]


def compile_programs(plan: Plan) -> Programs:
    """Compile indicators and programmes.  Raises PackError naming file, entry and key of each bad expression."""
    words = vocabulary(plan)
    faults = _path_faults(plan)
    trees = []
    for indicator in plan.indicators:
        try:
            trees.append(parse_indicator(indicator.expression, words))
        except ExpressionError as error:
            faults.append(plan.fault("indicator", indicator.id, "expression", error.problem, error.remedy))
    pairs = []
    in_units = [upgrade.code for upgrade in plan.upgrades if upgrade.form == "units"]
    for code in in_units[1:]:
        faults.append(plan.fault("upgrade", code, "form", f"{in_units[0]} is held in units already", 'form = "levels"'))
    for programme in plan.programmes:
        table = "organisation" if programme.subject == "organisation" else "firm"
        pair = []
        for key, text in programme_texts(programme):
            try:
                pair.append(parse_row(text, "cell" if key == "cells" else table, words))
            except ExpressionError as error:
                faults.append(plan.fault("programme", programme.id, key, error.problem, error.remedy))
        pairs.append(tuple(pair))
    if faults:
        raise PackError(faults)
    return _assemble(plan, tuple(trees), tuple(pairs), words)


def programme_texts(programme: Programme) -> tuple[tuple[str, str], ...]:
    """Keys and texts of a programme's expressions, in the order of its segments."""
    return (
        ("eligible", programme.eligible),
        ("score", programme.score),
        ("base_weight", programme.base_weight or "1"),
        ("cells", programme.cells or "0"),
    )


def _path_faults(plan: Plan) -> list[Fault]:
    """An outside path is a name in expressions: one that can be written there and is not taken."""
    taken = {name for table in places(plan).values() for name in table} | set(scalars(replace(plan, outside=())))
    taken |= set(vocabulary(plan).derived)
    faults = []
    for path in plan.outside:
        if not path.id.isidentifier() or iskeyword(path.id):
            problem = f'"{path.id}" cannot be written in an expression'
            faults.append(plan.fault("path", path.id, "id", problem, 'letters, digits and "_" only, such as "gdp"'))
        elif path.id in taken:
            problem = f'"{path.id}" has another meaning in expressions'
            faults.append(plan.fault("path", path.id, "id", problem, f'a name of its own, such as "{path.id}_outside"'))
    return faults


def _assemble(plan: Plan, trees: tuple[Node, ...], pairs: tuple[tuple[Node, ...], ...], words: Vocabulary) -> Programs:
    where, names = places(plan), scalars(plan)
    indicators = Assembler(where, names)
    outputs = [indicators.number(tree) for tree in trees]
    indicators.aggregates, slots = _by_table(indicators.aggregates)
    numbers = [(op, to, slots[a] if op == NUMBER_OPS["aggregate"] else a, b) for op, to, a, b in indicators.numbers]
    rows: list[tuple[int, ...]] = []
    segments: list[tuple[int, ...]] = []
    for table in TABLES[: -len(PLACES)]:
        _append(indicators, table, rows, segments)
    registers = max(indicators.registers(table) for table in TABLES)
    for pair in pairs:
        for node in pair:
            single = Assembler(where, names, constants=indicators.constants)
            last = single.row(node)
            code = single.rows[node.table]
            segments.append((len(rows), len(rows) + len(code), last, TABLES.index(node.table)))
            rows += code
            registers = max(registers, single.registers(node.table))
    for table in PLACES:
        _append(indicators, table, rows, segments)
    return Programs(
        rows=code_array(rows),
        segments=np.array(segments, dtype=np.int64).reshape(len(segments), 4),
        aggregates=code_array(indicators.aggregates),
        numbers=code_array(numbers),
        totals=code_array(indicators.totals),
        outputs=np.array(outputs, dtype=np.int64),
        constants=np.array(indicators.constants or [0.0]),
        registers=registers,
        trees=trees,
        programme_trees=pairs,
    )


def _append(code: Assembler, table: str, rows: list[tuple[int, ...]], segments: list[tuple[int, ...]]) -> None:
    """Add a table's row code as the next segment."""
    lines = code.rows[table]
    segments.append((len(rows), len(rows) + len(lines), lines[-1][1] if lines else 0, TABLES.index(table)))
    rows += lines


def _by_table(aggregates: list[tuple[int, int, int, int]]) -> tuple[list[tuple[int, int, int, int]], dict[int, int]]:
    """Aggregates with those of one table together, and where each went."""
    order = sorted(range(len(aggregates)), key=lambda slot: (aggregates[slot][1], slot))
    return [aggregates[slot] for slot in order], {slot: place for place, slot in enumerate(order)}
