"""Charts in the Word document: as wide as they were drawn, or two in a row; each with its alternative text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm

from clustercast.reports.charts.drawing.drawings import NARROW, Drawings, shown_width
from clustercast.reports.story.blocks import Picture, Story
from clustercast.reports.word.tables import set_margins
from clustercast.reports.words.cells import printable
from clustercast.reports.words.words import say

if TYPE_CHECKING:
    from docx.document import Document as Doc


def add_picture(document: Doc, picture: Picture, story: Story, drawings: Drawings) -> None:
    """A chart and its title below it, on the same page. A small one stays small, so that its letters stay sharp."""
    _draw(document.add_paragraph(style="Picture"), picture, drawings, shown_width(picture.entry.kind))
    _caption(document.add_paragraph(style="Caption"), picture, story)


def add_row(document: Doc, pictures: Sequence[Picture], story: Story, drawings: Drawings) -> None:
    """One or two charts side by side, in a table without lines that does not break over pages."""
    table: Any = document.add_table(rows=2, cols=2)
    table.autofit = False
    set_margins(table, 0)
    for place, picture in enumerate(pictures):
        above, below = (row.cells[place].paragraphs[0] for row in table.rows)
        above.style, below.style = document.styles["Picture"], document.styles["Caption"]
        _draw(above, picture, drawings, NARROW)
        _caption(below, picture, story)
    for column in table.columns:
        for cell in column.cells:
            cell.width = Cm(NARROW + 0.1)


def _draw(line: Any, picture: Picture, drawings: Drawings, width: float) -> None:
    """The chart, with what it shows in words for who cannot see it."""
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape = line.add_run().add_picture(io.BytesIO(drawings.png(picture.entry)), width=Cm(width))
    about = shape._inline.docPr
    about.set("descr", printable(picture.alt))
    about.set("title", printable(picture.title))


def _caption(line: Any, picture: Picture, story: Story) -> None:
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.add_run(printable(f"{say('figure_n', story.lang, n=picture.number)}  {picture.title}"))
