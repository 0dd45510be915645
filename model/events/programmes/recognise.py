"""Event 12, first part: each December programmes recognise firms and organisations, titles are won, statuses come."""

from typing import Any

from clustercast.agents.arrays import zeros
from clustercast.agents.cell.acts import hold_titles
from clustercast.agents.cell.rules import binomial_approximation, part_of
from clustercast.agents.distributions import normal_quantile
from clustercast.agents.draws import Draws, Stream, uniform
from clustercast.agents.firm.acts import push_of_firm
from clustercast.agents.government.programme_acts import (
    holds_rounds,
    is_in_force,
    note_round,
    pay_reward,
    rate_of_status,
    remember_round,
    reward_now,
    title_scale,
)
from clustercast.agents.government.titles import (
    awards_of,
    firms_part,
    quota_within,
    title_chance,
    title_weight,
)
from clustercast.agents.organisation.acts import push_of_body
from clustercast.agents.rule import event
from clustercast.model.events.expressions import rate_rows, table_of
from clustercast.model.events.programmes.candidates import award_cells, bestow, identity, lacking_cells, list_candidates
from clustercast.model.events.ranking import keep_contenders, rank
from clustercast.scenarios.numbers import Account, Act


@event
def recognise(region: Any, draws: Draws) -> None:
    """Run every recognition, title and status of the plan that is open this year, in the table's order."""
    for programme in region.programmes:
        if holds_rounds(programme) and is_in_force(programme, draws.quarter // 4):
            count = list_candidates(region, programme)
            if count > 0:
                rate_rows(region, programme.score, table_of(programme), 0)
            if programme.act == Act.TITLE:
                _win_titles(region, programme, count, draws)
            elif programme.act == Act.STATUS:
                _come_to_status(region, programme, count, draws)
            else:
                _pick_best(region, programme, count, draws)
            remember_round(programme, region.params)


@event
def _pick_best(region: Any, programme: Any, count: int, draws: Draws) -> None:
    """``min(Q, qualified)`` by the total order, within the budget; the marginal winner's score is kept.

    Firms and cells share the quota in proportion to how many of them qualify.
    """
    reward = reward_now(programme)
    lacking = zeros(len(region.cells))
    cells = lacking_cells(region, programme, lacking)
    quota = quota_within(programme.capacity * programme.scale, programme.budget_left, reward)
    awards = awards_of(quota, count + cells)
    winners = firms_part(awards, count, cells)
    _rank_contenders(region, programme, count, winners, draws)
    for place in range(winners):
        i = region.order[0, place]
        programme.marginal_score = region.keys[0, i]
        bestow(region, programme, i, reward)
    award_cells(region, programme, lacking, cells, awards - winners)
    pay_reward(region, programme, Account.OUTSIDE, reward * (awards - winners))
    programme.budget_left -= reward * awards
    note_round(programme, count + cells, awards)


@event
def _rank_contenders(region: Any, programme: Any, count: int, winners: int, draws: Draws) -> None:
    """The first ``winners`` of the candidates in their order; ties fall by a keyed uniform."""
    keys = region.keys
    left = keep_contenders(region, count, winners)
    for place in range(left):
        i = region.order[0, place]
        who = identity(region, programme, i)
        keys[1, i] = uniform(draws, Stream.RANK_TIE, who, draws.quarter, programme.number)
        keys[2, i] = who
    rank(region, left)


@event
def _win_titles(region: Any, programme: Any, count: int, draws: Draws) -> None:
    """Titles given above: each candidate wins with ``p = 1 - exp(-theta e^(gamma s))``, against the rest of the field.

    A firm or body that has been picked before is put forward with more weight (lever ``selection``, ``platforms`` for
    organisations); the rivals' weight follows that of the candidates before anyone is put forward, in part.
    """
    score, gamma = region.keys, programme.gamma
    plain, own, won = 0.0, 0.0, 0.0
    for place in range(count):
        i = region.order[0, place]
        plain += title_weight(gamma, score[0, i])
        score[0, i] += _push(region, programme, i) * programme.scale
        own += title_weight(gamma, score[0, i])
    theta = title_scale(programme, plain, own, region.params.rivals_follow)
    for place in range(count):
        i = region.order[0, place]
        if _drawn(region, programme, Stream.TITLE, i, draws) < title_chance(theta, gamma, score[0, i]):
            won += 1.0
            bestow(region, programme, i, reward_now(programme))
    note_round(programme, float(count), won)


@event
def _push(region: Any, programme: Any, i: int) -> float:
    if programme.on_firms == 1:
        return push_of_firm(region, region.firms[i])
    return push_of_body(region, region.organisations[i])


@event
def _drawn(region: Any, programme: Any, stream: int, i: int, draws: Draws) -> float:
    return uniform(draws, stream, identity(region, programme, i), draws.quarter, programme.number)


@event
def _come_to_status(region: Any, programme: Any, count: int, draws: Draws) -> None:
    """What has no quota: each who qualifies gets it with ``1 - exp(-rate e^(gamma s))``; in cells at score 0."""
    rate = rate_of_status(region, programme)
    got = 0.0
    for place in range(count):
        i = region.order[0, place]
        chance = title_chance(rate, programme.gamma, region.keys[0, i])
        if _drawn(region, programme, Stream.STATUS, i, draws) < chance:
            got += 1.0
            bestow(region, programme, i, reward_now(programme))
    lacking = zeros(len(region.cells))
    cells = lacking_cells(region, programme, lacking)
    in_cells = _come_to_cells(region, programme, lacking, title_chance(rate, 0.0, 0.0), draws)
    pay_reward(region, programme, Account.OUTSIDE, reward_now(programme) * in_cells)
    note_round(programme, count + cells, got + in_cells)


@event
def _come_to_cells(region: Any, programme: Any, lacking: Any, chance: float, draws: Draws) -> float:
    """The status comes to some of the cells' firms, with binomial noise; to how many."""
    in_cells = 0.0
    for c, cell in enumerate(region.cells):
        if lacking[c] > 0.0:
            drawn = uniform(draws, Stream.STATUS_OF_CELL, int(cell.entity), draws.quarter, programme.number)
            came = binomial_approximation(cell.firms * lacking[c], chance, normal_quantile(drawn))
            hold_titles(cell, programme, part_of(came, cell.firms))
            in_cells += came
    return in_cells
