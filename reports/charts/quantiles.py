"""Quantiles over members: values that members really have, of those that gave a number."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def quantiles(values: Floats, shares: Sequence[float]) -> Floats:
    """``[share, ...]`` of ``values[member, ...]``: the least value that at least the share of the members reach.

    Not finite numbers are left out; nan where none is finite.
    """
    known = np.where(np.isfinite(values), values, np.nan)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # nan where all is nan
        return np.nanquantile(known, shares, axis=0, method="inverted_cdf")
