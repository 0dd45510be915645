"""How each target is read off a run, member by member: the course of what is judged, and whether it is met.

    level, share, coverage, index   the indicator at the end of the deadline year
    cumulative_count                the count since the first year of the target, at the end of the deadline year
    count_per_year                  the count of each year; met when every year meets the bar; the worst year is judged
    growth_per_year                 100 ((x_end / x_base)^(1/years) - 1);
                                    of yearly rates g: 100 (prod(1 + g/100)^(1/years) - 1)
    reduction_from_base             100 (1 - x_end / x_base), or x_base - x_end in a unit that is no share
    qualitative                     the declared proxy, for its direction only

A conditional target is read as a change: against the member's own base (additive) or over it (multiplicative).
Numbers of a year (flows, rates, and whatever is computed from a column of the year) are read in December only.
"""  # fmt: skip

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clustercast.model.inputs.tolerances import Bar, bar_of, percent_in
from clustercast.model.results.run import Run
from clustercast.scenarios import UNITS, Indicator, Plan, Target, convert, last_quarter_of_year, year_of

Floats = NDArray[np.float64]
_OF_THE_YEAR = re.compile(r"\b(\w+_year|got_year)\b")


@dataclass(frozen=True, slots=True)
class Course:
    """What is held against a target in a scenario, member by member; every number in the unit of the target.

    ``path`` [member, point] is what is judged if the deadline were at each point (``points``: quarters); ``due`` is the
    place of the deadline among them. Of a conditional target all of it are changes (ratios when multiplicative).
    """

    target: Target
    bar: Bar | None
    points: tuple[int, ...]
    path: Floats
    due: int

    @property
    def final(self) -> Floats:
        """What is judged at the deadline, [member]."""
        return self.path[:, self.due]

    @property
    def counts(self) -> Floats | None:
        """The yearly counts up to the deadline, [member, year], of a target for each year."""
        return self.path[:, : self.due + 1] if self.target.kind == "count_per_year" and self.bar is not None else None

    @property
    def achieved(self) -> Floats:
        """What is held against the bar, [member]: the worst year where every year counts."""
        return self.final if self.counts is None or self.bar is None else self.bar.worst(self.counts)


@dataclass(frozen=True, slots=True)
class Measured:
    """The values of one indicator in one scenario: ``values`` [member, quarter] and ``base`` [member]."""

    plan: Plan
    target: Target
    indicator: Indicator
    values: Floats
    base: Floats

    def decembers(self, first_year: int, last_year: int) -> Floats:
        """The values at the end of these years, [member, year]; the base year gives the base."""
        columns = [self.december(year) for year in range(first_year, last_year + 1)]
        return np.stack(columns, axis=1)

    def december(self, year: int) -> Floats:
        """The values at the end of a year."""
        quarter = last_quarter_of_year(year)
        return self.base if quarter < self.plan.start else self.values[:, quarter - self.plan.start]


def is_yearly(indicator: Indicator) -> bool:
    """Whether an indicator speaks of a whole year, so that only its Decembers can be read."""
    return indicator.kind in ("flow_year", "rate") or _OF_THE_YEAR.search(indicator.expression) is not None


def deadline_of(target: Target, plan: Plan) -> int:
    """The year by whose end a target is due: its own, or the last of the plan."""
    return min(target.by or plan.period[1], year_of(plan.end))


def first_year_of(target: Target, plan: Plan) -> int:
    """The first year a target speaks of: its own, or the first after the base year."""
    return max(target.from_year or plan.base_year + 1, plan.base_year + 1)


def measured(run: Run, target: Target, scenario: str, indicator_id: str | None = None) -> Measured:
    """The values of the measure of a target (or of another indicator) in a scenario, in the unit of the target."""
    indicator = run.plan.indicator(indicator_id or target.measure or "")
    factor = _factor(indicator, target)
    values, base = run.values(indicator.id, scenario) * factor, run.base(indicator.id) * factor
    return Measured(run.plan, target, indicator, values, base)


def is_measured(target: Target) -> bool:
    """Whether the model measures a target at all."""
    return target.status != "outside" and target.measure is not None


def course_of(run: Run, target: Target, scenario: str) -> Course:
    """The course of a target that is measured."""
    series = measured(run, target, scenario)
    points, path = _path(series)
    if target.status == "conditional":
        # a reduction starts from nothing reduced
        base = np.zeros_like(series.base) if target.kind == "reduction_from_base" else series.base
        path = _change(path, base, target.base_form)
    due = points.index(last_quarter_of_year(deadline_of(target, run.plan)))
    return Course(target, bar_of(target), points, path, due)


