"""One sweep from its file to a folder: load, check the folder, simulate every point, judge, write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from clustercast.forecast import RESULTS, WORKERS, NothingSimulatedError, expression_faults
from model.ensemble import Ensemble, run_ensemble
from model.run_folder import RunInputs, begin_run, inputs_of, withdraw_run
from model.sweep_run import rule_of, run_sweep
from reports.sweep_products import write_sweep
from reports.sweep_record import SweepRecord, make_sweep_record
from scenarios import PackError
from scenarios.sweep import Sweep, load_sweep


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
    sweep = load_sweep(path)
    faults = expression_faults(sweep.plan)
    if faults:
        raise PackError(faults)
    return sweep


def carry_out_sweep(
    sweep: Sweep, *, folder: Path | None, workers: int = WORKERS, progress: Callable[[int, int], None] | None = None
) -> Swept:
    """Simulates every design point and writes what was found to the folder (None: nowhere).

    Raises RunRefusedError when the folder holds something else, before anything is simulated, and NothingSimulatedError
    when every member of every point failed.
    """
    inputs = inputs_of_sweep(sweep)
    if folder is not None:
        begin_run(folder, inputs)
    try:
        ensembles = run_sweep(sweep, workers=workers, progress=progress, run=run_ensemble)
    except PackError:
        if folder is not None:
            withdraw_run(folder)
        raise
    failures = [one for each in ensembles for one in each.failures]
    if len(failures) >= sum(each.members_of(name) for each in ensembles for name in each.scenarios):
        raise NothingSimulatedError("\n".join(f"member {one.member}: {one.message}" for one in failures[:5]))
    record = make_sweep_record(sweep, ensembles, inputs.run, datetime.now(UTC).date().isoformat())
    if folder is not None:
        write_sweep(folder, sweep, ensembles, record, inputs)
    return Swept(record, ensembles, folder)


def sweep(
    path: str | Path,
    *,
    workers: int = WORKERS,
    out: str | Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Swept:
    """Carries out the sweep in a file and, with ``out``, writes it there. Numbers do not depend on ``workers``.

    Raises PackError for given data that cannot be used, RunRefusedError when ``out`` holds another run.
    """
    return carry_out_sweep(ordered(path), folder=None if out is None else Path(out), workers=workers, progress=progress)
