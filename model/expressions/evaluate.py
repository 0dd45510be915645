"""The machine that evaluates indicators and programmes: register code over columns."""

from typing import Any

from clustercast.agents.columns import CellFloat, FirmCode, GroupFloat
from clustercast.agents.rule import event
from clustercast.model.compiled.state import TILE, Given, State
from clustercast.model.expressions.aggregates import add_tile, add_to_places, close_sums, open_sums, open_totals
from clustercast.model.expressions.opcodes import TABLES, Op, Table
from clustercast.model.expressions.row_operations import combine, load, number
from clustercast.scenarios.numbers import Scope


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
        if op < Op.ADD:
            if begin > 0 and op in (Op.CONST, Op.SCALAR, Op.OUTSIDE, Op.PROGRAMME):
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
        if last > line or table == Table.FIRM:
            _record_table(given, state, table, rows_of(given, state, table, n), line, last)
        line = last
    _numbers(given, state)
    for j in range(given.outputs.shape[0]):
        state.indicators[j] = state.results[given.outputs[j]]


@event
def _record_table(given, state, table, size, line, last) -> None:
    open_sums(given, state, line, last)
    _mark_counted(state, table, size)
    for begin in range(0, size, TILE):
        rows = min(TILE, size - begin)
        run_tile(given, state, table, table, begin, rows)
        add_tile(given, state, line, last, begin, rows)
        if table == Table.FIRM:
            add_to_places(given, state, begin, rows)
    close_sums(given, state, line, last)


@event
def rows_of(given: Given, state: State, table: int, n: int) -> int:
    """How many rows a table has; ``n`` slots of firms are in use."""
    if table == Table.CELL:
        return state.cells.shape[1]
    if table == Table.GROUP:
        return state.groups.shape[1]
    if table == Table.ORGANISATION:
        return state.organisations.shape[1]
    if table == Table.CITY:
        return given.city_government.shape[0]
    if table == Table.CLUSTER:
        return given.clusters.shape[0]
    if table == Table.CHAIN:
        return _chains(given)
    if table == Table.INDUSTRY:
        return given.industries.shape[0]
    return n


@event
def _chains(given):
    """How many supply chains there are: one more than the largest code."""
    chains = 0
    for cluster in given.clusters:
        chains = max(chains, int(cluster.chain) + 1)
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
        if table == Table.FIRM:
            belongs = active[i] == 1
        elif table == Table.CELL:
            belongs = int(scope[i]) == Scope.OTHER_SECTORS or int(scope[i]) == Scope.BELOW_SCALE
        elif table == Table.GROUP:
            belongs = members[i] > 0.0
        counted[i] = 1 if belongs else 0


@event
def _numbers(given, state) -> None:
    results, numbers = state.results, given.numbers
    for line in range(numbers.shape[0]):
        op, to, a, b = numbers[line, 0], numbers[line, 1], numbers[line, 2], numbers[line, 3]
        if op == Op.AGGREGATE:
            results[to] = results[numbers.shape[0] + a]
        elif op < Op.ADD:
            results[to] = number(given, state, op, a, b)
        else:
            combine(op, results[a : a + 1], results[b : b + 1], results[to : to + 1], 1)
