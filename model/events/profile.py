"""Who has taken up what, where and at which size, and what each programme did: noted each December for charts.

Nothing of a run reads it again.  ``model/results/december_tables.py`` names the rows.
"""

from typing import Any

from clustercast.agents.cell.acts import is_below_scale, is_in_region
from clustercast.agents.firm.size import size_class
from clustercast.agents.government.programme_acts import holds_rounds, is_in_force
from clustercast.agents.lengths import SIZE_BOUNDS
from clustercast.agents.rule import event
from clustercast.model.compiled.state import AWARDED, OUTLAY, QUALIFIED, TITLES_HELD
from clustercast.scenarios.numbers import Act

SIZES = len(SIZE_BOUNDS) + 1


@event
def note_year(region: Any, year: int) -> None:
    """Note year ``year`` of the run (0: the base year) in ``take_up`` and ``programme_years``."""
    for place in range(region.take_up.shape[1]):
        for column in range(region.take_up.shape[2]):
            region.take_up[year, place, column] = 0.0
    _note_firms(region, year)
    _note_cells(region, year)
    for programme in region.programmes:
        _note_programme(region, programme, year)
    region.programme_years[year, OUTLAY, len(region.programmes)] = region.governments[0].outlay_year


@event
def _note_firms(region: Any, year: int) -> None:
    """Firms above the threshold, and those with the first level or a unit, by cluster, city and size."""
    first_city = len(region.clusters)
    first_size = first_city + len(region.city_government)
    for firm in region.firms:
        if firm.active == 1:
            city, size = first_city + firm.city, first_size + size_class(firm.revenue_year)
            _count_firm(region, year, 0, firm.cluster, city, size)
            for k, held in enumerate(firm.upgrades):
                if held.level > 0:
                    _count_firm(region, year, 1 + k, firm.cluster, city, size)


@event
def _count_firm(region: Any, year: int, column: int, cluster: int, city: int, size: int) -> None:
    region.take_up[year, cluster, column] += 1.0
    region.take_up[year, city, column] += 1.0
    region.take_up[year, size, column] += 1.0


@event
def _note_cells(region: Any, year: int) -> None:
    """Firms below scale, in expectation."""
    place = len(region.clusters) + len(region.city_government) + SIZES
    for cell in region.cells:
        if is_below_scale(cell):
            region.take_up[year, place, 0] += cell.firms
            for k, held in enumerate(cell.upgrades):
                region.take_up[year, place, 1 + k] += cell.firms * held.adopted


@event
def _note_programme(region: Any, programme: Any, year: int) -> None:
    """What it paid and awarded this year, who qualified for it, who holds its title; nothing in years not its own.

    Whoever applied for a grant counts as qualified: eligibility is examined among applicants only.
    """
    g, calendar = programme.number, region.stance.first_year + year - 1
    qualified = programme.applicants if programme.act == Act.GRANT else programme.pool
    region.programme_years[year, OUTLAY, g] = programme.outlay_year
    region.programme_years[year, AWARDED, g] = programme.awarded
    region.programme_years[year, QUALIFIED, g] = qualified if is_in_force(programme, calendar) else 0.0
    region.programme_years[year, TITLES_HELD, g] = _holders(region, g) if holds_rounds(programme) else 0.0


@event
def _holders(region: Any, g: int) -> float:
    """Active firms, organisations and (in expectation) firms of cells that hold the title of programme ``g``."""
    holders = 0
    for firm in region.firms:
        holders += 1 if (firm.titles[g] > 0) & (firm.active == 1) else 0
    for body in region.organisations:
        holders += 1 if body.titles[g] > 0 else 0
    held = float(holders)
    for cell in region.cells:
        if is_in_region(cell):
            held += cell.firms * cell.titles[g]
    return held
