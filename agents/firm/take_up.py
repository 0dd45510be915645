"""What one firm does about one upgrade: hear, plan an order, decide, order, take delivery, install, retire.

``firm`` is a row of the region's firms, ``held`` what it knows, holds, plans and has ordered of the upgrade
(``firm.upgrades[k]``), ``upgrade`` the upgrade's record, ``p`` the parameters, ``economy`` the quarter's prices.
Money in CNY 10k, rates a year unless said otherwise.
"""

from typing import Any

from clustercast.agents.arithmetic import exponential, power
from clustercast.agents.books import post
from clustercast.agents.draws import Draws, Stream, uniform
from clustercast.agents.firm.acts import affordable, pay, spare_cash
from clustercast.agents.firm.installation import ramp
from clustercast.agents.firm.investment import (
    NEVER,
    annuity,
    firm_benefit,
    first_order_units,
    invest_probability,
    judged_at_unrounded_order,
    level_cost,
    level_saving,
    repeat_order_units,
    robot_capacity,
    robot_cost,
    robot_saving,
    size_shift,
    stratum,
    unit_cost_gain,
)
from clustercast.agents.firm.market import energy_kept
from clustercast.agents.firm.support import interest_subsidy_value, worth_applying, years_of_loan
from clustercast.agents.government.acts import pay_grant
from clustercast.agents.lengths import RAMP_QUARTERS, Luck
from clustercast.agents.rule import act, inner_act
from clustercast.scenarios.numbers import Account, Form


# event 3: firms hear of upgrades --------------------------------------------------------------------------------------
@act
def weight_among_peers(firm: Any, p: Any) -> float:
    """Firms that a programme has recognised are demonstration firms: they count more."""
    return p.demonstration_weight if firm.recognised == 1 else 1.0


@act
def redraw_taste(firm: Any, held: Any, chance: float, draws: Draws) -> None:
    """With a small chance the persistent taste V is drawn anew."""
    if firm.luck[Luck.TASTE_GATE, held.number] < chance:
        held.taste = uniform(draws, Stream.TASTE, firm.entity, draws.quarter, held.number)


@act
def hear(firm: Any, held: Any, chance: float) -> None:
    """Come to know the upgrade with the chance that the firm's surroundings give it."""
    if firm.luck[Luck.LEARN, held.number] < chance:
        held.aware = 1


# event 4: firms weigh upgrades ----------------------------------------------------------------------------------------
@inner_act
def plan_order(firm: Any, held: Any, upgrade: Any, p: Any, economy: Any, industry: Any, draws: Draws) -> None:
    """What the firm would order, its cost and its saving, if it knows the upgrade and could use more of it."""
    held.units = 0.0
    if held.aware == 1 and held.pending == 0:
        if upgrade.form == Form.UNITS:
            _plan_units(firm, held, upgrade, p, economy, industry.jobs_share, draws)
        elif held.level < upgrade.levels:
            _plan_level(firm, held, upgrade, p, economy)


@inner_act
def _plan_units(firm: Any, held: Any, upgrade: Any, p: Any, economy: Any, jobs_share: float, draws: Draws) -> None:
    capacity = robot_capacity(jobs_share, firm.employment, p.workers_per_robot)
    if capacity < 1.0 and held.level == 0:
        return
    rounding = uniform(draws, Stream.ROUNDING, firm.entity, draws.quarter, held.number)
    if held.level > 0:
        units = repeat_order_units(capacity, held.level, p.order_share, rounding)
    else:
        units = first_order_units(capacity, p.order_share, rounding)
    if units < 1:
        return
    integration = p.integration_multiple * economy.shift_integration
    upkeep = p.upkeep_share * economy.arm_price
    judged = judged_at_unrounded_order(units, capacity, held.level, p.order_share, upgrade.cost_exponent)
    held.units = float(units)
    held.judged = judged * exponential(size_shift(firm.employment, p.benefit_size_slope))
    size = power(units, upgrade.cost_exponent)
    held.cost = robot_cost(size, economy.arm_price, economy.first_arm_price, integration)
    held.saving = robot_saving(units, p.workers_per_robot, economy.wage, p.social_insurance, upkeep)


