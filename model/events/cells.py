"""Firms outside the plan's register, as weighted cells: the nation, the region's other sectors, its firms below scale.

The same rules as a firm's, in expectation (``agents/cell/rules.py``); for the region's cells with binomial noise.
"""

from __future__ import annotations

import numpy as np

from clustercast.agents.arithmetic import exponential, power
from clustercast.agents.cell.rules import binomial_approximation, part_of, ready_for_next, waiting_free, willing_after
from clustercast.agents.columns import CellFloat, EconomyFloat, MarketFloat, ProgrammeFloat
from clustercast.agents.columns import CellUpgradeFloat as U
from clustercast.agents.distributions import normal_quantile
from clustercast.agents.draws import Stream, uniform
from clustercast.agents.firm.awareness import awareness_hazard, chance_informed, peer_exposure, redraw_chance
from clustercast.agents.firm.installation import RAMP_QUARTERS, ramp
from clustercast.agents.firm.investment import (
    annuity,
    benefit_by_speed,
    closed_in_year,
    expected_probability,
    level_cost,
    level_saving,
    robot_capacity,
    robot_cost_by_size,
    robot_saving,
    size_shift,
    unit_cost_gain,
)
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import Given, State
from clustercast.model.events.take_up.learn import nation_shares
from clustercast.scenarios.numbers import Form, Scope

STRATA = 3
# Columns of the scratch table of a pass: adopted share of the own circle, P, saving of a whole step, newly arrived;
# then what does not change from quarter to quarter: annuity, factor e^shift of the benefit, order of robots, its n^a.
OWN, CHANCE, SECOND_CHANCE, SAVING, INVESTED, ARRIVED, VALUE, BOOST, UNITS, SIZE = range(10)
SCRATCH = 10


@event
def cells(given: Given, state: State, seed: int, member: int, quarter: int) -> None:
    """Move the cells of the nation, of other sectors and of firms below scale by a quarter; then the outside's gain."""
    nation = np.zeros(given.upgrades.shape[0])
    nation_shares(state, nation)
    state.economy[EconomyFloat.NATION_ADDED] = 0.0
    state.economy[EconomyFloat.ROBOTS_NATION] = 0.0
    gained = 0.0
    for k in range(nation.shape[0]):
        gained += move_cells(given, state, k, nation[k], 0, given.stance[0].moving_cells, seed, member, quarter, True)
    gain_of_outside(state, gained, quarter)


@event
def move_cells(given, state, k, nation, first, last, seed, member, quarter, noisy):
    """Move one upgrade in cells ``first`` to ``last - 1``; ``nation`` is the adopted share they see.

    Returns the gain it brought to the nation's stratum other, the outside of the region's markets (CNY 10k a year).
    """
    scratch = np.zeros((SCRATCH, state.cells.shape[1]))
    describe_cells(given, state, k, first, last, scratch)
    weigh_cells(given, state, k, first, last, scratch)
    return follow_cells(given, state, k, nation, first, last, seed, member, quarter, noisy, scratch)


@event
def weigh_cells(given, state, k, first, last, scratch) -> None:
    """P of every cell's typical firm at the quarter's prices."""
    if given.upgrades[k].form == Form.UNITS:
        _weigh_units(given, state, k, first, last, scratch)
    else:
        _weigh_levels(given, state, k, first, last, scratch)


@event
def follow_cells(given, state, k, nation, first, last, seed, member, quarter, noisy, scratch):
    """What follows from P in a quarter: news, orders, deliveries, wear; returns as ``move_cells``."""
    _own_shares(given, state, k, first, last, scratch)
    _learn_and_invest(given, state, k, nation, first, last, seed, member, quarter, noisy, scratch)
    if given.upgrades[k].form == Form.UNITS:
        return _move_units(given, state, k, first, last, quarter, scratch)
    return _move_levels(given, state, k, first, last, scratch)


@event
def stands_in_region(scope):
    """Whether levers and chance act on a cell: firms of the region, but for those of the burn-in."""
    return int(scope) == Scope.OTHER_SECTORS or int(scope) == Scope.BELOW_SCALE


