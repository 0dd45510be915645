"""A sweep carried out: a run a design point with common random numbers, and what was found at each.

Point 0 is what the others are held against, member by member. As a point's plan differs only in what its row fixes,
the draws of all else are those of point 0, but for members whose burn-in then keeps another parameter vector.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from clustercast.model.attainment.comparison import difference
from clustercast.model.attainment.verdicts import Verdict, verdict_of
from clustercast.model.compiled.state import empty_state
from clustercast.model.ensemble.ensemble import run_ensemble
from clustercast.model.ensemble.workers import WorkerPool
from clustercast.model.experiments.sequential import Progress, Runs, run_to_precision, told
from clustercast.model.member import make_model, prepare, simulate
from clustercast.model.monte_carlo.interval import wilson_interval
from clustercast.model.monte_carlo.stopping_rule import Precision
from clustercast.model.results.record import Difference
from clustercast.model.results.run import Run
from clustercast.model.results.store import Store
from clustercast.scenarios.sweep import Sweep, load_sweep


@dataclass(frozen=True, slots=True)
class PointFinding:
    """One projected target in one scenario at one design point.

    ``probability`` with its 95 % interval (Wilson; None where no member gave a number), ``half_width`` half of that;
    ``difference`` to point 0 over the members common to both (None at point 0).
    """

    point: int
    scenario: str
    target: str
    probability: float | None
    mc_low: float | None
    mc_high: float | None
    half_width: float | None
    members: int
    failed_members: int
    difference: Difference | None = None


def rule_of(sweep: Sweep) -> Precision | None:
    """The precision that sets the members of every point, where the sweep asks for one."""
    return None if sweep.precision is None else Precision(sweep.precision, sweep.most)


def run_sweep(
    sweep: Sweep,
    *,
    workers: int = 2,
    progress: Progress | None = None,
    store: Store | None = None,
    executor: WorkerPool | None = None,
    run: Runs = run_ensemble,
) -> tuple[Run, ...]:
    """A run a design point, in order, not all of them judged yet; with a ``store`` its numbers stay there.

    Results do not depend on workers. ``progress(done, total)`` counts members of points; where a precision sets them,
    points in hundredths.
    """
    rule, points, steps = rule_of(sweep), len(sweep.table), sweep.members or 100
    found: list[Run] = []
    for point in range(points):
        plan, scenarios = sweep.at(point)
        asked: dict[str, Any] = {"seed": sweep.seed, "workers": workers, "executor": executor}
        asked |= {"point": point, "parameters": _named(sweep, point), "rerun": _rerun(sweep, point), "store": store}
        asked["progress"] = told(progress, point * steps, points * steps, 0 if rule is None else steps)
        if rule is None:
            found.append(run(plan, scenarios, members=sweep.members, **asked))
        else:
            found.append(run_to_precision(plan, scenarios, rule=rule, run=run, **asked))
    return tuple(found)


def design_of(sweep: Sweep) -> dict[str, list[float | None]]:
    """The design as a store keeps it: the value of every axis at every point."""
    if not sweep.axes:
        return {}
    columns = zip(*sweep.table, strict=True)
    return {axis.name: list(column) for axis, column in zip(sweep.axes, columns, strict=True)}


def _named(sweep: Sweep, point: int) -> str:
    """What sets a design point apart: "" where nothing does."""
    row = {axis.name: value for axis, value in zip(sweep.axes, sweep.table[point], strict=True) if value is not None}
    return json.dumps(row, sort_keys=True) if row else ""


def _rerun(sweep: Sweep, point: int) -> str:
    """The line that runs a member of a design point again, but for scenario and member (`Recipe`)."""
    if not _named(sweep, point):
        return ""
    path = repr(str(sweep.path)).replace("{", "{{").replace("}", "}}")
    call = f"rerun_point({path}, {point}, {{scenario!r}}, {{member}})"
    return f"from clustercast.model.experiments.sweep import rerun_point; {call}"


def rerun_point(path: str, point: int, scenario: str, member: int) -> np.ndarray:
    """Run one member of one scenario at a design point of a sweep's file alone: the reproducer of a failure.

    Raises MemberError as the sweep saw it, PackError for bad data.
    """
    sweep = load_sweep(path)
    plan, scenarios = sweep.at(point)
    model = make_model(plan, [one for one in scenarios if one.id == scenario])
    prepared = prepare(model, sweep.seed, member)
    return simulate(model, prepared, model.scenarios[0], empty_state(model.size), sweep.seed, member)


def findings_of(runs: Sequence[Run]) -> tuple[PointFinding, ...]:
    """What every point says of every projected target under every scenario, points in order."""
    return tuple(one for point, run in enumerate(runs) for one in _at_point(point, run, runs[0]))


def _at_point(point: int, run: Run, first: Run) -> Iterator[PointFinding]:
    for scenario in run.scenarios:
        members = run.members_of(scenario)
        for target in run.plan.targets:
            verdict = verdict_of(run, target, scenario) if target.status == "projected" else None
            if verdict is None:
                continue
            at_0 = verdict_of(first, target, scenario) if point > 0 else None
            against = None if at_0 is None else difference(verdict, at_0, f"point {point}", "point 0")
            failed = members - int(verdict.judged.sum())
            yield PointFinding(point, scenario, target.id, *_sure(verdict), members, failed, against)


def _sure(verdict: Verdict) -> tuple[float | None, float | None, float | None, float | None]:
    """Probability, the ends of its interval, half its width; None where no member gave a number."""
    trials, met = int(verdict.judged.sum()), int(verdict.met.sum())
    if verdict.bar is None or trials == 0:
        return None, None, None, None
    low, high = wilson_interval(met, trials)
    return met / trials, low, high, 0.5 * (high - low)
