"""Event 12, first part: each December programmes recognise firms and organisations, titles are won, statuses come."""

from __future__ import annotations

import numpy as np

from clustercast.agents.cell.rules import binomial_approximation, part_of
from clustercast.agents.columns import (
    CellFloat,
    FirmCode,
    FirmFloat,
    GovernmentFloat,
    OrganisationFloat,
    ProgrammeFloat,
)
from clustercast.agents.distributions import normal_quantile
from clustercast.agents.draws import Stream, uniform
from clustercast.agents.firm.support import award_belief
from clustercast.agents.government.titles import (
    awards_of,
    firms_part,
    quota_within,
    rivals_reference,
    status_chance,
    status_rate,
    title_chance,
    title_theta,
    title_weight,
)
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import Given, State
from clustercast.model.events.ledger import post
from clustercast.model.events.programmes.titles import award_cells, hold, identity, lacking_cells, list_receivers
from clustercast.model.events.ranking import contenders, sort_by
from clustercast.model.expressions.evaluate import FIRM, ORGANISATION, rows_into
from clustercast.scenarios.numbers import Account, Act, Lever


@event
def recognise(given: Given, state: State, n: int, seed: int, member: int, quarter: int) -> None:
    """Run every recognition, title and status of the plan that is open this year, in the table's order."""
    for g in range(given.programmes.shape[0]):
        act = given.programmes[g].act
        if act != Act.RECOGNITION and act != Act.TITLE and act != Act.STATUS:
            continue
        if not given.programmes[g].from_year <= quarter // 4 <= given.programmes[g].to_year:
            continue
        table = FIRM if given.programmes[g].on_firms == 1 else ORGANISATION
        rows = n if table == FIRM else state.organisations.shape[1]
        count = _qualified(given, state, g, table, rows)
        if act == Act.TITLE:
            _win_titles(given, state, g, table, count, seed, member, quarter)
        elif act == Act.STATUS:
            _come_to_status(given, state, g, table, count, seed, member, quarter)
        else:
            _pick_best(given, state, g, table, count, seed, member, quarter)
        if act != Act.RECOGNITION or state.programmes[ProgrammeFloat.SCALE, g] > 0.0:
            _remember(given, state, g)


@event
def _qualified(given, state, g, table, rows):
    """Whoever qualifies and lacks the title: into ``state.order[0]``, with scores in ``state.keys[0]``."""
    programme = given.programmes[g]
    eligible = state.keys[2]
    rows_into(given, state, programme.eligible, table, rows, eligible)
    count = list_receivers(state, g, table, rows, eligible)
    if count == 0:
        return 0
    rows_into(given, state, programme.score, table, rows, state.keys[0])
    return count


@event
def _pick_best(given, state, g, table, count, seed, member, quarter) -> None:
    """``min(Q, qualified)`` by the total order, within the budget; the marginal winner's score is kept.

    Firms and cells share the quota in proportion to how many of them qualify.
    """
    programme = given.programmes[g]
    scale = state.programmes[ProgrammeFloat.SCALE, g]
    reward = programme.reward * scale
    lacking = np.zeros(state.cells.shape[1])
    cells = lacking_cells(given, state, g, lacking)
    quota = quota_within(programme.capacity * scale, state.programmes[ProgrammeFloat.BUDGET_LEFT, g], reward)
    awards = awards_of(quota, count + cells)
    winners = firms_part(awards, count, cells)
    left = contenders(state.order[0], state.keys[0], state.keys[2], count, winners)
    for place in range(left):
        i = state.order[0, place]
        state.keys[1, i] = uniform(seed, member, Stream.RANK_TIE, identity(state, table, i), quarter, g)
    sort_by(state.order[0], state.order[1], state.keys[0], state.keys[1], _entities(state, table), left)
    for place in range(winners):
        i = state.order[0, place]
        state.programmes[ProgrammeFloat.MARGINAL_SCORE, g] = state.keys[0, i]
        _bestow(given, state, g, table, i)
    award_cells(state, g, lacking, cells, awards - winners)
    _pay(state, g, Account.OUTSIDE, reward * (awards - winners))
    state.programmes[ProgrammeFloat.BUDGET_LEFT, g] -= reward * awards
    _note_round(state, g, count + cells, awards)


@event
def _entities(state, table):
    if table == FIRM:
        return state.codes[FirmCode.ENTITY]
    bodies = np.zeros(state.organisations.shape[1], dtype=np.int32)
    for i in range(bodies.shape[0]):
        bodies[i] = i
    return bodies


