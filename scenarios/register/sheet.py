"""A register file -> its header and rows as text, with what is wrong with the file as a whole."""

import csv
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from re import compile

from clustercast.scenarios.decoding import NotTextError, decode, read_file
from clustercast.scenarios.faults import Faults, Place, nearest
from clustercast.scenarios.folder import shown
from clustercast.scenarios.plan import Plan
from clustercast.scenarios.register.cells import UNITS, tight, unit_factor
from clustercast.scenarios.register.columns import RegisterColumn, split_header
from clustercast.scenarios.table_file import csv_rows

Row = tuple[int, tuple[str, ...]]
"""A row of the file: its number, and its cells."""
SAVE_AS = "a table saved as CSV (utf-8 or gb18030)"
REMARKS = frozenset(
    ("必填", "选填", "可选", "required", "optional", "年末", "期末", "基年", "净值", "base year", "baseyear")
)
"""What brackets of a header may say besides a unit."""
YEAR = compile(r"(?:fy)?((?:19|20)\d\d)年?(?:末|底|度)?")
LARGEST, MOST = 128_000_000, 100_000
"""Bytes of a register, and its firms."""
LIKE = 0.75
"""How like a known header an unknown one must be to count as misspelt."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file by the key of their column; `units`: factors that headers name; `percent`: the columns whose
    headers do; `unread`: others.
    """

    file: str
    hash: str
    headers: dict[str, str]
    units: dict[str, float]
    percent: frozenset[str]
    rows: tuple[tuple[int, dict[str, str]], ...]
    unread: tuple[str, ...]


def read_sheet(path: Path, plan: Plan, columns: tuple[RegisterColumn, ...], faults: Faults) -> Sheet | None:
    """The file's rows, or None when nothing can be read of it, or its headers have faults: then no row means anything.

    Rows without any content are left out.
    """
    place = Place(faults, shown(path))
    try:
        raw = read_file(path, LARGEST)
        filled = _firms(decode(raw), place)
    except OSError as error:
        place.complain(f"the register cannot be read ({error.strerror})", f"the path of {SAVE_AS}")
        return None
    except NotTextError as error:
        place.complain(f"the file is {error}", SAVE_AS)
        return None
    except csv.Error as error:
        place.complain(f"the table cannot be read ({error})", SAVE_AS)
        return None
    if not filled:
        if not len(faults):
            place.complain("the register is empty", "a line of headers and one line a firm")
        return None
    headers = _Headers(filled[0], columns, plan.base_year, place)
    if len(faults):
        return None
    rows = (_row(n, cells, headers, place) for n, cells in filled[1:] if not faults.full)
    named = {key: filled[0][1][at] for key, at in headers.at.items()}
    percent = frozenset(headers.percent)
    return Sheet(place.file, sha256(raw).hexdigest(), named, headers.units, percent, tuple(rows), headers.unread)


def _firms(text: str, place: Place) -> list[Row]:
    """The rows that have any content, headers first; none and a fault where they are too many."""
    filled: list[Row] = []
    for row in csv_rows(text):
        filled.append(row)
        if len(filled) > MOST + 1:
            place.complain(f"the register has more than {MOST} firms", "fewer (above the size threshold only)")
            return []
    return filled


class _Headers:
    """Where each known column stands (`at`), the factors of named `units`, the columns in `percent`, those `unread`."""

    def __init__(self, first: Row, columns: tuple[RegisterColumn, ...], base_year: int, place: Place) -> None:
        self.base_year = base_year
        self.width = max((n for n, header in enumerate(first[1], start=1) if header), default=0)
        self.at: dict[str, int] = {}
        self.units: dict[str, float] = {}
        self.percent: set[str] = set()
        here = Place(place.faults, place.file, f"row {first[0]}")
        words = {tight(word): column for column in columns for word in column.headers}
        other: list[str] = []
        for number, header in enumerate(first[1]):
            word, bracket = split_header(header)
            column = words.get(word) or words.get(tight(header))
            if column is None:
                other += [header] if header else []
            elif column.key in self.at:
                problem = f'two columns give the same ("{first[1][self.at[column.key]]}" and "{header}")'
                here.at(header).complain(problem, "one of them only")
            else:
                self.at[column.key] = number
                self.units[column.key] = self._unit(bracket, column, here.at(header))
        for column in columns:
            if column.required and column.key not in self.at:
                here.at(column.headers[0]).complain("this column is missing", _headers_of(column))
        if "industry" not in self.at and "cluster" not in self.at:
            here.complain("neither industry nor cluster is a column", 'a column "行业" (industry) or "集群" (cluster)')
        self.unread = tuple(_not_misspelt(other, columns, self.at, here))

    def _unit(self, bracket: str, column: RegisterColumn, place: Place) -> float:
        """Factor of the unit that a header names in brackets; what is neither unit, base year nor remark is refused."""
        if not bracket or not column.measures or tight(bracket) in REMARKS:
            return 1.0
        factor = unit_factor(bracket, column.measures)
        year = YEAR.fullmatch(tight(bracket))
        if bracket == "%" and column.key == "rnd":
            self.percent.add(column.key)
        elif year is not None and int(year[1]) != self.base_year:
            place.complain(f"{year[1]} is not the base year", f"numbers of {self.base_year}")
        elif year is None and factor is None:
            listed = ", ".join(list(UNITS[column.measures])[:12])
            place.complain(f'the unit "{bracket}" is not known here', f"one of {listed}, or no brackets")
        return factor or 1.0


def _headers_of(column: RegisterColumn) -> str:
    return f'a column "{column.headers[0]}" or "{column.headers[1]}" ({column.meaning_en})'


def _not_misspelt(other: list[str], columns: tuple[RegisterColumn, ...], at: dict[str, int], place: Place) -> list[str]:
    """The headers that are simply not read; one much like a column that is absent is a fault instead."""
    absent = {tight(word): column for column in columns if column.key not in at for word in column.headers}
    kept: list[str] = []
    for header in other:
        close = nearest(split_header(header)[0], absent, LIKE)
        if close is None:
            kept.append(header)
            continue
        column = absent[close]
        remedy = f'"{column.headers[0]}" or "{column.headers[1]}", or take the column out'
        place.at(header).complain("this column is not known", remedy)
    return kept


def _row(n: int, cells: tuple[str, ...], headers: _Headers, place: Place) -> tuple[int, dict[str, str]]:
    if any(cells[headers.width :]) or len(cells) < headers.width:
        problem = f"the row has {len(cells)} cells, the header {headers.width}"
        remedy = 'as many cells; numbers with thousands separators in quotation marks ("1,234.5")'
        Place(place.faults, place.file, f"row {n}").complain(problem, remedy)
    return n, {key: cells[column] if column < len(cells) else "" for key, column in headers.at.items()}
