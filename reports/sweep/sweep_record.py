"""What a sweep found, as one frozen record: the design, and every projected target at every point."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from clustercast.model.experiments.sweep import PointFinding, findings_of
from clustercast.model.results.record import ScenarioName
from clustercast.scenarios.design import Axis, owners
from clustercast.scenarios.levers import LEVERS
from clustercast.scenarios.plan import Accounts

if TYPE_CHECKING:
    from clustercast.model.results.run import Run
    from clustercast.scenarios import Plan, Scenario
    from clustercast.scenarios.sweep import Sweep

FILE = "sweep.json"


@dataclass(frozen=True, slots=True)
class AxisName:
    """What a sweep varied: the name of its column and its labels."""

    id: str
    label_zh: str
    label_en: str


@dataclass(frozen=True, slots=True)
class SweptTarget:
    """A projected target: its id, labels and the year it is due."""

    id: str
    label_zh: str
    label_en: str
    by: int | None


@dataclass(frozen=True, slots=True)
class SweepRecord:
    """A sweep: what was run (``run`` is its id), the design, and what was found.

    ``table`` [point][axis], None where a point leaves an axis as it is; ``members`` a point, or the ``precision`` (95 %
    half-width) and the cap ``most`` that set them.
    """

    run: str
    created: str
    id: str
    label_zh: str
    label_en: str
    plan: str
    kind: str
    seed: int
    members: int | None
    precision: float | None
    most: int | None
    scenarios: tuple[ScenarioName, ...]
    axes: tuple[AxisName, ...]
    table: tuple[tuple[float | None, ...], ...]
    targets: tuple[SweptTarget, ...]
    findings: tuple[PointFinding, ...]

    def of(self, scenario: str, target: str) -> tuple[PointFinding, ...]:
        """What was found of a target in a scenario, at the points that have a probability, in order."""
        return tuple(
            one
            for one in self.findings
            if one.scenario == scenario and one.target == target and one.probability is not None
        )

    def to_json(self) -> str:
        """The record as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def best_and_worst(found: Sequence[PointFinding]) -> tuple[PointFinding, PointFinding]:
    """The points with the highest and the lowest probability; of equals the first. Raises ValueError for none."""
    return max(found, key=lambda one: one.probability or 0.0), min(found, key=lambda one: one.probability or 0.0)


def make_sweep_record(sweep: Sweep, runs: Sequence[Run], run: str, created: str) -> SweepRecord:
    """The record of a sweep that was carried out and judged."""
    findings = findings_of(runs)
    precise = sweep.precision is not None
    return SweepRecord(
        run=run,
        created=created,
        id=sweep.id,
        label_zh=sweep.label_zh,
        label_en=sweep.label_en,
        plan=sweep.plan.id,
        kind=sweep.kind,
        seed=sweep.seed,
        members=sweep.members,
        precision=sweep.precision,
        most=sweep.most if precise else None,
        scenarios=tuple(_scenario(findings, one) for one in sweep.scenarios),
        axes=tuple(axis_name(axis, sweep.plan) for axis in sweep.axes),
        table=sweep.table,
        targets=tuple(
            SweptTarget(one.id, one.label_zh, one.label_en, one.by)
            for one in sweep.plan.targets
            if one.status == "projected"
        ),
        findings=findings,
    )


def _scenario(findings: Sequence[PointFinding], scenario: Scenario) -> ScenarioName:
    """The scenario with the most members of a point and the widest half-width of all of them."""
    own = [one for one in findings if one.scenario == scenario.id]
    widest = max((one.half_width for one in own if one.half_width is not None), default=None)
    labels = (scenario.id, scenario.label_zh, scenario.label_en, scenario.stress_test)
    return ScenarioName(*labels, members=max((one.members for one in own), default=0), half_width=widest)


def axis_name(axis: Axis, plan: Plan) -> AxisName:
    """What an axis is called."""
    if axis.kind == "lever":
        return AxisName(axis.name, *LEVERS[axis.id])
    if axis.kind == "parameter":
        one = plan.parameters[axis.id]
        return AxisName(axis.name, one.label_zh or one.id, one.label_en or one.id)
    owner, _, key = axis.id.rpartition(".")
    entry = owners(plan)[owner]
    zh, en = ("核算口径", "accounts") if isinstance(entry, Accounts) else (entry.label_zh, entry.label_en)
    return AxisName(axis.name, f"{zh} {key}", f"{en}, {key.replace('_', ' ')}")
