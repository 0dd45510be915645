"""Order statistics: bands of members, and the base at which a target without a published base would be attained.

Quantiles are values of members (the inverse of the empirical distribution), so that a median count is a count and the
break-even base is the exact point at which the probability passes one half.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clustercast.model.inputs.tolerances import Bar

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Band:
    """Median and the 5 to 95 % band over members; None where there is no finite number."""

    median: float | None = None
    p05: float | None = None
    p95: float | None = None


def quantile(values: Floats, share: float) -> float | None:
    """The smallest value that at least this share of the values do not exceed; nan is left out, None when all are."""
    known = values[~np.isnan(values)]
    if known.size == 0:
        return None
    value = float(np.quantile(known, share, method="inverted_cdf"))
    return value if math.isfinite(value) else None


def band(values: Floats) -> Band:
    """Median and the 5 to 95 % band of the values."""
    return Band(quantile(values, 0.5), quantile(values, 0.05), quantile(values, 0.95))


def break_even_base(change: Floats, bar: Bar, form: str | None) -> float | None:
    """The base from which half of the members reach the bar.

    Reached by ``base + change`` (additive) or ``base * change`` (multiplicative). ``change`` is the change of
    each member (ratio when multiplicative), the worst year's where every year counts. With m the change that the
    better half of the members at least have: ``bar - m`` or ``bar / m``. None when no base would do (an index of
    nought) or there are no members. Unit: that of the target.
    """
    known = np.sort(change[~np.isnan(change)])
    if known.size == 0:
        return None
    half = math.ceil(known.size / 2)
    middle = float(known[-half] if bar.upward else known[half - 1])
    if form != "multiplicative":
        base = bar.value - middle
    elif middle > 0.0:
        base = bar.value / middle
    else:
        return None
    return base if math.isfinite(base) else None
