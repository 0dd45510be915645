"""Diffusion before the plan: the nation from 2001, the region from 2005, to the end of the base year.

The shift of ln benefit of each upgrade is solved on expected stocks (cells), first for the nation, then
for the region, and frozen; then the register's firms run the same years with their own draws.  No instrument acts,
money is not followed, integrators deliver after their two quarters without a queue.
"""

from __future__ import annotations

import math

import numpy as np

from clustercast.agents.columns import (
    CellFloat,
    CellUpgradeFloat,
    EconomyFloat,
    FirmCode,
    FirmFloat,
    GroupFloat,
    MarketFloat,
    SupplierFloat,
    UpgradeCode,
)
from clustercast.agents.draws import Stream, fill_bulk, uniform
from clustercast.agents.firm.finance import capital_drift, steady_order, years_to_review
from clustercast.agents.firm.innovation import product_rate
from clustercast.agents.firm.installation import RAMP_QUARTERS, ramp
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import COUNTS, Given, State
from clustercast.model.events.cells import (
    SCRATCH,
    describe_cells,
    follow_cells,
    gain_of_outside,
    move_cells,
    weigh_cells,
)
from clustercast.model.events.groups import count_members
from clustercast.model.events.organisations import organisations
from clustercast.model.events.take_up.assess import assess
from clustercast.model.events.take_up.install import install
from clustercast.model.events.take_up.learn import learn, nation_share, nation_shares
from clustercast.model.events.take_up.order import order_unfinanced
from clustercast.model.events.turn_of_year import clear_cell_year, clear_upgrade_year
from clustercast.model.inputs.price_history import NATION_FROM, REGION_FROM
from clustercast.scenarios.numbers import Form, Scope

MOST_TRIALS = 30
CLOSE_ENOUGH = 2e-3
SHIFT_RANGE = 6.0
SHORTEST_WAIT = 2
REACHED, LEAST, MOST = 0, 1, 2


@event
def set_prices(given: Given, state: State, step: int) -> None:
    """Wages and robot price of a quarter of the past; ``step`` counts from 2001Q1."""
    p = given.params[0]
    economy = state.economy
    economy[EconomyFloat.WAGE] = p.wage_base * given.history[0, step]
    economy[EconomyFloat.WAGE_NATION] = p.wage_china_base * given.history[0, step]
    economy[EconomyFloat.FIRST_ARM_PRICE] = p.arm_price_base
    economy[EconomyFloat.ARM_PRICE] = p.arm_price_base * given.history[1, step]
    economy[EconomyFloat.ENERGY_PRICE] = 1.0
    economy[EconomyFloat.PPI] = 1.0
    economy[EconomyFloat.SHIFT_INTEGRATION] = 1.0
    economy[EconomyFloat.SHIFT_CREDIT] = 1.0
    economy[EconomyFloat.PRODUCTIVITY_INDEX] = 1.0


@event
def clear_cells(state: State, k: int) -> None:
    """Forget an upgrade in all cells."""
    up = state.cell_upgrades
    for row in range(up.shape[0]):
        for c in range(up.shape[2]):
            up[row, k, c] = 0.0
    for row in range(state.cell_vintages.shape[0]):
        for c in range(state.cell_vintages.shape[1]):
            state.cell_vintages[row, c] = 0.0


@event
def _cells_of_the_past(given, state, k, nation_path, first_cell, last_cell, first_year, checked) -> None:
    """Run one upgrade in some cells, of which the nation's come first.

    The nation writes ``nation_path[step, upgrade]``, others read it.
    ``checked[REACHED]`` gets the nation's robots at the end of the upgrade's check year.  What levels cost and save no
    price of the past changes: their P is worked out once.
    """
    clear_cells(state, k)
    scratch = np.zeros((SCRATCH, state.cells.shape[1]))
    describe_cells(given, state, k, first_cell, last_cell, scratch)
    begin = 4 * (first_year - NATION_FROM)
    check = 4 * (given.upgrades[k].check_year - NATION_FROM) + 3
    for step in range(begin, given.history.shape[1]):
        set_prices(given, state, step)
        if step == begin or given.upgrades[k].form == Form.UNITS:
            weigh_cells(given, state, k, first_cell, last_cell, scratch)
        if first_cell == 0:
            nation_path[step, k] = nation_share(state, k)
        seen, quarter = nation_path[step, k], 4 * NATION_FROM + step
        follow_cells(given, state, k, seen, first_cell, last_cell, 0, 0, quarter, False, scratch)
        if step == check and first_cell == 0:
            checked[REACHED] = _reached(given, state, k, Scope.NATION, Scope.NATION)


