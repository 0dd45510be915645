"""The figures that the parameters are fitted to, as known at a forecast origin.

Installations a year (IFR); robots in use at the end of 2011, the only figure that speaks of the years before (later
stocks are sums of installations and say nothing new); electronics' part of the installations of 2016; firms that use
robots and the labour they employ (CEES).  Held-out years are never among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clustercast.calibration.nation.path import NationPath
from clustercast.calibration.observed import observed

INSTALLATIONS, STOCK, USERS, LABOUR, ELECTRONICS = "installations", "stock", "users", "labour", "electronics"
SERIES = {
    INSTALLATIONS: "robot_installations",
    STOCK: "robot_stock",
    USERS: "robot_using_firms_share",
    LABOUR: "robot_using_firms_labour_share",
    ELECTRONICS: "robot_installations_electronics",
}
LABOUR_YEAR = 2017
"""The share of labour of 2008 (12 percent) is a check: with 32,000 robots in use it does not mean the same."""
STOCK_YEAR = 2011
FIRST_RELEASE = "robot_installations_first_release"
KINDS = {
    INSTALLATIONS: ("安装量", "installations", "units"),
    STOCK: ("保有量", "robots in use", "units"),
    USERS: ("使用机器人的企业占比", "share of firms that use robots", "share"),
    LABOUR: ("机器人用户的用工占比", "share of labour in firms that use robots", "share"),
    ELECTRONICS: ("电子电气占安装量", "electronics' share of installations", "share"),
}
"""Label in both languages and unit of a kind of figure."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Figures in an order: ``kinds`` and ``years`` say what each of ``values`` is (units, or shares of 1).

    Installations come first, of years that follow one another.  ``sources`` are the rows of the data set.
    """

    kinds: tuple[str, ...]
    years: tuple[int, ...]
    values: np.ndarray
    sources: tuple[str, ...] = ()

    @property
    def last_year(self) -> int:
        """The last year of which a figure is used."""
        return max(self.years)

    @property
    def of_installations(self) -> int:
        """How many of the figures, the first ones, are installations."""
        return self.kinds.count(INSTALLATIONS)

    def with_values(self, values: np.ndarray) -> Evidence:
        """Other figures of the same kinds and years."""
        return Evidence(self.kinds, self.years, values, self.sources)


def evidence_at(origin: int) -> Evidence:
    """What was known at a forecast origin (a year); installations are in pseudo real time.

    Raises LookAheadError for a row that tells of later years.
    """
    found: list[tuple[str, int, float, str]] = []
    series = observed(SERIES[INSTALLATIONS], origin=origin)
    found += [(INSTALLATIONS, row.year, row.value, row.ids) for row in series.sources]
    for row in observed(SERIES[STOCK], origin=origin).sources:
        if row.year == STOCK_YEAR:
            found.append((STOCK, row.year, row.value, row.ids))
    found += [(USERS, row.year, row.value / 100.0, row.ids) for row in observed(SERIES[USERS], origin=origin).sources]
    for row in observed(SERIES[LABOUR], origin=origin).sources:
        if row.year == LABOUR_YEAR:
            found.append((LABOUR, row.year, row.value / 100.0, row.ids))
    found += electronics_shares(origin)
    kinds, years, values, ids = zip(*found, strict=True)
    return Evidence(kinds, years, np.array(values), ids)


def electronics_shares(origin: int) -> list[tuple[str, int, float, str]]:
    """Electronics' part of a year's installations: both figures from the same first release."""
    whole = {row.year: row for row in observed(FIRST_RELEASE, origin=origin).sources}
    return [
        (ELECTRONICS, row.year, row.value / whole[row.year].value, f"{row.ids}, {whole[row.year].ids}")
        for row in observed(SERIES[ELECTRONICS], origin=origin).sources
        if row.year in whole
    ]


def figures_of(path: NationPath, kinds: Sequence[str], years: Sequence[int]) -> np.ndarray:
    """What a path of the nation gives for some kinds and years of figures."""
    read = {
        INSTALLATIONS: lambda year: float(path.installations[path.of(year)].sum()),
        STOCK: path.stock_at,
        USERS: path.users_share,
        LABOUR: path.labour_share,
        ELECTRONICS: path.electronics_share,
    }
    return np.array([read[kind](year) for kind, year in zip(kinds, years, strict=True)])
