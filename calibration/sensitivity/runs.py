"""A design carried out: every point with the same members, and what each of them says of each projected target."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clustercast.calibration.sensitivity.design import Design, Floats, axes_of, hash_of, table_of
from clustercast.model.attainment.verdicts import judged, verdict_of
from clustercast.model.compiled.state import empty_state
from clustercast.model.ensemble.ensemble import run_ensemble
from clustercast.model.ensemble.workers import WorkerPool
from clustercast.model.member import make_model, prepare, simulate
from clustercast.model.results.block import Failure
from clustercast.model.results.run import Run
from clustercast.model.results.run_folder import RunInputs, inputs_of
from clustercast.model.results.store import Store
from clustercast.scenarios import Plan, Scenario, load_plan, load_scenario, plan_names
from clustercast.scenarios.design import Axis, varied_plan

Runs = Callable[..., Run]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What was found: ``ahead`` [target, point, member] in the unit of the target (nan where not judged), and ``met``.

    The member of a column has common random numbers at every point.
    """

    targets: tuple[str, ...]
    ahead: Floats
    met: NDArray[np.bool_]
    failures: tuple[Failure, ...] = ()

    def probability(self, members: NDArray[np.intp] | None = None) -> Floats:
        """The share of the judged members that meet each target, [target, point]; nan where none is judged."""
        chosen = slice(None) if members is None else members
        judged = ~np.isnan(self.ahead[:, :, chosen])
        count = judged.sum(axis=2)
        with np.errstate(invalid="ignore"):
            return (self.met[:, :, chosen] & judged).sum(axis=2) / np.where(count > 0, count, np.nan)

    def margin(self, members: NDArray[np.intp] | None = None) -> Floats:
        """The median over judged members of what they are ahead of the bar by, [target, point]."""
        ahead = self.ahead if members is None else self.ahead[:, :, members]
        judged = ~np.isnan(ahead).all(axis=2)
        found = np.full(ahead.shape[:2], np.nan)
        found[judged] = np.nanmedian(ahead[judged], axis=1)
        return found


def inputs_of_design(design: Design, plan: Plan, scenario: Scenario, members: int, seed: int) -> RunInputs:
    """The inputs by which the runs of a design are known."""
    return inputs_of(plan, (scenario,), members, seed, hash_of(design, plan))


def columns_of(design: Design, plan: Plan) -> dict[str, list[float | None]]:
    """The design as a store keeps it: the value of every axis at every point."""
    columns = zip(*table_of(design, plan), strict=True)
    return {axis.name: list(column) for axis, column in zip(axes_of(design, plan), columns, strict=True)}


def run_design(
    design: Design,
    plan: Plan,
    scenario: Scenario,
    *,
    members: int,
    seed: int,
    workers: int = 2,
    store: Store | None = None,
    executor: WorkerPool | None = None,
    progress: Callable[[int, int], None] | None = None,
    run: Runs = run_ensemble,
) -> Outcomes:
    """Runs the same ``members`` at every point; with a ``store`` what stands there is not run again.

    ``progress(done, total)`` counts members of points.
    """
    axes, table = axes_of(design, plan), table_of(design, plan)
    found, failures = [], []
    for point, row in enumerate(table):
        fixed = {axis.name: value for axis, value in zip(axes, row, strict=True)}
        asked: dict[str, Any] = {"members": members, "seed": seed, "workers": workers, "executor": executor}
        asked |= {"store": store, "point": point, "parameters": json.dumps(fixed, sort_keys=True)}
        asked |= {"rerun": _line(plan, fixed, seed), "progress": _told(progress, point, len(table), members)}
        one = judged(run(varied_plan(plan, axes, row), (scenario,), **asked))
        found.append(_read(one, scenario.id))
        failures += one.failures
    ahead = np.stack([one for one, _ in found], axis=1)
    met = np.stack([one for _, one in found], axis=1)
    return Outcomes(projected(plan), ahead, met, tuple(failures))


def projected(plan: Plan) -> tuple[str, ...]:
    """The targets that get a probability."""
    return tuple(one.id for one in plan.targets if one.status == "projected")


def _read(run: Run, scenario: str) -> tuple[Floats, NDArray[np.bool_]]:
    """Margins (nan where not judged) and verdicts of a point, [target, member]."""
    found = [verdict_of(run, run.plan.target(id), scenario) for id in projected(run.plan)]
    known = [one for one in found if one is not None]
    assert len(known) == len(found)  # a projected target has a measure and a bar
    return np.stack([one.ahead for one in known]), np.stack([one.met for one in known])


def _told(
    progress: Callable[[int, int], None] | None, point: int, points: int, members: int
) -> Callable[[int, int], None] | None:
    if progress is None:
        return None
    told = progress
    return lambda done, _: told(point * members + done, points * members)


def _line(plan: Plan, fixed: dict[str, float | None], seed: int) -> str:
    """The line that runs a member of a point again, but for scenario and member (see `Recipe`)."""
    name = plan.id if plan.id in plan_names() else str(plan.folder)
    given = f"{name!r}, {json.dumps(fixed)}".replace("{", "{{").replace("}", "}}")
    prior = ", prior=True" if plan.posterior is None else ""
    call = f"rerun_point({given}, {{scenario!r}}, {seed}, {{member}}{prior})"
    return f"from clustercast.calibration.sensitivity.runs import rerun_point; {call}"


def rerun_point(
    plan: str, fixed: dict[str, float | None], scenario: str, seed: int, member: int, *, prior: bool = False
) -> np.ndarray:
    """Run one member at one design point alone: the reproducer of a failure. ``fixed`` names axes as the design does,
    ``prior`` is as in `load_plan`.

    Raises MemberError as the study saw it, PackError for bad data.
    """
    varied = varied_plan(load_plan(plan, prior=prior), [_axis(name) for name in fixed], tuple(fixed.values()))
    model = make_model(varied, (load_scenario(scenario),))
    return simulate(model, prepare(model, seed, member), model.scenarios[0], empty_state(model.size), seed, member)


def _axis(name: str) -> Axis:
    kind, _, id = name.partition(".")
    return Axis("parameter", id) if kind == "parameter" else Axis("quantity", name)
