"""Observed series with their sources, under the vintage rule: at a forecast origin only what was known then."""

from calibration.observed.catalogue import Description, Row, describe, series_ids
from calibration.observed.store import Series, observed
from calibration.observed.vintage import LookAheadError

__all__ = ["Description", "LookAheadError", "Row", "Series", "describe", "observed", "series_ids"]