@inner_act
def _plan_level(firm: Any, held: Any, upgrade: Any, p: Any, economy: Any) -> None:
    energy_gain = upgrade.energy_gain * economy.energy_price
    share = upgrade.first_share if held.level == 0 else 1.0 - upgrade.first_share
    revenue = firm.revenue_last_year
    held.units = 1.0
    held.judged = 1.0
    held.cost = level_cost(share, upgrade.pilot_cost, revenue, upgrade.reference_revenue, upgrade.cost_exponent)
    held.saving = level_saving(
        share, upgrade.cost_gain, energy_gain, upgrade.margin_gain, revenue, 1.0 - firm.margin, p.energy_cost_share
    )


@inner_act
def reject(held: Any) -> None:
    """Before it weighs the upgrade a firm is set to do without it and to apply for nothing."""
    held.stratum = float(NEVER)
    held.applies = 0.0
    held.grant = 0.0


@inner_act
def benefit_of(firm: Any, held: Any, p: Any, closed: float, boost: float) -> float:
    """Yearly benefit of the planned order that the firm keeps, at the order's unrounded size.

    ``closed`` is the part of a gap in shares that closes within a year, ``boost`` the factor e^shift.
    """
    benefit = firm_benefit(held.saving, p.pass_through, firm.margin, p.price_elasticity, closed, boost)
    return benefit * held.judged


@inner_act
def boost_of(held: Any, upgrade: Any) -> float:
    """Factor e^shift of the benefit: the upgrade's shift and the firm's own."""
    return exponential(upgrade.log_shift + held.log_shock)


@inner_act
def eased_interest(firm: Any, cost: float, p: Any, economy: Any, eased: float) -> float:
    """Value of the interest subsidy on what the firm would have to borrow, while instruments ease credit."""
    if eased <= 0.0 or firm.borrows <= 0.0:
        return 0.0
    free = spare_cash(firm, p, economy)
    if cost <= free:
        return 0.0
    return interest_subsidy_value(
        cost - free, p.interest_subsidy_points * eased, years_of_loan(p.loan_life_quarters), firm.hurdle
    )


@inner_act
def decide(
    firm: Any, held: Any, upgrade: Any, p: Any, closed: float, certain: float, grant_share: float, award_rate: float
) -> None:
    """Stratum by the persistent taste, without and with the grant; whether applying is worth while.

    ``closed`` is the part of a gap in shares that closes within a year, ``certain`` the support that the firm counts on
    without a grant.
    """
    cost = held.cost
    benefit = benefit_of(firm, held, p, closed, boost_of(held, upgrade))
    value = annuity(firm.hurdle, upgrade.life_years)
    grant = grant_share * cost
    without = invest_probability(benefit, cost, certain, value, p.choosiness, p.support_weight, p.support_cap)
    granted = without
    if grant > 0.0:
        counted = certain + grant
        granted = invest_probability(benefit, cost, counted, value, p.choosiness, p.support_weight, p.support_cap)
    decided = stratum(held.taste, without, granted)
    held.stratum = float(decided)
    if decided != NEVER and worth_applying(grant, award_rate, p.cost_of_applying):
        held.applies = 1.0
        held.grant = grant


# events 5 and 6: orders -----------------------------------------------------------------------------------------------
@act
def finance_order(region: Any, firm: Any, k: int, grant: float, quarter: int) -> bool:
    """Finance and place the planned order of upgrade ``k`` with a grant (0 for none); False if it cannot be financed.

    The orders of hardware that stay in the region go to its makers.
    """
    held, upgrade = firm.upgrades[k], region.upgrades[k]
    free, credit = affordable(region, firm)
    if held.cost - grant > free + credit:
        return False
    if grant > 0.0:
        pay_grant(region, region.governments[0], grant, Account.FIRMS)
        post(region, Account.FIRMS, Account.INTEGRATORS, grant)
    pay(region, firm, held.cost - grant, free, Account.INTEGRATORS)
    place_order(firm, held, region.params, quarter)
    if upgrade.hardware == 1:
        for market in region.markets:
            share = region.industries[market.number].maker_share
            market.local_orders += held.cost * region.params.local_content * share
    return True


