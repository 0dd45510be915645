"""The door to observed figures: ``observed(series, origin=...)`` gives what was known at a forecast origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clustercast.calibration.observed.catalogue import Catalogue, Description, Row, catalogue, describe
from clustercast.calibration.observed.vintage import LookAheadError, known_at


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one series, by year.

    ``years`` int64 and ``values`` float64, both of shape (n,), in the order of time; ``sources`` the rows they come
    from, one each.  ``origin`` is the forecast origin they were asked for (None: none).  ``pseudo``: they are a later
    vintage than the origin; a forecaster of that year saw ln values off by ``revision_sd_log`` (standard deviation).
    """

    description: Description
    origin: int | None
    years: np.ndarray
    values: np.ndarray
    sources: tuple[Row, ...]

    @property
    def pseudo(self) -> bool:
        """Whether the rows are one late vintage, given in pseudo real time."""
        return self.description.pseudo_real_time

    @property
    def revision_sd_log(self) -> float:
        """Standard deviation of ln (first release / this vintage); 0 where rows are as first published."""
        return self.description.revision_sd_log

    def at(self, year: int) -> float:
        """The one value of a year. Raises LookAheadError for a year that is not known at the origin."""
        found = self.values[self.years == year]
        if found.size == 0:
            raise LookAheadError(f"{self.description.id}: {year} is not known at the forecast origin {self.origin}")
        if found.size > 1:
            raise ValueError(f"{self.description.id}: {found.size} figures contradict each other for {year}")
        return float(found[0])

    def before(self, year: int) -> Series:
        """The figures of years before ``year``."""
        return series_of(self.description, self.origin, [row for row in self.sources if row.year < year])


def observed(series: str, *, origin: int | None, among: Catalogue | None = None) -> Series:
    """What was known of a series at a forecast origin (a year; None: at any time, but for held-out years).

    The vintage rule is in `vintage.py`.  ``among``: another catalogue than the model's own.
    Raises KeyError for an unknown series and LookAheadError for a row that tells of years after the origin.
    """
    given = among or catalogue()
    description = given.descriptions[series] if among else describe(series)
    rows = [row for row in given.rows if row.series == series]
    return series_of(description, origin, known_at(rows, description, origin))


def series_of(description: Description, origin: int | None, rows: Sequence[Row]) -> Series:
    """A series of rows, in the order of time."""
    ordered = tuple(sorted(rows, key=lambda row: row.year))
    years = np.array([row.year for row in ordered], np.int64)
    values = np.array([row.value for row in ordered], np.float64)
    for array in (years, values):
        array.flags.writeable = False
    return Series(description, origin, years, values, ordered)
