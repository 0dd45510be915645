"""Who has taken up what, where and at which size, and what each programme did: noted each December for charts.

Nothing of a run reads it again. ``model/results/december_tables.py`` names the rows.
"""

from __future__ import annotations

from clustercast.agents.columns import (
    CellFloat,
    CellUpgradeFloat,
    FirmCode,
    FirmFloat,
    GovernmentFloat,
    ProgrammeFloat,
    UpgradeCode,
)
from clustercast.agents.firm.size import SIZE_BOUNDS, size_class
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import AWARDED, OUTLAY, QUALIFIED, TITLES_HELD, Given, State
from clustercast.scenarios.numbers import Act, Scope

SIZES = len(SIZE_BOUNDS) + 1


@event
def note_year(given: Given, state: State, n: int, year: int) -> None:
    """Note year ``year`` of the run (0: the base year) in ``state.take_up`` and ``state.programme_years``."""
    cities = given.city_government.shape[0]
    _clear(state, year)
    _note_firms(state, n, year, cities)
    _note_cells(state, year, state.clusters.shape[1] + cities + SIZES)
    calendar = given.stance[0].first_year + year - 1
    for g in range(given.programmes.shape[0]):
        _note_programme(given, state, n, year, g, calendar)
    paid = state.governments[GovernmentFloat.OUTLAY_YEAR, 0]
    state.programme_years[year, OUTLAY, given.programmes.shape[0]] = paid


@event
def _clear(state, year) -> None:
    for place in range(state.take_up.shape[1]):
        for column in range(state.take_up.shape[2]):
            state.take_up[year, place, column] = 0.0


@event
def _note_firms(state, n, year, cities) -> None:
    """Firms above the threshold, and those with the first level or a unit, by cluster, city and size."""
    noted = state.take_up[year]
    active = state.codes[FirmCode.ACTIVE]
    cluster = state.codes[FirmCode.CLUSTER]
    city = state.codes[FirmCode.CITY]
    revenue = state.floats[FirmFloat.REVENUE_YEAR]
    levels = state.upgrade_codes[UpgradeCode.LEVEL]
    first_city = state.clusters.shape[1]
    first_size = first_city + cities
    for i in range(n):
        if active[i] == 0:
            continue
        in_city = first_city + city[i]
        of_size = first_size + size_class(revenue[i])
        noted[cluster[i], 0] += 1.0
        noted[in_city, 0] += 1.0
        noted[of_size, 0] += 1.0
        for k in range(levels.shape[0]):
            if levels[k, i] > 0:
                noted[cluster[i], 1 + k] += 1.0
                noted[in_city, 1 + k] += 1.0
                noted[of_size, 1 + k] += 1.0


@event
def _note_cells(state, year, place) -> None:
    """Firms below scale, in expectation."""
    for c in range(state.cells.shape[1]):
        if int(state.cells[CellFloat.SCOPE, c]) == Scope.BELOW_SCALE:
            firms = state.cells[CellFloat.FIRMS, c]
            state.take_up[year, place, 0] += firms
            for k in range(state.cell_upgrades.shape[1]):
                state.take_up[year, place, 1 + k] += firms * state.cell_upgrades[CellUpgradeFloat.ADOPTED, k, c]


@event
def _note_programme(given, state, n, year, g, calendar) -> None:
    """What it paid and awarded this year, who qualified for it, who holds its title; nothing in years not its own.

    Whoever applied for a grant counts as qualified: eligibility is examined among applicants only.
    """
    programme = given.programmes[g]
    noted = state.programme_years[year]
    noted[OUTLAY, g] = state.programmes[ProgrammeFloat.OUTLAY_YEAR, g]
    noted[AWARDED, g] = state.programmes[ProgrammeFloat.AWARDED, g]
    pool = ProgrammeFloat.APPLICANTS if programme.act == Act.GRANT else ProgrammeFloat.POOL
    in_force = programme.from_year <= calendar <= programme.to_year
    noted[QUALIFIED, g] = state.programmes[pool, g] if in_force else 0.0
    noted[TITLES_HELD, g] = 0.0
    if programme.act == Act.RECOGNITION or programme.act == Act.TITLE or programme.act == Act.STATUS:
        noted[TITLES_HELD, g] = _holders(state, n, g)


@event
def _holders(state, n, g):
    """Active firms, organisations and (in expectation) firms of cells that hold the title of programme ``g``."""
    titles = state.titles[g]
    active = state.codes[FirmCode.ACTIVE]
    firms = 0
    for i in range(n):
        firms += 1 if (titles[i] > 0) & (active[i] == 1) else 0
    for body in range(state.organisation_titles.shape[1]):
        firms += 1 if state.organisation_titles[g, body] > 0 else 0
    held = float(firms)
    for c in range(state.cells.shape[1]):
        scope = int(state.cells[CellFloat.SCOPE, c])
        if scope == Scope.OTHER_SECTORS or scope == Scope.BELOW_SCALE:
            held += state.cells[CellFloat.FIRMS, c] * state.cell_titles[0, g, c]
    return held
