"""Event 4: firms that review their plans weigh each upgrade they know."""

from typing import Any

from clustercast.agents.arithmetic import chance_within
from clustercast.agents.arrays import zeros
from clustercast.agents.draws import REVIEW_WORD, Draws
from clustercast.agents.firm.acts import announced
from clustercast.agents.firm.investment import (
    NEVER,
    annuity,
    discount,
    least_return,
    raised_by_support,
)
from clustercast.agents.firm.support import expected_reward, interest_subsidy_value, years_of_loan
from clustercast.agents.firm.take_up import (
    benefit_of,
    boost_of,
    decide,
    eased_interest,
    place_order,
    plan_order,
    reject,
)
from clustercast.agents.government.acts import largest_intensity
from clustercast.agents.lengths import Luck
from clustercast.agents.rule import event, inner_act
from clustercast.model.compiled.shortcut import shortcut
from clustercast.scenarios.numbers import Act, Form, Lever

TASTE_THEN, LEAST_RETURN = 0, 1
SURELY = 1.001
"""Far more than rounding can move a bound."""
STEPS = 64
"""Steps of the share of its cost that a support may be."""


@event
def assess(region: Any, draws: Draws) -> None:
    """Every reviewing firm plans an order of every upgrade and decides: stratum, cost, saving and grant.

    ``region.reviewers`` lists the firms that review their plans this quarter.
    """
    _list_reviewers(region)
    for k in range(len(region.upgrades)):
        _plan(region, k, draws)
        _decide(region, k)


@event
def _list_reviewers(region: Any) -> None:
    rate, reviewers = region.params.review_rate, region.reviewers
    count = 0
    for firm in region.firms:
        reviewers[count] = firm.number  # without a branch: the next one overwrites who does not review
        count += 1 if (firm.active == 1) & (firm.luck[Luck.REVIEW, REVIEW_WORD] < rate) else 0
    region.counts.reviewing = count


@event
def _plan(region: Any, k: int, draws: Draws) -> None:
    p, economy, upgrade, reviewers = region.params, region.economy, region.upgrades[k], region.reviewers
    firms, industries = region.firms, region.industries
    for place in range(region.counts.reviewing):
        firm = firms[reviewers[place]]
        reject(firm.upgrades[k])
        plan_order(firm, firm.upgrades[k], upgrade, p, economy, industries[firm.industry], draws)


@event
def _decide(region: Any, k: int) -> None:
    """Strata and applications of the reviewing firms."""
    p, upgrade, places = region.params, region.upgrades[k], region.order
    closed = chance_within(p.adjustment_rate, 1.0)
    grant_share, award_rate = 0.0, 0.0
    if upgrade.grant_programme >= 0:
        grant_share = region.programmes[upgrade.grant_programme].offered
        award_rate = region.programmes[upgrade.grant_programme].award_rate
    awards = zeros(3, len(region.programmes))
    rewarding = _list_rewards(region, k, awards)
    for place in range(list_considering(region, k, awards, rewarding, grant_share)):
        firm = region.firms[places[0, place]]
        certain = _certain_support(region, firm, k, awards, rewarding)
        decide(firm, firm.upgrades[k], upgrade, p, closed, certain, grant_share, award_rate)
        if firm.upgrades[k].stratum == NEVER:
            note_refusal(region, firm, k)


@event
def _list_rewards(region: Any, k: int, awards: Any) -> int:
    """Programmes that reward whoever takes up an upgrade: belief, reward and delay (quarters) of each; how many."""
    count = 0
    for programme in region.programmes:
        reward = programme.reward * programme.scale
        if programme.upgrade == k and programme.act != Act.GRANT and reward > 0.0:
            awards[0, count] = programme.belief
            awards[1, count] = reward
            awards[2, count] = programme.delay_quarters
            count += 1
    return count


@inner_act
def _certain_support(region: Any, firm: Any, k: int, awards: Any, rewarding: int) -> float:
    """Support the firm counts on without a grant: the expected rewards and the interest subsidy of a loan."""
    p = region.params
    total, factor = 0.0, 1.0
    for place in range(rewarding):
        if place == 0 or awards[2, place] != awards[2, place - 1]:
            factor = discount(firm.hurdle, awards[2, place])
        total += expected_reward(awards[0, place], awards[1, place], factor, p.cost_of_applying)
    eased = announced(region, firm, Lever.CREDIT)
    return total + eased_interest(firm, firm.upgrades[k].cost, p, region.economy, eased)


# before the plan ------------------------------------------------------------------------------------------------------
@event
def order_in_past(region: Any, draws: Draws) -> None:
    """Events 4 to 6 before the plan: who reviews weighs what is on the market, and orders at once what pays unaided.

    Nothing supports it and money is not followed.
    """
    _list_reviewers(region)
    for k in range(len(region.upgrades)):
        if draws.quarter >= region.upgrades[k].launch:
            _order_of_all(region, k, draws)


