"""Figures that arrived, from a file to what they change: read, updated, confirmed, kept beside the run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from clustercast.api.figures import AS_WRITTEN, chosen_scenario, plan_of
from clustercast.api.forecast import MEMBERS, SEED, WORKERS, Execution, execute_run, prepare_run
from clustercast.model.results.journal import write_durably
from clustercast.model.results.record import FILE as RECORD
from clustercast.model.results.run import Run, load_run
from clustercast.model.updating.confirm import confirm as confirmed
from clustercast.model.updating.record import FILE, FOLDER, UpdateRecord
from clustercast.model.updating.update import update_run
from clustercast.reports.tables.update_csv import update_csv
from clustercast.scenarios import load_plan, load_scenario, year_of
from clustercast.scenarios.arguments import Arguments
from clustercast.scenarios.figures import read_figures

Progress = Callable[[int, int], None]


def update(
    run: str | Path,
    figures: str | Path,
    *,
    until: int | None = None,
    scenario: str | None = None,
    pack: str | Path | None = None,
    members: int = MEMBERS,
    seed: int = SEED,
    workers: int = WORKERS,
    confirm: bool = True,
    progress: Progress | None = None,
) -> UpdateRecord:
    """What figures change in the odds of every target of a run (its folder), or of a plan, which is then run first.

    ``figures`` is a CSV or xlsx file (`figures-template`); those after the year ``until`` are left out. ``scenario`` is
    one of the run's, "as-written" if not given, ``pack`` the plan of a run that no longer finds it. With ``confirm``
    the members run again with updated parameters. ``members``, ``seed`` and ``workers`` are those of a run that is
    still to be made.

    The record is kept in ``updates/`` beside the run, which stays as it is. Raises PackError with every fault of the
    figures, before anything is written.
    """
    asked = {"members": members, "seed": seed, "workers": workers}
    return execute_update(run, figures, until, scenario, pack, confirm=confirm, progress=progress, **asked)[0]


def execute_update(
    run: str | Path,
    figures: str | Path,
    until: int | None,
    scenario: str | None,
    pack: str | Path | None,
    *,
    members: int,
    seed: int,
    workers: int,
    confirm: bool,
    progress: Progress | None,
) -> tuple[UpdateRecord, Run, Path]:
    """The record, the run that was updated and the folder of the update; see `update`."""
    done = load_run(run, pack) if (Path(run) / RECORD).is_file() else None
    plan = load_plan(run) if done is None else plan_of(done)
    read = read_figures(figures, plan)
    asked, end = Arguments(), year_of(plan.end)
    last = asked.whole("until", end if until is None else until, plan.base_year, end)
    asked.raise_if_any()
    if done is None:
        spec = prepare_run(run, [scenario or AS_WRITTEN], members=members, seed=seed)
        done = execute_run(spec, folder=spec.default_folder(), execution=Execution(workers), progress=progress)
    chosen, known = chosen_scenario(done, scenario), read.until(last)
    left_out = [one.name for one in read.figures if one not in known]
    record = update_run(done, chosen, known, until=last, left_out=left_out, file=read.file)
    if confirm:
        record = confirmed(done, load_scenario(chosen), known, record, workers=workers, progress=progress)
    folder = Path(done.folder or "") / FOLDER / f"{chosen}-{last}-{read.hash}"
    folder.mkdir(parents=True, exist_ok=True)
    write_durably(folder / "update.csv", update_csv(record).encode("utf-8-sig"))
    write_durably(folder / FILE, record.sealed())
    return record, done, folder
