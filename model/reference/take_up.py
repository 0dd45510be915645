"""Events 2 to 8 of the readable engine: plans are announced, firms learn, assess, order, receive and install."""

from __future__ import annotations

from typing import Any

import numpy as np

from clustercast.agents.cell.rules import part_of
from clustercast.agents.draws import BULK_STREAMS
from clustercast.agents.firm.awareness import redraw_chance
from clustercast.agents.firm.circles import Circles
from clustercast.agents.firm.installation import RAMP_QUARTERS, ramp
from clustercast.agents.firm.investment import ALWAYS, robot_saving, unit_cost_gain
from clustercast.model.compiled.bulk_draws import draw_bulk
from clustercast.scenarios.numbers import Act, Form, Lever

STRATA = 3


def draw_luck(region: Any) -> None:
    """Every firm's uniforms of the quarter."""
    n = len(region.firms)
    luck = np.zeros((BULK_STREAMS, region.words, n))
    entities = np.zeros(n, dtype=np.int32)
    for place, firm in enumerate(region.firms):
        entities[place] = firm.entity
    draw_bulk(luck, entities, n, region.seed, region.member, region.quarter)
    region.luck = luck.tolist()


def announce(region: Any) -> None:
    """Each government turns the plan's text into intensities; programmes open and close."""
    multipliers = region.multipliers[region.step_number]
    for government in region.governments:
        government.announce(region.texts[region.year], multipliers, region.lever_goals)
    for programme in region.programmes:
        programme.announce(multipliers)


def national_shares(region: Any, what: str) -> list[float]:
    """Share of the nation's firms that know (``aware``) or have (``adopted``) each upgrade."""
    shares = []
    for k in range(len(region.upgrades)):
        some, total = 0.0, 0.0
        for cell in region.cells:
            if cell.national:
                some += cell.firms * getattr(cell.upgrades[k], what)
                total += cell.firms
        shares.append(part_of(some, total))
    return shares


def learn(region: Any) -> None:
    """Firms hear of upgrades, through outreach and through peers; adoption is that of the start of the quarter."""
    nation = national_shares(region, "adopted")
    firms = region.active()
    region.circles = Circles(len(region.clusters), len(region.industries), len(region.upgrades))
    for firm in firms:
        region.circles.count(firm)
    redraw = redraw_chance(region.params.taste_redraw)
    for firm in firms:
        firm.learn(nation, redraw)


def assess(region: Any) -> None:
    """Firms that review their plans weigh each upgrade they know."""
    region.reviewers = [firm for firm in region.active() if firm.reviews]
    region.counts.reviewing = len(region.reviewers)
    for firm in region.reviewers:
        firm.assess()


def order(region: Any) -> None:
    """For each upgrade: grants first, by rank under quota and budget, then whoever invests unaided."""
    for market in region.markets:
        market.local_orders = 0.0
    for k, upgrade in enumerate(region.upgrades):
        if upgrade.grant_programme >= 0:
            region.programmes[upgrade.grant_programme].award(region.reviewers, k)
        for firm in region.reviewers:
            held = firm.upgrades[k]
            if held.stratum == ALWAYS and held.pending == 0:
                if firm.order(k, 0.0):
                    held.by_grant = 0
                else:
                    region.counts.refused_finance += 1


def comply(region: Any) -> None:
    """Firms under an order to take up an upgrade comply, some each quarter, after whoever invests by itself."""
    for programme in region.programmes:
        if programme.act == Act.MANDATE:
            programme.enforce(region.active())


def deliver(region: Any) -> None:
    """Integrators deliver what was ordered, first come, first served."""
    help_intensity = region.announced[Lever.INTEGRATOR_CAPACITY][0][0]
    for by_industry in region.announced[Lever.INTEGRATOR_CAPACITY]:
        help_intensity = max(help_intensity, by_industry[0])
    for supplier in region.suppliers:
        supplier.deliver(region.firms, help_intensity)


def install(region: Any) -> None:
    """What is delivered goes to work; effects dip, then ramp up; robots wear out."""
    region.counts.installed = 0
    region.counts.retired = 0
    for firm in region.firms:
        installed, retired = firm.install(region.quarter)
        region.counts.installed += installed
        region.counts.retired += retired
    region.economy.region_added = float(region.counts.installed)


