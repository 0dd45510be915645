"""The shift of ln benefit with which an upgrade reaches a stock in the cells at the end of the base year."""

from __future__ import annotations

import math
from typing import Any

from clustercast.agents.draws import Draws
from clustercast.agents.rule import event
from clustercast.model.base_year.past import forget_upgrade, set_prices
from clustercast.model.compiled.state import NATION_FROM, REGION_FROM
from clustercast.model.events.cells import describe_cells, follow_cells, nation_share, weigh_cells
from clustercast.scenarios.numbers import Form, Scope

MOST_TRIALS = 30
CLOSE_ENOUGH = 2e-3
SHIFT_RANGE = 6.0
REACHED, LEAST, MOST = 0, 1, 2


@event
def solve_shift(region: Any, k: int, goal: float, nation: bool, own_only: bool, path: Any, checked: Any) -> float:
    """Shift of ln benefit with which an upgrade reaches ``goal`` in the cells at the end of the base year.

    Regula falsi (Illinois) on the log of the stock, which rises with the shift; sets the upgrade's shift.
    ``path[step, upgrade]`` are the nation's adopted shares: the nation's solution writes them, the others read them.
    ``checked`` has what the nation had in the check year, the least and the most that it may have had: the search ends,
    unsolved, once it is sure to lie outside, for that stock rises with the shift too.
    """
    low = -1.0
    high = 1.0
    below = _missed(region, k, low, goal, nation, own_only, path, checked)
    while below >= 0.0 and low > -SHIFT_RANGE:
        low -= 1.0
        below = _missed(region, k, low, goal, nation, own_only, path, checked)
    if _refused(below, checked):
        return low
    above = _missed(region, k, high, goal, nation, own_only, path, checked)
    while above <= 0.0 and high < SHIFT_RANGE:
        high += 1.0
        above = _missed(region, k, high, goal, nation, own_only, path, checked)
    if _refused(above, checked):
        return high
    if below >= 0.0:
        return low
    if above <= 0.0:
        return high
    shift = 0.0
    side = 0
    for _ in range(MOST_TRIALS):
        shift = (low * above - high * below) / (above - below)
        missed = _missed(region, k, shift, goal, nation, own_only, path, checked)
        if -CLOSE_ENOUGH < missed < CLOSE_ENOUGH or _refused(missed, checked):
            break
        if missed < 0.0:
            low = shift
            below = missed
            if side == -1:
                above = 0.5 * above
            side = -1
        else:
            high = shift
            above = missed
            if side == 1:
                below = 0.5 * below
            side = 1
    return shift


@event
def _refused(missed: float, checked: Any) -> bool:
    """Whether the check year's stock is sure to lie outside: beyond an end, where the shift still has to move on."""
    return (missed < 0.0 and checked[REACHED] > checked[MOST]) or (missed > 0.0 and checked[REACHED] < checked[LEAST])


@event
def _missed(
    region: Any, k: int, shift: float, goal: float, nation: bool, own_only: bool, path: Any, checked: Any
) -> float:
    """``ln(stock / goal)`` with a shift."""
    cells = region.stance.nation_cells
    if nation:
        region.upgrades[k].log_shift_nation = shift
        _cells_of_the_past(region, k, path, 0, cells, NATION_FROM, checked)
        return math.log(max(_reached(region, k, Scope.NATION, Scope.NATION), 1e-9) / goal)
    region.upgrades[k].log_shift = shift
    first_cell = region.stance.moving_cells if own_only else cells
    _cells_of_the_past(region, k, path, first_cell, len(region.cells), REGION_FROM, checked)
    first = Scope.OWN_SECTORS if own_only else Scope.OTHER_SECTORS
    return math.log(max(_reached(region, k, first, Scope.OWN_SECTORS), 1e-9) / goal)


@event
def _cells_of_the_past(
    region: Any, k: int, path: Any, first_cell: int, last_cell: int, first_year: int, checked: Any
) -> None:
    """Run one upgrade in some cells, of which the nation's come first.

    ``checked[REACHED]`` gets the nation's robots at the end of the upgrade's check year.  What levels cost and save no
    price of the past changes: their P is worked out once.
    """
    upgrade = region.upgrades[k]
    forget_upgrade(region, k, first_cell, last_cell)
    describe_cells(region, k, first_cell, last_cell)
    begin = max(4 * (first_year - NATION_FROM), upgrade.launch - 4 * NATION_FROM)
    check = 4 * (upgrade.check_year - NATION_FROM) + 3
    for step in range(begin, region.history.shape[1]):
        set_prices(region, step)
        if step == begin or upgrade.form == Form.UNITS:
            weigh_cells(region, k, first_cell, last_cell)
        if first_cell == 0:
            path[step, k] = nation_share(region, k)
        draws = Draws(0, 0, 4 * NATION_FROM + step)
        follow_cells(region, draws, k, path[step, k], first_cell, last_cell, False)
        if step == check and first_cell == 0:
            checked[REACHED] = _reached(region, k, Scope.NATION, Scope.NATION)


@event
def _reached(region: Any, k: int, first_scope: int, last_scope: int) -> float:
    """Robots in use, or firms with at least the first level, in the cells of some scopes."""
    total = 0.0
    for cell in region.cells:
        if first_scope <= int(cell.scope) <= last_scope:
            if region.upgrades[k].form == Form.UNITS:
                total += cell.upgrades[k].stock
            else:
                total += cell.firms * cell.upgrades[k].adopted
    return total
