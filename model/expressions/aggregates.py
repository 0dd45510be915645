"""Sums of the machine: aggregates over a table's rows, and the firms of every place added up.

All sums run in the order of rows.
"""

import numpy as np

from clustercast.agents.rule import event
from clustercast.model.expressions.opcodes import Aggregate


@event
def open_sums(given, state, first, last) -> None:
    """An aggregate has two places behind the numbers: its sum, later its value, and its count."""
    store = given.numbers.shape[0]
    for line in range(first, last):
        state.results[store + line] = 0.0
        state.results[store + given.aggregates.shape[0] + line] = 0.0


@event
def add_tile(given, state, first, last, begin, rows) -> None:
    """Add a tile to the counts, and to the sums four at a time: each sum waits for its last addition, four do not."""
    aggregates = given.aggregates
    counted = state.counted[begin : begin + rows]
    waiting = np.zeros(4, dtype=np.int64)
    found = 0
    for line in range(first, last):
        if aggregates[line, 0] == Aggregate.LEAST:
            _lessen(given, state, line, begin, rows)
            continue
        if aggregates[line, 0] != Aggregate.SUM:
            place = given.numbers.shape[0] + aggregates.shape[0] + line
            state.results[place] += _count(state.registers[aggregates[line, 3]], counted, rows)
        if aggregates[line, 0] != Aggregate.COUNT:
            waiting[found] = line
            found += 1
        if found == 4:
            _add_four(given, state, waiting, begin, rows)
            found = 0
    if found > 0:
        for place in range(found, 4):
            waiting[place] = waiting[found - 1]
        _add_four(given, state, waiting, begin, rows)


@event
def _count(condition, counted, rows):
    count = 0
    for i in range(rows):
        count += 1 if (condition[i] != 0.0) & (counted[i] == 1) else 0
    return count


@event
def _lessen(given, state, line, begin, rows) -> None:
    """Keep the smallest value so far of the rows that count; 0 while there is none."""
    value = state.registers[given.aggregates[line, 2]]
    condition = state.registers[given.aggregates[line, 3]]
    place = given.numbers.shape[0] + line
    seen = place + given.aggregates.shape[0]
    for i in range(rows):
        if state.counted[begin + i] == 1 and condition[i] != 0.0:
            if state.results[seen] == 0.0 or value[i] < state.results[place]:
                state.results[place] = value[i]
            state.results[seen] += 1.0


@event
def _add_four(given, state, lines, begin, rows) -> None:
    """Four sums side by side, each in slot order (the last line again where fewer are left)."""
    counted = state.counted[begin : begin + rows]
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
        active = counted[i] == 1
        total_0 += value_0[i] if active & (condition_0[i] != 0.0) else 0.0
        total_1 += value_1[i] if active & (condition_1[i] != 0.0) else 0.0
        total_2 += value_2[i] if active & (condition_2[i] != 0.0) else 0.0
        total_3 += value_3[i] if active & (condition_3[i] != 0.0) else 0.0
    state.results[store + line_0] = total_0
    state.results[store + line_1] = total_1
    state.results[store + line_2] = total_2
    state.results[store + line_3] = total_3


@event
def close_sums(given, state, first, last) -> None:
    """Turn sums and counts into what their aggregates ask for."""
    for line in range(first, last):
        place = given.numbers.shape[0] + line
        count = state.results[place + given.aggregates.shape[0]]
        if given.aggregates[line, 0] == Aggregate.COUNT:
            state.results[place] = count
        elif given.aggregates[line, 0] == Aggregate.MEAN:
            state.results[place] = state.results[place] / count if count > 0.0 else 0.0


@event
def open_totals(state) -> None:
    """Every total over the firms of a place starts at 0."""
    for total in range(state.totals.shape[0]):
        for place in range(state.totals.shape[1]):
            state.totals[total, place] = 0.0


@event
def add_to_places(given, state, begin, rows) -> None:
    """Add a tile of firms to the totals of their places, each total in slot order."""
    counted = state.counted[begin : begin + rows]
    for total in range(given.totals.shape[0]):
        to = state.totals[total]
        value = state.registers[given.totals[total, 1]]
        place = state.codes[given.totals[total, 2]][begin : begin + rows]
        for i in range(rows):
            if counted[i] == 1 and place[i] >= 0:
                to[place[i]] += value[i]