# the cells ---------------------------------------------------------------------------------------------------------
def move_cells(region: Any) -> None:
    """Firms outside the register: the nation, other sectors, firms below scale; then the outside's gain."""
    nation = national_shares(region, "adopted")
    region.economy.nation_added = 0.0
    region.economy.robots_nation = 0.0
    cells = region.cells[: region.stance.moving_cells]
    gained = 0.0
    for k, upgrade in enumerate(region.upgrades):
        _learn_and_invest(region, cells, k, nation[k])
        gained += _move_units(region, cells, k) if upgrade.form == Form.UNITS else _move_levels(region, cells, k)
    _gain_of_outside(region, gained)


def _learn_and_invest(region: Any, cells: list[Any], k: int, nation: float) -> None:
    upgrade = region.upgrades[k]
    own = _own_shares(region, cells, k)
    offered, rate = 0.0, 0.0
    if upgrade.grant_programme >= 0:
        programme = region.programmes[upgrade.grant_programme]
        offered, rate = programme.offered, min(programme.award_rate, 1.0)
    redraw = redraw_chance(region.params.taste_redraw)
    for cell, share in zip(cells, own, strict=True):
        cell.upgrades[k].clear()
        if upgrade.form == Form.UNITS:
            cell.weigh_units(k, offered, rate)
        else:
            cell.weigh_levels(k, offered, rate)
        if region.quarter >= upgrade.launch:
            cell.learn_and_invest(k, share, nation, redraw)


def _own_shares(region: Any, cells: list[Any], k: int) -> list[float]:
    """Adopted share of each cell's own circle: its stratum in the nation, its industry in the region."""
    circles = STRATA + 1 + len(region.industries)
    some, total = [0.0] * circles, [0.0] * circles
    own = []
    for cell in cells:
        circle = STRATA
        if cell.national:
            circle = cell.stratum
        elif cell.in_region:
            circle = STRATA + 1 + cell.industry
        own.append(circle)
        total[circle] += cell.firms
        some[circle] += cell.firms * cell.upgrades[k].adopted
    return [part_of(some[circle], total[circle]) for circle in own]


def _move_units(region: Any, cells: list[Any], k: int) -> float:
    """Robots of the cells; the gain of the nation's stratum other."""
    p, economy = region.params, region.economy
    home, national, in_use, net_other = 0.0, 0.0, 0.0, 0.0
    for cell in cells:
        delivered, worn = cell.move_units(k)
        if cell.in_region:
            home += delivered
        elif cell.national:
            national += delivered
            in_use += cell.upgrades[k].stock
            if cell.stratum == 0:
                net_other += delivered - worn
    economy.region_added += home
    economy.nation_added += national
    economy.robots_nation += in_use
    upkeep = p.upkeep_share * economy.arm_price
    return p.pass_through * robot_saving(
        net_other, p.workers_per_robot, economy.wage_nation, p.social_insurance, upkeep
    )


def _move_levels(region: Any, cells: list[Any], k: int) -> float:
    """Levels of the cells; the gain of the nation's stratum other."""
    p, first = region.params, region.upgrades[k].first_share
    gained = 0.0
    for cell in cells:
        arrived = cell.move_levels(k)
        if cell.national and cell.stratum == 0:
            steps = cell.upgrades[k].arrived * first + arrived * (1.0 - first)
            gained += p.pass_through * cell.firms * cell.upgrades[k].saving * steps
    return gained


def _gain_of_outside(region: Any, gained: float) -> None:
    """The same ramp for the outside as for firms."""
    total = 0.0
    for cell in region.cells:
        if cell.national and cell.stratum == 0:
            total += cell.firms * cell.revenue
    place = region.quarter % RAMP_QUARTERS
    region.economy.out_gain_settled += region.ramping_out[place]
    region.ramping_out[place] = unit_cost_gain(gained, 1.0, total)
    gain = region.economy.out_gain_settled
    for age in range(RAMP_QUARTERS):
        gain += ramp(age) * region.ramping_out[(region.quarter - age) % RAMP_QUARTERS]
    for market in region.markets:
        market.gain_out = gain
