"""The machine that evaluates indicators and programmes: register code over columns."""

from __future__ import annotations

from agents.columns import CellFloat, FirmCode, GroupFloat
from model.compile import event
from model.state import Given, State
from scenarios.numbers import Scope

# Operation numbers, in the order of scenarios.register_code.ROW_OPS and NUMBER_OPS.
CONST, FLOAT, CODE, UPGRADE_FLOAT, UPGRADE_CODE, SCALAR, ADD, SUB, MUL, DIV, NEG, NOT, AND, OR, LT, LE, GT, GE, EQ, NE, BIT = range(21)
N_CONST, N_SCALAR, N_AGGREGATE, N_ADD, N_SUB, N_MUL, N_DIV, N_NEG = range(8)
COUNT, SUM, MEAN = range(3)
FIRM, CELL, GROUP, ORGANISATION = range(4)


@event
def run_rows(given: Given, state: State, segment: int, table: int, n: int) -> int:
    """Run the row code of a segment over the first ``n`` rows of a table; the number of its last register.

    Registers are vectors of ``state.registers``.
    """
    start = given.segments[segment, 0]
    end = given.segments[segment, 1]
    for line in range(start, end):
        op = given.rows[line, 0]
        to = state.registers[given.rows[line, 1]]
        a = given.rows[line, 2]
        b = given.rows[line, 3]
        if op <= SCALAR:
            _load(given, state, table, op, to, a, b, n)
        elif op == BIT:
            _test_bit(state.registers[a], given.constants[b], to, n)
        else:
            _combine(op, state.registers[a], state.registers[b], to, n)
    return given.segments[segment, 2]


@event
def _load(given, state, table, op, to, a, b, n) -> None:  # noqa: ANN001
    if op == CONST:
        value = given.constants[a]
        for i in range(n):
            to[i] = value
    elif op == SCALAR:
        value = state.economy[a]
        for i in range(n):
            to[i] = value
    elif op == CODE:
        codes = state.codes[a]
        for i in range(n):
            to[i] = codes[i]
    elif op == UPGRADE_CODE:
        codes = state.upgrade_codes[a, b]
        for i in range(n):
            to[i] = codes[i]
    else:
        _load_floats(state, table, op, to, a, b, n)


@event
def _load_floats(state, table, op, to, a, b, n) -> None:  # noqa: ANN001
    if table == CELL and op == UPGRADE_FLOAT:
        values = state.cell_upgrades[a, b]
    elif table == CELL:
        values = state.cells[a]
    elif table == GROUP:
        values = state.groups[a]
    elif table == ORGANISATION:
        values = state.organisations[a]
    elif op == UPGRADE_FLOAT:
        values = state.upgrade_floats[a, b]
    else:
        values = state.floats[a]
    for i in range(n):
        to[i] = values[i]


@event
def _test_bit(values, bit, to, n) -> None:  # noqa: ANN001
    weight = int(bit)
    for i in range(n):
        to[i] = (int(values[i]) // weight) % 2


@event
def _combine(op, a, b, to, n) -> None:  # noqa: ANN001
    if op == ADD:
        for i in range(n):
            to[i] = a[i] + b[i]
    elif op == SUB:
        for i in range(n):
            to[i] = a[i] - b[i]
    elif op == MUL:
        for i in range(n):
            to[i] = a[i] * b[i]
    elif op == DIV:
        for i in range(n):
            to[i] = a[i] / b[i] if b[i] != 0.0 else 0.0
    elif op == NEG:
        for i in range(n):
            to[i] = -a[i]
    elif op == NOT:
        for i in range(n):
            to[i] = 1.0 if a[i] == 0.0 else 0.0
    elif op == AND:
        for i in range(n):
            to[i] = 1.0 if a[i] != 0.0 and b[i] != 0.0 else 0.0
    elif op == OR:
        for i in range(n):
            to[i] = 1.0 if a[i] != 0.0 or b[i] != 0.0 else 0.0
    else:
        _compare(op, a, b, to, n)


@event
def _compare(op, a, b, to, n) -> None:  # noqa: ANN001
    if op == LT:
        for i in range(n):
            to[i] = 1.0 if a[i] < b[i] else 0.0
    elif op == LE:
        for i in range(n):
            to[i] = 1.0 if a[i] <= b[i] else 0.0
    elif op == GT:
        for i in range(n):
            to[i] = 1.0 if a[i] > b[i] else 0.0
    elif op == GE:
        for i in range(n):
            to[i] = 1.0 if a[i] >= b[i] else 0.0
    elif op == EQ:
        for i in range(n):
            to[i] = 1.0 if a[i] == b[i] else 0.0
    else:
        for i in range(n):
            to[i] = 1.0 if a[i] != b[i] else 0.0


@event
def record(given: Given, state: State, n: int) -> None:
    """Evaluate every indicator into ``state.indicators``: table by table, then aggregates, then numbers."""
    sizes = (n, state.cells.shape[1], state.groups.shape[1], state.organisations.shape[1])
    next_slot = 0
    for table in range(4):
        run_rows(given, state, table, table, sizes[table])
        next_slot = _aggregate(given, state, table, sizes[table], next_slot)
    _numbers(given, state)
    for j in range(given.outputs.shape[0]):
        state.indicators[j] = state.results[given.outputs[j]]


@event
def _aggregate(given, state, table, n, first) -> int:  # noqa: ANN001
    """Aggregates of a table, which stand together in ``given.aggregates``, into the tail of ``state.results``."""
    store = given.numbers.shape[0]
    line = first
    while line < given.aggregates.shape[0] and given.aggregates[line, 1] == table:
        value = given.aggregates[line, 2]
        condition = state.registers[given.aggregates[line, 3]]
        total = 0.0
        count = 0.0
        for i in range(n):
            if condition[i] != 0.0 and counts(state, table, i):
                count += 1.0
                if value >= 0:
                    total += state.registers[value, i]
        op = given.aggregates[line, 0]
        if op == COUNT:
            state.results[store + line] = count
        elif op == SUM:
            state.results[store + line] = total
        else:
            state.results[store + line] = total / count if count > 0.0 else 0.0
        line += 1
    return line


@event
def counts(state, table, i):  # noqa: ANN001, ANN202
    """Whether a row belongs to the population an aggregate speaks of."""
    if table == FIRM:
        return state.codes[FirmCode.ACTIVE, i] == 1
    if table == CELL:
        return int(state.cells[CellFloat.SCOPE, i]) == Scope.OTHER_SECTORS
    if table == GROUP:
        return state.groups[GroupFloat.MEMBERS, i] > 0.0
    return True


@event
def _numbers(given, state) -> None:  # noqa: ANN001
    results = state.results
    for line in range(given.numbers.shape[0]):
        op = given.numbers[line, 0]
        to = given.numbers[line, 1]
        a = given.numbers[line, 2]
        b = given.numbers[line, 3]
        if op == N_CONST:
            results[to] = given.constants[a]
        elif op == N_SCALAR:
            results[to] = state.economy[a]
        elif op == N_AGGREGATE:
            results[to] = results[given.numbers.shape[0] + a]
        elif op == N_ADD:
            results[to] = results[a] + results[b]
        elif op == N_SUB:
            results[to] = results[a] - results[b]
        elif op == N_MUL:
            results[to] = results[a] * results[b]
        elif op == N_DIV:
            results[to] = results[a] / results[b] if results[b] != 0.0 else 0.0
        else:
            results[to] = -results[a]