@event
def _reached(given, state, k, first_scope, last_scope):
    """Robots in use, or firms with at least the first level, in the cells of some scopes."""
    total = 0.0
    for c in range(state.cells.shape[1]):
        if first_scope <= int(state.cells[CellFloat.SCOPE, c]) <= last_scope:
            if given.upgrades[k].form == Form.UNITS:
                total += state.cell_upgrades[CellUpgradeFloat.STOCK, k, c]
            else:
                total += state.cells[CellFloat.FIRMS, c] * state.cell_upgrades[CellUpgradeFloat.ADOPTED, k, c]
    return total


@event
def solve_shift(
    given: Given, state: State, k: int, goal: float, nation: bool, own_only: bool, nation_path, checked
) -> float:
    """Shift of ln benefit with which an upgrade reaches ``goal`` in the cells at the end of the base year.

    Regula falsi (Illinois) on the log of the stock, which rises with the shift; sets ``given.upgrades[k]``.
    ``checked`` has what the nation had in the check year, the least and the most that it may have had: the search ends,
    unsolved, once it is sure to lie outside, for that stock rises with the shift too.
    """
    first = Scope.NATION if nation else (Scope.OWN_SECTORS if own_only else Scope.OTHER_SECTORS)
    last = Scope.NATION if nation else Scope.OWN_SECTORS
    low = -1.0
    high = 1.0
    below = _missed(given, state, k, low, goal, nation, first, last, nation_path, checked)
    while below >= 0.0 and low > -SHIFT_RANGE:
        low -= 1.0
        below = _missed(given, state, k, low, goal, nation, first, last, nation_path, checked)
    if _refused(below, checked):
        return low
    above = _missed(given, state, k, high, goal, nation, first, last, nation_path, checked)
    while above <= 0.0 and high < SHIFT_RANGE:
        high += 1.0
        above = _missed(given, state, k, high, goal, nation, first, last, nation_path, checked)
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
        missed = _missed(given, state, k, shift, goal, nation, first, last, nation_path, checked)
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
def _refused(missed, checked):
    """Whether the check year's stock is sure to lie outside: beyond an end, where the shift still has to move on."""
    return (missed < 0.0 and checked[REACHED] > checked[MOST]) or (missed > 0.0 and checked[REACHED] < checked[LEAST])


@event
def _missed(given, state, k, shift, goal, nation, first, last, nation_path, checked):
    """``ln(stock / goal)`` with a shift."""
    if nation:
        given.upgrades[k].log_shift_nation = shift
        _cells_of_the_past(given, state, k, nation_path, 0, given.stance[0].nation_cells, NATION_FROM, checked)
    else:
        given.upgrades[k].log_shift = shift
        cells = state.cells.shape[1]
        _cells_of_the_past(given, state, k, nation_path, given.stance[0].nation_cells, cells, REGION_FROM, checked)
    return math.log(max(_reached(given, state, k, first, last), 1e-9) / goal)


@event
def settle_firms(given: Given, state: State, n: int, seed: int, member: int) -> None:
    """Run cells from 2001 and the register's firms from 2005 to the end of the base year; then set the base."""
    nation = np.zeros(given.upgrades.shape[0])
    for k in range(nation.shape[0]):
        clear_cells(state, k)
    for step in range(given.history.shape[1]):
        quarter = 4 * NATION_FROM + step
        set_prices(given, state, step)
        nation_shares(state, nation)
        last = given.stance[0].nation_cells if quarter < 4 * REGION_FROM else given.stance[0].moving_cells
        if quarter % 4 == 0:
            clear_cell_year(state)
        state.economy[EconomyFloat.NATION_ADDED] = 0.0
        state.economy[EconomyFloat.ROBOTS_NATION] = 0.0
        if quarter >= 4 * REGION_FROM:
            fill_bulk(state.luck, state.codes[FirmCode.ENTITY], n, seed, member, quarter)
            if quarter % 4 == 0:
                clear_upgrade_year(state.upgrade_codes, n)
            learn(given, state, n, quarter)
            assess(given, state, n)
            order_unfinanced(given, state, quarter)
            _deliver_all(state, n, quarter)
            install(given, state, n, quarter)
        state.economy[EconomyFloat.REGION_ADDED] = 0.0
        gained = 0.0
        for k in range(nation.shape[0]):
            gained += move_cells(given, state, k, nation[k], 0, last, seed, member, quarter, False)
        gain_of_outside(state, gained, quarter)
    start_suppliers(state, n)
    _set_base(state, n, 4 * NATION_FROM + given.history.shape[1] - 1)


