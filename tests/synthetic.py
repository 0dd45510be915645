"""Runs made by hand: numbers a test chooses, or plausible ones for a whole plan."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from clustercast.model.attainment.verdicts import judged
from clustercast.model.results.block import Failure
from clustercast.model.results.dataset import contents_of
from clustercast.model.results.record import RunRecord
from clustercast.model.results.run import Run, run_in_memory
from clustercast.reports.run.record import make_record
from clustercast.scenarios import Plan, Target, load_scenario


def make_ensemble(
    plan: Plan,
    values: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    *,
    scenarios: tuple[str, ...] = ("as-written",),
    members: int = 1,
    draws: Any = None,
    failed: tuple[tuple[int, str], ...] = (),
    seed: int = 1,
    first_member: int = 0,
    verdicts: bool = True,
) -> Run:
    """A run, judged unless told otherwise, in which the named indicators have these values.

    Any shape will do that fits scenario, member, quarter. Other indicators are nought. ``base`` by indicator (a number
    or one a member); failed members are nan throughout.
    """
    shape = (len(scenarios), members, len(plan.indicators), plan.n_quarters)
    places = {one.id: place for place, one in enumerate(plan.indicators)}
    numbers, start = np.zeros(shape), np.zeros((members, len(plan.indicators)))
    for name, given in values.items():
        numbers[:, :, places[name], :] = np.broadcast_to(np.asarray(given, dtype=float), (shape[0], members, shape[3]))
    for name, given in (base or {}).items():
        start[:, places[name]] = given
    failures = tuple(Failure(m, s, "markets", "negative price", f"again --member {m}") for m, s in failed)
    for one in failures:
        numbers[scenarios.index(one.scenario), one.member - first_member] = np.nan
    matrix = np.zeros((members, 1)) if draws is None else np.asarray(draws, dtype=float)
    facts = {"n_firms": np.linspace(4458.0, 7350.0, members)}
    parameters = tuple(f"parameter_{k}" for k in range(matrix.shape[1]))
    arrays = {"values": numbers, "base": start, "draws": matrix} | {f"fact_{name}": one for name, one in facts.items()}
    contents = contents_of(plan, parameters, tuple(facts))
    about = {"seed": seed, "first_member": first_member, "failures": failures, "elapsed": 1.0}
    run = run_in_memory(plan, scenarios, contents, arrays, **about)
    return judged(run) if verdicts else run


def with_target(plan: Plan, id: str, **changes: Any) -> Plan:
    """The plan with one target only, changed."""
    return replace(plan, targets=(replace(plan.target(id), **changes),))


def only(plan: Plan) -> Target:
    """The one target of a plan."""
    (target,) = plan.targets
    return target


def by_year(plan: Plan, *numbers: float) -> np.ndarray:
    """Quarterly values of an indicator of the year: it grows by quarters and stands at these numbers in December."""
    quarters = [number * (q + 1) / 4 for number in numbers for q in range(4)]
    return np.array(quarters[: plan.n_quarters])


def plausible(
    plan: Plan, *, members: int = 40, scenarios: tuple[str, ...] = ("as-written", "no-incentives"), **rest: Any
) -> Run:
    """A judged run of a whole plan: every indicator grows with noise, less without incentives; seeded, no meaning."""
    generator = np.random.default_rng(7)
    size = {target.measure: target.low for target in plan.targets if target.low}
    luck = generator.normal(size=(members, 6))
    values, base = {}, {}
    for one in plan.indicators:
        goal = 1.5 * size[one.id] if one.id in size else 100.0
        width = 4.0 if one.kind == "rate" else 0.3 * goal
        level = goal * generator.uniform(0.5, 0.8) + 0.5 * width * luck[:, [generator.integers(6)]]
        steps = np.cumsum(generator.normal(0.03 * goal, 0.1 * width, size=(members, plan.n_quarters)), axis=1)
        pull = np.array([0.0 if name == "no-incentives" else 1.0 for name in scenarios])[:, None, None]
        path = np.maximum(0.0, level[None] + steps[None] * (0.5 + 0.5 * pull))
        values[one.id] = _in_shape(one.kind, path, plan)
        base[one.id] = 0.0 if one.kind == "cumulative" else np.maximum(level[:, 0], 1.0)
    return make_ensemble(plan, values, base, scenarios=scenarios, members=members, draws=luck, **rest)


def record_of(run: Run) -> RunRecord:
    """The record of a run of scenarios that ship."""
    named = replace(run, dataset=run.dataset.assign_attrs(run="0123456789ab"))
    return make_record(named, [load_scenario(name) for name in run.scenarios], "2026-01-31")


def _in_shape(kind: str, path: np.ndarray, plan: Plan) -> np.ndarray:
    if kind == "cumulative":
        return np.floor(np.cumsum(path, axis=2) / plan.n_quarters)
    if kind == "flow_year":
        return path * np.tile([0.25, 0.5, 0.75, 1.0], plan.n_quarters // 4)
    return path
