"""What one cell of weighted firms does in a quarter, and what befalls it: the firms' rules in expectation.

``cell`` is a row of the region's cells, ``held`` its part for one upgrade (``agents/views.py``), ``upgrade`` the table
of that upgrade, ``p`` the parameters, ``economy`` the quarter's prices.  Money in CNY 10k.
"""

from typing import Any

from clustercast.agents.arithmetic import chance_within, exponential, power
from clustercast.agents.cell.rules import binomial_approximation, part_of, ready_for_next, waiting_free, willing_after
from clustercast.agents.distributions import normal_quantile
from clustercast.agents.draws import Draws, Stream, uniform
from clustercast.agents.firm.awareness import awareness_hazard, peer_exposure
from clustercast.agents.firm.investment import (
    annuity,
    expected_probability,
    firm_benefit,
    level_cost,
    level_saving,
    robot_capacity,
    robot_cost,
    robot_saving,
    size_shift,
)
from clustercast.agents.rule import act, inner_act
from clustercast.scenarios.numbers import STRATA, Form, Scope

OTHER, CAR, ELECTRONICS = range(STRATA)
NEWS_WORD, ORDER_WORD = 0, 1


@act
def is_below_scale(cell: Any) -> bool:
    """Whether the cell stands for firms of the plan's sectors below the size threshold."""
    return int(cell.scope) == Scope.BELOW_SCALE


@act
def is_national(cell: Any) -> bool:
    """Whether the cell stands for firms of the nation."""
    return int(cell.scope) == Scope.NATION


@act
def is_in_region(cell: Any) -> bool:
    """Whether levers, programmes and chance act on the cell: not the nation, not the burn-in's."""
    return int(cell.scope) == Scope.OTHER_SECTORS or int(cell.scope) == Scope.BELOW_SCALE


@act
def hold_titles(cell: Any, programme: Any, share: float) -> None:
    """A share of the cell's firms gets the programme's title this year."""
    cell.titles[programme.number] += share
    cell.titles_year[programme.number] += share


@act
def is_of_outside(cell: Any) -> bool:
    """Whether the cell stands for firms that compete with the region's: the nation's stratum other."""
    return is_national(cell) and int(cell.stratum) == OTHER


@act
def robots_allowed(cell: Any, p: Any) -> float:
    """Robots that the jobs of one firm allow."""
    share = p.robot_jobs_share_other
    if int(cell.stratum) == CAR:
        share = p.robot_jobs_share_car
    elif int(cell.stratum) == ELECTRONICS:
        share = p.robot_jobs_share_electronics
    return robot_capacity(share, cell.employment, p.workers_per_robot)


# what an upgrade is worth --------------------------------------------------------------------------------------------
@act
def describe(cell: Any, held: Any, upgrade: Any, p: Any) -> None:
    """What no quarter changes: annuity, factor of the benefit and, of robots, the first order (0: no job for one)."""
    held.annuity = annuity(cell.hurdle, upgrade.life_years)
    shift = cell.log_type + (upgrade.log_shift_nation if is_national(cell) else upgrade.log_shift)
    if upgrade.form == Form.UNITS:
        shift += size_shift(cell.employment, p.benefit_size_slope)
        allowed = robots_allowed(cell, p)
        held.units = max(1.0, p.order_share * allowed)
        if allowed < 1.0 and is_below_scale(cell):
            held.units = 0.0
        held.size = power(held.units, upgrade.cost_exponent)
    held.boost = exponential(shift)


@act
def weigh_units(cell: Any, held: Any, p: Any, economy: Any, offered: float, rate: float, closed: float) -> None:
    """P of the typical firm for its first order of robots; firms below scale need jobs for a whole one.

    A grant of ``offered`` of the cost is won with probability ``rate``; ``closed`` of a gap in shares closes in a year.
    """
    if held.units == 0.0:
        held.first_chance = 0.0
        return
    arm = economy.arm_price
    integration = p.integration_multiple * economy.shift_integration
    cost = robot_cost(held.size, arm, economy.first_arm_price, integration)
    wage = economy.wage_nation if is_national(cell) else economy.wage
    saving = robot_saving(held.units, p.workers_per_robot, wage, p.social_insurance, p.upkeep_share * arm)
    held.first_chance = _chance(cell, held, p, saving, cost, offered, rate, closed)


@act
def weigh_levels(
    cell: Any, held: Any, upgrade: Any, p: Any, economy: Any, offered: float, rate: float, closed: float
) -> None:
    """P of the typical firm for the first and the second step, and the saving of both together."""
    held.full_saving = level_saving(
        1.0,
        upgrade.cost_gain,
        upgrade.energy_gain * economy.energy_price,
        upgrade.margin_gain,
        cell.revenue,
        1.0 - p.margin_mean,
        p.energy_cost_share,
    )
    held.first_chance = _chance_of_step(cell, held, upgrade, p, upgrade.first_share, offered, rate, closed)
    held.next_chance = _chance_of_step(cell, held, upgrade, p, 1.0 - upgrade.first_share, offered, rate, closed)


