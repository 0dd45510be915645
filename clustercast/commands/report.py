"""The commands that write the report of a run, and its charts as files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from clustercast.commands.screen import BAD_INPUT, language, say_error, show_sentences
from clustercast.reports.words.words import LANGUAGES, Language, say

if TYPE_CHECKING:
    from clustercast.reports.document.files import Format


def report(folder: Path, lang: Language | None, kinds: str, out: Path | None, plan: Path | None, workers: int) -> None:
    """Write the report of a run and say where it is."""
    show_sentences(write(folder, lang, kinds, out, plan, workers))


def charts(folder: Path, lang: Language | None, kinds: str, out: Path | None, plan: Path | None, workers: int) -> None:
    """Draw the charts of a run and say where they are."""
    show_sentences(write_chart_files(folder, lang, kinds, out, plan, workers))


def write_chart_files(
    folder: Path, lang: Language | None, kinds: str, out: Path | None, plan: Path | None, workers: int
) -> str:
    """Draws the charts into ``charts`` in the run's folder or ``out``; a sentence that says where. Ends as `write`."""
    from clustercast.reports.document.files import PICTURES

    return write(folder, lang, ",".join(asked_formats(kinds, PICTURES)), out or folder, plan, workers)


def write(folder: Path, lang: Language | None, kinds: str, out: Path | None, plan: Path | None, workers: int) -> str:
    """Writes the report; a sentence that says where. Ends with 2 where there is no run or a format is unknown."""
    from clustercast.model.results.run import NoRunError, load_run
    from clustercast.reports.document.files import DOCUMENTS, FOLDER, FORMATS, write_report

    formats = asked_formats(kinds, FORMATS)
    try:
        run = load_run(folder, plan)
    except NoRunError as error:
        say_error(str(error))
        raise typer.Exit(BAD_INPUT) from None
    spoken = language(lang)
    if run.known_plan is None:
        say_error(say("without_pack", spoken, pack=plan or run.inputs["plan"]))
    into = out or folder / FOLDER
    languages = LANGUAGES if lang is None else (lang,)
    written = write_report(run, into, languages=languages, formats=formats, workers=workers)
    names = [path.name for path in written if path.parent == into]
    names += ["charts/"] if any(path.parent != into for path in written) else []
    said = "report_written" if any(one in DOCUMENTS for one in formats) else "charts_written"
    return say(said, spoken, folder=into.as_posix(), files=", ".join(names))


def asked_formats(kinds: str, known: Sequence[Format]) -> tuple[Format, ...]:
    """The formats that were asked for, in the order in which they are written. Ends with 2 where one is unknown."""
    asked = [one.strip().lower() for one in kinds.split(",") if one.strip()]
    unknown = [one for one in asked if one not in known]
    if unknown or not asked:
        wrong = ", ".join(unknown) or "none"
        say_error(f"--format {wrong}: no such format; write one or more of {','.join(known)}")
        raise typer.Exit(BAD_INPUT)
    return tuple(one for one in known if one in asked)
