"""The commands that simulate and that show what was simulated: run, attainment."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from clustercast.commands.screen import (
    BAD_INPUT,
    INTERRUPTED,
    language,
    say_error,
    screen,
    show_json,
    show_sentences,
    show_text,
)
from clustercast.commands.screen import progress as progress_bar
from clustercast.model.results.record import RunRecord, read_record
from clustercast.reports.words.words import Language

if TYPE_CHECKING:
    from clustercast.model.monte_carlo.stopping_rule import Precision


def run(
    plan: str,
    scenarios: list[str] | None,
    members: int | Precision,
    seed: int,
    workers: int,
    out: Path | None,
    firms: Path | None,
    isolate: bool,
    scheduler: str | None,
    prior: bool,
    more: tuple[bool, bool],
    as_json: bool,
    lang: Language | None,
) -> None:
    """Forecast a plan, leave everything in a folder, print the table and the findings.

    ``more``: whether charts and the report are made then, so that nobody waits for them who wants the numbers.
    """
    from clustercast.api.forecast import SCENARIOS, Execution, execute_run, prepare_run

    spec = prepare_run(plan, scenarios or SCENARIOS, members=members, seed=seed, firms=firms, prior=prior)
    folder = out or spec.default_folder()
    for note in spec.plan.register.notes if spec.plan.register is not None else ():
        say_error(note)
    announce_compilation()
    execution = Execution(workers, isolate, scheduler)
    with keeping(folder), progress_bar("simulating") as report:
        done = execute_run(spec, folder=folder, execution=execution, progress=report, notice=say_error)
    for one in done.failures:
        say_error(
            f"member {one.member} of {one.scenario} failed in {one.stage}: {one.message}; again: {one.reproducer}"
        )
    if as_json:
        show_json(_data(done.record, folder))
    else:
        _show(done.record, folder, language(lang))
    sys.stdout.flush()
    with keeping(folder):
        for sentence in _made_of(folder, spec.plan.folder, workers, *more):
            if not as_json:
                show_sentences("", sentence)


def _made_of(folder: Path, pack: Path, workers: int, charts: bool, report: bool) -> Iterator[str]:
    """Draws the charts and writes the report of a run in both languages, where asked; says where each is."""
    from clustercast.commands.report import write, write_chart_files

    if charts:
        yield write_chart_files(folder, None, "svg,png", None, pack, workers)
    if report:
        yield write(folder, None, "html,docx,xlsx", None, pack, workers)


@contextmanager
def keeping(folder: Path) -> Iterator[None]:
    """Ctrl-C within ends the command with 130 and says how to go on."""
    import typer

    try:
        yield
    except KeyboardInterrupt:
        say_error(f"interrupted; what was finished is kept in {folder}: run the same command again to go on")
        raise typer.Exit(INTERRUPTED) from None


def asked_members(members: int | None, precision: float | None, most: int | None) -> int | Precision:
    """The members that were asked for: a number, or a precision. Ends with 2 where both or neither make sense."""
    import typer

    from clustercast.api.forecast import MEMBERS
    from clustercast.model.monte_carlo.stopping_rule import MOST, Precision

    wrong = ""
    if precision is None:
        wrong = "--most is the cap of --precision; write --precision 0.02 with it" if most is not None else ""
    elif members is not None:
        wrong = "--precision finds the number of members; write it without --members (the cap is --most)"
    elif not 0.001 <= precision < 0.5:
        wrong = f"--precision {precision:g} is no half-width of a probability; write a number such as 0.02"
    if wrong:
        say_error(wrong)
        raise typer.Exit(BAD_INPUT)
    return (members or MEMBERS) if precision is None else Precision(precision, most or MOST)


def announce_compilation() -> None:
    """Says on a terminal that the first run compiles the model."""
    from clustercast.model.compiled.compile import is_warm

    if sys.stderr.isatty() and not is_warm():
        say_error("The model is compiled on its first run, which takes about a minute; later runs find it ready.")


def attainment(folder: Path, as_json: bool, lang: Language | None, as_markdown: bool = False) -> None:
    """Print the table of a finished run."""
    import typer

    try:
        record = read_record(folder)
    except FileNotFoundError as error:
        say_error(str(error))
        raise typer.Exit(BAD_INPUT) from None
    if as_markdown:
        from clustercast.reports.tables.markdown import markdown

        show_text(markdown(record, language(lang)) + "\n")
        return
    if as_json:
        show_json(_data(record, folder))
        return
    _show(record, folder, language(lang))


def export(folder: Path, kind: str, out: Path | None) -> None:
    """Write the values of a run in another format."""
    import typer

    from clustercast.model.results.export import export_run

    try:
        written = export_run(folder, kind, out)
    except FileNotFoundError as error:
        say_error(str(error))
        raise typer.Exit(BAD_INPUT) from None
    show_sentences(*(path.as_posix() for path in written))


def _show(record: RunRecord, folder: Path, lang: Language) -> None:
    from clustercast.reports.run.summary import findings
    from clustercast.reports.tables.attainment_table import base_counts_table, print_attainment
    from clustercast.reports.tables.register_table import register_table

    console = screen()
    if record.register:
        console.print(register_table(record.register, lang))
        console.print("")
    print_attainment(record, console, lang)
    console.print("")
    console.print(base_counts_table(record, lang))
    console.print("")
    show_sentences(*findings(record, lang, folder.as_posix()))


def _data(record: RunRecord, folder: Path) -> dict[str, object]:
    """The record as plain data: the columns of attainment.csv, joint counts, differences, base counts, findings."""
    from dataclasses import asdict

    from clustercast.reports.run.summary import findings
    from clustercast.reports.tables.attainment_csv import plain_row
    from clustercast.reports.words.words import LANGUAGES

    return {
        "run": record.run,
        "plan": record.plan,
        "folder": folder.as_posix(),
        "members": record.members,
        "seed": record.seed,
        "precision": record.precision,
        "most": record.most,
        "scenarios": [one.id for one in record.scenarios],
        "members_run": {one.id: one.members for one in record.scenarios},
        "widest_half_width": {one.id: one.half_width for one in record.scenarios},
        "attainment": [plain_row(one) for one in record.attainments],
        "joint": [asdict(one) for one in record.joints],
        "agencies": [asdict(one) for one in record.agencies],
        "differences": [asdict(one) for one in record.differences],
        "register": [asdict(one) for one in record.register],
        "base_counts": [asdict(one) for one in record.base_counts],
        "findings": {lang: findings(record, lang, folder.as_posix()) for lang in LANGUAGES},
    }