@event
def _deliver_all(state, n, quarter) -> None:
    for k in range(state.upgrade_codes.shape[1]):
        pending = state.upgrade_codes[UpgradeCode.PENDING, k]
        ordered = state.upgrade_codes[UpgradeCode.ORDERED, k]
        delivered = state.upgrade_codes[UpgradeCode.DELIVERED, k]
        for i in range(n):
            delivered[i] = pending[i] if pending[i] > 0 and quarter - ordered[i] >= SHORTEST_WAIT else 0


@event
def start_suppliers(state, n) -> None:
    """Integrators start with the mean deliveries of the base year, at least one in a quarter."""
    for k in range(state.upgrade_codes.shape[1]):
        added = 0.0
        waiting = 0.0
        for i in range(n):
            added += state.upgrade_codes[UpgradeCode.ADDED_YEAR, k, i]
            waiting += state.upgrade_codes[UpgradeCode.PENDING, k, i]
        state.suppliers[SupplierFloat.CAPACITY, k] = max(1.0, added / 4.0)
        state.suppliers[SupplierFloat.BACKLOG, k] = waiting
        state.suppliers[SupplierFloat.CARRY, k] = 0.0


@event
def _set_base(state, n, quarter) -> None:
    """Count from here: levels become base levels, realised gains become nought."""
    for k in range(state.upgrade_codes.shape[1]):
        for i in range(n):
            state.upgrade_codes[UpgradeCode.BASE_LEVEL, k, i] = state.upgrade_codes[UpgradeCode.LEVEL, k, i]
            state.upgrade_codes[UpgradeCode.ADDED, k, i] = 0
        for c in range(state.cells.shape[1]):
            state.cell_upgrades[CellUpgradeFloat.ADDED, k, c] = 0.0
    for i in range(n):
        state.codes[FirmCode.TAKEN_UP, i] = 0
        gain = 0.0
        saving = 0.0
        for age in range(RAMP_QUARTERS):
            gain += ramp(age) * state.ramping[0, (quarter - age) % RAMP_QUARTERS, i]
            saving += ramp(age) * state.ramping[1, (quarter - age) % RAMP_QUARTERS, i]
        state.floats[FirmFloat.GAIN_SETTLED, i] = -gain
        state.floats[FirmFloat.SAVING_SETTLED, i] = -saving
        state.floats[FirmFloat.GAIN, i] = 0.0
        state.floats[FirmFloat.SAVING, i] = 0.0
        state.floats[FirmFloat.ENERGY_KEPT, i] = 1.0
    _set_base_of_outside(state, quarter)
    for place in range(COUNTS):
        if place > 0:
            state.counts[place] = 0


@event
def _set_base_of_outside(state, quarter) -> None:
    """The outside counts from here as the firms do: what is still on its ramp goes on, from a gain of nought."""
    gain = 0.0
    for age in range(RAMP_QUARTERS):
        gain += ramp(age) * state.ramping_out[(quarter - age) % RAMP_QUARTERS]
    state.economy[EconomyFloat.OUT_GAIN_SETTLED] = -gain
    for s in range(state.markets.shape[1]):
        state.markets[MarketFloat.GAIN_OUT, s] = 0.0


@event
def open_world(given: Given, state: State) -> None:
    """Robots of the world from which its learning is counted, by what the nation installed last quarter."""
    p = given.params[0]
    economy = state.economy
    world = economy[EconomyFloat.NATION_ADDED] / p.china_world_share
    economy[EconomyFloat.WORLD_OTHER] = world - economy[EconomyFloat.NATION_ADDED]
    economy[EconomyFloat.WORLD_CUMULATIVE] = 4.0 * world * p.world_cumulative_ratio
    economy[EconomyFloat.FIRST_CUMULATIVE] = economy[EconomyFloat.WORLD_CUMULATIVE]
    economy[EconomyFloat.REGION_ADDED] = 0.0


