"""The compiled machine gives indicators the meaning of the language, and counts only whom it should."""

import numba
import numpy as np
import pytest

from agents.columns import CellFloat, CellUpgradeFloat, FirmCode, FirmFloat, GroupFloat, OrganisationFloat, UpgradeCode
from model.events.machine import record
from model.state import Given, Size, empty_state
from scenarios.expressions import Vocabulary, parse_indicator
from scenarios.numbers import Scope
from scenarios.register_code import TABLES, Assembler, Place, code_array

PLACES = {
    "firm": {
        "revenue": Place("float", FirmFloat.REVENUE_YEAR),
        "energy": Place("float", FirmFloat.ENERGY),
        "city": Place("code", FirmCode.CITY),
        "robots": Place("upgrade_code", UpgradeCode.LEVEL, 0),
        "smart": Place("upgrade_code", UpgradeCode.LEVEL, 1),
    },
    "cell": {
        "firms": Place("float", CellFloat.FIRMS),
        "robots": Place("upgrade_float", CellUpgradeFloat.STOCK, 0),
        "smart_adopted": Place("upgrade_float", CellUpgradeFloat.ADOPTED, 1),
    },
    "group": {"revenue_year": Place("float", GroupFloat.REVENUE_YEAR)},
    "organisation": {
        "quality": Place("float", OrganisationFloat.QUALITY),
    },
}
SCALARS = {"wage": 0, "ppi": 1}
WORDS = Vocabulary(
    tables={table: frozenset(columns) for table, columns in PLACES.items()},
    scalars=frozenset(SCALARS),
    codes={"city": {"zhengzhou": 0, "luoyang": 1}},
    programmes={"first": 0, "last": 29},
)

# Firms 0 to 3; the fourth has left, a fifth slot is free.  By table, as the machine wants aggregates to stand together.
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
    'count(got_year("last") == 1 and has("first") == 0)': 1.0,
    "sum(revenue, where=revenue > 2 * wage)": 50.0,
    "sum(revenue) / count(robots > 99)": 0.0,
    "-(wage + ppi) * 2 - 1": -15.0,
    "sum_cells(robots)": 8.0,
    "sum_cells(firms * smart_adopted, where=robots < 9)": 25.0,
    "count_groups(revenue_year >= 5)": 1.0,
    "sum_groups(revenue_year) - sum(revenue)": -54.0,
    'count_organisations(has("last"))': 1.0,
    "sum_organisations(quality)": 2.0,
}


@numba.njit
def evaluate(given, state, n):
    record(given, state, n)


def filled_state():
    state = empty_state(
        Size(
            slots=5, upgrades=2, industries=1, clusters=1, cells=3, cities=1, groups=2, organisations=3, programmes=30,
            accounts=7, registers=64, results=128, indicators=len(INDICATORS), life=4, outside=1,
        )
    )  # fmt: skip
    state.codes[FirmCode.ACTIVE] = [1, 1, 1, 0, 1]
    state.codes[FirmCode.CITY] = [0, 1, 1, 1, 1]
    state.titles[29] = [0, 2, 1, 1, 2]
    state.titles[0] = [0, 0, 1, 0, 0]
    state.floats[FirmFloat.REVENUE_YEAR] = [10.0, 20.0, 30.0, 400.0, 8000.0]
    state.floats[FirmFloat.ENERGY] = [2.0, 0.0, 3.0, 1.0, 1.0]
    state.upgrade_codes[UpgradeCode.LEVEL, 0] = [0, 2, 4, 50, 600]
    state.upgrade_codes[UpgradeCode.LEVEL, 1] = [0, 1, 0, 2, 2]
    state.cells[CellFloat.SCOPE] = [Scope.NATION, Scope.OTHER_SECTORS, Scope.OWN_SECTORS]
    state.cells[CellFloat.FIRMS] = [1000.0, 50.0, 7.0]
    state.cell_upgrades[CellUpgradeFloat.STOCK, 0] = [90.0, 8.0, 3.0]
    state.cell_upgrades[CellUpgradeFloat.ADOPTED, 1] = [0.1, 0.5, 0.2]
    state.groups[GroupFloat.MEMBERS] = [1.0, 0.0]
    state.groups[GroupFloat.REVENUE_YEAR] = [6.0, 70.0]
    state.organisation_titles[29] = [0, 1, 0]
    state.organisation_titles[0] = [0, 0, 1]
    state.organisations[OrganisationFloat.QUALITY] = [0.5, 1.0, 0.5]
    state.economy[0] = 6.0
    state.economy[1] = 1.0
    return state


def assembled():
    """The tables of the machine for the indicators above; every other table is empty."""
    code = Assembler(PLACES, SCALARS)
    outputs = [code.number(parse_indicator(text, WORDS)) for text in INDICATORS]
    rows, segments = [], []
    for number, table in enumerate(TABLES):
        lines = code.rows[table]
        segments.append((len(rows), len(rows) + len(lines), lines[-1][1], number))
        rows += lines
    empty = np.zeros(0)
    return Given(*[empty] * len(Given._fields))._replace(
        rows=code_array(rows),
        segments=code_array(segments),
        aggregates=code_array(code.aggregates),
        numbers=code_array(code.numbers),
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
