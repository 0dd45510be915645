"""One sweep from its file to a folder: load, check the folder, simulate every point, judge, write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clustercast.api.forecast import RESULTS, WORKERS, Means, check_simulated, store_of, today
from clustercast.model.ensemble.ensemble import Ensemble, run_ensemble
from clustercast.model.experiments.sweep import design_of, rule_of, run_sweep
from clustercast.model.expressions.assembly import expression_faults
from clustercast.model.results.manifest import created_before
from clustercast.model.results.run_folder import RunInputs, inputs_of
from clustercast.model.results.store import Store
from clustercast.reports.sweep.sweep_products import write_sweep
from clustercast.reports.sweep.sweep_record import SweepRecord, make_sweep_record
from clustercast.scenarios.sweep import Sweep, load_sweep


@dataclass(frozen=True, slots=True)
class Swept:
    """A finished sweep: what was found, an ensemble a design point, and the folder (None: nothing written)."""

    record: SweepRecord
    ensembles: tuple[Ensemble, ...]
    folder: Path | None = None


def inputs_of_sweep(sweep: Sweep) -> RunInputs:
    """The inputs by which a sweep is known."""
    return inputs_of(sweep.plan, sweep.scenarios, rule_of(sweep) or sweep.members or 0, sweep.seed, sweep.design)


def default_folder(sweep: Sweep) -> Path:
    """A folder of its own for every set of inputs."""
    return Path(RESULTS) / f"{sweep.id}-{inputs_of_sweep(sweep).run}"


def ordered(path: str | Path) -> Sweep:
    """The sweep in a file, with the expressions of its plan checked too. Raises PackError with every fault."""
    return load_sweep(path, judge=expression_faults)


def carry_out_sweep(
    sweep: Sweep,
    *,
    folder: Path | None,
    means: Means | None = None,
    progress: Callable[[int, int], None] | None = None,
    notice: Callable[[str], None] | None = None,
) -> Swept:
    """Simulates every design point and writes what was found to the folder (None: nowhere); goes on with what stands
    there.

    ``notice`` is told of blocks that were damaged and are made again. Raises RunRefusedError when the folder holds
    something else or is being written, before anything is simulated, and NothingSimulatedError when every member of
    every point failed.
    """
    means = means or Means()
    if folder is None:
        ensembles = _simulate(sweep, means, progress, None)
        return Swept(_record(sweep, ensembles, today()), ensembles)
    with store_of(folder, inputs_of_sweep(sweep), design_of(sweep), notice=notice) as store:
        ensembles = _simulate(sweep, means, progress, store)
        store.seal()
        record = _record(sweep, ensembles, created_before(folder) or today())
        write_sweep(folder, ensembles, record, inputs_of_sweep(sweep))
    return Swept(record, ensembles, folder)


def _simulate(
    sweep: Sweep, means: Means, progress: Callable[[int, int], None] | None, store: Store | None
) -> tuple[Ensemble, ...]:
    with means.crew() as crew:
        return run_sweep(sweep, workers=means.workers, progress=progress, store=store, executor=crew, run=run_ensemble)


def _record(sweep: Sweep, ensembles: tuple[Ensemble, ...], created: str) -> SweepRecord:
    """What was found. Raises NothingSimulatedError."""
    check_simulated(ensembles)
    return make_sweep_record(sweep, ensembles, inputs_of_sweep(sweep).run, created)


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
    means = Means(workers, isolate, scheduler)
    return carry_out_sweep(ordered(path), folder=None if out is None else Path(out), means=means, progress=progress)
