"""The machine that evaluates indicators and programmes: register code over columns."""

from __future__ import annotations

import numpy as np

from agents.columns import CellFloat, FirmCode, GroupFloat
from model.compile import event
from model.state import Given, State
from scenarios.numbers import Scope

# Operation numbers, in the order of scenarios.register_code.ROW_OPS and NUMBER_OPS.
(
    CONST,
    FLOAT,
    CODE,
    UPGRADE_FLOAT,
    UPGRADE_CODE,
    SCALAR,
    ADD,
    SUB,
    MUL,
    DIV,
    NEG,
    NOT,
    AND,
    OR,
    LT,
    LE,
    GT,
    GE,
    EQ,
    NE,
    TITLE,
) = range(21)
HAS, HAD, GOT_YEAR = range(3)
N_CONST, N_SCALAR, N_AGGREGATE, N_ADD, N_SUB, N_MUL, N_DIV, N_NEG = range(8)
COUNT, SUM, MEAN = range(3)
FIRM, CELL, GROUP, ORGANISATION = range(4)
TILE = 1024


@event
def run_rows(given: Given, state: State, segment: int, table: int, n: int) -> int:
    """Run the row code of a segment over the first ``n`` rows of a table; the number of its last register.

    Registers are vectors of ``state.registers``.
    """
    return run_tile(given, state, segment, table, 0, n)


@event
def run_tile(given, state, segment, table, begin, n):
    """Run the row code of a segment over ``n`` rows from ``begin``; results stand at the registers' start."""
    rows = given.rows
    registers = state.registers
    for line in range(given.segments[segment, 0], given.segments[segment, 1]):
        op = rows[line, 0]
        to = registers[rows[line, 1]]
        a = rows[line, 2]
        b = rows[line, 3]
        if op <= SCALAR:
            _load(given, state, table, op, to, a, b, begin, n)
        elif op == TITLE:
            _test_title(state, table, a, b, to, begin, n)
        else:
            _combine(op, registers[a], registers[b], to, n)
    return given.segments[segment, 2]


@event
def _load(given, state, table, op, to, a, b, begin, n) -> None:
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
            to[i] = codes[begin + i]
    elif op == UPGRADE_CODE:
        codes = state.upgrade_codes[a, b]
        for i in range(n):
            to[i] = codes[begin + i]
    else:
        _load_floats(state, table, op, to, a, b, begin, n)


@event
def _load_floats(state, table, op, to, a, b, begin, n) -> None:
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
        to[i] = values[begin + i]


@event
def _test_title(state, table, g, test, to, begin, n) -> None:
    """Whether a row holds a title, held it at the end of last year, got it this year; of a cell the share that does."""
    if table == CELL:
        held = state.cell_titles[0, g]
        new = state.cell_titles[1, g]
        for i in range(n):
            if test == HAS:
                to[i] = held[begin + i]
            elif test == HAD:
                to[i] = held[begin + i] - new[begin + i]
            else:
                to[i] = new[begin + i]
        return
    titles = state.titles[g] if table == FIRM else state.organisation_titles[g]
    for i in range(n):
        title = titles[begin + i]
        if test == HAS:
            to[i] = 1.0 if title > 0 else 0.0
        elif test == HAD:
            to[i] = 1.0 if title == 1 else 0.0
        else:
            to[i] = 1.0 if title == 2 else 0.0


@event
def _combine(op, a, b, to, n) -> None:
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
def _compare(op, a, b, to, n) -> None:
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
    """Evaluate every indicator into ``state.indicators``: table by table, then aggregates, then numbers.

    Rows are taken a tile at a time, so that the registers stay in the cache; sums still run in slot order.
    """
    sizes = (n, state.cells.shape[1], state.groups.shape[1], state.organisations.shape[1])
    line = 0
    for table in range(4):
        last = line
        while last < given.aggregates.shape[0] and given.aggregates[last, 1] == table:
            last += 1
        _open_sums(given, state, line, last)
        _mark_counted(state, table, sizes[table])
        for begin in range(0, sizes[table], TILE):
            rows = min(TILE, sizes[table] - begin)
            run_tile(given, state, table, table, begin, rows)
            _add_tile(given, state, line, last, begin, rows)
        _close_sums(given, state, line, last)
        line = last
    _numbers(given, state)
    for j in range(given.outputs.shape[0]):
        state.indicators[j] = state.results[given.outputs[j]]


