"""The cell: many firms outside the plan's register, weighted, the firms' rules in expectation."""

from __future__ import annotations

from typing import Any

import mesa

from clustercast.agents.surroundings import Surroundings


class CellUpgrade:
    """One upgrade in a cell; attributes are the columns ``CellUpgradeFloat`` and ``CellPassFloat``."""

    __slots__ = (
        "added", "added_year", "adopted", "annuity", "arrived", "aware", "boost", "chance", "first_chance",
        "first_wait", "full_saving", "invested", "next_chance", "number", "second_wait", "size", "stock", "table",
        "units", "units_first_wait", "units_second_wait", "upper", "upper_first_wait", "upper_second_wait",
        "users_added_year", "willing",
    )  # fmt: skip

    aware: float
    willing: float
    chance: float
    adopted: float
    upper: float
    stock: float
    first_wait: float
    second_wait: float
    units_first_wait: float
    units_second_wait: float
    upper_first_wait: float
    upper_second_wait: float
    added: float
    added_year: float
    users_added_year: float
    first_chance: float
    next_chance: float
    full_saving: float
    invested: float
    arrived: float
    annuity: float
    boost: float
    units: float
    size: float

    def __init__(self, number: int, table: Any) -> None:
        self.number = number
        self.table = table


class Cell(mesa.Agent):
    """A cell of weighted firms; attributes are the column ``CellFloat``, upgrades in ``upgrades[k]``.

    ``titles[g]`` is the share of its firms that hold a title, ``titles_year[g]`` the share that got it this year.
    """

    model: Surroundings

    scope: int
    stratum: int
    industry: int
    firms: float
    employment: float
    revenue: float
    log_type: float
    hurdle: float
    entity: int
    upgrades: list[CellUpgrade]
    vintages: list[float]
    titles: list[float]
    titles_year: list[float]

    def __init__(self, model: Any, number: int) -> None:
        super().__init__(model)
        self.number = number
