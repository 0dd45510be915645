"""What charts read of take-up and programmes: arrays by member and year, and what their places are called."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from clustercast.reports.charts.drawing.entry import Chart, ChartEntry
from clustercast.reports.charts.drawing.rows import page_id
from clustercast.reports.charts.quantiles import quantiles
from clustercast.reports.words.words import Language
from clustercast.scenarios import parse_quarter

if TYPE_CHECKING:
    import xarray as xr

    from clustercast.model.results.run import Run

Floats = NDArray[np.float64]
BAND = (0.05, 0.5, 0.95)
UPGRADES = 4
"""Upgrades to a page at most."""


@dataclass(frozen=True, slots=True)
class Named:
    """A place of a dimension (a cluster, a city, a size class, an upgrade, a programme): id and labels."""

    id: str
    label_zh: str
    label_en: str


class OfUpgrade(Protocol):
    """A row of a chart that speaks of an upgrade."""

    @property
    def upgrade_zh(self) -> str: ...  # noqa: D102
    @property
    def upgrade_en(self) -> str: ...  # noqa: D102


def upgrade_name(one: OfUpgrade, lang: Language) -> str:
    """The name of the upgrade."""
    return one.upgrade_zh if lang == "zh" else one.upgrade_en


def has_profile(run: Run) -> bool:
    """Whether the run kept who took up what; runs made before that was kept did not."""
    return "firms_by_cluster" in run.dataset


def named(data: xr.Dataset, dimension: str) -> list[Named]:
    """The places of a dimension, in its order."""
    columns = (dimension, f"{dimension}_label_zh", f"{dimension}_label_en")
    return [Named(*(str(cell) for cell in row)) for row in zip(*(data[one].values for one in columns), strict=True)]


def of_each(data: xr.Dataset, dimension: str, about: str) -> list[Any]:
    """What is said of each place of a dimension besides its label."""
    return list(data[f"{dimension}_{about}"].values)


def years_of(data: xr.Dataset) -> list[int]:
    """The years, the base year first."""
    return [int(year) for year in data["year"].values]


def values_of(data: xr.Dataset, name: str, scenario: str) -> Floats:
    """``[member, year, ...]`` of a table under a scenario; nan where a member failed or was not run."""
    return np.asarray(data[name].sel(scenario=scenario).values, dtype=np.float64)


def taken_up(data: xr.Dataset, place: str, scenario: str) -> tuple[Floats, Floats]:
    """Percent of the firms of each place that have each upgrade ``[member, year, place, upgrade]``, and the firms
    ``[member, year, place]``; nan where a place has no firm.
    """
    firms = values_of(data, f"firms_by_{place}", scenario)
    adopters = values_of(data, f"adopters_by_{place}", scenario)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(firms[..., None] > 0.0, 100.0 * adopters / firms[..., None], np.nan), firms


def band(values: Floats) -> Floats:
    """``[3, ...]``: 5 %, median and 95 % over members."""
    return quantiles(values, BAND)


def origin_as_year(run: Run) -> float:
    """Where the forecast origin stands on an axis on which a year is at its December."""
    quarter = parse_quarter(run.record.origin)
    return (quarter - 0.5 - 3.0) / 4.0


def upgrade_entries(
    run: Run,
    id: str,
    kind: str,
    read: Callable[[xr.Dataset, str], Sequence[Any]],
    draw: Callable[[Run, Sequence[Any], Sequence[str], int, int], Chart],
) -> list[ChartEntry]:
    """A chart of take-up, a few upgrades to a page; none where the run did not keep it.

    ``read(dataset, scenario)`` gives the rows of all upgrades, once for all pages; ``draw(run, rows, upgrades shown,
    page, pages)`` a page.
    """
    if not has_profile(run):
        return []
    rows = cache(lambda: read(run.dataset, run.record.main.id))
    pages = list(pages_of([one.id for one in named(run.dataset, "upgrade")]))

    def page(shown: Sequence[str], number: int) -> Chart:
        return draw(run, rows(), shown, number, len(pages))

    return [ChartEntry(page_id(id, n, len(pages)), kind, partial(page, shown, n)) for n, shown in enumerate(pages, 1)]


def pages_of(upgrades: Sequence[str], most: int = UPGRADES) -> Iterator[Sequence[str]]:
    """The upgrades page by page, about as many on each."""
    pages = -(-len(upgrades) // most)
    each = -(-len(upgrades) // pages)
    for first in range(0, len(upgrades), each):
        yield upgrades[first : first + each]


def ceiling(most: float) -> float:
    """The round number at or above a percentage at which an axis ends; never above 100."""
    steps = (1, 2, 4, 6, 8, 10, 12, 16, 20, 24, 30, 40, 50, 60, 80, 100)
    return float(next((one for one in steps if one >= most - 1e-9), 100))