@event
def _own_shares(given, state, k, first, last, scratch) -> None:
    """Adopted share of each cell's own circle: its stratum in the nation, its industry in the region."""
    circles = STRATA + 1 + given.industries.shape[0]
    total = np.zeros(circles)
    some = np.zeros(circles)
    own = np.zeros(state.cells.shape[1], dtype=np.int64)
    scope = state.cells[CellFloat.SCOPE]
    stratum = state.cells[CellFloat.STRATUM]
    industry = state.cells[CellFloat.INDUSTRY]
    firms = state.cells[CellFloat.FIRMS]
    adopted = state.cell_upgrades[U.ADOPTED, k]
    for c in range(first, last):
        circle = STRATA
        if int(scope[c]) == Scope.NATION:
            circle = int(stratum[c])
        elif stands_in_region(scope[c]):
            circle = STRATA + 1 + int(industry[c])
        own[c] = circle
        total[circle] += firms[c]
        some[circle] += firms[c] * adopted[c]
    for c in range(first, last):
        scratch[OWN, c] = _part(some, total, own[c])


@event
def _part(some, total, circle):
    return part_of(some[circle], total[circle])


@event
def jobs_shares(given, shares) -> None:
    """Share of jobs that robots can take, by stratum (other, car, electronics)."""
    shares[0] = given.params[0].robot_jobs_share_other
    shares[1] = given.params[0].robot_jobs_share_car
    shares[2] = given.params[0].robot_jobs_share_electronics


@event
def describe_cells(given, state, k, first, last, scratch) -> None:
    """What no quarter changes: annuity, shift of the benefit and, of robots, the order (0: no jobs for a whole one)."""
    p = given.params[0]
    upgrade = given.upgrades[k]
    jobs = np.zeros(STRATA)
    jobs_shares(given, jobs)
    scope = state.cells[CellFloat.SCOPE]
    stratum = state.cells[CellFloat.STRATUM]
    employment = state.cells[CellFloat.EMPLOYMENT]
    shift = state.cells[CellFloat.LOG_TYPE]
    hurdle = state.cells[CellFloat.HURDLE]
    for c in range(first, last):
        national = int(scope[c]) == Scope.NATION
        scratch[VALUE, c] = annuity(hurdle[c], upgrade.life_years)
        shifted = shift[c] + (upgrade.log_shift_nation if national else upgrade.log_shift)
        if upgrade.form == Form.UNITS:
            shifted += size_shift(employment[c], p.benefit_size_slope)
            capacity = robot_capacity(jobs[int(stratum[c])], employment[c], p.workers_per_robot)
            units = max(1.0, p.order_share * capacity)
            if capacity < 1.0 and int(scope[c]) == Scope.BELOW_SCALE:
                units = 0.0
            scratch[UNITS, c] = units
            scratch[SIZE, c] = power(units, upgrade.cost_exponent)
        scratch[BOOST, c] = exponential(shifted)


@event
def _weigh_units(given, state, k, first, last, scratch) -> None:
    """P of the cell's typical firm for its first order of robots; firms below scale need jobs for a whole one."""
    p = given.params[0]
    upgrade = given.upgrades[k]
    closed = closed_in_year(p.adjustment_rate)
    arm = state.economy[EconomyFloat.ARM_PRICE]
    first_arm = state.economy[EconomyFloat.FIRST_ARM_PRICE]
    integration = p.integration_multiple * state.economy[EconomyFloat.SHIFT_INTEGRATION]
    home_wage = state.economy[EconomyFloat.WAGE]
    nation_wage = state.economy[EconomyFloat.WAGE_NATION]
    scope = state.cells[CellFloat.SCOPE]
    offered, rate = _expected_grant(state, upgrade.grant_programme)
    for c in range(first, last):
        units = scratch[UNITS, c]
        if units == 0.0:
            scratch[CHANCE, c] = 0.0
            continue
        cost = robot_cost_by_size(scratch[SIZE, c], arm, first_arm, integration)
        wage = nation_wage if int(scope[c]) == Scope.NATION else home_wage
        saving = robot_saving(units, p.workers_per_robot, wage, p.social_insurance, p.upkeep_share * arm)
        benefit = benefit_by_speed(saving, p.pass_through, p.margin_mean, p.price_elasticity, closed, scratch[BOOST, c])
        grant = offered * cost if stands_in_region(scope[c]) else 0.0
        scratch[CHANCE, c] = expected_probability(
            benefit, cost, grant, rate, scratch[VALUE, c], p.choosiness, p.support_weight
        )


