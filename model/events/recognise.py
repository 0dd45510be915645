"""Event 12, first part: each December programmes recognise firms and organisations, and titles are won."""

from __future__ import annotations

import numpy as np

from agents.columns import FirmCode, FirmFloat, GovernmentFloat, OrganisationFloat, ProgrammeFloat
from agents.draws import Stream, uniform
from agents.firm.support import award_belief, title_chance
from agents.government.rules import winners_of
from model.compile import event
from model.events.ledger import post
from model.events.machine import FIRM, ORGANISATION, run_rows
from model.events.ranking import sort_by
from model.state import Given, State
from scenarios.numbers import Account, Act, Lever


@event
def recognise(given: Given, state: State, n: int, seed: int, member: int, quarter: int) -> None:
    """Run every recognition, ladder and national title of the plan that is open this year, in the table's order."""
    for g in range(given.programmes.shape[0]):
        act = given.programmes[g].act
        if act == Act.GRANT or act == Act.PHASE_OUT:
            continue
        if not given.programmes[g].from_year <= quarter // 4 <= given.programmes[g].to_year:
            continue
        table = FIRM if given.programmes[g].on_firms == 1 else ORGANISATION
        rows = n if table == FIRM else state.organisations.shape[1]
        count = _qualified(given, state, g, table, rows, seed, member, quarter)
        state.programmes[ProgrammeFloat.POOL, g] = count
        if act == Act.NATIONAL_TITLE:
            _win_titles(given, state, g, table, count, seed, member, quarter)
        else:
            _pick_best(given, state, g, table, count)
        if act == Act.RECOGNITION and state.programmes[ProgrammeFloat.SCALE, g] > 0.0:
            _remember(given, state, g, count)


@event
def _qualified(given, state, g, table, rows, seed, member, quarter):
    """Whoever qualifies and lacks the title: into ``state.order[0]``, with scores and ties in ``state.keys``."""
    programme = given.programmes[g]
    eligible = state.registers[run_rows(given, state, programme.eligible, table, rows)]
    places = state.order[0]
    count = 0
    for i in range(rows):
        if eligible[i] != 0.0 and _may_receive(given, state, g, table, i):
            places[count] = i
            count += 1
    if count == 0:
        return 0
    score = state.registers[run_rows(given, state, programme.score, table, rows)]
    for place in range(count):
        i = places[place]
        state.keys[0, i] = score[i]
        state.keys[1, i] = uniform(seed, member, Stream.RANK_TIE, _identity(state, table, i), quarter, g)
    return count


@event
def _identity(state, table, i):
    if table == FIRM:
        return int(state.codes[FirmCode.ENTITY, i])
    return i


@event
def _may_receive(given, state, g, table, i):
    bit = 1 << g
    if table == ORGANISATION:
        return (int(state.organisations[OrganisationFloat.TITLES, i]) // bit) % 2 == 0
    if state.codes[FirmCode.ACTIVE, i] == 0:
        return False
    if given.programmes[g].act == Act.LADDER:
        return state.codes[FirmCode.RUNG_LAST, i] == given.programmes[g].rung - 1
    return (state.codes[FirmCode.TITLES, i] // bit) % 2 == 0


@event
def _pick_best(given, state, g, table, count) -> None:
    """``min(Q, qualified)`` by the total order; the marginal winner's score is kept."""
    sort_by(state.order[0], state.order[1], state.keys[0], state.keys[1], _entities(state, table), count)
    winners = winners_of(given.programmes[g].capacity * state.programmes[ProgrammeFloat.SCALE, g], count)
    state.programmes[ProgrammeFloat.APPLICANTS, g] = count
    state.programmes[ProgrammeFloat.AWARDED, g] = winners
    for place in range(winners):
        i = state.order[0, place]
        state.programmes[ProgrammeFloat.MARGINAL_SCORE, g] = state.keys[0, i]
        _bestow(given, state, g, table, i)


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
    """Titles given above: each candidate wins with ``p = 1 - exp(-theta e^(gamma s))``, against the country's rest.

    A firm or body that the plan's own programmes have picked is put forward with more weight (lever ``selection``,
    ``platforms`` for organisations).
    """
    programme = given.programmes[g]
    scale = state.programmes[ProgrammeFloat.SCALE, g]
    won = 0.0
    for place in range(count):
        i = state.order[0, place]
        pushed = _pushed(state, table, i)
        chance = title_chance(programme.theta, programme.gamma, state.keys[0, i] + pushed * scale)
        if uniform(seed, member, Stream.TITLE, _identity(state, table, i), quarter // 4 * 32 + g, 0) < chance:
            won += 1.0
            _bestow(given, state, g, table, i)
    state.programmes[ProgrammeFloat.AWARDED, g] = won


@event
def _pushed(state, table, i):
    if table == FIRM:
        held = state.codes[FirmCode.TITLES, i] != 0
        return state.announced[Lever.SELECTION, state.codes[FirmCode.INDUSTRY, i], 0] if held else 0.0
    s = max(0, int(state.organisations[OrganisationFloat.INDUSTRY, i]))
    return state.announced[Lever.PLATFORMS, s, 0]


@event
def _bestow(given, state, g, table, i) -> None:
    programme = given.programmes[g]
    national = programme.act == Act.NATIONAL_TITLE
    if table == ORGANISATION:
        state.organisations[OrganisationFloat.TITLES, i] += 1 << g
        state.organisations[OrganisationFloat.DESIGNATED, i] = 1.0
        if national:
            state.organisations[OrganisationFloat.NATIONAL, i] = 1.0
        return
    if programme.act == Act.LADDER:
        state.codes[FirmCode.RUNG, i] = programme.rung
    state.codes[FirmCode.TITLES, i] |= 1 << g
    state.codes[FirmCode.TITLES_YEAR, i] |= 1 << g
    if national:
        state.codes[FirmCode.NATIONAL, i] = 1
    reward = programme.reward * state.programmes[ProgrammeFloat.SCALE, g]
    if reward > 0.0:
        state.floats[FirmFloat.CASH, i] += reward
        state.programmes[ProgrammeFloat.OUTLAY_YEAR, g] += reward
        state.governments[GovernmentFloat.OUTLAY_YEAR, 0] += reward
        post(state, Account.GOVERNMENTS, Account.FIRMS, reward)


@event
def _remember(given, state, g, count) -> None:
    """Next year's belief in the award, from this December's round."""
    p = given.params[0]
    if count > 0:
        state.programmes[ProgrammeFloat.BELIEF, g] = award_belief(
            p.first_belief_weight, p.first_belief, state.programmes[ProgrammeFloat.AWARDED, g], count
        )
