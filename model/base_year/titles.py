"""Titles that firms, organisations and cells hold when the plan begins."""

from __future__ import annotations

import numpy as np

from clustercast.agents.draws import Stream, uniform
from clustercast.agents.government.titles import base_title_chance
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import Given, State
from clustercast.model.events.programmes.titles import hold, identity, lacking_cells, list_receivers
from clustercast.model.expressions.evaluate import FIRM, ORGANISATION, run_rows


@event
def hold_base_titles(given: Given, state: State, n: int, seed: int, member: int) -> None:
    """Of those who qualify at the base a share holds each title, in the table's order; no round has awarded it."""
    for g in range(given.programmes.shape[0]):
        if given.programmes[g].base_share > 0.0:
            table = FIRM if given.programmes[g].on_firms == 1 else ORGANISATION
            rows = n if table == FIRM else state.organisations.shape[1]
            _hold_in_rows(given, state, g, table, rows, seed, member)
            _hold_in_cells(given, state, g)


@event
def _hold_in_rows(given, state, g, table, rows, seed, member) -> None:
    programme = given.programmes[g]
    eligible = state.registers[run_rows(given, state, programme.eligible, table, rows)]
    count = list_receivers(state, g, table, rows, eligible)
    weight = state.registers[run_rows(given, state, programme.weight, table, rows)]
    for place in range(count):
        i = state.order[0, place]
        chance = base_title_chance(programme.base_share, weight[i])
        if uniform(seed, member, Stream.BASE_TITLE, identity(state, table, i), g, 0) < chance:
            hold(given, state, g, table, i, 1)


@event
def _hold_in_cells(given, state, g) -> None:
    """The same share of the cells' firms that qualify, whatever their weight."""
    lacking = np.zeros(state.cells.shape[1])
    lacking_cells(given, state, g, lacking)
    chance = base_title_chance(given.programmes[g].base_share, 1.0)
    for c in range(lacking.shape[0]):
        state.cell_titles[0, g, c] = lacking[c] * chance
