"""Quantiles over members: values that members really have, of those that gave a number."""

from __future__ import annotations

from collections.abc import Sequence
from warnings import catch_warnings

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def quantiles(values: Floats, shares: Sequence[float]) -> Floats:
    """``[share, ...]`` of ``values[member, ...]``: the least value that at least the share of the members reach.

    Not finite numbers are left out; nan where none is finite.
    """
    finite = np.isfinite(values)
    if finite.all():
        return np.quantile(values, shares, axis=0, method="inverted_cdf")
    with catch_warnings(action="ignore", category=RuntimeWarning):  # where none is finite
        return np.nanquantile(np.where(finite, values, np.nan), shares, axis=0, method="inverted_cdf")
