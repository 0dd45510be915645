"""The shift of ln benefit that goes with a stock of robots: what a run solves for in its burn-in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.optimize import brentq

from clustercast.calibration.nation.simulate import Nation
from clustercast.calibration.nation.space import SHIFT

FARTHEST = 8.0
CLOSE = 1e-3
"""The shift is sought between -``FARTHEST`` and ``FARTHEST``, to within ``CLOSE``; log points."""


def with_stock(nation: Nation, values: Mapping[str, float], year: int, stock: float) -> dict[str, float]:
    """``values`` with the shift at which the nation has ``stock`` robots at the end of ``year``.

    Raises ValueError where no shift within the range sought gives that many.
    """

    def missed(shift: float) -> float:
        return float(np.log(max(nation.follow({**values, SHIFT: shift}).stock_at(year), 1e-9) / stock))

    shift: Any = brentq(missed, -FARTHEST, FARTHEST, xtol=CLOSE)
    return {**values, SHIFT: float(shift)}
