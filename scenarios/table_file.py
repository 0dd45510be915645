"""The rows of a table as people hold them: CSV as spreadsheets save it, or a workbook (xlsx, xls, ods)."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path

from clustercast.scenarios.decoding import NotTextError, decode, read_file
from clustercast.scenarios.faults import Place

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
SAVE_AS = "a table saved as xlsx or CSV (utf-8 or gb18030)"
MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Rows:
    """A sheet: its name ("" of a CSV file) and the rows that hold anything, as text, by their number from 1."""

    sheet: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def cell(self, row: int, column: int) -> str:
        """What a spreadsheet calls a cell: ``Sheet1!C7``, of a CSV file ``C7``; columns count from 0."""
        letters, rest = "", column + 1
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{self.sheet}!{letters}{row}" if self.sheet else f"{letters}{row}"


def read_rows(path: Path, place: Place) -> tuple[Rows, ...]:
    """Every sheet of a file; none, with a fault noted, where it cannot be read as a table."""
    try:
        raw = read_file(path, MOST_BYTES)
    except OSError as error:
        place.complain(f"the file cannot be read ({error.strerror})", f"the path of {SAVE_AS}")
        return ()
    try:
        return tuple(_workbook(raw)) if path.suffix.lower() in WORKBOOKS else (Rows("", tuple(csv_rows(decode(raw)))),)
    except NotTextError as error:
        place.complain(f"the file is {error}", SAVE_AS)
    except csv.Error as error:
        place.complain(f"the table cannot be read ({error})", SAVE_AS)
    except _NoWorkbookError as error:
        place.complain(f"the workbook cannot be read ({error})", "a workbook without a password, or the table as CSV")
    return ()


class _NoWorkbookError(ValueError):
    """The bytes are no workbook that can be read; the text says why."""


def csv_rows(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Number and cells of each row of CSV that has any content, as they are wanted; commas, tabs or semicolons.

    Raises csv.Error.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max((",", "\t", ";"), key=first.count)
    return _filled(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))


def _workbook(raw: bytes) -> Iterator[Rows]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(raw))
        for name in book.sheet_names:
            lines = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield Rows(name, tuple(_filled([_shown(cell) for cell in line] for line in lines)))
    except PasswordError:
        raise _NoWorkbookError("it asks for a password") from None
    except (CalamineError, ZipError, OSError, ValueError) as error:
        raise _NoWorkbookError(str(error).splitlines()[0][:120] if str(error) else type(error).__name__) from None


def _filled(lines: Iterable[list[str]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, line in enumerate(lines, start=1):
        cells = tuple(cell.strip() for cell in line)
        if any(cells):
            yield number, cells


def _shown(cell: object) -> str:
    """A cell of a workbook as its text: whole numbers without ".0", dates as 2018-12-31."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)
