"""Event 4: firms that review their plans weigh each upgrade they know."""

from __future__ import annotations

import math

import numpy as np

from clustercast.agents.arithmetic import exponential
from clustercast.agents.columns import (
    EconomyFloat,
    FirmCode,
    FirmFloat,
    ProgrammeFloat,
    UpgradeCode,
    UpgradeFloat,
    WantFloat,
)
from clustercast.agents.draws import REVIEW_WORD, Stream
from clustercast.agents.firm.finance import free_cash
from clustercast.agents.firm.investment import (
    LARGEST_SUPPORT_SHARE,
    NEVER,
    annuity_by_log,
    benefit_by_speed,
    closed_in_year,
    discount_by_log,
    first_order_units,
    invest_probability,
    judged_at_unrounded_order,
    least_return,
    level_cost,
    level_saving,
    raised_by_support,
    repeat_order_units,
    robot_capacity,
    robot_cost,
    robot_saving,
    size_shift,
    stratum,
)
from clustercast.agents.firm.support import interest_subsidy_value, reward_by_discount, worth_applying
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import REVIEWING, Given, State
from clustercast.scenarios.numbers import Act, Form, Lever

YEARS_OF_LOAN = 3
TASTE_THEN, LEAST_RETURN = 0, 1
SURELY = 1.001
"""Far more than rounding can move a bound."""
STEPS = 64
STEPS_A_UNIT = STEPS / LARGEST_SUPPORT_SHARE


@event
def assess(given: Given, state: State, n: int) -> None:
    """Write ``state.wants``: stratum, order, cost, saving and grant of every reviewing firm and upgrade.

    ``state.reviewers`` lists the firms that review their plans this quarter.
    """
    reviewing = _list_reviewers(given, state, n)
    for k in range(given.upgrades.shape[0]):
        plan_orders(given, state, k, state.reviewers, reviewing)
        _decide(given, state, k, reviewing)


@event
def plan_orders(given: Given, state: State, k: int, firms, count: int) -> None:
    """What the first ``count`` of ``firms`` (slots) would order of an upgrade they know, its cost and its saving."""
    if given.upgrades[k].form == Form.UNITS:
        _plan_units(given, state, k, firms, count)
    else:
        _plan_levels(given, state, k, firms, count)


@event
def _list_reviewers(given, state, n):
    rate = given.params[0].review_rate
    active = state.codes[FirmCode.ACTIVE]
    review = state.luck[Stream.REVIEW, REVIEW_WORD]
    reviewers = state.reviewers
    count = 0
    for i in range(n):
        reviewers[count] = i  # without a branch: the next one overwrites who does not review
        count += 1 if (active[i] == 1) & (review[i] < rate) else 0
    state.counts[REVIEWING] = count
    return count


@event
def _plan_units(given, state, k, firms, count) -> None:
    p = given.params[0]
    upgrade = given.upgrades[k]
    economy = state.economy
    arm = economy[EconomyFloat.ARM_PRICE]
    integration = p.integration_multiple * economy[EconomyFloat.SHIFT_INTEGRATION]
    upkeep = p.upkeep_share * economy[EconomyFloat.ARM_PRICE]
    industry = state.codes[FirmCode.INDUSTRY]
    rounding = state.luck[Stream.ROUNDING, k]
    employment = state.floats[FirmFloat.EMPLOYMENT]
    aware = state.upgrade_codes[UpgradeCode.AWARE, k]
    level = state.upgrade_codes[UpgradeCode.LEVEL, k]
    pending = state.upgrade_codes[UpgradeCode.PENDING, k]
    units_wanted = state.wants[WantFloat.UNITS, k]
    cost = state.wants[WantFloat.COST, k]
    saving = state.wants[WantFloat.SAVING, k]
    judged = state.wants[WantFloat.JUDGED, k]
    for place in range(count):
        i = firms[place]
        units_wanted[i] = 0.0
        if aware[i] == 0 or pending[i] > 0:
            continue
        capacity = robot_capacity(given.industries[industry[i]].jobs_share, employment[i], p.workers_per_robot)
        if level[i] > 0:
            units = repeat_order_units(capacity, level[i], p.order_share, rounding[i])
        elif capacity >= 1.0:
            units = first_order_units(capacity, p.order_share, rounding[i])
        else:
            units = 0
        if units < 1:
            continue
        units_wanted[i] = units
        judged[i] = judged_at_unrounded_order(units, capacity, level[i], p.order_share, upgrade.cost_exponent)
        judged[i] *= exponential(size_shift(employment[i], p.benefit_size_slope))
        cost[i] = robot_cost(units, arm, economy[EconomyFloat.FIRST_ARM_PRICE], integration, upgrade.cost_exponent)
        saving[i] = robot_saving(units, p.workers_per_robot, economy[EconomyFloat.WAGE], p.social_insurance, upkeep)


