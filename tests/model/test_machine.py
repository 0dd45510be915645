"""The compiled machine gives indicators the meaning of the language, and counts only whom it should."""

import numba
import numpy as np
import pytest

from clustercast.agents.columns import (
    CellFloat,
    CellUpgradeFloat,
    FirmCode,
    FirmFloat,
    GroupFloat,
    OrganisationFloat,
    ProgrammeFloat,
    UpgradeCode,
)
from clustercast.model.compiled.state import Given, Size, empty_state
from clustercast.model.expressions.evaluate import record
from clustercast.model.inputs.records import CLUSTER, INDUSTRY
from clustercast.scenarios.expressions import parse_indicator
from clustercast.scenarios.language import PLACES, TABLES, Title, Vocabulary, number_of
from clustercast.scenarios.numbers import Scope
from clustercast.scenarios.register_code import Assembler, Place, code_array

HOMES = {
    "firm": {
        "revenue": Place("float", FirmFloat.REVENUE_YEAR),
        "energy": Place("float", FirmFloat.ENERGY),
        "city": Place("code", FirmCode.CITY),
        "chain": Place("code", FirmCode.CHAIN),
        "cluster": Place("code", FirmCode.CLUSTER),
        "industry": Place("code", FirmCode.INDUSTRY),
        "robots": Place("upgrade_code", UpgradeCode.LEVEL, 0),
        "smart": Place("upgrade_code", UpgradeCode.LEVEL, 1),
    },
    "cell": {
        "scope": Place("float", CellFloat.SCOPE),
        "firms": Place("float", CellFloat.FIRMS),
        "robots": Place("upgrade_float", CellUpgradeFloat.STOCK, 0),
        "smart_adopted": Place("upgrade_float", CellUpgradeFloat.ADOPTED, 1),
    },
    "group": {"revenue_year": Place("float", GroupFloat.REVENUE_YEAR)},
    "organisation": {
        "quality": Place("float", OrganisationFloat.QUALITY),
    },
    **{table: {table: Place("place", 0)} for table in PLACES},
}
SCALARS = {"wage": Place("scalar", 0), "ppi": Place("scalar", 1), "gdp": Place("outside", 1)}
SCALARS[number_of("awarded", "last")] = Place("programme", ProgrammeFloat.AWARDED, 40)
SCALARS[number_of("pool", "last")] = Place("programme", ProgrammeFloat.POOL, 40)
WORDS = Vocabulary(
    tables={table: frozenset(columns) for table, columns in HOMES.items()},
    scalars=frozenset(SCALARS),
    codes={
        "city": {"zhengzhou": 0, "luoyang": 1, "empty": 2},
        "chain": {"steel": 0, "machinery": 1},
        "scope": {"other": Scope.OTHER_SECTORS, "below": Scope.BELOW_SCALE},
    },
    programmes=frozenset(["first", "last"]),
    titles={"first": Title(0, ("firm", "cell", "organisation")), "last": Title(40, ("firm", "cell", "organisation"))},
)

# Firms 0 to 2 are active, the fourth has left, a fifth slot is free.  By table, as the machine wants them to stand.
INDICATORS = {
    "count(1)": 3.0,
    "count(robots)": 2.0,
    'count(city == "luoyang" and (robots > 3 or smart >= 1))': 2.0,
    "count(not smart)": 2.0,
    "sum(revenue)": 60.0,
    'sum(revenue, where=city != "luoyang")': 10.0,
    "sum(revenue * robots) / sum(revenue)": 160.0 / 60.0,
    "sum(revenue / energy)": 10.0 / 2.0 + 30.0 / 3.0,
    "mean(revenue, where=robots <= 2)": 15.0,
    "mean(revenue, where=robots > 99)": 0.0,
    "sum(-energy - 1)": -8.0,
    'count(has("last"))': 2.0,
    'count(had("last"))': 1.0,
    'count(got_year("last") == 1 and has("first") == 0)': 1.0,
    'sum(revenue, where=revenue / 20 >= awarded("last"))': 30.0,
    '100 * sum(revenue) / gdp + pool("last")': 127.0,
    "sum(revenue, where=revenue > 2 * wage)": 50.0,
    "sum(revenue) / count(robots > 99)": 0.0,
    "-(wage + ppi) * 2 - 1": -15.0,
    'sum_cells(robots, where=scope == "other")': 8.0,
    'sum_cells(firms * smart_adopted, where=scope == "below")': 200.0,
    "count_cells(1)": 2.0,
    'sum_cells(firms * has("last"))': 125.0,
    'sum_cells(firms * had("last")) - sum_cells(firms * got_year("last"))': 75.0,
    "count_groups(revenue_year >= 5)": 1.0,
    "sum_groups(revenue_year) - sum(revenue)": -54.0,
    'count_organisations(has("last"))': 2.0,
    'count_organisations(got_year("last")) - count_organisations(had("first"))': 0.0,
    "sum_organisations(quality)": 2.0,
    "count_cities(total(1) >= 1)": 2.0,
    "sum_cities(total(revenue), where=total(smart) > 0)": 50.0,
    "least_cities(total(robots))": 0.0,
    'least_cities(total(revenue), where=city != "empty")': 10.0,
    "least_cities(total(revenue), where=total(1) > 2)": 0.0,
    "least_cities(-total(revenue * ppi))": -50.0,
    'sum_clusters(total(has("last")) * wage)': 12.0,
    "sum_chains(total(revenue))": 40.0,
    'count_chains(total(energy) > 2 and chain == "machinery")': 1.0,
    "count_industries(total(1) == 3)": 1.0,
}


