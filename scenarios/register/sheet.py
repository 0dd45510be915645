"""A register file -> its header and rows as text, with what is wrong with the file as a whole."""

import csv
from dataclasses import dataclass
from hashlib import sha256
from io import StringIO
from pathlib import Path

from clustercast.scenarios.decoding import NotTextError, decode
from clustercast.scenarios.faults import Faults, Place, nearest
from clustercast.scenarios.folder import shown
from clustercast.scenarios.register.cells import UNITS, tight, unit_factor
from clustercast.scenarios.register.columns import RegisterColumn, split_header

SAVE_AS = "a table saved as CSV (utf-8 or gb18030)"
UNIT_SIGNS = ("元", "yuan", "cny", "rmb", "usd", "吨", "tce", "人", "person")
LIKE = 0.75
"""How like a known header an unknown one must be to count as misspelt."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file by the key of their column; `units`: factors that headers name; `unread`: others."""

    file: str
    hash: str
    headers: dict[str, str]
    units: dict[str, float]
    rows: tuple[tuple[int, dict[str, str]], ...]
    unread: tuple[str, ...]


def read_sheet(path: Path, columns: tuple[RegisterColumn, ...], faults: Faults) -> Sheet | None:
    """The file's rows, or None when nothing can be read of it. Rows without any content are left out."""
    place = Place(faults, shown(path))
    try:
        raw = path.read_bytes()
        text = decode(raw)
        lines = list(csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except OSError as error:
        place.complain(f"the register cannot be read ({error.strerror})", f"the path of {SAVE_AS}")
        return None
    except NotTextError as error:
        place.complain(f"the file is {error}", SAVE_AS)
        return None
    except csv.Error as error:
        place.complain(f"the table cannot be read ({error})", SAVE_AS)
        return None
    stripped = ((n, [cell.strip() for cell in line]) for n, line in enumerate(lines, start=1))
    filled = [(n, line) for n, line in stripped if any(line)]
    if not filled:
        place.complain("the register is empty", "a line of headers and one line a firm")
        return None
    known, units, unread = _headers(filled[0], columns, place)
    rows = tuple(_row(n, cells, len(filled[0][1]), known, place) for n, cells in filled[1:])
    headers = {key: filled[0][1][at] for key, at in known.items()}
    return Sheet(place.file, sha256(raw).hexdigest(), headers, units, rows, unread)


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max((",", "\t", ";"), key=first.count)


def _headers(
    first: tuple[int, list[str]], columns: tuple[RegisterColumn, ...], place: Place
) -> tuple[dict[str, int], dict[str, float], tuple[str, ...]]:
    """Where each known column stands, the factors of named units, and the headers that name no column."""
    words = {tight(word): column for column in columns for word in column.headers}
    here = Place(place.faults, place.file, f"row {first[0]}")
    at: dict[str, int] = {}
    units: dict[str, float] = {}
    other: list[str] = []
    for number, header in enumerate(first[1]):
        word, unit = split_header(header)
        column = words.get(word) or words.get(tight(header))
        if column is None:
            other += [header] if header else []
            continue
        if column.key in at:
            problem = f'two columns give the same ("{first[1][at[column.key]]}" and "{header}")'
            here.at(header).complain(problem, "one of them only")
            continue
        at[column.key] = number
        units[column.key] = _unit(unit, column, here.at(header))
    for column in columns:
        if column.required and column.key not in at:
            here.at(column.headers[0]).complain("this column is missing", _headers_of(column))
    if "industry" not in at and "cluster" not in at:
        here.complain("neither industry nor cluster is a column", 'a column "行业" (industry) or "集群" (cluster)')
    return at, units, tuple(_not_misspelt(other, columns, at, here))


def _headers_of(column: RegisterColumn) -> str:
    return f'a column "{column.headers[0]}" or "{column.headers[1]}" ({column.meaning_en})'


def _unit(word: str, column: RegisterColumn, place: Place) -> float:
    """Factor of the unit that a header names; a bracket that names none is a remark."""
    if not word or not column.measures:
        return 1.0
    factor = unit_factor(word, column.measures)
    if factor is None and any(sign in tight(word) for sign in UNIT_SIGNS):
        listed = ", ".join(list(UNITS[column.measures])[:12])
        place.complain(f'the unit "{word}" is not known here', f"one of {listed}")
    return factor or 1.0


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


def _row(n: int, cells: list[str], width: int, at: dict[str, int], place: Place) -> tuple[int, dict[str, str]]:
    if any(cells[width:]):
        problem = f"the row has {len(cells)} cells, the header {width}"
        remedy = 'as many cells; numbers with thousands separators in quotation marks ("1,234.5")'
        Place(place.faults, place.file, f"row {n}").complain(problem, remedy)
    return n, {key: cells[column] if column < len(cells) else "" for key, column in at.items()}
