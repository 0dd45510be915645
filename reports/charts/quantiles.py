"""Quantiles over members: values that members really have, of those that gave a number."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def quantiles(values: Floats, shares: Sequence[float]) -> Floats:
    """``[share, ...]`` of ``values[member, ...]``: the least value that at least the share of the members reach.

    Not finite numbers are left out; nan where none is finite.
    """
    known = np.where(np.isfinite(values), values, np.nan)
    order = np.sort(known, axis=0)  # nan last
    counts = np.isfinite(known).sum(axis=0)
    places = [np.maximum(np.ceil(np.round(share * counts, 9)).astype(int), 1) - 1 for share in shares]
    least = [np.minimum(place, max(len(order) - 1, 0)) for place in places]
    return np.stack([np.take_along_axis(order, np.expand_dims(place, 0), axis=0)[0] for place in least])