@event
def _plan_levels(given, state, k, firms, count) -> None:
    p = given.params[0]
    upgrade = given.upgrades[k]
    energy_gain = upgrade.energy_gain * state.economy[EconomyFloat.ENERGY_PRICE]
    revenue = state.floats[FirmFloat.REVENUE_LAST_YEAR]
    margin = state.floats[FirmFloat.MARGIN]
    aware = state.upgrade_codes[UpgradeCode.AWARE, k]
    level = state.upgrade_codes[UpgradeCode.LEVEL, k]
    pending = state.upgrade_codes[UpgradeCode.PENDING, k]
    units_wanted = state.wants[WantFloat.UNITS, k]
    cost = state.wants[WantFloat.COST, k]
    saving = state.wants[WantFloat.SAVING, k]
    judged = state.wants[WantFloat.JUDGED, k]
    for place in range(count):
        i = firms[place]
        units_wanted[i] = 0.0
        if aware[i] == 0 or pending[i] > 0 or level[i] >= upgrade.levels:
            continue
        share = upgrade.first_share if level[i] == 0 else 1.0 - upgrade.first_share
        units_wanted[i] = 1.0
        judged[i] = 1.0
        cost[i] = level_cost(share, upgrade.pilot_cost, revenue[i], upgrade.reference_revenue, upgrade.cost_exponent)
        saving[i] = level_saving(
            share, upgrade.cost_gain, energy_gain, upgrade.margin_gain, revenue[i], 1.0 - margin[i], p.energy_cost_share
        )


@event
def _decide(given, state, k, reviewing) -> None:
    """Strata and applications of the reviewing firms."""
    p = given.params[0]
    upgrade = given.upgrades[k]
    grant_share = 0.0
    award_rate = 0.0
    if upgrade.grant_programme >= 0:
        grant_share = state.programmes[ProgrammeFloat.OFFERED, upgrade.grant_programme]
        award_rate = state.programmes[ProgrammeFloat.AWARD_RATE, upgrade.grant_programme]
    awards = np.zeros((3, given.programmes.shape[0]))
    rewarding = rewards_of(given, state, k, awards)
    hurdle = state.floats[FirmFloat.HURDLE]
    margin = state.floats[FirmFloat.MARGIN]
    taste = state.upgrade_floats[UpgradeFloat.TASTE, k]
    shock = state.upgrade_floats[UpgradeFloat.LOG_SHOCK, k]
    costs = state.wants[WantFloat.COST, k]
    saving = state.wants[WantFloat.SAVING, k]
    judged = state.wants[WantFloat.JUDGED, k]
    strata = state.wants[WantFloat.STRATUM, k]
    applies = state.wants[WantFloat.APPLIES, k]
    grants = state.wants[WantFloat.GRANT, k]
    closed = closed_in_year(p.adjustment_rate)
    for place in range(_list_considering(given, state, k, reviewing, awards, rewarding, grant_share)):
        i = state.order[0, place]
        cost = costs[i]
        log_return = math.log1p(hurdle[i])
        boost = exponential(upgrade.log_shift + shock[i])
        benefit = benefit_by_speed(saving[i], p.pass_through, margin[i], p.price_elasticity, closed, boost) * judged[i]
        certain = _expected_rewards(awards, rewarding, log_return, p.cost_of_applying)
        certain += _eased_interest(given, state, i, cost)
        value = annuity_by_log(hurdle[i], log_return, upgrade.life_years)
        grant = grant_share * cost
        without = invest_probability(benefit, cost, certain, value, p.choosiness, p.support_weight)
        granted = without
        if grant > 0.0:
            granted = invest_probability(benefit, cost, certain + grant, value, p.choosiness, p.support_weight)
        strata[i] = stratum(taste[i], without, granted)
        if strata[i] == NEVER:
            _turn_down(state, k, i, value, boost, p.choosiness)
        elif worth_applying(grant, award_rate, p.cost_of_applying):
            applies[i] = 1.0
            grants[i] = grant


