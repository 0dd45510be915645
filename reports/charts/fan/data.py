"""What a fan chart shows, as plain data: bands by quarter, the line of the target, words and numbers beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from clustercast.model.attainment.attainment import Attainment
from clustercast.model.attainment.judgement import Judgement, first_year_of, judge, measured
from clustercast.reports.charts.fan.past import Known, known_before
from clustercast.reports.charts.quantiles import quantiles
from clustercast.reports.run.record import WITHOUT, RunRecord
from clustercast.scenarios import Indicator, Target, first_quarter_of_year, last_quarter_of_year

if TYPE_CHECKING:
    from clustercast.model.ensemble.ensemble import Ensemble

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


def fans(ensemble: Ensemble, record: RunRecord) -> tuple[Fan, ...]:
    """A fan of each target that is measured, in the first scenario, with the one without incentives beside it."""
    found = [_fan_of(ensemble, record, target) for target in ensemble.plan.targets]
    return tuple(one for one in found if one is not None)


def fan_of(ensemble: Ensemble, record: RunRecord, target: str) -> Fan:
    """The fan of one target. Raises KeyError for one that is not in the plan, ValueError for one not measured."""
    found = _fan_of(ensemble, record, ensemble.plan.target(target))
    if found is None:
        raise ValueError(f"{target} is not measured, so there is nothing to draw")
    return found


def _fan_of(ensemble: Ensemble, record: RunRecord, target: Target) -> Fan | None:
    main = ensemble.scenarios[0]
    other = WITHOUT if WITHOUT in ensemble.scenarios and main != WITHOUT else None
    rows = {one.target: one for one in record.of(main)}
    return _fan(ensemble, target, rows[target.id], main, other)


def _fan(ensemble: Ensemble, target: Target, row: Attainment, main: str, other: str | None) -> Fan | None:
    judgement = judge(ensemble, target, main)
    if judgement is None or not judgement.judged.any():
        return None
    plan, base = ensemble.plan, _base(ensemble, target, main)
    beside = judge(ensemble, target, other) if other else None
    due = last_quarter_of_year(row.by)
    end = min(plan.end, due + PAST_DUE)
    points = ((plan.start - 1,) if base is not None else ()) + judgement.points
    shown = [place for place, point in enumerate(points) if point <= end]
    return Fan(
        target=target.id,
        row=row,
        points=points[: len(shown)],
        bands=_bands(judgement, base, SHARES)[:, shown],
        other=tuple(_bands(beside, base, (0.5,))[0][shown]) if beside is not None and beside.judged.any() else None,
        other_scenario=other or "",
        asked=target.low if target.status == "projected" else None,
        required=row.required if target.status == "projected" else None,
        first=first_quarter_of_year(first_year_of(target, plan)),
        due=due,
        start=plan.start,
        end=end,
        origin=plan.origin,
        axis=_axis(target),
        yearly=all(point % 4 == 3 for point in judgement.points),
        known=known_before(target, plan) if _axis(target) == "amount" else (),
        proxy=plan.indicator(target.measure) if target.unit is None and target.measure else None,
    )


def _axis(target: Target) -> str:
    if target.status == "conditional":
        return "ratio" if target.base_form == "multiplicative" else "change"
    return "growth" if target.kind == "growth_per_year" else "amount"


def _base(ensemble: Ensemble, target: Target, scenario: str) -> NDArray[np.float64] | None:
    """The value of each member at the end of the base year, or None where the path has none."""
    series = measured(ensemble, target, scenario)
    if target.kind == "growth_per_year":
        return None
    if target.status == "conditional":
        return np.full_like(series.base, 1.0 if target.base_form == "multiplicative" else 0.0)
    if target.kind in ("reduction_from_base", "cumulative_count"):
        return np.zeros_like(series.base)
    if target.kind == "count_per_year" and series.indicator.kind != "flow_year":
        return None
    return series.base


def _bands(judgement: Judgement, base: NDArray[np.float64] | None, shares: Sequence[float]) -> NDArray[np.float64]:
    """Quantiles over members at each point, the base first; nan where there is no finite number."""
    path = judgement.path if base is None else np.column_stack([base, judgement.path])
    return quantiles(path[judgement.judged], shares)