@event
def _order_of_all(region: Any, k: int, draws: Draws) -> None:
    p, upgrade, firms, reviewers = region.params, region.upgrades[k], region.firms, region.reviewers
    closed = chance_within(p.adjustment_rate, 1.0)
    for place in range(region.counts.reviewing):
        firm = firms[reviewers[place]]
        held = firm.upgrades[k]
        if held.aware == 0 or refuses_again(region, firm, k, closed, False) or held.pending > 0:
            continue
        plan_order(firm, held, upgrade, p, region.economy, region.industries[firm.industry], draws)
        if held.units == 0.0 or refuses_again(region, firm, k, closed, True):
            continue
        decide(firm, held, upgrade, p, closed, 0.0, 0.0, 0.0)
        if held.stratum == NEVER:
            note_refusal(region, firm, k)
        else:
            place_order(firm, held, p, draws.quarter)


# whoever turned an upgrade down ---------------------------------------------------------------------------------------
def list_considering(region: Any, k: int, awards: Any, rewarding: int, grant_share: float) -> int:
    """Reviewing firms that could order, into ``region.order[0]``; how many."""
    count = 0
    for place in range(region.counts.reviewing):
        firm = region.firms[region.reviewers[place]]
        if firm.upgrades[k].units != 0.0:
            region.order[0, count] = firm.number
            count += 1
    return count


def note_refusal(region: Any, firm: Any, k: int) -> None:
    """A firm that turned the upgrade down: nothing is done about it."""


def refuses_again(region: Any, firm: Any, k: int, closed: float, planned: bool) -> bool:
    """Whether a firm is sure to turn the upgrade down as it did before the plan: nobody knows."""
    return False


@shortcut(refuses_again)
def _recalls(region: Any, firm: Any, k: int, closed: float, planned: bool) -> bool:
    """What levels cost and save no quarter of the past changes: only another taste finds otherwise."""
    memory, held, i = region.state.turned_down, firm.upgrades[k], firm.number
    if memory[TASTE_THEN, k, i] != held.taste:
        return False
    if region.upgrades[k].form != Form.UNITS:
        return True
    return (
        planned and SURELY * benefit_of(firm, held, region.params, closed, 1.0) < memory[LEAST_RETURN, k, i] * held.cost
    )


@shortcut(list_considering)
def _list_by_memory(region: Any, k: int, awards: Any, rewarding: int, grant_share: float) -> int:
    """Leave out who would turn the upgrade down once more.

    Whoever turned it down does so again, with the same taste, while its plain benefit per cost lies below what it takes
    even with all the support that there could be.
    """
    p, reviewers, order, memory = region.params, region.reviewers, region.order, region.state.turned_down
    rewards = _largest_rewards(awards, rewarding, p.cost_of_applying)
    other_support = grant_share + _largest_eased_interest(region)
    raised, steps_a_unit = _raised_at_most(p.support_weight, p.support_cap), _steps_a_unit(p.support_cap)
    firms, closed = region.firms, chance_within(p.adjustment_rate, 1.0)
    count = 0
    for place in range(region.counts.reviewing):
        i = reviewers[place]
        firm = firms[i]
        held = firm.upgrades[k]
        if held.units == 0.0:
            continue
        if memory[TASTE_THEN, k, i] == held.taste and held.cost > 0.0:
            support = min(rewards / held.cost + other_support, p.support_cap)
            plain = benefit_of(firm, held, p, closed, 1.0)
            if plain * raised[int(support * steps_a_unit)] < memory[LEAST_RETURN, k, i] * held.cost:
                continue
        order[0, count] = i
        count += 1
    return count


@shortcut(note_refusal)
def _remember(region: Any, firm: Any, k: int) -> None:
    """Remember with which taste a firm does not invest, and what return it would take."""
    memory, held, upgrade = region.state.turned_down, firm.upgrades[k], region.upgrades[k]
    if memory[TASTE_THEN, k, firm.number] != held.taste:
        memory[TASTE_THEN, k, firm.number] = held.taste
        value = annuity(firm.hurdle, upgrade.life_years)
        least = least_return(held.taste, value, boost_of(held, upgrade), region.params.choosiness)
        memory[LEAST_RETURN, k, firm.number] = least


@event
def _steps_a_unit(support_cap: float) -> float:
    return STEPS / max(support_cap, 1.0 / STEPS)


@event
def _raised_at_most(support_weight: float, support_cap: float) -> Any:
    """By how much support raises the worth of an upgrade, at the upper end of each step of its share of the cost."""
    raised, steps_a_unit = zeros(STEPS + 1), _steps_a_unit(support_cap)
    for step in range(STEPS + 1):
        raised[step] = SURELY * max(1.0, raised_by_support((step + 1) / steps_a_unit, support_weight, support_cap))
    return raised


@event
def _largest_rewards(awards: Any, count: int, cost_of_applying: float) -> float:
    """Expected rewards of a firm that does not discount: no firm counts on more."""
    total = 0.0
    for place in range(count):
        total += expected_reward(awards[0, place], awards[1, place], 1.0, cost_of_applying)
    return total


@event
def _largest_eased_interest(region: Any) -> float:
    """The most that the interest subsidy is worth to any firm, as a share of cost: all borrowed, nothing discounted."""
    p, eased = region.params, largest_intensity(region, Lever.CREDIT, len(region.governments))
    return interest_subsidy_value(1.0, p.interest_subsidy_points * eased, years_of_loan(p.loan_life_quarters), 0.0)
