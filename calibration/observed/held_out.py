"""The door to what came after a forecast origin.

For scores alone: an import contract lets only `clustercast.calibration.hindcast` in.
"""

from __future__ import annotations

from clustercast.calibration.observed.catalogue import Catalogue, catalogue, describe
from clustercast.calibration.observed.store import Series, series_of
from clustercast.calibration.observed.vintage import known_at


def held_out(series: str, origin: int, among: Catalogue | None = None) -> Series:
    """The figures from an origin on that were not known at it, held-out years among them."""
    given = among or catalogue()
    description = given.descriptions[series] if among else describe(series)
    rows = [row for row in given.rows if row.series == series]
    known = known_at(rows, description, origin)
    return series_of(description, None, [row for row in rows if row not in known and row.year >= origin])
