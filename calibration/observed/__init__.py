"""Observed series with their sources, under the vintage rule: at a forecast origin only what was known then."""

from clustercast.calibration.observed.catalogue import Description, Row, describe, series_ids
from clustercast.calibration.observed.store import Series, observed
from clustercast.calibration.observed.vintage import LookAheadError

__all__ = ["Description", "LookAheadError", "Row", "Series", "describe", "observed", "series_ids"]