@event
def _list_considering(given, state, k, reviewing, awards, rewarding, grant_share):
    """Reviewing firms that might invest, into ``state.order[0]``; how many.  The others never do.

    Whoever turned the upgrade down does so again, with the same taste, while its plain benefit per cost lies below what
    it takes even with all the support that there could be.
    """
    p = given.params[0]
    rewards = _largest_rewards(awards, rewarding, p.cost_of_applying)
    other_support = grant_share + _largest_eased_interest(given, state)
    raised = np.zeros(STEPS + 1)
    _raised_at_most(p.support_weight, raised)
    margin = state.floats[FirmFloat.MARGIN]
    taste = state.upgrade_floats[UpgradeFloat.TASTE, k]
    taste_then = state.turned_down[TASTE_THEN, k]
    least = state.turned_down[LEAST_RETURN, k]
    units = state.wants[WantFloat.UNITS, k]
    costs = state.wants[WantFloat.COST, k]
    saving = state.wants[WantFloat.SAVING, k]
    judged = state.wants[WantFloat.JUDGED, k]
    closed = closed_in_year(p.adjustment_rate)
    considering = state.order[0]
    count = 0
    for place in range(reviewing):
        i = state.reviewers[place]
        state.wants[WantFloat.STRATUM, k, i] = NEVER
        state.wants[WantFloat.APPLIES, k, i] = 0.0
        state.wants[WantFloat.GRANT, k, i] = 0.0
        if units[i] == 0.0:
            continue
        if taste_then[i] == taste[i] and costs[i] > 0.0:
            plain = benefit_by_speed(saving[i], p.pass_through, margin[i], p.price_elasticity, closed, 1.0) * judged[i]
            support = min(rewards / costs[i] + other_support, LARGEST_SUPPORT_SHARE)
            if plain * raised[int(support * STEPS_A_UNIT)] < least[i] * costs[i]:
                continue
        considering[count] = i
        count += 1
    return count


@event
def _turn_down(state, k, i, value, boost, choosiness) -> None:
    """Remember with which taste firm ``i`` does not invest, and what return it would take."""
    taste = state.upgrade_floats[UpgradeFloat.TASTE, k, i]
    if state.turned_down[TASTE_THEN, k, i] != taste:
        state.turned_down[TASTE_THEN, k, i] = taste
        state.turned_down[LEAST_RETURN, k, i] = least_return(taste, value, boost, choosiness)


@event
def _raised_at_most(support_weight, raised) -> None:
    """By how much support raises the worth of an upgrade, at the upper end of each step of its share of the cost."""
    for step in range(raised.shape[0]):
        raised[step] = SURELY * max(1.0, raised_by_support((step + 1) / STEPS_A_UNIT, support_weight))


@event
def _largest_rewards(awards, count, cost_of_applying):
    """Expected rewards of a firm that does not discount: no firm counts on more."""
    total = 0.0
    for place in range(count):
        total += reward_by_discount(awards[0, place], awards[1, place], 1.0, cost_of_applying)
    return total


@event
def _largest_eased_interest(given, state):
    """The most that the interest subsidy is worth to any firm, as a share of cost: all borrowed, nothing discounted."""
    announced = state.announced[Lever.CREDIT]
    eased = 0.0
    for s in range(announced.shape[0]):
        for v in range(announced.shape[1]):
            eased = max(eased, announced[s, v])
    return interest_subsidy_value(1.0, given.params[0].interest_subsidy_points * eased, YEARS_OF_LOAN, 0.0)


@event
def _expected_rewards(awards, count, log_return, cost_of_applying):
    total = 0.0
    factor = 1.0
    for place in range(count):
        if place == 0 or awards[2, place] != awards[2, place - 1]:
            factor = discount_by_log(log_return, awards[2, place])
        total += reward_by_discount(awards[0, place], awards[1, place], factor, cost_of_applying)
    return total


@event
def _eased_interest(given, state, i, cost):
    """Value of the interest subsidy on what firm ``i`` would have to borrow, while instruments ease credit."""
    p = given.params[0]
    floats = state.floats
    government = given.city_government[state.codes[FirmCode.CITY, i]]
    eased = state.announced[Lever.CREDIT, state.codes[FirmCode.INDUSTRY, i], government]
    if eased <= 0.0 or floats[FirmFloat.BORROWS, i] <= 0.0:
        return 0.0
    wage = state.economy[EconomyFloat.WAGE]
    free = free_cash(floats[FirmFloat.CASH, i], floats[FirmFloat.EMPLOYMENT, i], wage, p.social_insurance)
    if cost <= free:
        return 0.0
    points = p.interest_subsidy_points * eased
    return interest_subsidy_value(cost - free, points, YEARS_OF_LOAN, floats[FirmFloat.HURDLE, i])


@event
def rewards_of(given: Given, state: State, k: int, awards) -> int:
    """Programmes that reward whoever takes up an upgrade: belief, reward and delay (quarters) of each; how many."""
    count = 0
    for g in range(given.programmes.shape[0]):
        programme = given.programmes[g]
        reward = programme.reward * state.programmes[ProgrammeFloat.SCALE, g]
        if programme.upgrade == k and programme.act != Act.GRANT and reward > 0.0:
            awards[0, count] = state.programmes[ProgrammeFloat.BELIEF, g]
            awards[1, count] = reward
            awards[2, count] = programme.delay_quarters
            count += 1
    return count
