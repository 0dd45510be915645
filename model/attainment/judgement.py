"""How each target is read off an ensemble, member by member: the path of what is judged, and whether it is met.

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

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from clustercast.model.inputs.tolerances import Bar, bar_of, percent_in
from clustercast.scenarios import UNITS, Indicator, Plan, Target, convert, last_quarter_of_year, year_of

if TYPE_CHECKING:
    from clustercast.model.ensemble.ensemble import Ensemble

Floats = NDArray[np.float64]
_OF_THE_YEAR = re.compile(r"\b(\w+_year|got_year)\b")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One target in one scenario, member by member; every number in the unit of the target.

    ``path`` [member, point] is what is judged if the deadline were at each point (``points``: quarters); ``final`` its
    value at the deadline; ``achieved`` what is held against the bar; ``counts`` [member, year] the yearly counts of
    count_per_year. ``judged`` is False where a member failed, was not run or gives no number. Of a conditional target
    all of these are changes (ratios when multiplicative) and ``met`` is False throughout.
    """

    target: Target
    scenario: str
    bar: Bar | None
    points: tuple[int, ...]
    path: Floats
    final: Floats
    achieved: Floats
    judged: NDArray[np.bool_]
    met: NDArray[np.bool_]
    counts: Floats | None = None

    @property
    def ahead(self) -> Floats:
        """Margin of each member over the bar (negative: short of it); nan without a bar."""
        return self.bar.margin(self.achieved) if self.bar is not None else np.full_like(self.achieved, np.nan)


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


def measured(ensemble: Ensemble, target: Target, scenario: str, indicator_id: str | None = None) -> Measured:
    """The values of the measure of a target (or of another indicator) in a scenario, in the unit of the target."""
    plan = ensemble.plan
    indicator = plan.indicator(indicator_id or target.measure or "")
    column = plan.indicators.index(indicator)
    factor = _factor(indicator, target)
    values = ensemble.values[ensemble.scenarios.index(scenario), :, column, :] * factor
    return Measured(plan, target, indicator, values, ensemble.base[:, column] * factor)


def judge(ensemble: Ensemble, target: Target, scenario: str) -> Judgement | None:
    """The judgement of a target in a scenario, or None for a target that the model does not measure."""
    if target.status == "outside" or target.measure is None:
        return None
    series = measured(ensemble, target, scenario)
    points, path = _path(series)
    if target.status == "conditional":
        path = _change(path, _base_of_path(series), target.base_form)
    reached = path[:, : points.index(last_quarter_of_year(deadline_of(target, ensemble.plan))) + 1]
    bar = bar_of(target)
    per_year = target.kind == "count_per_year" and bar is not None
    final = reached[:, -1]
    achieved = bar.worst(reached) if per_year and bar is not None else final
    judged = ~np.isnan(achieved) & ~_left_out(ensemble, scenario)
    projected = target.status == "projected" and bar is not None
    met = (bar.reached(achieved) & judged) if projected and bar is not None else np.zeros_like(judged)
    return Judgement(target, scenario, bar, points, path, final, achieved, judged, met, reached if per_year else None)


def _left_out(ensemble: Ensemble, scenario: str) -> NDArray[np.bool_]:
    """Members that failed under a scenario, or were not run under it."""
    left = np.arange(ensemble.values.shape[1]) >= ensemble.members_of(scenario)
    left[[one.member for one in ensemble.failures if one.scenario == scenario]] = True
    return left


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


def _base_of_path(series: Measured) -> Floats:
    """What the path starts from: the member's base; nought for a reduction, which starts from nothing reduced."""
    return np.zeros_like(series.base) if series.target.kind == "reduction_from_base" else series.base


def _change(path: Floats, base: Floats, form: str | None) -> Floats:
    """Against the member's base, or over it; no number where a base of nought has stayed at nought."""
    if form != "multiplicative":
        return path - base[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        return path / base[:, None]