@event
def _open_sums(given, state, first, last) -> None:
    """An aggregate has two places behind the numbers: its sum, later its value, and its count."""
    store = given.numbers.shape[0]
    for line in range(first, last):
        state.results[store + line] = 0.0
        state.results[store + given.aggregates.shape[0] + line] = 0.0


@event
def _add_tile(given, state, first, last, begin, rows) -> None:
    """Add a tile to the counts, and to the sums four at a time: each sum waits for its last addition, four do not."""
    aggregates = given.aggregates
    counted = state.counted
    waiting = np.zeros(4, dtype=np.int64)
    found = 0
    for line in range(first, last):
        if aggregates[line, 0] != SUM:
            place = given.numbers.shape[0] + aggregates.shape[0] + line
            state.results[place] += _count(state.registers[aggregates[line, 3]], counted, begin, rows)
        if aggregates[line, 0] != COUNT:
            waiting[found] = line
            found += 1
        if found == 4:
            _add_four(given, state, waiting, begin, rows)
            found = 0
    single = np.zeros(4, dtype=np.int64)
    for place in range(found):
        for other in range(4):
            single[other] = waiting[place]
        _add_four(given, state, single, begin, rows)


@event
def _count(condition, counted, begin, rows):
    count = 0
    for i in range(rows):
        count += 1 if (condition[i] != 0.0) & (counted[begin + i] == 1) else 0
    return count


@event
def _add_four(given, state, lines, begin, rows) -> None:
    """Four sums side by side, each in slot order (the same line four times where fewer are left)."""
    counted = state.counted
    store = given.numbers.shape[0]
    line_0, line_1, line_2, line_3 = lines[0], lines[1], lines[2], lines[3]
    value_0 = state.registers[given.aggregates[line_0, 2]]
    value_1 = state.registers[given.aggregates[line_1, 2]]
    value_2 = state.registers[given.aggregates[line_2, 2]]
    value_3 = state.registers[given.aggregates[line_3, 2]]
    condition_0 = state.registers[given.aggregates[line_0, 3]]
    condition_1 = state.registers[given.aggregates[line_1, 3]]
    condition_2 = state.registers[given.aggregates[line_2, 3]]
    condition_3 = state.registers[given.aggregates[line_3, 3]]
    total_0 = state.results[store + line_0]
    total_1 = state.results[store + line_1]
    total_2 = state.results[store + line_2]
    total_3 = state.results[store + line_3]
    for i in range(rows):
        active = counted[begin + i] == 1
        total_0 += value_0[i] if active & (condition_0[i] != 0.0) else 0.0
        total_1 += value_1[i] if active & (condition_1[i] != 0.0) else 0.0
        total_2 += value_2[i] if active & (condition_2[i] != 0.0) else 0.0
        total_3 += value_3[i] if active & (condition_3[i] != 0.0) else 0.0
    state.results[store + line_0] = total_0
    state.results[store + line_1] = total_1
    state.results[store + line_2] = total_2
    state.results[store + line_3] = total_3


@event
def _close_sums(given, state, first, last) -> None:
    for line in range(first, last):
        place = given.numbers.shape[0] + line
        count = state.results[place + given.aggregates.shape[0]]
        if given.aggregates[line, 0] == COUNT:
            state.results[place] = count
        elif given.aggregates[line, 0] == MEAN:
            state.results[place] = state.results[place] / count if count > 0.0 else 0.0


@event
def _mark_counted(state, table, n) -> None:
    """Mark the rows that an aggregate speaks of: active firms, cells of other sectors, groups with members."""
    counted = state.counted
    active = state.codes[FirmCode.ACTIVE]
    scope = state.cells[CellFloat.SCOPE]
    members = state.groups[GroupFloat.MEMBERS]
    for i in range(n):
        belongs = True
        if table == FIRM:
            belongs = active[i] == 1
        elif table == CELL:
            belongs = int(scope[i]) == Scope.OTHER_SECTORS
        elif table == GROUP:
            belongs = members[i] > 0.0
        counted[i] = 1 if belongs else 0


@event
def _numbers(given, state) -> None:
    results = state.results
    numbers = given.numbers
    constants = given.constants
    economy = state.economy
    for line in range(numbers.shape[0]):
        op = numbers[line, 0]
        to = numbers[line, 1]
        a = numbers[line, 2]
        b = numbers[line, 3]
        if op == N_CONST:
            results[to] = constants[a]
        elif op == N_SCALAR:
            results[to] = economy[a]
        elif op == N_AGGREGATE:
            results[to] = results[numbers.shape[0] + a]
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
