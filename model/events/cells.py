"""Firms outside the plan's register, as weighted cells: the nation, the region's other sectors, its firms below scale.

The same rules as a firm's, in expectation (``agents/cell/rules.py``); for the region's cells with binomial noise.
"""

from typing import Any

from clustercast.agents.arithmetic import chance_within
from clustercast.agents.arrays import zeros
from clustercast.agents.cell.acts import (
    describe,
    hear,
    invest,
    is_in_region,
    is_national,
    is_of_outside,
    move_levels,
    move_units,
    wait,
    weigh_levels,
    weigh_units,
)
from clustercast.agents.cell.rules import part_of
from clustercast.agents.draws import Draws
from clustercast.agents.firm.installation import ramp
from clustercast.agents.firm.investment import robot_saving, unit_cost_gain
from clustercast.agents.lengths import RAMP_QUARTERS
from clustercast.agents.rule import event
from clustercast.scenarios.numbers import STRATA, Form


@event
def move_cells(region: Any, draws: Draws) -> None:
    """Move the cells of the nation, of other sectors and of firms below scale by a quarter; then the outside's gain."""
    region.economy.nation_added = 0.0
    region.economy.robots_nation = 0.0
    move_all(region, draws, region.stance.moving_cells, False)


@event
def move_all(region: Any, draws: Draws, last: int, past: bool) -> None:
    """Move every upgrade in the cells before ``last``; they see what the nation had adopted before.

    Before the plan nothing is left to chance, and P of levels stays what it is.
    """
    nation, gained = zeros(len(region.upgrades)), 0.0
    for k in range(len(region.upgrades)):
        nation[k] = nation_share(region, k)
    for k in range(len(region.upgrades)):
        if past and draws.quarter < region.upgrades[k].launch:
            continue
        if not past or region.upgrades[k].form == Form.UNITS:
            weigh_cells(region, k, 0, last)
        gained += follow_cells(region, draws, k, nation[k], 0, last, not past)
    _gain_of_outside(region, gained, draws.quarter)


@event
def nation_share(region: Any, k: int) -> float:
    """Share of the nation's firms that adopted an upgrade."""
    some, total = 0.0, 0.0
    for cell in region.cells:
        if is_national(cell):
            some += cell.firms * cell.upgrades[k].adopted
            total += cell.firms
    return part_of(some, total)


@event
def describe_cells(region: Any, k: int, first: int, last: int) -> None:
    """What no quarter changes of cells ``first`` to ``last - 1``."""
    rows, p, upgrade = region.cells, region.params, region.upgrades[k]
    for c in range(first, last):
        describe(rows[c], rows[c].upgrades[k], upgrade, p)


@event
def weigh_cells(region: Any, k: int, first: int, last: int) -> None:
    """P of every cell's typical firm at the quarter's prices."""
    rows, p, economy, upgrade = region.cells, region.params, region.economy, region.upgrades[k]
    closed = chance_within(p.adjustment_rate, 1.0)
    offered, rate = _expected_grant(region, upgrade.grant_programme)
    for c in range(first, last):
        cell = rows[c]
        if upgrade.form == Form.UNITS:
            weigh_units(cell, cell.upgrades[k], p, economy, offered, rate, closed)
        else:
            weigh_levels(cell, cell.upgrades[k], upgrade, p, economy, offered, rate, closed)


@event
def _expected_grant(region: Any, number: int) -> tuple[float, float]:
    """Grant offered as a share of cost, and last year's award rate, of a grant programme (-1 for none)."""
    if number < 0:
        return 0.0, 0.0
    programme = region.programmes[number]
    return programme.offered, min(programme.award_rate, 1.0)


@event
def follow_cells(region: Any, draws: Draws, k: int, nation: float, first: int, last: int, noisy: bool) -> float:
    """What follows from P in a quarter: news, orders, deliveries, wear.

    ``nation`` is the adopted share that the cells see.  Returns the gain of the nation's stratum other, the outside of
    the region's markets (CNY 10k a year).
    """
    _learn_and_invest(region, draws, k, nation, first, last, noisy)
    if region.upgrades[k].form == Form.UNITS:
        return _move_units(region, k, first, last, draws.quarter)
    return _move_levels(region, k, first, last)