@act
def place_order(firm: Any, held: Any, p: Any, quarter: int) -> None:
    """Put what the firm wants into its order book."""
    held.pending = int(held.units)
    held.ordered = quarter
    held.pending_cost = held.cost
    held.pending_saving = held.saving * (1.0 - p.pass_through)
    held.pending_gain = unit_cost_gain(held.saving, p.pass_through, firm.revenue_last_year)


# event 8: what is delivered goes to work ------------------------------------------------------------------------------
@inner_act
def settle_oldest(firm: Any, quarter: int) -> None:
    """Gains of five quarters ago are past their ramp."""
    place = quarter % RAMP_QUARTERS
    firm.gain_settled += firm.ramping_gain[place]
    firm.saving_settled += firm.ramping_saving[place]
    firm.ramping_gain[place] = 0.0
    firm.ramping_saving[place] = 0.0


@inner_act
def retire(firm: Any, held: Any, quarter: int) -> int:
    """Robots installed a full life ago leave, with their part of the gain; how many."""
    place = quarter % len(firm.vintages)
    worn = firm.vintages[place]
    if worn == 0:
        return 0
    firm.vintages[place] = 0
    if firm.active == 0:
        return 0
    part = worn / held.level
    gain, saving = held.gain_held * part, held.saving_held * part
    held.gain_held -= gain
    held.saving_held -= saving
    firm.gain_settled -= gain
    firm.saving_settled -= saving
    held.level -= worn
    return worn


@inner_act
def install_units(firm: Any, held: Any, quarter: int) -> int:
    """Robots delivered go to work; how many."""
    units = held.delivered
    if units == 0:
        return 0
    _take_part(firm, held, units / held.pending, quarter)
    if held.level == 0:
        held.first_year = 1
        if held.base_level == 0:
            firm.taken_up = 1
    held.pending -= units
    held.level += units
    held.added += units
    held.added_year += units
    firm.vintages[quarter % len(firm.vintages)] += units
    return units


@inner_act
def install_level(firm: Any, held: Any, upgrade: Any, quarter: int) -> None:
    """The next level delivered goes to work."""
    if held.delivered == 0:
        return
    _take_part(firm, held, 1.0, quarter)
    held.pending = 0
    held.level += 1
    held.added += 1
    held.added_year += 1
    if held.level == 1:
        held.first_year = 1
        firm.energy_kept *= energy_kept(upgrade.energy_cut, upgrade.first_share)
    else:
        held.second_year = 1
        firm.energy_kept *= energy_kept(upgrade.energy_cut, 1.0 - upgrade.first_share)


@inner_act
def _take_part(firm: Any, held: Any, part: float, quarter: int) -> None:
    """Move the delivered part of an order's gain and saving onto the ramp."""
    place = quarter % RAMP_QUARTERS
    gain, saving = held.pending_gain * part, held.pending_saving * part
    firm.ramping_gain[place] += gain
    firm.ramping_saving[place] += saving
    held.gain_held += gain
    held.saving_held += saving
    held.pending_gain -= gain
    held.pending_saving -= saving
    held.pending_cost -= held.pending_cost * part


@inner_act
def realise(firm: Any, p: Any, quarter: int) -> None:
    """Realised gain and saving: what is settled plus each young increment at its place on the ramp."""
    gain, saving = firm.gain_settled, firm.saving_settled
    for age in range(RAMP_QUARTERS):
        place = (quarter - age) % RAMP_QUARTERS
        share = ramp(age, p.ramp_dip)
        gain += share * firm.ramping_gain[place]
        saving += share * firm.ramping_saving[place]
    firm.gain = gain
    firm.saving = saving
