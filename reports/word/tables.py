"""Tables of the Word document: their head on every page, rows that stay whole, widths as the story says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from clustercast.reports.story.blocks import Cell, Grid, Row
from clustercast.reports.words.cells import printable

if TYPE_CHECKING:
    from docx.document import Document as Doc

MILLIMETRE = 57
"""In twentieths of a point."""
WIDTH = 16.0
"""Centimetres between the margins."""
SIZE = Pt(8.5)
TONES = {
    "on_course": RGBColor(0x1E, 0x7B, 0x34),
    "open": RGBColor(0x8A, 0x61, 0x00),
    "at_risk": RGBColor(0xB0, 0x3A, 0x2E),
    "out_of_reach": RGBColor(0x7A, 0x1F, 0x16),
    "quiet": RGBColor(0x5A, 0x64, 0x72),
}
WASH, RULE, THIN = "EEF2F7", "1F4E79", "C9D0DA"


def add_table(document: Doc, grid: Grid, number: str) -> None:
    """The table with its title above and its note below."""
    document.add_paragraph(printable(f"{number}  {grid.title}"), style="Table Title")
    table: Any = document.add_table(rows=1, cols=len(grid.columns))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _borders(table)
    set_margins(table, MILLIMETRE)
    for cell, column in zip(table.rows[0].cells, grid.columns, strict=True):
        _fill(cell, column.title, bold=True, right=column.number, keep=True)
    _property(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    for row in grid.rows:
        _row(table, row, grid)
    for line in table.rows:
        _property(line._tr.get_or_add_trPr(), "w:cantSplit")
    _widths(table, grid)
    document.add_paragraph(printable(grid.note), style="Quiet")


def _row(table: Any, row: Row, grid: Grid) -> None:
    cells = table.add_row().cells
    if row.heading:
        merged = cells[0].merge(cells[-1])
        _fill(merged, row.cells[0].text, bold=True, keep=True)
        _shade(merged)
        return
    for cell, given, column in zip(cells, row.cells, grid.columns, strict=True):
        _fill(cell, given.text, tone=given.tone, right=column.number, bold=_stands_out(given))


def _stands_out(cell: Cell) -> bool:
    return cell.tone == "out_of_reach"


def _fill(cell: Any, text: str, *, tone: str = "", bold: bool = False, right: bool = False, keep: bool = False) -> None:
    """Text of a cell. ``keep``: on the page of the row below."""
    line = cell.paragraphs[0]
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(1.5)
    line.paragraph_format.line_spacing = 1.1
    line.paragraph_format.keep_with_next = keep
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    run = line.add_run(printable(text))
    run.font.size, run.font.bold = SIZE, bold
    if tone in TONES:
        run.font.color.rgb = TONES[tone]


def _widths(table: Any, grid: Grid) -> None:
    """Widths of the columns: in the grid of the table and in every cell, since programs differ in which they read."""
    whole = sum(one.width for one in grid.columns)
    for place, column in enumerate(grid.columns):
        width = Cm(WIDTH * column.width / whole)
        table.columns[place].width = width
        for cell in table.columns[place].cells:
            cell.width = width


def _borders(table: Any) -> None:
    """Lines between rows, a stronger one above and below, none between columns."""
    borders = OxmlElement("w:tblBorders")
    for edge, size, colour in (("top", "8", RULE), ("bottom", "8", RULE), ("insideH", "4", THIN)):
        about = {"val": "single", "sz": size, "space": "0", "color": colour}
        borders.append(OxmlElement(f"w:{edge}", {qn(f"w:{key}"): value for key, value in about.items()}))
    table._tbl.tblPr.append(borders)


def set_margins(table: Any, twips: int) -> None:
    """What is left free beside the contents of every cell, in twentieths of a point."""
    margins = OxmlElement("w:tblCellMar")
    for edge in ("left", "right"):
        margins.append(OxmlElement(f"w:{edge}", {qn("w:w"): str(twips), qn("w:type"): "dxa"}))
    table._tbl.tblPr.append(margins)


def _shade(cell: Any) -> None:
    about = {qn("w:val"): "clear", qn("w:color"): "auto", qn("w:fill"): WASH}
    cell._tc.get_or_add_tcPr().append(OxmlElement("w:shd", about))


def _property(properties: Any, tag: str) -> None:
    properties.append(OxmlElement(tag))
