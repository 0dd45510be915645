"""From which value on a target counts as attained: comparators, ranges and the tolerances of loose wording.

Rules (shown in every report): ``>`` above the number; ``>=`` from the number; ``<`` and ``<=`` the other way round;
``=`` and a range from the end on the worse side of the measure's better direction; ``~`` by that direction alone, to
both sides only where the plan says so; full coverage. A reduction is better the more has fallen.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clustercast.scenarios import UNITS, Target
from clustercast.scenarios.forms import LESS, MORE

ROUNDING = 1e-12
"""Relative slack for numbers that meet the bar but for floating-point rounding."""
RATES = ("growth_per_year", "reduction_from_base")
SHARES = ("coverage", "share")
PERCENT_OF_ALL = 100.0


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Loose wording made exact: the bar lies ``part`` of the value and ``points`` (percentage points) on its worse
    side.
    """

    part: float
    points: float
    text_en: str
    text_zh: str


TOLERANCES: dict[str, Tolerance] = {
    "about_level": Tolerance(0.05, 0.0, "about, more is better: attained from 95 % of it",
                             "“左右”（越高越好）：达到目标数的95%即为实现"),
    "about_level_down": Tolerance(0.05, 0.0, "about, less is better: attained up to 105 % of it",
                                  "“左右”（越低越好）：不超过目标数的105%即为实现"),
    "about_level_both": Tolerance(0.05, 0.0, "about, to either side: attained within 5 % of it",
                                  "“左右”（双侧）：与目标数相差5%以内即为实现"),
    "about_rate": Tolerance(0.0, 0.5, "about, more is better: attained from 0.5 points below",
                            "“左右”（越高越好）：低于目标数不超过0.5个百分点即为实现"),
    "about_rate_down": Tolerance(0.0, 0.5, "about, less is better: attained up to 0.5 points above",
                                 "“左右”（越低越好）：高于目标数不超过0.5个百分点即为实现"),
    "about_rate_both": Tolerance(0.0, 0.5, "about, to either side: attained within 0.5 points",
                                 "“左右”（双侧）：相差0.5个百分点以内即为实现"),
    "all": Tolerance(0.01, 0.0, "all: attained from 99 %", "“全部”：达到99%即为实现"),
}  # fmt: skip
"""The tolerances by id: plain data, printed with every result that they move."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The value that must be reached, in the unit of the target; with ``most`` values above that miss it too."""

    value: float
    upward: bool = True
    strict: bool = False
    tolerance: str = ""
    most: float | None = None

    def reached(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether each value reaches the bar; nan does not."""
        ahead = self.margin(values)
        return ahead > 0.0 if self.strict else ahead >= -ROUNDING * max(1.0, abs(self.value))

    def margin(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """How far each value lies on the good side of the bar (negative: short of it, or beyond its upper end)."""
        ahead = values - self.value if self.upward else self.value - values
        return ahead if self.most is None else np.minimum(ahead, self.most - values)

    def worst(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """The worst value of each row, as the bar sees it (nan where one is nan)."""
        margins = self.margin(values)
        places = np.where(np.isnan(margins), -np.inf, margins).argmin(axis=1)
        return np.take_along_axis(values, places[:, None], axis=1)[:, 0]


def is_upward(target: Target, better: str) -> bool:
    """Whether more of what is judged is better: as the comparator says, else as the measure's better direction."""
    if target.comparator in LESS + MORE:
        return target.comparator in MORE
    return better != "down" or target.kind == "reduction_from_base"


def bar_of(target: Target, better: str = "up") -> Bar | None:
    """The bar of a target whose measure is ``better`` up or down, or None for a target without a number."""
    upward = is_upward(target, better)
    number = target.low if upward else target.high
    if number is None:
        return None
    name = _tolerance(target, number, upward)
    room = _room(target, number, name)
    both = name.endswith("_both")
    return Bar(
        value=round(number - room if upward or both else number + room, 9),
        upward=upward or both,
        strict=target.comparator in ("<", ">"),
        tolerance=name,
        most=round(number + room, 9) if both else None,
    )


def _tolerance(target: Target, number: float, upward: bool) -> str:
    """The id of the tolerance; empty where the number is meant as it stands."""
    one_percent = percent_in(target.unit)
    if target.comparator == "~":
        name = "about_rate" if target.kind in RATES and one_percent else "about_level"
        return name + ("_both" if target.two_sided else "" if upward else "_down")
    is_all = target.kind in SHARES and one_percent and number >= PERCENT_OF_ALL * one_percent
    return "all" if is_all else ""


def _room(target: Target, number: float, name: str) -> float:
    """How far from the number the tolerance puts the bar, in the unit of the target."""
    if not name:
        return 0.0
    one = TOLERANCES[name]
    return one.part * abs(number) + one.points * (percent_in(target.unit) or 0.0)


def percent_in(unit: str | None) -> float | None:
    """One percent in a unit of shares or rates (0.01 for "share", 1 for "percent"); None for any other unit."""
    known = UNITS.get(unit or "")
    if known is None or known.factor is None or known.dimension not in ("share", "share a year"):
        return None
    return UNITS["percent"].factor / known.factor  # type: ignore[operator]