def judge(course: Course, left_out: NDArray[np.bool_]) -> tuple[Floats, NDArray[np.int8]]:
    """What is held against a target, [member], nan where a member is left out or gives no number; and whether it is
    met: 1 met, 0 not, -1 not judged or no projection.
    """
    achieved, bar = course.achieved, course.bar
    judged = ~np.isnan(achieved) & ~left_out
    met = np.full(len(judged), -1, np.int8)
    if course.target.status == "projected":
        met[judged] = False if bar is None else bar.reached(achieved)[judged]
    return np.where(judged, achieved, np.nan), met


def _factor(indicator: Indicator, target: Target) -> float:
    """From the unit of the indicator to that of the target; 1 where a target speaks of its growth or reduction."""
    if target.unit is None or target.kind in ("growth_per_year", "reduction_from_base"):
        return 1.0
    one, other = UNITS[indicator.unit], UNITS[target.unit]
    if one.factor is None or other.factor is None or one.dimension != other.dimension:
        return 1.0
    return convert(1.0, indicator.unit, target.unit)


def _path(series: Measured) -> tuple[tuple[int, ...], Floats]:
    """Quarters and the judged quantity at each of them."""
    plan, kind = series.plan, series.target.kind
    first, last = first_year_of(series.target, plan), year_of(plan.end)
    if kind == "growth_per_year":
        return _december_quarters(first, last), _growth(series, first, last)
    if kind == "count_per_year":
        return _december_quarters(first, last), _yearly_counts(series, first, last)
    if kind == "reduction_from_base":
        return _at_points(series, _reduction(series))
    if kind == "cumulative_count":
        return _cumulative(series, first, last)
    return _at_points(series, series.values)


def _at_points(series: Measured, values: Floats) -> tuple[tuple[int, ...], Floats]:
    """Every quarter, or the Decembers of an indicator of the year."""
    plan = series.plan
    quarters = [q for q in range(plan.start, plan.end + 1) if not is_yearly(series.indicator) or q % 4 == 3]
    return tuple(quarters), values[:, [q - plan.start for q in quarters]]


def _december_quarters(first: int, last: int) -> tuple[int, ...]:
    return tuple(last_quarter_of_year(year) for year in range(first, last + 1))


def _growth(series: Measured, first: int, last: int) -> Floats:
    """Compound growth a year from the end of the year before ``first`` to each December, in the unit of the target."""
    years = np.arange(1, last - first + 2)
    ends = series.decembers(first, last)
    if series.indicator.kind == "rate":
        percent = percent_in(series.indicator.unit) or 1.0
        factor = np.cumprod(1.0 + ends / (100.0 * percent), axis=1)
    else:
        with np.errstate(divide="ignore", invalid="ignore"):
            factor = ends / series.december(first - 1)[:, None]
    with np.errstate(invalid="ignore"):
        return 100.0 * (percent_in(series.target.unit) or 1.0) * (np.power(factor, 1.0 / years) - 1.0)


def _yearly_counts(series: Measured, first: int, last: int) -> Floats:
    """The count of each year: the flow itself, or the year's change of a stock or running count."""
    if series.indicator.kind in ("flow_year", "rate"):
        return series.decembers(first, last)
    return np.diff(series.decembers(first - 1, last), axis=1)


def _cumulative(series: Measured, first: int, last: int) -> tuple[tuple[int, ...], Floats]:
    """The count since the beginning of ``first``; flows of a year are added up."""
    plan = series.plan
    if series.indicator.kind == "flow_year":
        return _december_quarters(first, last), np.cumsum(series.decembers(first, last), axis=1)
    if series.indicator.kind != "cumulative" or first == plan.base_year + 1:
        return _at_points(series, series.values)
    since = series.values - series.december(first - 1)[:, None]
    return _at_points(series, np.where(np.isnan(since), since, np.maximum(since, 0.0)))


def _reduction(series: Measured) -> Floats:
    base, percent = series.base[:, None], percent_in(series.target.unit)
    if percent is None:
        return base - series.values
    with np.errstate(divide="ignore", invalid="ignore"):
        return 100.0 * percent * (1.0 - series.values / base)


def _change(path: Floats, base: Floats, form: str | None) -> Floats:
    """Against the member's base, or over it; no number where a base of nought has stayed at nought."""
    if form != "multiplicative":
        return path - base[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        return path / base[:, None]
