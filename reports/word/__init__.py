"""The report as a Word document, in the shape that such a report has: A4, headings, tables that go over pages, figures.

Written with python-docx, so no text is ever taken for markup. Every picture has its alternative text.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby, pairwise
from pathlib import Path
from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.oxml.ns import qn

from clustercast.reports.charts.drawing.drawings import SMALL, Drawings
from clustercast.reports.story.blocks import Block, Grid, Paragraph, Picture, Points, Story
from clustercast.reports.word.fields import footer
from clustercast.reports.word.lists import restarted
from clustercast.reports.word.pictures import add_picture, add_row
from clustercast.reports.word.styles import prepare
from clustercast.reports.word.tables import add_table
from clustercast.reports.words.cells import printable
from clustercast.reports.words.words import say

if TYPE_CHECKING:
    from docx.document import Document as Doc

PARAGRAPH = qn("w:p")
NO_DAY = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip can tell."""


def write_word(path: Path, story: Story, drawings: Drawings, created: str) -> None:
    """Writes the report as a .docx file. ``created`` is the day of the run, which the file says it was made on."""
    document = Document()
    prepare(document, story.lang)
    _head(document, story, created)
    for section in story.sections:
        document.add_heading(printable(section.title), level=1)
        _fill(document, section.blocks, story, drawings)
    footer(document, story)
    packed = io.BytesIO()
    document.save(packed)
    write_without_a_clock(packed, path)


def write_without_a_clock(packed: IO[bytes], path: Path) -> None:
    """Writes a .docx, which is a zip, with the same day in all its entries: else each would tell when it was packed."""
    with ZipFile(packed) as given, ZipFile(path, "w", ZIP_DEFLATED) as written:
        for one in given.infolist():
            written.writestr(ZipInfo(one.filename, NO_DAY), given.read(one), ZIP_DEFLATED)


def _head(document: Doc, story: Story, created: str) -> None:
    """Title, subtitle, facts, and what the file says of itself."""
    about = document.core_properties
    about.title, about.subject = printable(story.title)[:255], printable(story.subtitle)[:255]
    about.author, about.comments = "clustercast", printable(story.foot)[:255]
    about.language = "zh-CN" if story.lang == "zh" else "en-GB"
    about.created = about.modified = datetime.fromisoformat(created)
    document.add_paragraph(printable(story.title), style="Title")
    document.add_paragraph(printable(story.subtitle), style="Subtitle")
    colon = "：" if story.lang == "zh" else ": "
    for label, value in story.facts:
        line = document.add_paragraph(style="Facts")
        line.add_run(printable(f"{label}{colon}")).bold = True
        line.add_run(printable(value))


def _fill(document: Doc, blocks: Sequence[Block], story: Story, drawings: Drawings) -> None:
    """The blocks of a section: a paragraph stays with the table below it, small charts stand two in a row."""
    for small, group in groupby(blocks, key=_is_small):
        some = list(group)
        if small and len(some) > 1:
            for place in range(0, len(some), 2):
                add_row(document, [one for one in some[place : place + 2] if isinstance(one, Picture)], story, drawings)
            continue
        for block in some:
            _add(document, block, story, drawings)
    for before, after in pairwise(document.element.body):
        if before.tag == PARAGRAPH and after.tag == PARAGRAPH and after.style == "TableTitle":
            before.get_or_add_pPr().get_or_add_keepNext().val = True


def _is_small(block: Block) -> bool:
    return isinstance(block, Picture) and block.entry.kind in SMALL


def _add(document: Doc, block: Block, story: Story, drawings: Drawings) -> None:
    """One block of the story."""
    if isinstance(block, Paragraph):
        document.add_paragraph(printable(block.text), style="Quiet" if block.quiet else "Body Text")
    elif isinstance(block, Points):
        _points(document, block)
    elif isinstance(block, Grid):
        add_table(document, block, say("table_n", story.lang, n=block.number))
    else:
        add_picture(document, block, story, drawings)


def _points(document: Doc, block: Points) -> None:
    number = restarted(document) if block.counted else None
    for item in block.items:
        line = document.add_paragraph(printable(item), style="List Number" if block.counted else "List Bullet")
        if number is not None:
            number(line)
