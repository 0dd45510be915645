"""How each target is read off a run, member by member: the course of what is judged, and whether it is met.

    level               the indicator at the end of the deadline year
    net_increase        x_end - x_base
    cumulative          what came since the first year of the target; flows of the years added up
    every_year          the number of each year; met when every year meets the bar; the worst year is judged
    growth              100 ((x_end / x_base)^(1/years) - 1); on a comparable basis, where the plan says so, of its
                        yearly rates g 100 (prod(1 + g/100)^(1/years) - 1)
    growth_every_year   100 (x / x_year_before - 1) or g of each year; the worst year is judged
    reduction           100 (1 - x_end / x_base), or x_base - x_end in a unit that is no share

The forms are declared in `scenarios/forms.py`; x_base stands at the end of the year before the first of the target. Of
a qualitative target the declared proxy is read, for its direction only. A conditional target is read as a change:
against the member's own base (additive) or over it (multiplicative).
Numbers of a year (flows, rates, and whatever is computed from a column of the year) are read in December only.
"""  # fmt: skip

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clustercast.model.inputs.tolerances import Bar, bar_of, percent_in
from clustercast.model.results.run import Run
from clustercast.scenarios import UNITS, Indicator, Plan, Target, convert, last_quarter_of_year, year_of
from clustercast.scenarios.forms import EVERY_YEAR, GROWTH

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
        """The numbers of the years up to the deadline, [member, year], of a target for each year."""
        yearly = self.target.read_as in EVERY_YEAR and self.bar is not None
        return self.path[:, : self.due + 1] if yearly else None

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


def course_of(run: Run, target: Target, scenario: str, *, of_level: bool = False) -> Course:
    """The course of a target that is measured; `of_level` reads the level where a comparable basis is judged."""
    series = measured(run, target, scenario)
    rates = None
    if target.comparable and not of_level:
        rates = measured(run, target, scenario, target.comparable)
    points, path = _path(series, rates)
    if target.status == "conditional":
        path = _change(path, _base_of_path(series), target.base_form)
    due = points.index(last_quarter_of_year(deadline_of(target, run.plan)))
    return Course(target, bar_of(target, series.indicator.better), points, path, due)


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
    """From the unit of the indicator to that of the target; 1 where a target speaks of its growth."""
    if target.unit is None or target.read_as in GROWTH:
        return 1.0
    one, other = UNITS[indicator.unit], UNITS[target.unit]
    if one.factor is None or other.factor is None or one.dimension != other.dimension:
        return 1.0
    return convert(1.0, indicator.unit, target.unit)


def _path(series: Measured, rates: Measured | None) -> tuple[tuple[int, ...], Floats]:
    """Quarters and the judged quantity at each of them; ``rates`` of the years where the plan says comparable basis."""
    plan, form = series.plan, series.target.read_as
    first, last = first_year_of(series.target, plan), year_of(plan.end)
    if form in GROWTH:
        return _december_quarters(first, last), _growth(series, rates, first, last)
    if form == "every_year":
        return _december_quarters(first, last), _yearly(series, first, last)
    if form == "cumulative":
        return _cumulative(series, first, last)
    if form == "net_increase":
        return _at_points(series, series.values - series.december(first - 1)[:, None])
    return _at_points(series, _reduction(series) if form == "reduction" else series.values)


def _at_points(series: Measured, values: Floats) -> tuple[tuple[int, ...], Floats]:
    """Every quarter, or the Decembers of an indicator of the year."""
    plan = series.plan
    quarters = [q for q in range(plan.start, plan.end + 1) if not is_yearly(series.indicator) or q % 4 == 3]
    return tuple(quarters), values[:, [q - plan.start for q in quarters]]


def _december_quarters(first: int, last: int) -> tuple[int, ...]:
    return tuple(last_quarter_of_year(year) for year in range(first, last + 1))


def _growth(series: Measured, rates: Measured | None, first: int, last: int) -> Floats:
    """Growth of each year, or compound growth a year up to each December, in the unit of the target."""
    if rates is not None:
        factors = 1.0 + rates.decembers(first, last) / (100.0 * (percent_in(rates.indicator.unit) or 1.0))
        whole = np.cumprod(factors, axis=1)
    else:
        ends = series.decembers(first - 1, last)
        with np.errstate(divide="ignore", invalid="ignore"):
            factors, whole = ends[:, 1:] / ends[:, :-1], ends[:, 1:] / ends[:, :1]
    if series.target.read_as == "growth":
        with np.errstate(invalid="ignore"):
            factors = np.power(whole, 1.0 / np.arange(1, last - first + 2))
    return 100.0 * (percent_in(series.target.unit) or 1.0) * (factors - 1.0)


def _yearly(series: Measured, first: int, last: int) -> Floats:
    """The number of each year: itself, or what the year adds to a running count."""
    if series.indicator.kind == "cumulative":
        return np.diff(series.decembers(first - 1, last), axis=1)
    return series.decembers(first, last)


def _cumulative(series: Measured, first: int, last: int) -> tuple[tuple[int, ...], Floats]:
    """The count since the beginning of ``first``; flows of a year are added up."""
    plan = series.plan
    if series.indicator.kind == "flow_year":
        return _december_quarters(first, last), np.cumsum(series.decembers(first, last), axis=1)
    if first == plan.base_year + 1:
        return _at_points(series, series.values)
    since = series.values - series.december(first - 1)[:, None]
    return _at_points(series, np.where(np.isnan(since), since, np.maximum(since, 0.0)))


def _reduction(series: Measured) -> Floats:
    base, percent = series.base[:, None], percent_in(series.target.unit)
    if percent is None:
        return base - series.values
    with np.errstate(divide="ignore", invalid="ignore"):
        return 100.0 * percent * (1.0 - series.values / base)


def _base_of_path(series: Measured) -> Floats:
    """What the path starts from: the member's base; nought for a form that counts from it."""
    form, added = series.target.read_as, series.target.base_form != "multiplicative"
    from_base = form in ("net_increase", "reduction", *GROWTH) or (form == "cumulative" and added)
    return np.zeros_like(series.base) if from_base else series.base


def _change(path: Floats, base: Floats, form: str | None) -> Floats:
    """Against the member's base, or over it; no number where a base of nought has stayed at nought."""
    if form != "multiplicative":
        return path - base[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        return path / base[:, None]
