"""The names that a plan's expressions may use, and where each lives."""

from __future__ import annotations

from agents.columns import (
    CellFloat,
    CellUpgradeFloat,
    Column,
    EconomyFloat,
    FirmCode,
    FirmFloat,
    GroupFloat,
    OrganisationFloat,
    UpgradeCode,
)
from scenarios import Plan
from scenarios.expressions import Vocabulary
from scenarios.register_code import Place

WITHOUT_TITLE = ("grant", "mandate", "phase_out")
"""Acts that leave no title behind, so that ``has(...)`` would never be true."""


def _names(columns: type[Column]) -> list[str]:
    return [column.name.lower() for column in columns]


def _upgrade_names(code: str, columns: type[Column]) -> dict[str, Column]:
    """Names of an upgrade's columns: ``robots`` is its level or stock, ``robots_added`` its ADDED, and so on."""
    return {code if c.name in ("LEVEL", "STOCK") else f"{code}_{c.name.lower()}": c for c in columns}


def places(plan: Plan) -> dict[str, dict[str, Place]]:
    """Per table, every name and its place."""
    firm = {name: Place("float", row) for row, name in enumerate(_names(FirmFloat))}
    firm |= {name: Place("code", row) for row, name in enumerate(_names(FirmCode))}
    cell = {name: Place("float", row) for row, name in enumerate(_names(CellFloat))}
    for k, upgrade in enumerate(plan.upgrades):
        for name, column in _upgrade_names(upgrade.code, UpgradeCode).items():
            firm[name] = Place("upgrade_code", int(column), k)
        for name, column in _upgrade_names(upgrade.code, CellUpgradeFloat).items():
            cell[name] = Place("upgrade_float", int(column), k)
    return {
        "firm": firm,
        "cell": cell,
        "group": {name: Place("float", row) for row, name in enumerate(_names(GroupFloat))},
        "organisation": {name: Place("float", row) for row, name in enumerate(_names(OrganisationFloat))},
    }


def scalars() -> dict[str, int]:
    """Numbers of the quarter that an expression may name."""
    return {name: row for row, name in enumerate(_names(EconomyFloat))}


def organisation_kinds(plan: Plan) -> dict[str, int]:
    """Kinds of organisation, numbered in the order of the pack."""
    return {kind: number for number, kind in enumerate(dict.fromkeys(one.kind for one in plan.organisations))}


def vocabulary(plan: Plan) -> Vocabulary:
    """Everything an expression of this plan may name."""
    derived = {}
    for upgrade in plan.upgrades:
        derived[f"{upgrade.code}_reached_1_year"] = f"{upgrade.code}_first_year"
        derived[f"{upgrade.code}_reached_2_year"] = f"{upgrade.code}_second_year"
        derived[f"{upgrade.code}_reached_since"] = f"{upgrade.code} > {upgrade.code}_base_level"
    return Vocabulary(
        tables={table: frozenset(names) for table, names in places(plan).items()},
        scalars=frozenset(scalars()),
        codes={
            "industry": {industry.code: number for number, industry in enumerate(plan.industries)},
            "city": {city.code: number for number, city in enumerate(plan.cities)},
            "cluster": {cluster.id: number for number, cluster in enumerate(plan.clusters)},
            "kind": organisation_kinds(plan),
        },
        programmes={p.id: number for number, p in enumerate(plan.programmes) if p.act not in WITHOUT_TITLE},
        derived=derived,
    )
