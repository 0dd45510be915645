"""All files of a report: which formats there are, what they are called, and one after the other written.

    report.<zh|en>.html   the page                     report.<zh|en>.docx   the Word document
    report.<zh|en>.xlsx   the workbook                 charts/<id>.<zh|en>.<png|svg|pdf>, <id>.csv   the charts

A file is written under a name of its own and then renamed, so that none is ever there in part.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Literal, get_args

from clustercast.model.ensemble.parent_watch import end_with
from clustercast.model.results.run import Run, load_run
from clustercast.model.system.files import own_folder, whole
from clustercast.reports.charts.drawing.drawings import Drawings, Kind
from clustercast.reports.story import tell
from clustercast.reports.story.blocks import Story
from clustercast.reports.story.scene import Scene
from clustercast.reports.words.cells import file_name
from clustercast.reports.words.words import LANGUAGES, Language

Document = Literal["html", "docx", "xlsx"]
Picture = Literal["png", "svg", "pdf"]
Format = Literal["html", "docx", "xlsx", "png", "svg", "pdf"]
DOCUMENTS: tuple[Document, ...] = get_args(Document)
PICTURES: tuple[Picture, ...] = get_args(Picture)
FORMATS: tuple[Format, ...] = get_args(Format)
FOLDER = "report"
"""The folder of the report, in that of its run."""


def write_report(
    run: Run,
    folder: Path,
    *,
    languages: Sequence[Language] = LANGUAGES,
    formats: Sequence[Format] = DOCUMENTS,
    workers: int = 1,
) -> tuple[Path, ...]:
    """Writes the files of a report into a folder, which is made. Returns them in order.

    ``workers`` processes write a language each, and draw the charts.
    """
    if run.folder is not None and folder == run.folder / FOLDER:
        own_folder(folder)
    folder.mkdir(parents=True, exist_ok=True)
    documents: list[Document] = [one for one in DOCUMENTS if one in formats]
    written: list[Path] = []
    source, pack = run.folder, None if run.known_plan is None else run.known_plan.folder
    if documents and workers > 1 and len(languages) > 1 and source is not None:
        with ProcessPoolExecutor(len(languages), get_context("spawn"), end_with, (os.getpid(),)) as pool:
            todo = [pool.submit(_elsewhere, source, pack, folder, lang, documents) for lang in languages]
            written += [path for one in todo for path in one.result()]
    else:
        written += [path for lang in languages for path in write_documents(run, folder, lang, documents)]
    return (*written, *_charts(run, folder, languages, [one for one in PICTURES if one in formats], workers))


def write_documents(
    run: Run, folder: Path, lang: Language, formats: Sequence[Document] = DOCUMENTS
) -> tuple[Path, ...]:
    """The documents of a report in one language. Each chart is drawn once for all of them."""
    if not formats:
        return ()
    shown: dict[Document, Kind] = {"html": "svg", "docx": "png"}
    story, drawings = tell(run, lang), Drawings(lang, [kind for one, kind in shown.items() if one in formats])
    return tuple(_renamed(folder / f"report.{lang}.{kind}", _writer(kind, run, story, drawings)) for kind in formats)


def _writer(kind: Document, run: Run, story: Story, drawings: Drawings) -> Callable[[Path], object]:
    """What writes a document to a path. Each needs a library of its own, loaded when it is used."""
    if kind == "html":
        from clustercast.reports.page import page

        return lambda path: path.write_text(page(story, drawings), encoding="utf-8")
    if kind == "docx":
        from clustercast.reports.word import write_word

        return lambda path: write_word(path, story, drawings, run.record.created)
    from clustercast.reports.workbook import write_workbook

    return lambda path: write_workbook(path, Scene(run, story.lang), story)


def _renamed(path: Path, write: Callable[[Path], object]) -> Path:
    """The file, written beside its place and put there when it is whole."""
    with whole(path) as beside:
        write(beside)
    return path


def _elsewhere(
    folder: Path, pack: Path | None, out: Path, lang: Language, formats: Sequence[Document]
) -> tuple[Path, ...]:
    """The documents of one language, in a process of their own."""
    return write_documents(load_run(folder, pack), out, lang, formats)


def _charts(
    run: Run, folder: Path, languages: Sequence[Language], formats: Sequence[Picture], workers: int
) -> tuple[Path, ...]:
    """Every chart of the run as files of its own, with its numbers beside it."""
    if not formats:
        return ()
    from clustercast.reports.charts import charts_of
    from clustercast.reports.charts.drawing.writing import write_charts

    charts = [(file_name(one.id), one.chart) for one in charts_of(run)]
    return write_charts(folder / "charts", charts, formats, languages, workers)
