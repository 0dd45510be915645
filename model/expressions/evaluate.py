"""The machine that evaluates indicators and programmes: register code over columns."""

from __future__ import annotations

from typing import Any

from clustercast.agents.columns import CellFloat, FirmCode, GroupFloat
from clustercast.agents.rule import event
from clustercast.model.compiled.state import Given, State
from clustercast.model.expressions.aggregates import add_tile, add_to_places, close_sums, open_sums, open_totals
from clustercast.model.expressions.opcodes import (
    CELL,
    CHAIN,
    CITY,
    CLUSTER,
    CONST,
    FIRM,
    GROUP,
    INDUSTRY,
    N_ADD,
    N_AGGREGATE,
    N_CONST,
    N_DIV,
    N_GT,
    N_LE,
    N_LT,
    N_MUL,
    N_NEG,
    N_OUTSIDE,
    N_PROGRAMME,
    N_SCALAR,
    N_SUB,
    ORGANISATION,
    OUTSIDE,
    PROGRAMME,
    SCALAR,
    TABLES,
    TILE,
    TOTAL,
)
from clustercast.model.expressions.row_operations import combine, load
from clustercast.scenarios.numbers import Scope


@event
def run_rows(given: Given, state: State, segment: int, table: int, n: int) -> int:
    """Run the row code of a segment over the first ``n`` rows of a table; the number of its last register.

    Registers are vectors of ``state.registers``.
    """
    return run_tile(given, state, segment, table, 0, n)


@event
def rows_into(given: Given, state: State, segment: int, table: int, n: int, to: Any) -> None:
    """Run the row code of a segment over the first ``n`` rows of a table; its last register goes into ``to``.

    A tile at a time, so that the registers stay in the cache.
    """
    for begin in range(0, n, TILE):
        rows = min(TILE, n - begin)
        values = state.registers[run_tile(given, state, segment, table, begin, rows)]
        piece = to[begin : begin + rows]
        for i in range(rows):
            piece[i] = values[i]


@event
def run_tile(given, state, segment, table, begin, n):
    """Run the row code of a segment over ``n`` rows from ``begin``; results stand at the registers' start.

    Tiles of a table follow each other, the first is the longest: single numbers stand in their registers from it on.
    """
    rows = given.rows
    registers = state.registers
    for line in range(given.segments[segment, 0], given.segments[segment, 1]):
        op = rows[line, 0]
        to = registers[rows[line, 1]]
        a = rows[line, 2]
        b = rows[line, 3]
        if op <= TOTAL:
            if begin > 0 and op in (CONST, SCALAR, OUTSIDE, PROGRAMME):
                continue
            load(given, state, table, op, to, a, b, begin, n)
        else:
            combine(op, registers[a], registers[b], to, n)
    return given.segments[segment, 2]


@event
def record(given: Given, state: State, n: int) -> None:
    """Evaluate every indicator into ``state.indicators``: table by table, then aggregates, then numbers.

    Rows are taken a tile at a time, so that the registers stay in the cache; sums still run in slot order.  The firms
    come first, and with them the totals that the tables of places read.
    """
    line = 0
    open_totals(state)
    for table in range(TABLES):
        last = line
        while last < given.aggregates.shape[0] and given.aggregates[last, 1] == table:
            last += 1
        if last > line or table == FIRM:
            _record_table(given, state, table, _rows(given, state, table, n), line, last)
        line = last
    _numbers(given, state)
    for j in range(given.outputs.shape[0]):
        state.indicators[j] = state.results[given.outputs[j]]


@event
def _record_table(given, state, table, size, line, last) -> None:
    segment = table if table < CITY else given.segments.shape[0] - TABLES + table
    open_sums(given, state, line, last)
    _mark_counted(state, table, size)
    for begin in range(0, size, TILE):
        rows = min(TILE, size - begin)
        run_tile(given, state, segment, table, begin, rows)
        add_tile(given, state, line, last, begin, rows)
        if table == FIRM:
            add_to_places(given, state, begin, rows)
    close_sums(given, state, line, last)


@event
def _rows(given, state, table, n):
    """How many rows a table has."""
    if table == CELL:
        return state.cells.shape[1]
    if table == GROUP:
        return state.groups.shape[1]
    if table == ORGANISATION:
        return state.organisations.shape[1]
    if table == CITY:
        return given.city_government.shape[0]
    if table == CLUSTER:
        return given.clusters.shape[0]
    if table == CHAIN:
        return _chains(given)
    if table == INDUSTRY:
        return given.industries.shape[0]
    return n


@event
def _chains(given):
    """How many supply chains there are: one more than the largest code."""
    chains = 0
    for c in range(given.clusters.shape[0]):
        chains = max(chains, int(given.clusters[c].chain) + 1)
    return chains


@event
def _mark_counted(state, table, n) -> None:
    """Mark the rows that an aggregate speaks of: active firms, groups with members, every body and place, and cells of
    other sectors or of firms below the threshold.
    """
    counted = state.counted
    active = state.codes[FirmCode.ACTIVE]
    scope = state.cells[CellFloat.SCOPE]
    members = state.groups[GroupFloat.MEMBERS]
    for i in range(n):
        belongs = True
        if table == FIRM:
            belongs = active[i] == 1
        elif table == CELL:
            belongs = int(scope[i]) == Scope.OTHER_SECTORS or int(scope[i]) == Scope.BELOW_SCALE
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
        elif op == N_OUTSIDE:
            results[to] = state.outside[a]
        elif op == N_PROGRAMME:
            results[to] = state.programmes[a, b]
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
        elif op == N_NEG:
            results[to] = -results[a]
        else:
            results[to] = 1.0 if _holds(op, results[a], results[b]) else 0.0


@event
def _holds(op, a, b):
    if op == N_LT:
        return a < b
    if op == N_LE:
        return a <= b
    if op == N_GT:
        return a > b
    return a >= b
