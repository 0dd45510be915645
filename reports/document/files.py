"""All files of a report: which formats there are, what they are called, and how they are written.

    report.<zh|en>.html   the page                     report.<zh|en>.docx   the Word document
    report.<zh|en>.xlsx   the workbook                 charts/<id>.<zh|en>.<png|svg|pdf>, <id>.csv   the charts

A file is written under a name of its own and then renamed, so that none is ever there in part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, get_args

from clustercast.model.ensemble.child import Children
from clustercast.model.results.run import Run
from clustercast.model.system.files import own_folder, whole
from clustercast.model.system.folder_lock import alone_in
from clustercast.reports.charts.drawing.drawings import Drawings, Kind
from clustercast.reports.charts.drawing.entry import ChartEntry
from clustercast.reports.story import tell
from clustercast.reports.story.blocks import Picture as ShownPicture
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
SHOWN: dict[Document, Kind] = {"html": "svg", "docx": "png"}
"""What documents show of a chart."""


def write_report(
    run: Run,
    folder: Path,
    *,
    languages: Sequence[Language] = LANGUAGES,
    formats: Sequence[Format] = DOCUMENTS,
    workers: int = 1,
) -> tuple[Path, ...]:
    """Writes the files of a report into a folder, which is made. Returns them in order.

    A chart is read once, and set once in a language for all formats. ``workers`` processes draw: this one, which writes
    the documents meanwhile, and others. Raises FolderLockError while another one writes there.
    """
    if run.folder is not None and folder == run.folder / FOLDER:
        own_folder(folder)
    with alone_in(folder):
        return _write(run, folder, languages, formats, workers)


def _write(
    run: Run, folder: Path, languages: Sequence[Language], formats: Sequence[Format], workers: int
) -> tuple[Path, ...]:
    from clustercast.reports.charts import charts_of
    from clustercast.reports.charts.drawing.writing import write_table

    documents: list[Document] = [one for one in DOCUMENTS if one in formats]
    pictures: list[Picture] = [one for one in PICTURES if one in formats]
    (folder / "charts" if pictures else folder).mkdir(parents=True, exist_ok=True)
    charts, stories = tuple(charts_of(run)), dict[Language, Story]()
    with _drawers(workers) as pool:
        drawings = {lang: Drawings(lang, [SHOWN[one] for one in documents if one in SHOWN], pool) for lang in languages}
        for lang in languages:
            if documents:
                stories[lang] = tell(run, lang, charts)
            _announce(drawings[lang], charts, stories.get(lang), folder, pictures)
        tables = [write_table(one.table(), _file(folder, one, "csv")) for one in charts if pictures]
        written = {
            (lang, kind): _renamed(folder / f"report.{lang}.{kind}", _writer(kind, run, story, drawings[lang]))
            for kind in sorted(documents, key=lambda one: one in SHOWN)  # What shows no chart first: others draw.
            for lang, story in stories.items()
        }
        for one in drawings.values():
            one.finish()
    files = [_file(folder, one, f"{lang}.{kind}") for one in charts for lang in languages for kind in pictures]
    return (*(written[lang, kind] for lang in stories for kind in documents), *tables, *files)


def _announce(
    drawings: Drawings, charts: Sequence[ChartEntry], story: Story | None, folder: Path, formats: Sequence[Picture]
) -> None:
    """Has every chart of a language drawn that a document shows, or that is to be a file of its own."""
    blocks = [block for section in (story.sections if story else ()) for block in section.blocks]
    shown = {block.entry.id for block in blocks if isinstance(block, ShownPicture)}
    for one in charts:
        kinds = drawings.kinds if one.id in shown else ()
        if kinds or formats:
            drawings.ahead(one, kinds, [_file(folder, one, f"{drawings.lang}.{kind}") for kind in formats])


def _file(folder: Path, chart: ChartEntry, ending: str) -> Path:
    """The file of a chart."""
    return folder / "charts" / f"{file_name(chart.id)}.{ending}"


@contextmanager
def _drawers(workers: int) -> Iterator[Executor | None]:
    """Processes that draw beside this one; none where it is to draw alone."""
    if workers < 2:
        yield None
        return
    with Children(workers - 1) as pool:
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)


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
