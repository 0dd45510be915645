"""How every number that is shown is rounded: halves away from zero, as a spreadsheet does.

A float is taken for the decimal of fifteen digits that it stands for, so that a half counted over members (23 of 40 are
57.5 percent) is a half, and not the binary number just below it.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal

_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)


def to_places(value: float, places: int) -> float:
    """The value with so many places after the point (negative: before it); one that is not finite as it is."""
    if not math.isfinite(value):
        return value
    return float(Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-places), context=_EXACT))


def to_digits(value: float, digits: int) -> float:
    """The value with so many significant digits."""
    if value == 0.0 or not math.isfinite(value):
        return value
    return to_places(value, digits - 1 - math.floor(math.log10(abs(float(f"{value:.15g}")))))


def fixed(value: float, places: int) -> str:
    """The value as text with so many places after the point."""
    return f"{to_places(value, places):.{places}f}"


def whole_percent(share: float) -> int:
    """The share in whole percents."""
    return int(to_places(100.0 * float(f"{share:.15g}"), 0))
