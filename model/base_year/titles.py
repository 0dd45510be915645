"""Titles that firms, organisations and cells hold when the plan begins."""

from typing import Any

from clustercast.agents.arrays import zeros
from clustercast.agents.draws import Draws, Stream, uniform
from clustercast.agents.government.titles import base_title_chance
from clustercast.agents.rule import event
from clustercast.model.events.expressions import rate_rows, table_of
from clustercast.model.events.programmes.candidates import give_title, identity, lacking_cells, list_candidates


@event
def hold_base_titles(region: Any, draws: Draws) -> None:
    """Of those who qualify at the base a share holds each title, in the table's order; no round has awarded it."""
    for programme in region.programmes:
        if programme.base_share > 0.0:
            _hold_in_rows(region, programme, draws)
            _hold_in_cells(region, programme)


@event
def _hold_in_rows(region: Any, programme: Any, draws: Draws) -> None:
    count = list_candidates(region, programme)
    rate_rows(region, programme.weight, table_of(programme), 0)
    for place in range(count):
        i = region.order[0, place]
        chance = base_title_chance(programme.base_share, region.keys[0, i])
        if uniform(draws, Stream.BASE_TITLE, identity(region, programme, i), programme.number, 0) < chance:
            give_title(region, programme, i, 1)


@event
def _hold_in_cells(region: Any, programme: Any) -> None:
    """The same share of the cells' firms that qualify, whatever their weight."""
    lacking = zeros(len(region.cells))
    lacking_cells(region, programme, lacking)
    chance = base_title_chance(programme.base_share, 1.0)
    for c, cell in enumerate(region.cells):
        cell.titles[programme.number] = lacking[c] * chance


@event
def hold_titles_again(region: Any, draws: Draws) -> None:
    """Titles at the base hang on what firms hold: those that the burn-in's levels earned are taken back first."""
    for programme in region.programmes:
        _take_back(region, programme.number)
    for firm in region.firms:
        firm.recognised = 0
        firm.national = 0
    for body in region.organisations:
        body.designated = 0.0
        body.national = 0.0
    hold_base_titles(region, draws)


@event
def _take_back(region: Any, g: int) -> None:
    for firm in region.firms:
        firm.titles[g] = 0
    for body in region.organisations:
        body.titles[g] = 0
    for cell in region.cells:
        cell.titles[g] = 0.0