@numba.njit
def evaluate(given, state, n):
    record(given, state, n)


def filled_state():
    state = empty_state(
        Size(
            slots=5, upgrades=2, industries=1, clusters=2, cells=4, cities=1, groups=2, organisations=3, programmes=41,
            accounts=7, registers=64, results=256, indicators=len(INDICATORS), life=4, outside=2, totals=16, places=3,
            years=1, profiled=0,
        )
    )  # fmt: skip
    state.codes[FirmCode.ACTIVE] = [1, 1, 1, 0, 1]
    state.codes[FirmCode.CITY] = [0, 1, 1, 1, 1]
    state.codes[FirmCode.CHAIN] = [1, -1, 1, 0, 0]
    state.titles[0] = [0, 0, 1, 0, 0]
    state.titles[40] = [0, 2, 1, 1, 2]
    state.organisation_titles[0] = [0, 0, 1]
    state.organisation_titles[40] = [0, 2, 1]
    state.floats[FirmFloat.REVENUE_YEAR] = [10.0, 20.0, 30.0, 400.0, 8000.0]
    state.floats[FirmFloat.ENERGY] = [2.0, 0.0, 3.0, 1.0, 1.0]
    state.upgrade_codes[UpgradeCode.LEVEL, 0] = [0, 2, 4, 50, 600]
    state.upgrade_codes[UpgradeCode.LEVEL, 1] = [0, 1, 0, 2, 2]
    state.cells[CellFloat.SCOPE] = [Scope.NATION, Scope.OTHER_SECTORS, Scope.OWN_SECTORS, Scope.BELOW_SCALE]
    state.cells[CellFloat.FIRMS] = [1000.0, 50.0, 7.0, 400.0]
    state.cell_upgrades[CellUpgradeFloat.STOCK, 0] = [90.0, 8.0, 3.0, 0.0]
    state.cell_upgrades[CellUpgradeFloat.ADOPTED, 1] = [0.1, 0.5, 0.2, 0.5]
    state.cell_titles[0, 40] = [1.0, 0.5, 1.0, 0.25]
    state.cell_titles[1, 40] = [1.0, 0.5, 1.0, 0.0]
    state.groups[GroupFloat.MEMBERS] = [1.0, 0.0]
    state.groups[GroupFloat.REVENUE_YEAR] = [6.0, 70.0]
    state.organisations[OrganisationFloat.QUALITY] = [0.5, 1.0, 0.5]
    state.economy[0] = 6.0
    state.economy[1] = 1.0
    state.outside[1] = 60.0
    state.programmes[ProgrammeFloat.AWARDED, 40] = 1.5
    state.programmes[ProgrammeFloat.POOL, 40] = 27.0
    return state


def assembled():
    """The tables of the machine for the indicators above; every other table is empty."""
    code = Assembler(HOMES, SCALARS)
    outputs = [code.number(parse_indicator(text, WORDS)) for text in INDICATORS]
    rows, segments = [], []
    for number, table in enumerate(TABLES):
        lines = code.rows[table]
        segments.append((len(rows), len(rows) + len(lines), lines[-1][1] if lines else 0, number))
        rows += lines
    empty = np.zeros(0)
    clusters = np.zeros(2, dtype=CLUSTER)
    clusters["chain"] = [1, 0]
    return Given(*[empty] * len(Given._fields))._replace(
        rows=code_array(rows),
        segments=code_array(segments),
        aggregates=code_array(code.aggregates),
        numbers=code_array(code.numbers),
        totals=code_array(code.totals),
        city_government=np.zeros(3, dtype=np.int64),
        clusters=clusters,
        industries=np.zeros(1, dtype=INDUSTRY),
        outputs=np.array(outputs, dtype=np.int64),
        constants=np.array(code.constants),
    )


@pytest.fixture(scope="module")
def found():
    """Every indicator, evaluated twice in one go over the first four slots."""
    state = filled_state()
    given = assembled()
    evaluate(given, state, 4)
    once = state.indicators.copy()
    evaluate(given, state, 4)
    assert np.array_equal(once, state.indicators)
    return dict(zip(INDICATORS, once.tolist(), strict=True))


@pytest.mark.parametrize("text", INDICATORS)
def test_indicator(found, text):
    assert found[text] == pytest.approx(INDICATORS[text], rel=1e-15)


def test_aggregates_stand_by_table():
    tables = assembled().aggregates[:, 1].tolist()
    assert tables == sorted(tables)
