"""The names that a plan's expressions may use, and where each lives."""

from typing import Any

from clustercast.agents.columns import (
    CellFloat,
    CellUpgradeFloat,
    Column,
    EconomyFloat,
    FirmCode,
    FirmFloat,
    GroupFloat,
    OrganisationFloat,
    ProgrammeFloat,
    UpgradeCode,
)
from clustercast.scenarios import Plan
from clustercast.scenarios.draft import Draft
from clustercast.scenarios.entries import Programme
from clustercast.scenarios.language import PLACES, PROGRAMME_NUMBERS, Title, Vocabulary, number_of
from clustercast.scenarios.numbers import BESTOWED, Act, Scope
from clustercast.scenarios.register_code import Place

WITHOUT_TITLE = frozenset(act.word for act in Act if act not in BESTOWED)
"""Acts that leave no title behind, so that ``has(...)`` would never be true."""
HOLDERS = ("firm", "cell", "organisation")
"""Tables whose rows may hold a title; where a pack does not say for whom a programme is, no use of it is refused."""
PROGRAMME_COLUMNS = {
    "awarded": ProgrammeFloat.AWARDED,
    "awarded_since": ProgrammeFloat.AWARDED_SINCE,
    "pool": ProgrammeFloat.POOL,
    "outlay": ProgrammeFloat.OUTLAY_YEAR,
}
SCOPES = {"other": int(Scope.OTHER_SECTORS), "below": int(Scope.BELOW_SCALE)}
"""Words for the cells that expressions speak of."""


def _names(block: str, columns: type[Column]) -> dict[str, Place]:
    return {column.name.lower(): Place(block, int(column)) for column in columns}


def upgrade_names(code: str, columns: type[Column]) -> dict[str, Column]:
    """Names of an upgrade's columns: ``robots`` is its level or stock, ``robots_added`` its ADDED, and so on."""
    return {code if c.name in ("LEVEL", "STOCK") else f"{code}_{c.name.lower()}": c for c in columns}


def places(plan: Plan | Draft) -> dict[str, dict[str, Place]]:
    """Per table, every name and its place."""
    firm = _names("float", FirmFloat)
    firm |= _names("code", FirmCode)
    cell = _names("float", CellFloat)
    for k, upgrade in enumerate(plan.upgrades):
        for name, column in upgrade_names(upgrade.code, UpgradeCode).items():
            firm[name] = Place("upgrade_code", int(column), k)
        for name, column in upgrade_names(upgrade.code, CellUpgradeFloat).items():
            cell[name] = Place("upgrade_float", int(column), k)
    return {
        "firm": firm,
        "cell": cell,
        "group": _names("float", GroupFloat),
        "organisation": _names("float", OrganisationFloat),
        **{table: {table: Place("place", 0)} for table in PLACES},
    }


def scalars(plan: Plan | Draft) -> dict[str, Place]:
    """Numbers of the quarter that an expression may name: prices, outside paths, numbers of the programmes."""
    assert tuple(PROGRAMME_COLUMNS) == PROGRAMME_NUMBERS
    numbers = _names("scalar", EconomyFloat)
    numbers |= {path.id: Place("outside", row) for row, path in enumerate(plan.outside)}
    for number, programme in enumerate(plan.programmes):
        for fact, column in PROGRAMME_COLUMNS.items():
            numbers[number_of(fact, programme.id)] = Place("programme", int(column), number)
    return numbers


def code_numbers(plan: Plan | Draft) -> dict[str, dict[Any, int]]:
    """Numbers of industries, cities, clusters, supply chains, kinds of organisation and scopes of cells by their words.

    Kinds and chains have none in the pack: kinds stand in the order in which it names them, chains by name.
    """
    words = {
        "industry": [industry.code for industry in plan.industries],
        "city": [city.code for city in plan.cities],
        "cluster": [cluster.id for cluster in plan.clusters],
        "chain": sorted({cluster.chain for cluster in plan.clusters if cluster.chain}),
        "kind": dict.fromkeys(one.kind for one in plan.organisations),
    }
    return {of: {word: number for number, word in enumerate(them)} for of, them in words.items()} | {"scope": SCOPES}


def _titles(programmes: tuple[Programme, ...]) -> dict[str, Title]:
    """Titles, and whose they may be: organisations', or firms' (and of cells, where the programme says so)."""
    titles = {}
    for number, programme in enumerate(programmes):
        if programme.act not in WITHOUT_TITLE:
            tables = ("firm", "cell") if programme.cells else ("firm",)
            of = {"firm": tables, "organisation": ("organisation",)}
            titles[programme.id] = Title(number, of.get(programme.subject, HOLDERS))
    return titles


def vocabulary(plan: Plan | Draft) -> Vocabulary:
    """Everything an expression of this plan may name."""
    derived = {}
    for upgrade in plan.upgrades:
        derived[f"{upgrade.code}_reached_1_year"] = f"{upgrade.code}_first_year"
        derived[f"{upgrade.code}_reached_2_year"] = f"{upgrade.code}_second_year"
        derived[f"{upgrade.code}_reached_since"] = f"{upgrade.code} > {upgrade.code}_base_level"
    return Vocabulary(
        tables={table: frozenset(names) for table, names in places(plan).items()},
        scalars=frozenset(scalars(plan)),
        codes=code_numbers(plan),
        programmes=frozenset(programme.id for programme in plan.programmes),
        titles=_titles(plan.programmes),
        derived=derived,
    )
