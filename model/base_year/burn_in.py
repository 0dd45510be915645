"""Diffusion before the plan: the nation from 2001, the region from 2005, to the end of the base year.

The shift of ln benefit of each upgrade is solved on expected stocks (cells), first for the nation, then
for the region, and frozen (``model/base_year/shift.py``); then the register's firms run the same years with their own
draws.  No instrument acts, money is not followed, integrators deliver after their two quarters without a queue.
"""

from __future__ import annotations

import math
from typing import Any

from clustercast.agents.draws import Draws
from clustercast.agents.firm.base_year import close_base_year, count_from_here
from clustercast.agents.firm.installation import SHORTEST_WAIT
from clustercast.agents.firm.take_up import install_level, install_units, retire
from clustercast.agents.lengths import RAMP_QUARTERS
from clustercast.agents.rule import event
from clustercast.model.base_year.past import forget_upgrade, open_world, set_prices
from clustercast.model.compiled.state import NATION_FROM, REGION_FROM
from clustercast.model.events.cells import along_ramp, describe_cells, move_all, weigh_cells
from clustercast.model.events.groups import count_members
from clustercast.model.events.luck import draw_luck
from clustercast.model.events.organisations import add_up_organisations
from clustercast.model.events.take_up.assess import order_in_past
from clustercast.model.events.take_up.install import settle_all
from clustercast.model.events.take_up.learn import learn
from clustercast.model.events.turn_of_year import clear_cell_year, clear_upgrade_year
from clustercast.scenarios.numbers import Form

PAST_MIDDLE = 0.375
"""Years from the middle of the base year, where its averages stand, to the middle of its last quarter."""


@event
def burn_in(region: Any, seed: int, member: int) -> None:
    """Run cells from 2001 and firms from 2005 to the end of the base year; then count from there."""
    open_past(region)
    for step in range(region.history.shape[1]):
        burn_in_quarter(region, Draws(seed, member, 4 * NATION_FROM + step))
    set_base(region)


@event
def open_past(region: Any) -> None:
    """No cell has heard of any upgrade; what no quarter of the past changes of cells is worked out once."""
    set_prices(region, 0)
    for k in range(len(region.upgrades)):
        forget_upgrade(region, k, 0, len(region.cells))
        describe_cells(region, k, 0, len(region.cells))
        weigh_cells(region, k, 0, len(region.cells))


@event
def burn_in_quarter(region: Any, draws: Draws) -> None:
    """One quarter of the past: firms of the register learn, order and install; then the cells move."""
    economy = region.economy
    set_prices(region, draws.quarter - 4 * NATION_FROM)
    if draws.quarter % 4 == 0:
        clear_cell_year(region)
    economy.nation_added = 0.0
    economy.robots_nation = 0.0
    last = region.stance.nation_cells
    if draws.quarter >= 4 * REGION_FROM:
        last = region.stance.moving_cells
        _move_firms(region, draws)
    economy.region_added = 0.0
    move_all(region, draws, last, True)


@event
def _move_firms(region: Any, draws: Draws) -> None:
    draw_luck(region, draws)
    if draws.quarter % 4 == 0:
        clear_upgrade_year(region)
    learn(region, draws)
    order_in_past(region, draws)
    if draws.quarter >= 4 * NATION_FROM + region.history.shape[1] - RAMP_QUARTERS:
        settle_all(region, draws.quarter)  # only what is still on its ramp at the end counts (`set_base`)
    for k in range(len(region.upgrades)):
        if draws.quarter >= region.upgrades[k].launch:
            _install_all(region, k, draws.quarter)


@event
def _install_all(region: Any, k: int, quarter: int) -> None:
    """Every order is delivered and goes to work once it is old enough; robots of full age leave."""
    upgrade = region.upgrades[k]
    for firm in region.firms:
        held = firm.upgrades[k]
        if upgrade.form == Form.UNITS:
            retire(firm, held, quarter)
        if held.pending > 0 and quarter - held.ordered >= SHORTEST_WAIT:
            held.delivered = held.pending
            if upgrade.form == Form.UNITS:
                install_units(firm, held, quarter)
            else:
                install_level(firm, held, upgrade, quarter)
            held.delivered = 0


@event
def start_suppliers(region: Any) -> None:
    """Integrators start with the mean deliveries of the base year, at least one in a quarter."""
    for k in range(len(region.upgrades)):
        added, waiting = 0.0, 0.0
        for firm in region.firms:
            added += firm.upgrades[k].added_year
            waiting += firm.upgrades[k].pending
        supplier = region.suppliers[k]
        supplier.capacity = max(1.0, added / 4.0)
        supplier.backlog = waiting
        supplier.carry = 0.0


@event
def set_base(region: Any) -> None:
    """Count from here: levels become base levels, realised gains become nought, integrators start."""
    quarter, dip = 4 * NATION_FROM + region.history.shape[1] - 1, region.params.ramp_dip
    start_suppliers(region)
    for firm in region.firms:
        count_from_here(
            firm, along_ramp(firm.ramping_gain, 0.0, dip, quarter), along_ramp(firm.ramping_saving, 0.0, dip, quarter)
        )
    for cell in region.cells:
        for held in cell.upgrades:
            held.added = 0.0
    region.economy.out_gain_settled = -along_ramp(region.ramping_out, 0.0, dip, quarter)
    for market in region.markets:
        market.gain_out = 0.0
    _clear_counts(region.counts)


@event
def _clear_counts(counts: Any) -> None:
    """Every count but that of the slots in use."""
    counts.entered = counts.left_below = counts.left_insolvent = counts.left_phased = counts.left_robots = 0
    counts.refused_finance = counts.refused_with_award = counts.installed = counts.retired = 0
    counts.status = counts.acquisitions = counts.reviewing = 0


@event
def open_economy(region: Any, nation_growth: float) -> None:
    """Prices and paths at the end of the base year."""
    p, economy = region.params, region.economy
    economy.loan_rate = p.loan_rate_base
    economy.ppi_growth = p.nowcast_ppi_growth
    open_world(region)
    economy.arm_price = economy.first_arm_price
    for s in range(len(region.markets)):
        market = region.markets[s]
        growth = nation_growth + region.industries[s].growth_gap
        market.real_index = math.exp(PAST_MIDDLE * growth)
        market.nominal = market.base_quarter * market.real_index
        market.real_growth = growth
    economy.productivity_index = math.exp(PAST_MIDDLE * p.productivity_growth)


@event
def open_books_of_base_year(region: Any, draws: Draws, own_growth: float) -> None:
    """What the base year's indicators need: last year's revenue, expected products, energy, revenue of
    groups and of bodies.
    """
    for firm in region.firms:
        close_base_year(firm, region.params, region.economy.mean_rnd, own_growth, draws)
    for group in region.groups:
        group.outside_year = group.outside_base
    count_members(region)
    for group in region.groups:
        group.revenue_year = group.revenue_home + group.outside_year
    add_up_organisations(region)
