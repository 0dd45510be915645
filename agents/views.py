"""What firms, cells, programmes and the like consist of: which blocks of columns make up a row.

From these declarations follow the attributes of the Mesa agents, the row types of compiled code
(``model/compiled/row_types.py``) and the plain rows of uncompiled code (``model/compiled/plain_rows.py``), so that an
act, ``def earn(firm, p): firm.cash += ...``, is one text for all of them.  Nothing else knows a row number.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from clustercast.agents import columns as c


@dataclass(frozen=True)
class Vector:
    """Values of a row by place: ``firm.vintages[place]`` is ``block[*fixed, place, row]``; ``ndim`` 2: two places."""

    block: str
    fixed: tuple[int, ...] = ()
    ndim: int = 1


@dataclass(frozen=True)
class Entity:
    """A kind of row.

    ``blocks`` are pairs (block of the state, its columns); an attribute is ``block[column, row]``, in a part of a row
    (``firm.upgrades[k]``) ``block[column, k, row]``.  ``record`` names the read-only table with one record a row.
    A ``single`` entity is one row, its blocks have no second axis.
    """

    blocks: tuple[tuple[str, type[c.Column]], ...] = ()
    record: str = ""
    vectors: dict[str, Vector] = field(default_factory=dict[str, Vector])
    parts: Entity | None = None
    single: bool = False

    def home(self, attribute: str) -> tuple[str, c.Column] | None:
        """Block and column of an attribute, None where no block has it."""
        for block, columns in self.blocks:
            if attribute.upper() in columns.__members__:
                return block, columns[attribute.upper()]
        return None


FIRM_UPGRADE = Entity(
    blocks=(
        ("upgrade_floats", c.UpgradeFloat),
        ("upgrade_codes", c.UpgradeCode),
        ("wants", c.WantFloat),
    ),
)
CELL_UPGRADE = Entity(blocks=(("cell_upgrades", c.CellUpgradeFloat), ("cell_passes", c.CellPassFloat)))

TABLES: dict[str, Entity] = {
    "firms": Entity(
        blocks=(("floats", c.FirmFloat), ("codes", c.FirmCode)),
        vectors={
            "vintages": Vector("vintages"),
            "ramping_gain": Vector("ramping", (0,)),
            "ramping_saving": Vector("ramping", (1,)),
            "titles": Vector("titles"),
            "luck": Vector("luck", ndim=2),
        },
        parts=FIRM_UPGRADE,
    ),
    "cells": Entity(
        blocks=(("cells", c.CellFloat),),
        vectors={
            "vintages": Vector("cell_vintages"),
            "titles": Vector("cell_titles", (0,)),
            "titles_year": Vector("cell_titles", (1,)),
        },
        parts=CELL_UPGRADE,
    ),
    "upgrades": Entity(record="upgrades"),
    "industries": Entity(record="industries"),
    "markets": Entity(blocks=(("markets", c.MarketFloat),)),
    "clusters": Entity(blocks=(("clusters", c.ClusterFloat),), record="clusters"),
    "governments": Entity(blocks=(("governments", c.GovernmentFloat),), vectors={"goal_effort": Vector("effort")}),
    "suppliers": Entity(blocks=(("suppliers", c.SupplierFloat),)),
    "groups": Entity(blocks=(("groups", c.GroupFloat),)),
    "organisations": Entity(
        blocks=(("organisations", c.OrganisationFloat),), vectors={"titles": Vector("organisation_titles")}
    ),
    "programmes": Entity(blocks=(("programmes", c.ProgrammeFloat),), record="programmes"),
    "targets": Entity(record="targets"),
    "goals": Entity(record="goals"),
}
"""Tables of a region by name: ``region.firms[i].cash``."""
SINGLES: dict[str, Entity] = {
    "economy": Entity(blocks=(("economy", c.EconomyFloat),), single=True),
    "bank": Entity(blocks=(("bank", c.BankFloat),), single=True),
    "counts": Entity(blocks=(("counts", c.Count),), single=True),
    "params": Entity(record="params", single=True),
    "stance": Entity(record="stance", single=True),
}
"""What a region has one of: ``region.economy.wage``."""
OTHER_NAMES = {"outside_paths": ("given", "outside"), "figures": ("state", "indicators")}
"""Blocks that a region knows by another name: the outside's paths of the whole run (``outside`` are this year's
values), and the indicators of the last quarter.
"""