@event
def _weigh_levels(given, state, k, first, last, scratch) -> None:
    """P of the cell's typical firm for the first and the second step, and the saving of both together."""
    p = given.params[0]
    upgrade = given.upgrades[k]
    closed = closed_in_year(p.adjustment_rate)
    energy_gain = upgrade.energy_gain * state.economy[EconomyFloat.ENERGY_PRICE]
    scope = state.cells[CellFloat.SCOPE]
    revenue = state.cells[CellFloat.REVENUE]
    offered, rate = _expected_grant(state, upgrade.grant_programme)
    for c in range(first, last):
        whole = level_saving(
            1.0,
            upgrade.cost_gain,
            energy_gain,
            upgrade.margin_gain,
            revenue[c],
            1.0 - p.margin_mean,
            p.energy_cost_share,
        )
        scratch[SAVING, c] = whole
        for step in range(2):
            share = upgrade.first_share if step == 0 else 1.0 - upgrade.first_share
            cost = level_cost(share, upgrade.pilot_cost, revenue[c], upgrade.reference_revenue, upgrade.cost_exponent)
            benefit = benefit_by_speed(
                share * whole, p.pass_through, p.margin_mean, p.price_elasticity, closed, scratch[BOOST, c]
            )
            grant = offered * cost if stands_in_region(scope[c]) else 0.0
            scratch[CHANCE + step, c] = expected_probability(
                benefit, cost, grant, rate, scratch[VALUE, c], p.choosiness, p.support_weight
            )


@event
def _expected_grant(state, programme):
    """Grant offered as a share of cost, and last year's award rate, of a grant programme (-1 for none)."""
    if programme < 0:
        return 0.0, 0.0
    return state.programmes[ProgrammeFloat.OFFERED, programme], min(
        state.programmes[ProgrammeFloat.AWARD_RATE, programme], 1.0
    )


@event
def _learn_and_invest(given, state, k, nation, first, last, seed, member, quarter, noisy, scratch) -> None:
    p = given.params[0]
    stance = given.stance[0]
    if quarter < given.upgrades[k].launch:
        return
    redraw = redraw_chance(p.taste_redraw)
    outreach_by = state.announced[given.upgrades[k].outreach_lever]
    scope = state.cells[CellFloat.SCOPE]
    industry = state.cells[CellFloat.INDUSTRY]
    firms = state.cells[CellFloat.FIRMS]
    entity = state.cells[CellFloat.ENTITY]
    aware = state.cell_upgrades[U.AWARE, k]
    willing = state.cell_upgrades[U.WILLING, k]
    last_chance = state.cell_upgrades[U.CHANCE, k]
    adopted = state.cell_upgrades[U.ADOPTED, k]
    first_wait = state.cell_upgrades[U.FIRST_WAIT, k]
    second_wait = state.cell_upgrades[U.SECOND_WAIT, k]
    users_year = state.cell_upgrades[U.USERS_ADDED_YEAR, k]
    for c in range(first, last):
        here = stands_in_region(scope[c])
        outreach = outreach_by[int(industry[c]), 0] if here else 0.0
        exposure = peer_exposure(
            stance.peer_cluster, stance.peer_industry, stance.peer_chain, scratch[OWN, c], scratch[OWN, c], -1.0, nation
        )
        informed = chance_informed(awareness_hazard(p.innovation_rate, outreach, p.imitation_rate, exposure))
        unaware = 1.0 - aware[c]
        news = unaware * informed
        if noisy and here:
            z = normal_quantile(uniform(seed, member, Stream.CELL, int(entity[c]), 16 * quarter + k, 0))
            news = part_of(binomial_approximation(firms[c] * unaware, informed, z), firms[c])
        undecided = waiting_free(aware[c], adopted[c], first_wait[c], second_wait[c])
        ready = willing_after(willing[c], undecided, news, scratch[CHANCE, c], last_chance[c], redraw)
        invested = p.review_rate * ready
        if noisy and here:
            z = normal_quantile(uniform(seed, member, Stream.CELL, int(entity[c]), 16 * quarter + k, 1))
            invested = part_of(binomial_approximation(firms[c] * ready, p.review_rate, z), firms[c])
        arrived = second_wait[c]
        aware[c] += news
        willing[c] = ready - invested
        last_chance[c] = scratch[CHANCE, c]
        second_wait[c] = first_wait[c]
        first_wait[c] = invested
        adopted[c] += arrived
        users_year[c] += arrived * firms[c]
        scratch[INVESTED, c] = invested
        scratch[ARRIVED, c] = arrived


