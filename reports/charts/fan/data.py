"""What a fan chart shows, as plain data: bands by quarter, the line of the target, words and numbers beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clustercast.model.attainment.judgement import Course, course_of, first_year_of, measured
from clustercast.model.attainment.verdicts import Verdict, verdict_of
from clustercast.model.results.record import WITHOUT, Attainment
from clustercast.model.results.run import Run
from clustercast.reports.charts.fan.past import Known, known_before
from clustercast.reports.charts.quantiles import quantiles
from clustercast.scenarios import Indicator, Target, first_quarter_of_year, last_quarter_of_year
from clustercast.scenarios.forms import GROWTH

SHARES = (0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95)
"""The median between the edges of bands of 30, 60 and 90 %, as the Bank of England and the OBR draw them."""

PAST_DUE = 4
"""Quarters past the deadline of a target that are drawn."""


@dataclass(frozen=True, slots=True)
class Fan:
    """A fan chart: ``bands[share, point]`` at the quarters ``points`` and, dashed, the median of another scenario.

    ``known`` are the published figures of the same quantity up to the base year, none of them simulated; ``proxy`` is
    the indicator that is drawn for a target whose text states no number. Of a target that is due before the plan ends,
    points go up to a year past its deadline: what comes later would press the question into a corner.
    ``asked`` is the height of the target line from quarter ``first`` to ``due`` (None for a conditional target) and
    ``required`` the bar after tolerances. ``axis`` says what is drawn: the amount ("amount"), the average growth since
    the base year ("growth"), the change ("change") or the ratio to the base ("ratio").
    """

    target: str
    row: Attainment
    points: tuple[int, ...]
    bands: NDArray[np.float64]
    other: tuple[float, ...] | None
    other_scenario: str
    asked: float | None
    required: float | None
    first: int
    due: int
    start: int
    end: int
    origin: int
    axis: str
    yearly: bool
    known: tuple[Known, ...] = ()
    proxy: Indicator | None = None

    @property
    def unit(self) -> str | None:
        """The unit of what is drawn."""
        return self.proxy.unit if self.proxy else self.row.unit


def line_of(fan: Fan) -> tuple[int, int]:
    """The quarters that the line of the target spans."""
    return max(fan.first - 1, fan.start - 1), fan.due


def fan_of(run: Run, target: str) -> Fan:
    """The fan of one target in the main scenario, with the one without incentives beside it.

    Raises KeyError for one that is not in the plan, ValueError for one of which no member can be judged.
    """
    plan, main = run.plan, run.record.main.id
    asked = plan.target(target)
    verdict = verdict_of(run, asked, main)
    if verdict is None or not verdict.judged.any():
        raise ValueError(f"{target} is not measured, so there is nothing to draw")
    row = next(one for one in run.record.of(main) if one.target == target)
    course, base = course_of(run, asked, main), _base(run, asked, main)
    due = last_quarter_of_year(row.by)
    end = min(plan.end, due + PAST_DUE)
    points = ((plan.start - 1,) if base is not None else ()) + course.points
    shown = [place for place, point in enumerate(points) if point <= end]
    other = WITHOUT if WITHOUT in run.scenarios and main != WITHOUT else None
    return Fan(
        target=target,
        row=row,
        points=points[: len(shown)],
        bands=_bands(course, verdict, base, SHARES)[:, shown],
        other=None if other is None else _beside(run, asked, other, base, shown),
        other_scenario=other or "",
        asked=asked.low if asked.status == "projected" else None,
        required=row.required if asked.status == "projected" else None,
        first=first_quarter_of_year(first_year_of(asked, plan)),
        due=due,
        start=plan.start,
        end=end,
        origin=plan.origin,
        axis=_axis(asked),
        yearly=all(point % 4 == 3 for point in course.points),
        known=known_before(asked, plan) if _axis(asked) == "amount" else (),
        proxy=plan.indicator(asked.measure) if asked.unit is None and asked.measure else None,
    )


def _beside(
    run: Run, target: Target, scenario: str, base: NDArray[np.float64] | None, shown: list[int]
) -> tuple[float, ...] | None:
    """The median in another scenario; None where no member can be judged there."""
    verdict = verdict_of(run, target, scenario)
    if verdict is None or not verdict.judged.any():
        return None
    return tuple(_bands(course_of(run, target, scenario), verdict, base, (0.5,))[0][shown])


def _axis(target: Target) -> str:
    if target.status == "conditional":
        return "ratio" if target.base_form == "multiplicative" else "change"
    return "growth" if target.read_as in GROWTH else "amount"


def _base(run: Run, target: Target, scenario: str) -> NDArray[np.float64] | None:
    """The value of each member at the end of the base year, or None where the path has none."""
    series = measured(run, target, scenario)
    if target.read_as in GROWTH:
        return None
    if target.status == "conditional":
        return np.full_like(series.base, 1.0 if target.base_form == "multiplicative" else 0.0)
    if target.read_as in ("reduction", "cumulative", "net_increase"):
        return np.zeros_like(series.base)
    if target.read_as == "every_year" and series.indicator.kind != "flow_year":
        return None
    return series.base


def _bands(
    course: Course, verdict: Verdict, base: NDArray[np.float64] | None, shares: Sequence[float]
) -> NDArray[np.float64]:
    """Quantiles over members at each point, the base first; nan where there is no finite number."""
    path = course.path if base is None else np.column_stack([base, course.path])
    return quantiles(path[verdict.judged], shares)
