"""Event 4: firms that review their plans weigh each upgrade they know."""

from __future__ import annotations

from typing import Any

from clustercast.agents.arrays import zeros
from clustercast.agents.draws import REVIEW_WORD, Stream
from clustercast.agents.firm.acts import announced
from clustercast.agents.firm.investment import (
    NEVER,
    annuity,
    closed_in_year,
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
    plan_order,
    reject,
)
from clustercast.agents.rule import event, inner_act
from clustercast.model.compiled.shortcut import shortcut
from clustercast.model.compiled.state import TOO_MANY_ROBOTS
from clustercast.scenarios.numbers import Act, Lever

TASTE_THEN, LEAST_RETURN = 0, 1
SURELY = 1.001
"""Far more than rounding can move a bound."""
STEPS = 64
"""Steps of the share of its cost that a support may be."""


@event
def assess(region: Any) -> None:
    """Every reviewing firm plans an order of every upgrade and decides: stratum, cost, saving and grant.

    ``region.reviewers`` lists the firms that review their plans this quarter.
    """
    _list_reviewers(region)
    for k in range(len(region.upgrades)):
        _plan(region, k)
        _decide(region, k)


@event
def _list_reviewers(region: Any) -> None:
    rate, reviewers = region.params.review_rate, region.reviewers
    count = 0
    for firm in region.firms:
        reviewers[count] = firm.number  # without a branch: the next one overwrites who does not review
        count += 1 if (firm.active == 1) & (firm.luck[Stream.REVIEW, REVIEW_WORD] < rate) else 0
    region.counts.reviewing = count


@event
def _plan(region: Any, k: int) -> None:
    p, economy, upgrade, reviewers = region.params, region.economy, region.upgrades[k], region.reviewers
    firms, industries = region.firms, region.industries
    for place in range(region.counts.reviewing):
        firm = firms[reviewers[place]]
        reject(firm.upgrades[k])
        if not plan_order(firm, firm.upgrades[k], upgrade, p, economy, industries[firm.industry]):
            region.counts.status = TOO_MANY_ROBOTS


@event
def _decide(region: Any, k: int) -> None:
    """Strata and applications of the reviewing firms."""
    p, upgrade, places = region.params, region.upgrades[k], region.order
    closed = closed_in_year(p.adjustment_rate)
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
    firms, closed = region.firms, closed_in_year(p.adjustment_rate)
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
    eased = 0.0
    for s in range(len(region.industries)):
        for v in range(len(region.governments)):
            eased = max(eased, region.announced[Lever.CREDIT, s, v])
    p = region.params
    return interest_subsidy_value(1.0, p.interest_subsidy_points * eased, years_of_loan(p.loan_life_quarters), 0.0)
