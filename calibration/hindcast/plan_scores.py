"""Plan indicators whose outcome is in the data: the model's members at that quarter beside the trends of the series."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clustercast.calibration.hindcast import time_series
from clustercast.calibration.hindcast.forecaster import History, Method
from clustercast.calibration.hindcast.judged import Judged, judge_one
from clustercast.calibration.hindcast.plan_indicators import Outcome
from clustercast.calibration.observed import Series, observed
from clustercast.calibration.observed.held_out import held_out
from clustercast.model.ensemble.ensemble import run_ensemble
from clustercast.scenarios import Plan, load_plan, load_scenario, parse_quarter, year_of

MEMBERS = 200
MODEL = "model"
OTHERS: dict[str, Method] = {
    "persistence": time_series.persistence,
    "drift": time_series.drift,
    "linear_trend": time_series.linear_trend,
    "log_trend": time_series.log_trend,
}
"""Methods that do without a value for every year: these series have gaps."""


@dataclass(frozen=True, slots=True)
class PlanScore:
    """One outcome with the judged forecasts of it, the model's first; ``last`` the last value known at the origin.

    ``cited_by`` are parameters of the plan whose range cites the outcome's own row: where there are any, the forecast
    is not blind and its score no evidence.
    """

    outcome: Outcome
    cited_by: tuple[str, ...]
    origin: int
    last_year: int
    last: float
    members: int
    judged: tuple[Judged, ...]


def score_outcome(outcome: Outcome, members: int = MEMBERS, seed: int = 1, workers: int = 2) -> PlanScore:
    """Forecasts a plan as written and holds one of its indicators against the outcome.

    The origin is the plan's; opponents see what `observed` gives then.
    """
    plan = load_plan(outcome.plan)
    origin = year_of(plan.origin)
    known, truth = observed(outcome.series, origin=origin), held_out(outcome.series, origin).at(outcome.year)
    model = model_draws(outcome, members, seed, workers)
    last = float(known.values[-1])
    draws = {MODEL: model} | other_draws(known, outcome.year, seed)
    judged = tuple(judge_one(name, origin, outcome.year, one, truth, last) for name, one in draws.items())
    return PlanScore(outcome, cited_by(plan, outcome.rows), origin, int(known.years[-1]), last, len(model), judged)


def cited_by(plan: Plan, rows: Sequence[str]) -> tuple[str, ...]:
    """The parameters of a plan whose value or range cites one of these rows of the data set."""
    return tuple(
        one.id
        for one in plan.parameters.values()
        if any(re.search(rf"\b{row}\b", f"{one.locator} {one.reason}") for row in rows)
    )


def model_draws(outcome: Outcome, members: int, seed: int, workers: int) -> np.ndarray:
    """The indicator of every member of the plan as written at the outcome's quarter, (members that did not fail,)."""
    plan = load_plan(outcome.plan)
    run = run_ensemble(plan, [load_scenario("as-written")], members=members, seed=seed, workers=workers)
    values = run.values(outcome.measure, "as-written")[:, parse_quarter(outcome.quarter) - plan.start]
    return values[np.isfinite(values)]


def other_draws(known: Series, year: int, seed: int) -> dict[str, np.ndarray]:
    """Draws of every opponent for one year, by name."""
    none = np.array([], np.float64)
    found = {}
    for number, (name, method) in enumerate(OTHERS.items()):
        random = np.random.Generator(np.random.Philox(key=np.array([seed, number], np.uint64)))
        history = History(known.years, known.values, np.array([year]), random, none, none)
        found[name] = method(history)[:, 0]
    return found
