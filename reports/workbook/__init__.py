"""The report as an Excel workbook: targets, indicators by quarter, outlays, differences, assumptions, sources."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from clustercast.reports.story.blocks import Story
from clustercast.reports.story.scene import Scene
from clustercast.reports.words.cells import printable
from clustercast.reports.workbook import assumptions, indicators, outlays, sources, targets
from clustercast.reports.workbook.sheet import Book, Field, Value


def write_workbook(path: Path, scene: Scene, story: Story) -> None:
    """Writes the workbook of a run in the language of the scene; ``story`` gives its title, facts and summary."""
    about = {
        "title": printable(story.title)[:255],
        "comments": printable(story.foot)[:255],
        "author": "clustercast",
        "created": datetime.fromisoformat(scene.record.created),
    }
    book = Book(str(path), about)
    _about(book, scene, story)
    targets.add(book, scene)
    indicators.add(book, scene)
    outlays.add(book, scene)
    targets.add_differences(book, scene)
    assumptions.add(book, scene)
    sources.add(book, scene)
    book.close()


def _about(book: Book, scene: Scene, story: Story) -> None:
    """What the workbook is of, the summary, and how to read it."""
    from clustercast.reports.story.summary import sentences

    facts = ((label, int(value) if value.isdecimal() else value) for label, value in story.facts)
    rows: list[tuple[Value, Value]] = [*facts, *enumerate(sentences(scene), 1)]
    rows += [("", scene.say("wb_reading"))]
    fields = (Field("", width=18), Field("", width=120))
    book.add(scene.say("sheet_about"), story.title, fields, rows, story.subtitle)
