"""What the readable engine notes each December: who has taken up what, and what each programme did."""

from __future__ import annotations

from typing import Any

from clustercast.agents.firm.size import SIZE_BOUNDS, size_class
from clustercast.model.compiled.state import AWARDED, OUTLAY, QUALIFIED, TITLES_HELD
from clustercast.scenarios.numbers import Act, Scope

WITH_TITLE = (Act.RECOGNITION, Act.TITLE, Act.STATUS)


def note_year(region: Any) -> None:
    """Note the year that ends: row 0 is the base year's."""
    noted = [[0.0] * len(row) for row in region.take_up[region.year + 1]]
    region.take_up[region.year + 1] = noted
    clusters, cities = len(region.clusters), len(region.city_government)
    for firm in region.active():
        places = firm.cluster, clusters + firm.city, clusters + cities + size_class(firm.revenue_year)
        for place in places:
            noted[place][0] += 1.0
            for k, held in enumerate(firm.upgrades):
                noted[place][1 + k] += 1.0 if held.level > 0 else 0.0
    _note_cells(region, noted[clusters + cities + len(SIZE_BOUNDS) + 1])
    for programme in region.programmes:
        _note_programme(region, region.programme_years[region.year + 1], programme)
    region.programme_years[region.year + 1][OUTLAY][-1] = region.province.outlay_year


def _note_cells(region: Any, noted: list[float]) -> None:
    """Firms below scale, in expectation."""
    for cell in region.cells:
        if cell.scope == Scope.BELOW_SCALE:
            noted[0] += cell.firms
            for k, held in enumerate(cell.upgrades):
                noted[1 + k] += cell.firms * held.adopted


def _note_programme(region: Any, noted: list[list[float]], programme: Any) -> None:
    g = programme.number
    noted[OUTLAY][g] = programme.outlay_year
    noted[AWARDED][g] = programme.awarded
    pool = programme.applicants if programme.act == Act.GRANT else programme.pool
    in_force = programme.from_year <= region.quarter // 4 <= programme.to_year
    noted[QUALIFIED][g] = pool if in_force else 0.0
    noted[TITLES_HELD][g] = _holders(region, g) if programme.act in WITH_TITLE else 0.0


def _holders(region: Any, g: int) -> float:
    """Active firms, organisations and (in expectation) firms of cells that hold a title."""
    rows = (*region.active(), *region.organisations)
    held = float(len([one for one in rows if one.titles[g] > 0]))
    for cell in region.cells:
        if cell.in_region:
            held += cell.firms * cell.titles[g]
    return held
