"""The command sweep."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from clustercast.commands.runs import announce_compilation, keeping
from clustercast.commands.screen import language, say_error, show, show_json, show_sentences
from clustercast.commands.screen import progress as progress_bar
from clustercast.reports.words.words import LANGUAGES, Language


def sweep(
    file: Path,
    workers: int,
    out: Path | None,
    isolate: bool,
    scheduler: str | None,
    as_json: bool,
    lang: Language | None,
) -> None:
    """Carry out a sweep, print best and worst points, leave everything in a folder."""
    from clustercast.api.forecast import Execution
    from clustercast.api.sweep import default_folder, execute_sweep, prepare_sweep
    from clustercast.reports.sweep.sweep_summary import sure_lines, sweep_sentences, sweep_table

    asked = prepare_sweep(file)
    folder = out or default_folder(asked)
    announce_compilation()
    execution = Execution(workers, isolate, scheduler)
    with keeping(folder), progress_bar("simulating") as report:
        done = execute_sweep(asked, folder=folder, execution=execution, progress=report, notice=say_error)
    for point, run in enumerate(done.runs):
        for one in run.failures:
            about = f"point {point}, member {one.member} of {one.scenario} failed in {one.stage}: {one.message}"
            say_error(f"{about}; again: {one.reproducer}")
    record, spoken = done.record, language(lang)
    if as_json:
        sentences = {each: sweep_sentences(record, each, folder.as_posix()) for each in LANGUAGES}
        show_json(asdict(record) | {"folder": folder.as_posix(), "findings_in_words": sentences})
        return
    show(sweep_table(record, spoken))
    few = sweep_sentences(record, spoken, folder.as_posix())
    show_sentences(*few[-(1 + len(sure_lines(record, spoken)) + (len(record.table) > 1)) :])
