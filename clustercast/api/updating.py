"""Figures that arrived, from a file to what they change: read, updated, confirmed, kept beside the run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from clustercast.api.forecast import MEMBERS, SEED, WORKERS, Execution, execute_run, prepare_run
from clustercast.model.results.journal import write_durably
from clustercast.model.results.record import FILE as RECORD
from clustercast.model.results.run import Run, load_run
from clustercast.model.updating.confirm import confirm as confirmed
from clustercast.model.updating.record import FILE, FOLDER, UpdateRecord
from clustercast.model.updating.update import tells, update_run
from clustercast.reports.tables.update_csv import update_csv
from clustercast.scenarios import Fault, PackError, Plan, load_plan, load_scenario, year_of
from clustercast.scenarios.figures import Figure, read_figures, template_text
from clustercast.scenarios.figures.template import asked_for

Progress = Callable[[int, int], None]
AS_WRITTEN = "as-written"


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
    plan = load_plan(run) if done is None else _plan_of(done)
    read = read_figures(figures, plan)
    last = year_of(plan.end) if until is None else until
    _check_year(plan, last)
    if done is None:
        spec = prepare_run(run, [scenario or AS_WRITTEN], members=members, seed=seed)
        done = execute_run(spec, folder=spec.default_folder(), execution=Execution(workers), progress=progress)
    chosen, known = _scenario(done, scenario), read.until(last)
    left_out = [one.name for one in read.figures if one not in known]
    record = update_run(done, chosen, known, until=last, left_out=left_out, file=read.file)
    if confirm:
        record = confirmed(done, load_scenario(chosen), known, record, workers=workers, progress=progress)
    folder = Path(done.folder or "") / FOLDER / f"{chosen}-{last}-{read.hash}"
    folder.mkdir(parents=True, exist_ok=True)
    write_durably(folder / "update.csv", update_csv(record).encode("utf-8-sig"))
    write_durably(folder / FILE, record.to_json().encode())
    return record, done, folder


def figures_template(of: str | Path, lang: str = "en", pack: str | Path | None = None) -> str:
    """A table to fill in with figures, as CSV: of a plan, or of a run, whose members say which figures tell most.

    ``pack`` is the plan of a run that no longer finds it.
    """
    if not (Path(of) / RECORD).is_file():
        return template_text(load_plan(of), lang)
    run = load_run(of, pack)
    _plan_of(run)
    asked = [Figure(target.id, "target", year, 4, 0.0) for target, year in asked_for(run.plan)]
    judged = [one for one in asked if run.plan.target(one.subject).status == "projected"]
    return template_text(run.plan, lang, tells(run, _scenario(run, None), judged))


def _plan_of(run: Run) -> Plan:
    if run.known_plan is None:
        problem = f"the plan pack {run.inputs.get('plan')} is not at hand as it was when the run was made"
        raise PackError([Fault(str(run.folder), "", "", problem, "--plan with the path of its pack")])
    return run.known_plan


def _scenario(run: Run, wanted: str | None) -> str:
    """The scenario that is updated: the one asked for, else as written, else the first."""
    if wanted is None:
        return AS_WRITTEN if AS_WRITTEN in run.scenarios else run.scenarios[0]
    if wanted not in run.scenarios:
        listed = ", ".join(f'"{one}"' for one in run.scenarios)
        raise PackError([Fault(str(run.folder), "", "scenario", f'the run has no scenario "{wanted}"', listed)])
    return wanted


def _check_year(plan: Plan, until: int) -> None:
    first, last = plan.base_year, year_of(plan.end)
    if not first <= until <= last:
        raise PackError([Fault("--until", "", "", f"{until} is no year of this plan", f"{first} to {last}")])