@event
def _learn_and_invest(region: Any, draws: Draws, k: int, nation: float, first: int, last: int, noisy: bool) -> None:
    rows, p, stance, upgrade = region.cells, region.params, region.stance, region.upgrades[k]
    redraw = chance_within(p.taste_redraw, 0.25)
    circles = STRATA + 1 + len(region.industries)
    some, total = zeros(circles), zeros(circles)
    _add_circles(region, k, first, last, some, total)
    for c in range(first, last):
        cell = rows[c]
        held = cell.upgrades[k]
        if draws.quarter < upgrade.launch:
            wait(held)
            continue
        outreach = region.announced[upgrade.outreach_lever, int(cell.industry), 0] if is_in_region(cell) else 0.0
        own = part_of(some[_circle(cell)], total[_circle(cell)])
        news = hear(cell, held, p, stance, outreach, own, nation, draws, noisy)
        invest(cell, held, p, news, redraw, draws, noisy)


@event
def _add_circles(region: Any, k: int, first: int, last: int, some: Any, total: Any) -> None:
    """Firms of every circle, and those that adopted."""
    rows = region.cells
    for c in range(first, last):
        cell = rows[c]
        total[_circle(cell)] += cell.firms
        some[_circle(cell)] += cell.firms * cell.upgrades[k].adopted


@event
def _circle(cell: Any) -> int:
    """Number of a cell's own circle: its stratum in the nation, its industry in the region."""
    if is_national(cell):
        return int(cell.stratum)
    if is_in_region(cell):
        return STRATA + 1 + int(cell.industry)
    return STRATA


@event
def _move_units(region: Any, k: int, first: int, last: int, quarter: int) -> float:
    """Robots of the cells; the gain of the nation's stratum other."""
    rows, p, economy = region.cells, region.params, region.economy
    home, national, in_use, net_other = 0.0, 0.0, 0.0, 0.0
    for c in range(first, last):
        cell = rows[c]
        delivered, worn = move_units(cell, cell.upgrades[k], p, quarter)
        if is_in_region(cell):
            home += delivered
        elif is_national(cell):
            national += delivered
            in_use += cell.upgrades[k].stock
            if is_of_outside(cell):
                net_other += delivered - worn
    economy.region_added += home
    economy.nation_added += national
    economy.robots_nation += in_use
    upkeep = p.upkeep_share * economy.arm_price
    return p.pass_through * robot_saving(
        net_other, p.workers_per_robot, economy.wage_nation, p.social_insurance, upkeep
    )


@event
def _move_levels(region: Any, k: int, first: int, last: int) -> float:
    """Levels of the cells; the gain of the nation's stratum other."""
    rows, p, upgrade = region.cells, region.params, region.upgrades[k]
    gained = 0.0
    for c in range(first, last):
        cell = rows[c]
        held = cell.upgrades[k]
        arrived = move_levels(held, upgrade, p)
        if is_of_outside(cell):
            steps = held.arrived * upgrade.first_share + arrived * (1.0 - upgrade.first_share)
            gained += p.pass_through * cell.firms * held.full_saving * steps
    return gained


@event
def _gain_of_outside(region: Any, gained: float, quarter: int) -> None:
    """The same ramp for the outside as for firms: what the nation's stratum other gained, per revenue of its cells."""
    total = 0.0
    for cell in region.cells:
        if is_of_outside(cell):
            total += cell.firms * cell.revenue
    economy = region.economy
    place = quarter % RAMP_QUARTERS
    economy.out_gain_settled += region.ramping_out[place]
    region.ramping_out[place] = unit_cost_gain(gained, 1.0, total)
    gain = along_ramp(region.ramping_out, economy.out_gain_settled, region.params.ramp_dip, quarter)
    for market in region.markets:
        market.gain_out = gain


@event
def along_ramp(increments: Any, settled: float, dip: float, quarter: int) -> float:
    """What is settled plus each increment of the last quarters at its place on the ramp."""
    total = settled
    for age in range(RAMP_QUARTERS):
        total += ramp(age, dip) * increments[(quarter - age) % RAMP_QUARTERS]
    return total
