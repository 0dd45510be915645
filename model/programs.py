"""The pack's expressions as register code, with every fault of every expression at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.vocabulary import places, scalars, vocabulary
from scenarios import PackError, Plan
from scenarios.entries import Programme
from scenarios.expressions import ExpressionError, Node, Vocabulary, parse_indicator, parse_row
from scenarios.register_code import TABLES, Assembler, code_array


@dataclass(frozen=True, slots=True)
class Programs:
    """Register code of a plan: see ``model.events.machine``.

    ``segments[j] = (first line, end line, last register, table)``: the four tables of the indicators, then eligible,
    score, base weight and cells of each programme.  ``trees`` holds the indicators' trees for the readable engine.
    """

    rows: np.ndarray
    segments: np.ndarray
    aggregates: np.ndarray
    numbers: np.ndarray
    outputs: np.ndarray
    constants: np.ndarray
    registers: int
    trees: tuple[Node, ...]
    programme_trees: tuple[tuple[Node, ...], ...]


def compile_programs(plan: Plan) -> Programs:
    """Compile indicators and programmes.  Raises PackError naming file, entry and key of each bad expression."""
    words = vocabulary(plan)
    faults = []
    trees = []
    for indicator in plan.indicators:
        try:
            trees.append(parse_indicator(indicator.expression, words))
        except ExpressionError as error:
            faults.append(plan.fault("indicator", indicator.id, "expression", error.problem, error.remedy))
    pairs = []
    in_units = [upgrade.code for upgrade in plan.upgrades if upgrade.form == "units"]
    for code in in_units[1:]:
        faults.append(
            plan.fault("upgrade", code, "form", f"{in_units[0]} is held in units already", 'write form = "levels"')
        )
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


def _assemble(plan: Plan, trees: tuple[Node, ...], pairs: tuple[tuple[Node, ...], ...], words: Vocabulary) -> Programs:
    where, names = places(plan), scalars()
    indicators = Assembler(where, names)
    outputs = [indicators.number(tree) for tree in trees]
    indicators.aggregates, slots = _by_table(indicators.aggregates)
    numbers = [(op, to, slots[a] if op == 2 else a, b) for op, to, a, b in indicators.numbers]
    rows: list[tuple[int, int, int, int]] = []
    segments: list[tuple[int, int, int, int]] = []
    for number, table in enumerate(TABLES):
        code = indicators.rows[table]
        segments.append((len(rows), len(rows) + len(code), code[-1][1] if code else 0, number))
        rows += code
    registers = max(indicators.registers(table) for table in TABLES)
    for pair in pairs:
        for node in pair:
            single = Assembler(where, names, constants=indicators.constants)
            last = single.row(node)
            code = single.rows[node.table]
            segments.append((len(rows), len(rows) + len(code), last, TABLES.index(node.table)))
            rows += code
            registers = max(registers, single.registers(node.table))
    return Programs(
        rows=code_array(rows),
        segments=np.array(segments, dtype=np.int64).reshape(len(segments), 4),
        aggregates=code_array(indicators.aggregates),
        numbers=code_array(numbers),
        outputs=np.array(outputs, dtype=np.int64),
        constants=np.array(indicators.constants or [0.0]),
        registers=registers,
        trees=trees,
        programme_trees=pairs,
    )


def _by_table(aggregates: list[tuple[int, int, int, int]]) -> tuple[list[tuple[int, int, int, int]], dict[int, int]]:
    """Aggregates with those of one table together, and where each went."""
    order = sorted(range(len(aggregates)), key=lambda slot: (aggregates[slot][1], slot))
    return [aggregates[slot] for slot in order], {slot: place for place, slot in enumerate(order)}