@act
def _chance_of_step(
    cell: Any, held: Any, upgrade: Any, p: Any, share: float, offered: float, rate: float, closed: float
) -> float:
    cost = level_cost(share, upgrade.pilot_cost, cell.revenue, upgrade.reference_revenue, upgrade.cost_exponent)
    return _chance(cell, held, p, share * held.full_saving, cost, offered, rate, closed)


@act
def _chance(
    cell: Any, held: Any, p: Any, saving: float, cost: float, offered: float, rate: float, closed: float
) -> float:
    benefit = firm_benefit(saving, p.pass_through, p.margin_mean, p.price_elasticity, closed, held.boost)
    grant = offered * cost if is_in_region(cell) else 0.0
    return expected_probability(benefit, cost, grant, rate, held.annuity, p.choosiness, p.support_weight, p.support_cap)


# what it does --------------------------------------------------------------------------------------------------------
@act
def wait(held: Any) -> None:
    """Nothing yet: the upgrade is not on the market."""
    held.invested = 0.0
    held.arrived = 0.0


@inner_act
def hear(
    cell: Any, held: Any, p: Any, stance: Any, outreach: float, own: float, nation: float, draws: Draws, noisy: bool
) -> float:
    """Share of the firms that hears of the upgrade; ``own`` and ``nation`` are adopted shares of circle and nation."""
    exposure = peer_exposure(stance.peer_cluster, stance.peer_industry, stance.peer_chain, own, own, -1.0, nation)
    informed = chance_within(awareness_hazard(p.innovation_rate, outreach, p.imitation_rate, exposure), 0.25)
    return _part_that_does(cell, held, 1.0 - held.aware, informed, draws, NEWS_WORD, noisy)


@inner_act
def invest(cell: Any, held: Any, p: Any, news: float, redraw: float, draws: Draws, noisy: bool) -> None:
    """Who is willing after ``news`` and reviews its plans orders; what was ordered two quarters ago arrives."""
    undecided = waiting_free(held.aware, held.adopted, held.first_wait, held.second_wait)
    ready = willing_after(held.willing, undecided, news, held.first_chance, held.chance, redraw)
    invested = _part_that_does(cell, held, ready, p.review_rate, draws, ORDER_WORD, noisy)
    arrived = held.second_wait
    held.aware += news
    held.willing = ready - invested
    held.chance = held.first_chance
    held.second_wait = held.first_wait
    held.first_wait = invested
    held.adopted += arrived
    held.users_added_year += arrived * cell.firms
    held.invested = invested
    held.arrived = arrived


@inner_act
def _part_that_does(cell: Any, held: Any, share: float, chance: float, draws: Draws, word: int, noisy: bool) -> float:
    """Of a share of the firms the part that does something with some chance; with binomial noise in the region."""
    if noisy and is_in_region(cell):
        z = normal_quantile(uniform(draws, Stream.CELL, int(cell.entity), 16 * draws.quarter + held.number, word))
        return part_of(binomial_approximation(cell.firms * share, chance, z), cell.firms)
    return share * chance


@act
def move_units(cell: Any, held: Any, p: Any, quarter: int) -> tuple[float, float]:
    """Orders, deliveries two quarters later, and wear of robots: (delivered, worn)."""
    allowed = robots_allowed(cell, p)
    waiting = held.units_first_wait
    room = max(0.0, allowed * held.adopted * cell.firms - held.stock - waiting - held.units_second_wait)
    first = held.invested * cell.firms * max(1.0, p.order_share * allowed)
    delivered = held.units_second_wait
    place = quarter % len(cell.vintages)
    worn = cell.vintages[place]
    held.units_second_wait = waiting
    held.units_first_wait = first + p.review_rate * p.order_share * room
    cell.vintages[place] = delivered
    held.stock += delivered - worn
    held.added += delivered
    held.added_year += delivered
    return delivered, worn


@act
def move_levels(held: Any, upgrade: Any, p: Any) -> float:
    """Second levels two quarters after their order; the share that arrived."""
    if upgrade.levels <= 1:
        return 0.0
    arrived = held.upper_second_wait
    taken = held.upper + held.upper_first_wait + held.upper_second_wait
    ready = ready_for_next(held.adopted, held.first_chance, held.next_chance, taken)
    held.upper_second_wait = held.upper_first_wait
    held.upper_first_wait = p.review_rate * ready
    held.upper += arrived
    return arrived


# before the plan -----------------------------------------------------------------------------------------------------
@act
def forget(cell: Any, held: Any) -> None:
    """As if the upgrade had never been heard of."""
    held.aware = held.willing = held.chance = held.adopted = held.upper = 0.0
    held.stock = held.first_wait = held.second_wait = held.units_first_wait = held.units_second_wait = 0.0
    held.upper_first_wait = held.upper_second_wait = held.added = held.added_year = held.users_added_year = 0.0
    for place in range(len(cell.vintages)):
        cell.vintages[place] = 0.0
