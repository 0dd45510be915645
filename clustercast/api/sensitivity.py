"""A sensitivity study from names to a folder: load, simulate both stages, write."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from clustercast.api.forecast import RESULTS, WORKERS, Execution, RunSpec, prepare_run
from clustercast.calibration.sensitivity.factors import Factor, factor_of, factors_of
from clustercast.calibration.sensitivity.study import STAGES, Sensitivity, Settings, run_study
from clustercast.model.ensemble.ensemble import run_ensemble
from clustercast.model.results.run_folder import PLAN_FILE, RunRefusedError
from clustercast.model.results.store import begun_in
from clustercast.reports.sensitivity.sensitivity_products import write_sensitivity
from clustercast.scenarios import load_plan
from clustercast.scenarios.arguments import MOST_MEMBERS, Arguments

SCENARIO = "as-written"
DEFAULTS = Settings()


MOST_TRAJECTORIES, MOST_POINTS, MOST_FACTORS = 10_000, 2**16, 1_000


def settings_of(trajectories: int, base_points: int, few: int, members: int, seed: int) -> Settings:
    """How much is run. Raises PackError for what is no number of its range, ValueError for what makes no study."""
    asked = Arguments()
    settings = Settings(
        asked.whole("trajectories", trajectories, 2, MOST_TRAJECTORIES),
        asked.whole("base points", base_points, 0, MOST_POINTS),
        asked.whole("few", few, 1, MOST_FACTORS),
        asked.whole("members", members, 1, MOST_MEMBERS),
        asked.seed(seed),
    )
    asked.raise_if_any()
    if settings.fault:
        raise ValueError(settings.fault)
    return settings


def prepare_study(plan: str | Path, scenario: str | Path, settings: Settings) -> RunSpec:
    """The plan and the scenario, checked. Raises PackError with every fault."""
    return prepare_run(plan, [scenario], members=settings.members, seed=settings.seed)


def default_folder(spec: RunSpec, settings: Settings) -> Path:
    """A folder of its own for every set of inputs."""
    named = json.dumps([spec.inputs.run, asdict(settings)], sort_keys=True)
    return Path(RESULTS) / f"{spec.plan.id}-sensitivity-{hashlib.sha256(named.encode()).hexdigest()[:12]}"


def execute_study(
    spec: RunSpec,
    settings: Settings,
    *,
    folder: Path | None,
    factors: tuple[Factor, ...] | None = None,
    execution: Execution | None = None,
    progress: Callable[[int, int], None] | None = None,
    notice: Callable[[str], None] | None = None,
) -> Sensitivity:
    """Runs both stages and writes what was found to the folder (None: nowhere); goes on with what stands there.

    Raises RunRefusedError when the folder holds another study or a run.
    """
    execution = execution or Execution()
    if folder is not None and (folder / PLAN_FILE).exists():
        raise RunRefusedError(f"{folder} holds a run; nothing was written; name another folder with --out")
    with execution.pool() as pool:
        given: dict[str, Any] = {"folder": folder, "factors": factors, "executor": pool, "run": run_ensemble}
        found = run_study(spec.plan, spec.scenarios[0], settings, **given, progress=progress, notice=notice)
    if folder is not None:
        write_sensitivity(folder, found, begun_in(folder / STAGES[0]))
    return found


def factors(plan: str | Path) -> tuple[Factor, ...]:
    """Every uncertain number of a plan that a study of sensitivity varies, alone or with those it belongs to."""
    return factors_of(load_plan(plan))


def sensitivity(
    plan: str | Path,
    scenario: str | Path = SCENARIO,
    *,
    trajectories: int = DEFAULTS.trajectories,
    base_points: int = DEFAULTS.base_points,
    few: int = DEFAULTS.few,
    members: int = DEFAULTS.members,
    seed: int = DEFAULTS.seed,
    factors: Sequence[str] | None = None,
    workers: int = WORKERS,
    out: str | Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Sensitivity:
    """What moves each projected target of a plan: a screening of all factors, then shares of variance of the ``few``.

    ``trajectories`` and ``base_points`` (a power of two; 0 leaves the second stage out) say how much is run,
    ``members`` at every point; ``factors`` names those to screen (all if not given). Numbers do not depend on workers;
    where ``out`` holds a part of this study, it goes on.
    Raises PackError for given data that cannot be used, RunRefusedError when ``out`` holds another study,
    ValueError for settings that make no study, KeyError for an unknown factor.
    """
    settings = settings_of(trajectories, base_points, few, members, seed)
    spec = prepare_study(plan, scenario, settings)
    folder = None if out is None else Path(out)
    chosen = None if factors is None else tuple(factor_of(spec.plan, id) for id in factors)
    return execute_study(spec, settings, folder=folder, factors=chosen, execution=Execution(workers), progress=progress)
