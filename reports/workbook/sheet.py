"""One sheet of the workbook: a title, a row of headings that stays in sight, rows of cells; numbers as numbers.

Text is always written as text, so that no label becomes a formula or a link; a number keeps every digit it has, and its
format says how many are shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from clustercast.reports.words.cells import printable

Value = str | float | int | None
FORMATS = {
    "text": {"text_wrap": True, "valign": "top"},
    "number": {"num_format": "#,##0.####", "valign": "top"},
    "whole": {"num_format": "#,##0", "valign": "top"},
    "year": {"num_format": "0", "valign": "top"},
    "share": {"num_format": '[<0.005]"<1%";[>=0.995]">99%";0%', "valign": "top"},
    "bound": {"num_format": "0%", "valign": "top"},
    "points": {"num_format": "+0.0%;-0.0%;0.0%", "valign": "top"},
}
"""How cells are shown. A probability is never shown as 0 or 100 %, which a sample of members cannot show."""
LONGEST = 32_000
"""Characters of a cell: a little less than a spreadsheet holds."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its heading, what it holds (a key of `FORMATS`) and its width in characters."""

    title: str
    kind: str = "text"
    width: int = 14


class Book:
    """A workbook being written."""

    def __init__(self, path: str, about: dict[str, Any]) -> None:
        from xlsxwriter import Workbook

        careful = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._file = Workbook(path, careful)
        self._file.set_properties(about)
        base = {"font_name": "Microsoft YaHei", "font_size": 10}
        self._formats = {kind: self._file.add_format(base | FORMATS[kind]) for kind in FORMATS}
        self._title = self._file.add_format(base | {"bold": True, "font_size": 13, "font_color": "#1F4E79"})
        self._note = self._file.add_format(base | {"font_color": "#5A6472"})
        heading = {"bold": True, "bg_color": "#EEF2F7", "bottom": 2, "text_wrap": True, "valign": "vcenter"}
        self._heading = self._file.add_format(base | heading)

    def add(
        self, name: str, title: str, fields: Sequence[Field], rows: Iterable[Sequence[Value]], note: str = ""
    ) -> None:
        """A sheet. With no field it holds its title and note only."""
        sheet = self._file.add_worksheet(name)
        sheet.write_string(0, 0, printable(title), self._title)
        sheet.write_string(1, 0, printable(note), self._note)
        top = 2
        for place, field in enumerate(fields):
            sheet.set_column(place, place, field.width)
            sheet.write_string(top, place, printable(field.title), self._heading if field.title else self._note)
        row = top
        for row, values in enumerate(rows, top + 1):
            for place, (field, value) in enumerate(zip(fields, values, strict=True)):
                self._write(sheet, row, place, field, value)
        if any(field.title for field in fields):
            sheet.freeze_panes(top + 1, 1)
            sheet.autofilter(top, 0, max(row, top + 1), len(fields) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)

    def _write(self, sheet: Any, row: int, place: int, field: Field, value: Value) -> None:
        form = self._formats[field.kind]
        if isinstance(value, str):
            sheet.write_string(row, place, printable(value)[:LONGEST], self._formats["text"])
        elif value is None or not math.isfinite(value):
            sheet.write_blank(row, place, None, form)
        else:
            sheet.write_number(row, place, value, form)

    def close(self) -> None:
        """Writes the file."""
        self._file.close()
