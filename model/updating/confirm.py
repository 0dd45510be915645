"""The update confirmed: parameters and demand moved to the figures, and the members run again from the base year.

Emerick and Reynolds (2013), "Ensemble smoother with multiple data assimilation": in each of four steps parameters and
the yearly shocks of demand are updated on normal scores with the figures' errors twice as large (4 = 1 / (1/4)), and
the members rerun.  What remains of a member's luck is its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clustercast.agents.distributions import normal_quantile
from clustercast.agents.draws import Stream, keyed_uniform
from clustercast.model.attainment.verdicts import judged
from clustercast.model.ensemble.ensemble import run_ensemble
from clustercast.model.events.economy import COMMON
from clustercast.model.experiments.sequential import told
from clustercast.model.inputs.conditioning import Conditioning
from clustercast.model.results.run import Run
from clustercast.model.updating.margins import Margins, margins_of
from clustercast.model.updating.normal_scores import NormalScores
from clustercast.model.updating.record import UpdateRecord
from clustercast.model.updating.smoother import linked, score
from clustercast.scenarios import Plan, Scenario, year_of
from clustercast.scenarios.figures import Figure

Floats = NDArray[np.float64]
STEPS = 4
DEMAND = ("demand_sd", "demand_common_share", "demand_persistence", "nowcast_surprise_share")


@dataclass(slots=True)
class _Vectors:
    """What is updated, a row a member of the run: parameters, and the common shock of demand of each year."""

    names: tuple[str, ...]
    parameters: Floats
    shocks: Floats
    luck: Floats

    def conditioning(self, plan: Plan) -> Conditioning:
        """What the members take: the parameters, and demand moved by how far the shocks are from their luck."""
        columns = {name: self.parameters[:, n] for n, name in enumerate(self.names)}
        members, known = self.shocks.shape
        centre = plan.parameters.centre()
        sd, share, persistence, nowcast = (columns.get(name, np.full(members, centre[name])) for name in DEMAND)
        far = np.zeros((members, plan.n_quarters // 4 + 1))
        far[:, :known] = self.shocks - self.luck
        growth, moved = np.zeros((members, plan.n_quarters)), np.zeros(members)
        for t in range(plan.n_quarters):
            if t % 4 == 0:
                surprise = sd * np.sqrt(share) * far[:, t // 4]  # Of `shared_innovation`, what is common.
                moved = surprise * nowcast if t == 0 else persistence * moved + surprise
            growth[:, t] = moved / 4.0
        return Conditioning(self.names, self.parameters.copy(), np.exp(np.cumsum(growth, axis=1)))


def confirm(
    run: Run,
    scenario: Scenario,
    figures: Sequence[Figure],
    record: UpdateRecord,
    *,
    workers: int,
    progress: Callable[[int, int], None] | None = None,
) -> UpdateRecord:
    """The record with the probabilities of a rerun beside those of the joint update, and the largest gap."""
    if not figures:
        return replace(record, confirmed=0.0)
    vectors, last, count = _start(run, max(one.year for one in figures)), run, run.dataset.sizes["member"]
    for step in range(STEPS):
        _move(vectors, margins_of(last, scenario.id, figures), run.seed + step)
        last = _rerun(run, scenario, vectors, workers, told(progress, step * count, STEPS * count))
    margins = margins_of(last, scenario.id, figures)
    found = {one.target.id: one.bar.reached(one.achieved).mean() for one in margins.targets}
    targets = tuple(replace(one, confirmed=float(found[one.target])) for one in record.targets)
    gaps = [abs(one.confirmed - one.after) for one in targets if one.confirmed is not None]
    return replace(record, targets=targets, confirmed=max(gaps, default=0.0))


def _start(run: Run, until: int) -> _Vectors:
    """The vectors that the run's members drew, and the shocks of demand that their luck holds."""
    plan = run.plan
    varying = [name for name in plan.parameters_in_use if np.nanstd(run.draws[:, run.parameters.index(name)]) > 0.0]
    parameters = np.array([run.draws[:, run.parameters.index(name)] for name in varying]).T
    members = np.asarray(run.dataset["member"].values)
    years = range(year_of(plan.start), until + 1)
    luck = np.array([[_shock(run.seed, int(member), year) for year in years] for member in members])
    return _Vectors(tuple(varying), parameters, luck.copy(), luck)


def _shock(seed: int, member: int, year: int) -> float:
    return normal_quantile(keyed_uniform(seed, member, Stream.DEMAND, COMMON, year, 0))


def _move(vectors: _Vectors, margins: Margins, seed: int) -> None:
    """One step: the vectors of the members that could be judged, given the figures with twice their error."""
    rows = margins.members
    scored = score(margins, seed)
    scored = replace(scored, sd=scored.sd * np.sqrt(STEPS), noise=scored.noise * np.sqrt(STEPS))
    everything = np.arange(len(margins.figures))
    scales = [NormalScores.of(column) for column in vectors.parameters[rows].T]
    scores = [scale.scored(column) for scale, column in zip(scales, vectors.parameters[rows].T, strict=True)]
    table = np.hstack([np.array(scores).reshape(-1, len(rows)).T, vectors.shocks[rows]])
    updated = replace(scored, margins=table, linked=linked(table, scored.predicted)).updated(everything)
    count = len(scales)
    for n, scale in enumerate(scales):
        inside = np.clip(updated[:, n], scale.scores[0], scale.scores[-1])
        vectors.parameters[rows, n] = scale.numbers(inside)
    vectors.shocks[rows] = updated[:, count:]


def _rerun(
    run: Run, scenario: Scenario, vectors: _Vectors, workers: int, progress: Callable[[int, int], None] | None
) -> Run:
    members = np.asarray(run.dataset["member"].values)
    asked: dict[str, Any] = {"members": len(members), "seed": run.seed, "workers": workers, "progress": progress}
    found = run_ensemble(run.plan, [scenario], conditioning=vectors.conditioning(run.plan), **asked)
    return judged(found)