@event
def open_economy(given: Given, state: State, nation_growth: float) -> None:
    """Prices and paths at the end of the base year: one and a half quarters past its middle."""
    p = given.params[0]
    economy = state.economy
    economy[EconomyFloat.LOAN_RATE] = p.loan_rate_base
    economy[EconomyFloat.PPI_GROWTH] = p.nowcast_ppi_growth
    open_world(given, state)
    economy[EconomyFloat.ARM_PRICE] = economy[EconomyFloat.FIRST_ARM_PRICE]
    for s in range(state.markets.shape[1]):
        growth = nation_growth + given.industries[s].growth_gap
        start = math.exp(0.375 * growth)
        state.markets[MarketFloat.REAL_INDEX, s] = start
        state.markets[MarketFloat.NOMINAL, s] = state.markets[MarketFloat.BASE_QUARTER, s] * start
        state.markets[MarketFloat.REAL_GROWTH, s] = growth
    economy[EconomyFloat.PRODUCTIVITY_INDEX] = math.exp(0.375 * p.productivity_growth)


@event
def _invest_in_base_year(given, state, i, own_growth, seed, member) -> None:
    """General investment of a year like the base year: so many mean orders that they make up for wear and growth."""
    p = given.params[0]
    drift = capital_drift(p.depreciation, own_growth)
    bought = drift * state.floats[FirmFloat.CAPITAL, i]
    wanted = p.capital_share * state.floats[FirmFloat.REVENUE_LAST_YEAR, i]
    order = steady_order(wanted, p.investment_gap, drift, years_to_review(p.review_rate))
    entity = state.codes[FirmCode.ENTITY, i]
    if order <= 0.0 or uniform(seed, member, Stream.BASE_FINANCE, entity, 1, 0) >= bought / order:
        return
    state.floats[FirmFloat.CAPITAL_SPENDING_YEAR, i] = order / p.fai_multiple
    state.floats[FirmFloat.CAPITAL_LARGEST_YEAR, i] = order
    if order / p.fai_multiple >= p.project_threshold:
        state.floats[FirmFloat.CAPITAL_ORDERS_YEAR, i] = 1.0


@event
def open_books_of_base_year(given: Given, state: State, n: int, own_growth: float, seed: int, member: int) -> None:
    """What the base year's indicators need: last year's revenue, expected products, energy, revenue of
    groups and of bodies.
    """
    p = given.params[0]
    mean = state.economy[EconomyFloat.MEAN_RND]
    for i in range(n):
        state.floats[FirmFloat.REVENUE_LAST_YEAR, i] = state.floats[FirmFloat.REVENUE_YEAR, i] * math.exp(-own_growth)
        expected = 4.0 * product_rate(p.products_per_firm, state.floats[FirmFloat.RND_BEFORE, i], mean, p.rnd_exponent)
        state.floats[FirmFloat.PRODUCTS_YEAR, i] = expected
        state.floats[FirmFloat.LANDMARK_YEAR, i] = expected * p.landmark_share
        _invest_in_base_year(given, state, i, own_growth, seed, member)
        state.floats[FirmFloat.VALUE_ADDED, i] = (
            state.floats[FirmFloat.VALUE_ADDED_SHARE, i] * state.floats[FirmFloat.REVENUE, i]
        )
        state.floats[FirmFloat.ENERGY, i] = (
            state.floats[FirmFloat.ENERGY_BASE, i] * state.floats[FirmFloat.VALUE_ADDED, i]
        )
    for g in range(state.groups.shape[1]):
        state.groups[GroupFloat.OUTSIDE_YEAR, g] = state.groups[GroupFloat.OUTSIDE_BASE, g]
    count_members(state, n)
    for g in range(state.groups.shape[1]):
        state.groups[GroupFloat.REVENUE_YEAR, g] = (
            state.groups[GroupFloat.REVENUE_HOME, g] + state.groups[GroupFloat.OUTSIDE_YEAR, g]
        )
    organisations(given, state, n)
