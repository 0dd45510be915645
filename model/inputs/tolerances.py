"""From which value on a target counts as attained: comparators, ranges and the tolerances of loose wording.

Rules (shown in every report): ``>`` above the number; ``>=`` and ``=`` from the number; ``<`` and ``<=`` the other way
round; a range from its lower end (for ``<`` and ``<=`` from its upper end); ``~`` and full coverage by `TOLERANCES`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clustercast.scenarios import UNITS, Target

ROUNDING = 1e-12
"""Relative slack for numbers that meet the bar but for floating-point rounding."""
RATES = ("growth_per_year", "reduction_from_base")
SHARES = ("coverage", "share")
PERCENT_OF_ALL = 100.0


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Loose wording made exact: the bar is ``factor * value - points`` (points in percentage points)."""

    id: str
    factor: float
    points: float
    text_en: str
    text_zh: str


TOLERANCES: dict[str, Tolerance] = {
    one.id: one
    for one in (
        Tolerance("about_level", 0.95, 0.0, "about: attained from 95 % of it", "“左右”：达到目标数的95%即为实现"),
        Tolerance("about_rate", 1.0, 0.5, "about: attained within 0.5 points", "“左右”：相差0.5个百分点以内即为实现"),
        Tolerance("all", 0.99, 0.0, "all: attained from 99 %", "“全部”：达到99%即为实现"),
    )
}  # fmt: skip
"""The tolerances by id: plain data, printed with every result that they move."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The value that must be reached, in the unit of the target."""

    value: float
    upward: bool = True
    strict: bool = False
    tolerance: str = ""

    def reached(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether each value reaches the bar; nan does not."""
        ahead = self.margin(values)
        return ahead > 0.0 if self.strict else ahead >= -ROUNDING * max(1.0, abs(self.value))

    def margin(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """How far each value lies on the good side of the bar (negative: short of it)."""
        return values - self.value if self.upward else self.value - values

    def worst(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """The worst value of each row, as the bar sees it."""
        return np.min(values, axis=1) if self.upward else np.max(values, axis=1)


def bar_of(target: Target) -> Bar | None:
    """The bar of a target, or None for a target without a number."""
    upward = target.comparator not in ("<", "<=") and target.unit != "rank"
    number = target.low if upward else target.high
    if number is None:
        return None
    tolerance = _tolerance(target, number)
    value = number
    if tolerance is not None:
        value = tolerance.factor * number - tolerance.points * (percent_in(target.unit) or 0.0)
    return Bar(
        value=round(value, 9),
        upward=upward,
        strict=target.comparator in ("<", ">"),
        tolerance=tolerance.id if tolerance is not None else "",
    )


def _tolerance(target: Target, number: float) -> Tolerance | None:
    one_percent = percent_in(target.unit)
    if target.comparator == "~":
        return TOLERANCES["about_rate" if target.kind in RATES and one_percent else "about_level"]
    is_all = target.kind in SHARES and one_percent and number >= PERCENT_OF_ALL * one_percent
    return TOLERANCES["all"] if is_all else None


def percent_in(unit: str | None) -> float | None:
    """One percent in a unit of shares or rates (0.01 for "share", 1 for "percent"); None for any other unit."""
    known = UNITS.get(unit or "")
    if known is None or known.factor is None or known.dimension not in ("share", "share a year"):
        return None
    return UNITS["percent"].factor / known.factor  # type: ignore[operator]
