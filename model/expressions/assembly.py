"""The pack's expressions as register code, with every fault of every expression at once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from keyword import iskeyword

import numpy as np

from clustercast.model.expressions.vocabulary import places, scalars, vocabulary
from clustercast.model.results.dataset_names import is_taken
from clustercast.scenarios import Fault, PackError, Plan
from clustercast.scenarios.draft import Draft
from clustercast.scenarios.entries import Programme
from clustercast.scenarios.expressions import parse_indicator, parse_row
from clustercast.scenarios.language import TABLES, ExpressionError, Node
from clustercast.scenarios.register_code import OPS, Assembler, code_array


@dataclass(frozen=True, slots=True)
class Programs:
    """Register code of a plan: see ``evaluate.py``.

    ``code`` are tables of ``Given`` by name; in it ``segments[j] = (first line, end line, last register, table)``: the
    tables of rows of the indicators, then what each programme asks of rows (``programme_segments``).  ``trees`` holds
    the indicators' trees for the readable engine.
    """

    code: dict[str, np.ndarray]
    registers: int
    trees: tuple[Node, ...]
    programme_trees: tuple[tuple[Node, ...], ...]


def compile_programs(plan: Plan) -> Programs:
    """Compile indicators and programmes.  Raises PackError naming file, entry and key of each bad expression."""
    trees, pairs, faults = _parsed(plan)
    if faults:
        raise PackError(faults)
    return _assemble(plan, trees, pairs)


def expression_faults(plan: Plan | Draft) -> tuple[Fault, ...]:
    """Faults of the expressions of a plan, or of a pack as far as it could be read, and of the names beside them.

    Only this floor can judge them: it knows the columns, and what the dataset of a run calls its parts.
    """
    return tuple(_parsed(plan)[2])


def _parsed(plan: Plan | Draft) -> tuple[tuple[Node, ...], tuple[tuple[Node, ...], ...], list[Fault]]:
    """The trees of the indicators, those of each programme, and everything that is wrong with their texts."""
    words = vocabulary(plan)
    faults = [*_path_faults(plan), *_indicator_faults(plan), *_unit_faults(plan)]

    def parsed(text: str, table: str, of: str, id: str, key: str) -> list[Node]:
        """The tree (of one number without a table), or none and a fault."""
        try:
            return [parse_row(text, table, words) if table else parse_indicator(text, words)]
        except ExpressionError as error:
            faults.append(plan.fault(of, id, key, error.problem, error.remedy))
            return []

    trees: list[Node] = []
    for one in plan.indicators:
        if one.expression is not None:
            trees += parsed(one.expression, "", "indicator", one.id, "expression")
    pairs: list[tuple[Node, ...]] = []
    for one in plan.programmes:
        found = [parsed(text, table, "programme", one.id, key) for key, table, text in programme_texts(one)]
        pairs.append(tuple(node for nodes in found for node in nodes))
    return tuple(trees), tuple(pairs), faults


def programme_texts(programme: Programme) -> Iterator[tuple[str, str, str]]:
    """Key, table and text of each of a programme's expressions that could be read, in the order of its segments."""
    table = "organisation" if programme.subject == "organisation" else "firm"
    texts = (programme.eligible, programme.score, programme.base_weight or "1") if programme.subject else ()
    for key, text in zip(("eligible", "score", "base_weight"), texts, strict=False):
        if text is not None:
            yield key, table, text
    yield "cells", "cell", programme.cells or "0"


def programme_segments(number: int) -> range:
    """Segments of a programme: who is eligible, score, base weight, and share of the cells."""
    return range(len(TABLES) + 4 * number, len(TABLES) + 4 * number + 4)


def _indicator_faults(plan: Plan | Draft) -> list[Fault]:
    """An indicator is a name in the dataset of a run: one that means nothing else there."""
    ids = {one.id for one in plan.indicators}
    problem = "has another meaning among the values of a run"
    return [
        plan.fault("indicator", id, "id", f'"{id}" {problem}', f'a name of its own, such as "plan_{id}"')
        for id in dict.fromkeys(one.id for one in plan.indicators)
        if is_taken(id, ids)
    ]


def _unit_faults(plan: Plan | Draft) -> list[Fault]:
    """One upgrade of a plan is held in units."""
    first, *others = [one.code for one in plan.upgrades if one.form == "units"] or [""]
    problem = f"{first} is held in units already"
    return [plan.fault("upgrade", code, "form", problem, 'form = "levels"') for code in others]


def _path_faults(plan: Plan | Draft) -> list[Fault]:
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


def _assemble(plan: Plan, trees: tuple[Node, ...], pairs: tuple[tuple[Node, ...], ...]) -> Programs:
    where, names = places(plan), scalars(plan)
    indicators = Assembler(where, names)
    outputs = [indicators.number(tree) for tree in trees]
    indicators.aggregates, slots = _by_table(indicators.aggregates)
    numbers = [(op, to, slots[a] if op == OPS["aggregate"] else a, b) for op, to, a, b in indicators.numbers]
    rows: list[tuple[int, ...]] = []
    segments: list[tuple[int, ...]] = []
    for table in TABLES:
        lines = indicators.rows[table]
        segments.append((len(rows), len(rows) + len(lines), lines[-1][1] if lines else 0, TABLES.index(table)))
        rows += lines
    registers = max(indicators.registers(table) for table in TABLES)
    for pair in pairs:
        for node in pair:
            single = Assembler(where, names, constants=indicators.constants)
            last = single.row(node)
            code = single.rows[node.table]
            segments.append((len(rows), len(rows) + len(code), last, TABLES.index(node.table)))
            rows += code
            registers = max(registers, single.registers(node.table))
    lines = {"rows": rows, "segments": segments, "aggregates": indicators.aggregates, "numbers": numbers}
    code = {name: code_array(found) for name, found in (lines | {"totals": indicators.totals}).items()}
    code |= {"outputs": np.array(outputs, dtype=np.int64), "constants": np.array(indicators.constants or [0.0])}
    return Programs(code, registers, trees, pairs)


def _by_table(aggregates: list[tuple[int, int, int, int]]) -> tuple[list[tuple[int, int, int, int]], dict[int, int]]:
    """Aggregates with those of one table together, and where each went."""
    order = sorted(range(len(aggregates)), key=lambda slot: (aggregates[slot][1], slot))
    return [aggregates[slot] for slot in order], {slot: place for place, slot in enumerate(order)}