@event
def _win_titles(given, state, g, table, count, seed, member, quarter) -> None:
    """Titles given above: each candidate wins with ``p = 1 - exp(-theta e^(gamma s))``, against the rest of the field.

    A firm or body that has been picked before is put forward with more weight (lever ``selection``, ``platforms`` for
    organisations); the rivals' weight follows that of the candidates before anyone is put forward, in part.
    """
    programme = given.programmes[g]
    scale = state.programmes[ProgrammeFloat.SCALE, g]
    plain = 0.0
    own = 0.0
    for place in range(count):
        i = state.order[0, place]
        plain += title_weight(programme.gamma, state.keys[0, i])
        state.keys[0, i] += _pushed(state, table, i) * scale
        own += title_weight(programme.gamma, state.keys[0, i])
    if state.programmes[ProgrammeFloat.FIRST_WEIGHT, g] == 0.0:
        state.programmes[ProgrammeFloat.FIRST_WEIGHT, g] = plain
    first = rivals_reference(state.programmes[ProgrammeFloat.FIRST_WEIGHT, g], plain, given.params[0].rivals_follow)
    theta = title_theta(programme.above_quota, own, first, programme.share_of_candidates)
    won = 0.0
    for place in range(count):
        i = state.order[0, place]
        chance = title_chance(theta, programme.gamma, state.keys[0, i])
        if uniform(seed, member, Stream.TITLE, identity(state, table, i), quarter, g) < chance:
            won += 1.0
            _bestow(given, state, g, table, i)
    _note_round(state, g, count, won)


@event
def _pushed(state, table, i):
    if table == FIRM:
        picked = state.codes[FirmCode.RECOGNISED, i] == 1
        return state.announced[Lever.SELECTION, state.codes[FirmCode.INDUSTRY, i], 0] if picked else 0.0
    s = max(0, int(state.organisations[OrganisationFloat.INDUSTRY, i]))
    return state.announced[Lever.PLATFORMS, s, 0]


@event
def _come_to_status(given, state, g, table, count, seed, member, quarter) -> None:
    """What has no quota: each who qualifies gets it with ``1 - exp(-rate e^(gamma s))``; in cells at score 0."""
    programme = given.programmes[g]
    rate = programme.rate
    if programme.path >= 0:
        rate = status_rate(rate, state.outside[programme.path], programme.path_base)
    got = 0.0
    for place in range(count):
        i = state.order[0, place]
        chance = status_chance(rate, programme.gamma, state.keys[0, i])
        if uniform(seed, member, Stream.STATUS, identity(state, table, i), quarter, g) < chance:
            got += 1.0
            _bestow(given, state, g, table, i)
    lacking = np.zeros(state.cells.shape[1])
    cells = lacking_cells(given, state, g, lacking)
    chance = status_chance(rate, 0.0, 0.0)
    in_cells = 0.0
    for c in range(lacking.shape[0]):
        if lacking[c] > 0.0:
            firms = state.cells[CellFloat.FIRMS, c]
            drawn = uniform(seed, member, Stream.STATUS_OF_CELL, int(state.cells[CellFloat.ENTITY, c]), quarter, g)
            came = binomial_approximation(firms * lacking[c], chance, normal_quantile(drawn))
            state.cell_titles[0, g, c] += part_of(came, firms)
            state.cell_titles[1, g, c] += part_of(came, firms)
            in_cells += came
    _pay(state, g, Account.OUTSIDE, programme.reward * state.programmes[ProgrammeFloat.SCALE, g] * in_cells)
    _note_round(state, g, count + cells, got + in_cells)


@event
def _bestow(given, state, g, table, i) -> None:
    hold(given, state, g, table, i, 2)
    reward = given.programmes[g].reward * state.programmes[ProgrammeFloat.SCALE, g]
    if table == ORGANISATION:
        _pay(state, g, Account.OUTSIDE, reward)
        return
    if reward > 0.0:
        state.floats[FirmFloat.CASH, i] += reward
        _pay(state, g, Account.FIRMS, reward)


@event
def _pay(state, g, payee, amount) -> None:
    """The province pays rewards; those of cells and organisations, whose money is not followed, go outside."""
    if amount > 0.0:
        state.programmes[ProgrammeFloat.OUTLAY_YEAR, g] += amount
        state.governments[GovernmentFloat.OUTLAY_YEAR, 0] += amount
        post(state, Account.GOVERNMENTS, payee, amount)


@event
def _note_round(state, g, pool, awards) -> None:
    state.programmes[ProgrammeFloat.POOL, g] = pool
    state.programmes[ProgrammeFloat.APPLICANTS, g] = pool
    state.programmes[ProgrammeFloat.AWARDED, g] = awards
    state.programmes[ProgrammeFloat.AWARDED_SINCE, g] += awards


@event
def _remember(given, state, g) -> None:
    """Next year's belief in the award, from this December's round."""
    p = given.params[0]
    pool = state.programmes[ProgrammeFloat.POOL, g]
    if pool > 0.0:
        state.programmes[ProgrammeFloat.BELIEF, g] = award_belief(
            p.first_belief_weight, p.first_belief, state.programmes[ProgrammeFloat.AWARDED, g], pool
        )
