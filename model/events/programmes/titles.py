"""Who may get a title, and what it is to hold one: shared by the December rounds and the base year."""

from __future__ import annotations

from clustercast.agents.cell.rules import lacking_share, part_of
from clustercast.agents.columns import CellFloat, FirmCode, OrganisationFloat
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import Given, State
from clustercast.model.expressions.evaluate import CELL, FIRM, ORGANISATION, run_rows
from clustercast.scenarios.numbers import Act, Scope


@event
def identity(state: State, table: int, i: int) -> int:
    """The number that draws of a row hang on: the firm's entity, the organisation's place."""
    if table == FIRM:
        return int(state.codes[FirmCode.ENTITY, i])
    return i


@event
def may_receive(state: State, g: int, table: int, i: int) -> bool:
    """Whether an active firm or an organisation lacks the title."""
    if table == ORGANISATION:
        return state.organisation_titles[g, i] == 0
    return state.codes[FirmCode.ACTIVE, i] == 1 and state.titles[g, i] == 0


@event
def list_receivers(state: State, g: int, table: int, rows: int, eligible) -> int:
    """The eligible rows that lack the title, into ``state.order[0]``; how many."""
    places = state.order[0]
    count = 0
    for i in range(rows):
        if eligible[i] != 0.0 and may_receive(state, g, table, i):
            places[count] = i
            count += 1
    return count


@event
def hold(given: Given, state: State, g: int, table: int, i: int, since: int) -> None:
    """Row ``i`` holds the title: ``since`` 1 from an earlier year, 2 from this one.  A status is no recognition."""
    recognised = given.programmes[g].act != Act.STATUS
    if table == ORGANISATION:
        state.organisation_titles[g, i] = since
        if recognised:
            state.organisations[OrganisationFloat.DESIGNATED, i] = 1.0
        if given.programmes[g].national == 1:
            state.organisations[OrganisationFloat.NATIONAL, i] = 1.0
        return
    state.titles[g, i] = since
    if recognised:
        state.codes[FirmCode.RECOGNISED, i] = 1
    if given.programmes[g].national == 1:
        state.codes[FirmCode.NATIONAL, i] = 1


@event
def lacking_cells(given: Given, state: State, g: int, lacking) -> float:
    """Share of every cell's firms that qualifies and lacks the title, into ``lacking``; how many firms that is."""
    if given.programmes[g].with_cells == 0:
        return 0.0
    cells = state.cells.shape[1]
    qualified = state.registers[run_rows(given, state, given.programmes[g].cells, CELL, cells)]
    pool = 0.0
    for c in range(cells):
        scope = int(state.cells[CellFloat.SCOPE, c])
        if scope == Scope.OTHER_SECTORS or scope == Scope.BELOW_SCALE:
            lacking[c] = lacking_share(qualified[c], state.cell_titles[0, g, c])
            pool += state.cells[CellFloat.FIRMS, c] * lacking[c]
    return pool


@event
def award_cells(state: State, g: int, lacking, pool: float, awards: float) -> None:
    """Spread ``awards`` over the cells in proportion to their pools."""
    part = part_of(awards, pool)
    for c in range(lacking.shape[0]):
        state.cell_titles[0, g, c] += lacking[c] * part
        state.cell_titles[1, g, c] += lacking[c] * part
