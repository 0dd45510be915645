"""Checked trees to register code: plain integer rows that a small machine runs.

Row code works on whole columns: one register is one float64 vector over the rows of a table.  Number code works on
single numbers.  Equal parts are computed once (every distinct node has one register).  A total over the firms of each
place is one vector over the places, filled from a register of the firm table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from clustercast.scenarios.language import TABLES, TITLE_TESTS, TOTAL, Node

_NAMES = """
    const float code upgrade_float upgrade_code scalar outside programme title place total aggregate
    add sub mul div neg not and or lt le gt ge eq ne
"""
OPS = {name: number for number, name in enumerate(_NAMES.split())}
"""What a line of code does: it loads something (up to ``aggregate``), or works on one or two registers."""
AGGREGATE_OPS = {"count": 0, "sum": 1, "mean": 2, "least": 3}
TITLE_OPS = {name: number for number, name in enumerate(TITLE_TESTS)}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name lives: its block, the row in it, and which upgrade or programme.

    Columns: block "float", "code", "upgrade_float", "upgrade_code"; "place" is the number of a place itself.  Numbers:
    "scalar" (the economy's), "outside" (a path's value this year), "programme" (a column of one programme).
    """

    block: str
    row: int
    which: int = 0


Instruction = tuple[int, int, int, int]


@dataclass(slots=True)
class Assembler:
    """Collects nodes into register code.

    ``places``: per table, column name -> Place; ``scalars``: name of one number -> Place.  ``totals[t] = (table of
    places, register of the firm table, row of the firms' code, 0)``.
    """

    places: Mapping[str, Mapping[str, Place]]
    scalars: Mapping[str, Place]
    constants: list[float] = field(default_factory=list[float])
    rows: dict[str, list[Instruction]] = field(default_factory=lambda: {table: [] for table in TABLES})
    aggregates: list[Instruction] = field(default_factory=list[Instruction])
    numbers: list[Instruction] = field(default_factory=list[Instruction])
    totals: list[Instruction] = field(default_factory=list[Instruction])
    _row_registers: dict[tuple[str, object], int] = field(default_factory=dict[tuple[str, object], int])
    _number_registers: dict[object, int] = field(default_factory=dict[object, int])
    _aggregate_slots: dict[object, int] = field(default_factory=dict[object, int])

    def constant(self, value: float) -> int:
        """Index of a constant; equal constants share it."""
        if value not in self.constants:
            self.constants.append(value)
        return self.constants.index(value)

    def row(self, node: Node) -> int:
        """Register of a row node, written once."""
        key = (node.table, _key(node))
        if key in self._row_registers:
            return self._row_registers[key]
        code = self._row_code(node)
        register = sum(1 for table, _ in self._row_registers if table == node.table)
        self._row_registers[key] = register
        self.rows[node.table].append((code[0], register, code[1], code[2]))
        return register

    def _row_code(self, node: Node) -> tuple[int, int, int]:
        if node.op == "const":
            return OPS["const"], self.constant(float(node.value)), 0
        if node.op == "scalar":
            place = self.scalars[str(node.value)]
            return OPS[place.block], place.row, place.which
        if node.op == "column":
            place = self.places[node.table][str(node.value)]
            return OPS[place.block], place.row, place.which
        if node.op in TITLE_OPS:
            return OPS["title"], int(float(node.value)), TITLE_OPS[node.op]
        if node.op == TOTAL:
            return OPS["total"], self._total(node), 0
        first = self.row(node.args[0])
        second = self.row(node.args[1]) if len(node.args) > 1 else 0
        return OPS[node.op], first, second

    def number(self, node: Node) -> int:
        """Register of a number node, written once."""
        key = _key(node)
        if key in self._number_registers:
            return self._number_registers[key]
        if node.op == "const":
            code = (OPS["const"], self.constant(float(node.value)), 0)
        elif node.op == "scalar":
            place = self.scalars[str(node.value)]
            code = (OPS[place.block], place.row, place.which)
        elif node.op in AGGREGATE_OPS:
            code = (OPS["aggregate"], self._aggregate(node), 0)
        else:
            first = self.number(node.args[0])
            code = (OPS[node.op], first, self.number(node.args[1]) if len(node.args) > 1 else 0)
        register = len(self._number_registers)
        self._number_registers[key] = register
        self.numbers.append((code[0], register, code[1], code[2]))
        return register

    def _aggregate(self, node: Node) -> int:
        key = _key(node)
        if key not in self._aggregate_slots:
            condition = self.row(node.args[-1])
            value = self.row(node.args[0]) if len(node.args) > 1 else -1
            self._aggregate_slots[key] = len(self.aggregates)
            self.aggregates.append((AGGREGATE_OPS[node.op], TABLES.index(node.table), value, condition))
        return self._aggregate_slots[key]

    def _total(self, node: Node) -> int:
        """Number of a total; the same sum over the same places is made once."""
        code = self.places["firm"][node.table].row
        total = (TABLES.index(node.table), self.row(node.args[0]), code, 0)
        if total not in self.totals:
            self.totals.append(total)
        return self.totals.index(total)

    def registers(self, table: str) -> int:
        """How many vectors the row code of a table needs."""
        return sum(1 for owner, _ in self._row_registers if owner == table)


def code_array(rows: Sequence[tuple[int, ...]]) -> np.ndarray:
    """Register code as int64[rows, 4]."""
    return np.array(rows, dtype=np.int64).reshape(len(rows), 4)


def _key(node: Node) -> tuple[object, ...]:
    return (node.op, node.value, node.table, *(_key(part) for part in node.args))