@event
def _move_units(given, state, k, first, last, quarter, scratch):
    """Orders, deliveries two quarters later, and wear of robots; the gain of the nation's stratum other."""
    p = given.params[0]
    jobs = np.zeros(STRATA)
    jobs_shares(given, jobs)
    scope = state.cells[CellFloat.SCOPE]
    stratum = state.cells[CellFloat.STRATUM]
    firms = state.cells[CellFloat.FIRMS]
    employment = state.cells[CellFloat.EMPLOYMENT]
    adopted = state.cell_upgrades[U.ADOPTED, k]
    stock = state.cell_upgrades[U.STOCK, k]
    first_wait = state.cell_upgrades[U.UNITS_FIRST_WAIT, k]
    second_wait = state.cell_upgrades[U.UNITS_SECOND_WAIT, k]
    added = state.cell_upgrades[U.ADDED, k]
    added_year = state.cell_upgrades[U.ADDED_YEAR, k]
    vintage = state.cell_vintages[quarter % state.cell_vintages.shape[0]]
    home = 0.0
    national = 0.0
    in_use = 0.0
    net_other = 0.0
    for c in range(first, last):
        where = int(scope[c])
        capacity = robot_capacity(jobs[int(stratum[c])], employment[c], p.workers_per_robot)
        room = max(0.0, capacity * adopted[c] * firms[c] - stock[c] - first_wait[c] - second_wait[c])
        orders = (
            scratch[INVESTED, c] * firms[c] * max(1.0, p.order_share * capacity) + p.review_rate * p.order_share * room
        )
        delivered = second_wait[c]
        worn = vintage[c]
        second_wait[c] = first_wait[c]
        first_wait[c] = orders
        vintage[c] = delivered
        stock[c] += delivered - worn
        added[c] += delivered
        added_year[c] += delivered
        if stands_in_region(scope[c]):
            home += delivered
        elif where == Scope.NATION:
            national += delivered
            in_use += stock[c]
            if stratum[c] == 0.0:
                net_other += delivered - worn
    state.economy[EconomyFloat.REGION_ADDED] += home
    state.economy[EconomyFloat.NATION_ADDED] += national
    state.economy[EconomyFloat.ROBOTS_NATION] += in_use
    upkeep = p.upkeep_share * state.economy[EconomyFloat.ARM_PRICE]
    saving = robot_saving(
        net_other, p.workers_per_robot, state.economy[EconomyFloat.WAGE_NATION], p.social_insurance, upkeep
    )
    return p.pass_through * saving


@event
def _move_levels(given, state, k, first, last, scratch):
    """Second levels of the cells, and the gain that both steps bring to the nation's stratum other."""
    p = given.params[0]
    upgrade = given.upgrades[k]
    scope = state.cells[CellFloat.SCOPE]
    stratum = state.cells[CellFloat.STRATUM]
    firms = state.cells[CellFloat.FIRMS]
    adopted = state.cell_upgrades[U.ADOPTED, k]
    upper = state.cell_upgrades[U.UPPER, k]
    first_wait = state.cell_upgrades[U.UPPER_FIRST_WAIT, k]
    second_wait = state.cell_upgrades[U.UPPER_SECOND_WAIT, k]
    gained = 0.0
    for c in range(first, last):
        where = int(scope[c])
        arrived = 0.0
        if upgrade.levels > 1:
            arrived = second_wait[c]
            ready = ready_for_next(
                adopted[c], scratch[CHANCE, c], scratch[SECOND_CHANCE, c], upper[c] + first_wait[c] + second_wait[c]
            )
            second_wait[c] = first_wait[c]
            first_wait[c] = p.review_rate * ready
            upper[c] += arrived
        if where == Scope.NATION and stratum[c] == 0.0:
            steps = scratch[ARRIVED, c] * upgrade.first_share + arrived * (1.0 - upgrade.first_share)
            gained += p.pass_through * firms[c] * scratch[SAVING, c] * steps
    return gained


@event
def gain_of_outside(state: State, gained: float, quarter: int) -> None:
    """The same ramp for the outside as for firms: what the nation's stratum other gained, per revenue of its cells."""
    scope = state.cells[CellFloat.SCOPE]
    stratum = state.cells[CellFloat.STRATUM]
    firms = state.cells[CellFloat.FIRMS]
    revenue = state.cells[CellFloat.REVENUE]
    total = 0.0
    for c in range(scope.shape[0]):
        if int(scope[c]) == Scope.NATION and stratum[c] == 0.0:
            total += firms[c] * revenue[c]
    economy = state.economy
    place = quarter % RAMP_QUARTERS
    economy[EconomyFloat.OUT_GAIN_SETTLED] += state.ramping_out[place]
    state.ramping_out[place] = unit_cost_gain(gained, 1.0, total)
    gain = economy[EconomyFloat.OUT_GAIN_SETTLED]
    for age in range(RAMP_QUARTERS):
        gain += ramp(age) * state.ramping_out[(quarter - age) % RAMP_QUARTERS]
    for s in range(state.markets.shape[1]):
        state.markets[MarketFloat.GAIN_OUT, s] = gain
