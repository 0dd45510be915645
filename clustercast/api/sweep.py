"""One sweep from its file to a folder: load, check the folder, simulate every point, judge, write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clustercast.api.forecast import RESULTS, WORKERS, Execution, check_simulated, store_of
from clustercast.model.attainment.verdicts import judged, keep_verdicts
from clustercast.model.ensemble.ensemble import run_ensemble
from clustercast.model.experiments.sweep import design_of, rule_of, run_sweep
from clustercast.model.expressions.assembly import expression_faults
from clustercast.model.results.run import Run
from clustercast.model.results.run_folder import RunInputs, inputs_of
from clustercast.model.results.store import Store
from clustercast.model.system.clock import today
from clustercast.reports.sweep.sweep_products import write_sweep
from clustercast.reports.sweep.sweep_record import SweepRecord, make_sweep_record
from clustercast.scenarios.arguments import Arguments
from clustercast.scenarios.sweep import Sweep, load_sweep


@dataclass(frozen=True, slots=True)
class Swept:
    """A finished sweep: what was found, a run a design point, and the folder (None: nothing written)."""

    record: SweepRecord
    runs: tuple[Run, ...]
    folder: Path | None = None


def inputs_of_sweep(sweep: Sweep) -> RunInputs:
    """The inputs by which a sweep is known."""
    return inputs_of(sweep.plan, sweep.scenarios, rule_of(sweep) or sweep.members or 0, sweep.seed, sweep.design)


def default_folder(sweep: Sweep) -> Path:
    """A folder of its own for every set of inputs."""
    return Path(RESULTS) / f"{sweep.id}-{inputs_of_sweep(sweep).run}"


def prepare_sweep(path: str | Path) -> Sweep:
    """The sweep in a file, with the expressions of its plan checked too. Raises PackError with every fault."""
    return load_sweep(path, judge=expression_faults)


def execute_sweep(
    sweep: Sweep,
    *,
    folder: Path | None,
    execution: Execution | None = None,
    progress: Callable[[int, int], None] | None = None,
    notice: Callable[[str], None] | None = None,
) -> Swept:
    """Simulates every design point and writes what was found to the folder (None: nowhere); goes on with what stands
    there.

    ``notice`` is told of blocks that were damaged and are made again. Raises RunRefusedError when the folder holds
    something else or is being written, before anything is simulated, and NothingSimulatedError when every member of
    every point failed.
    """
    execution, begun = execution or Execution(), today()
    if folder is None:
        runs = tuple(map(judged, _simulate(sweep, execution, progress, None)))
        return Swept(_record(sweep, runs, begun), runs)
    with store_of(folder, inputs_of_sweep(sweep), design_of(sweep), notice=notice) as store:
        runs = _simulate(sweep, execution, progress, store)
        runs = keep_verdicts(folder, runs, points=True)
        record = _record(sweep, runs, store.begun)
        write_sweep(folder, runs, record, inputs_of_sweep(sweep))
    return Swept(record, runs, folder)


def _simulate(
    sweep: Sweep, execution: Execution, progress: Callable[[int, int], None] | None, store: Store | None
) -> tuple[Run, ...]:
    """Every design point, not judged yet. Raises NothingSimulatedError."""
    asked: dict[str, Any] = {"workers": execution.workers, "progress": progress, "store": store}
    with execution.pool() as pool:
        runs = run_sweep(sweep, **asked, executor=pool, run=run_ensemble)
    if store is not None:
        store.seal()
    check_simulated(runs)
    return runs


def _record(sweep: Sweep, runs: tuple[Run, ...], created: str) -> SweepRecord:
    return make_sweep_record(sweep, runs, inputs_of_sweep(sweep).run, created)


def sweep(
    path: str | Path,
    *,
    workers: int = WORKERS,
    out: str | Path | None = None,
    isolate: bool = False,
    scheduler: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Swept:
    """Carries out the sweep in a file and, with ``out``, writes it there. Numbers do not depend on workers of any kind.

    Where ``out`` holds a part of this sweep, it goes on. Raises PackError for given data that cannot be used,
    RunRefusedError when ``out`` holds another run.
    """
    execution = Execution(workers, isolate, scheduler)
    asked = Arguments()
    asked.path("path", path, "the path of a sweep file")
    asked.raise_if_any()
    return execute_sweep(
        prepare_sweep(path), folder=None if out is None else Path(out), execution=execution, progress=progress
    )
