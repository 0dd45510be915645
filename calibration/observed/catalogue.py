"""The rows of the observed series and what describes each series, read from ``series.csv`` and ``series.toml``.

Every fault of the two files is told at once (`scenarios.PackError`). Who wants figures asks `store.observed`, which
keeps the vintage rule; the rows as they are here know no forecast origin.
"""

from __future__ import annotations

import csv
import math
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from clustercast.scenarios import PackError
from clustercast.scenarios.faults import Faults

FOLDER = Path(__file__).parent
ROWS, DESCRIPTIONS = "series.csv", "series.toml"
BASES = ("source", "assumed")


@dataclass(frozen=True, slots=True)
class Row:
    """One observed figure.

    ``year`` is the year it speaks of, ``published`` the year in which it was first published (``published_basis``:
    ``source`` where the source tells it, else ``assumed``), ``origin`` title, publisher and address of the source,
    ``quote`` its sentence, ``ids`` the rows of the data set (S.... and D.... of its tables).
    """

    series: str
    region: str
    sector: str
    year: int
    value: float
    unit: str
    note: str
    published: int
    published_basis: str
    origin: str
    quote: str
    confidence: str
    ids: str


@dataclass(frozen=True, slots=True)
class Description:
    """What a series is and how it may be used.

    ``pseudo_real_time``: the rows are one late vintage; ``revision_sd_log`` the standard deviation of ln first release
    over it.  ``held_out_from``: first year that is judged only (None: no year is).  ``evidence``: whether a fit may use
    it.  ``vintage_*`` and ``contradicts_*`` are sentences for readers.
    """

    id: str
    label_zh: str
    label_en: str
    unit: str
    evidence: bool
    vintage_zh: str
    vintage_en: str
    contradicts_zh: str
    contradicts_en: str
    pseudo_real_time: bool = False
    revision_sd_log: float = 0.0
    held_out_from: int | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All descriptions by id, and all rows in the order of the file."""

    descriptions: dict[str, Description]
    rows: tuple[Row, ...]


def describe(series: str) -> Description:
    """What a series is. Raises KeyError with the known ids for another name."""
    known = catalogue().descriptions
    if series not in known:
        raise KeyError(f"no observed series {series!r}; known are {', '.join(known)}")
    return known[series]


def series_ids() -> tuple[str, ...]:
    """The ids of all series, in the order of ``series.toml``."""
    return tuple(catalogue().descriptions)


@cache
def catalogue() -> Catalogue:
    """The catalogue that comes with the model."""
    return read_catalogue(FOLDER)


def read_catalogue(folder: Path) -> Catalogue:
    """The catalogue in a folder. Raises PackError with every fault of both files."""
    faults = Faults()
    descriptions = _descriptions(folder / DESCRIPTIONS, faults)
    rows = _rows(folder / ROWS, descriptions, faults)
    faults.raise_if_any()
    return Catalogue(descriptions, rows)


def _descriptions(path: Path, faults: Faults) -> dict[str, Description]:
    found: dict[str, Description] = {}
    optional = {"pseudo_real_time", "revision_sd_log", "held_out_from"}
    known = {one.name for one in fields(Description)}
    for entry in tomllib.loads(path.read_text("utf-8"))["series"]:
        name = str(entry.get("id", "?"))
        for key in sorted(known - optional - set(entry)):
            faults.add(path.name, name, key, "the key is missing", f"{key} = ...")
        for key in sorted(set(entry) - known):
            faults.add(path.name, name, key, "no such key", f"one of {', '.join(sorted(known))}")
        if name in found:
            faults.add(path.name, name, "id", "the id is used twice", "an id of its own")
        if set(entry) <= known and known - optional <= set(entry):
            found[name] = Description(**entry)
    return found


def _rows(path: Path, descriptions: dict[str, Description], faults: Faults) -> tuple[Row, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        wanted = [one.name for one in fields(Row)]
        if reader.fieldnames != wanted:
            faults.add(path.name, "line 1", "", f"the columns are {reader.fieldnames}", ", ".join(wanted))
            raise PackError(faults)
        read = [_row(path.name, line, cells, descriptions, faults) for line, cells in enumerate(reader, 2)]
    return tuple(row for row in read if row is not None)


def _row(file: str, line: int, cells: dict[str, str], known: dict[str, Description], faults: Faults) -> Row | None:
    entry, before = f"line {line}", len(faults)
    numbers: dict[str, float] = {}
    for key in ("year", "value", "published"):
        try:
            numbers[key] = float(cells[key])
        except ValueError:
            numbers[key] = math.nan
        if not math.isfinite(numbers[key]):
            faults.add(file, entry, key, f"{cells[key]!r} is no number", "a number")
    for key in ("origin", "quote", "ids", "confidence", "unit"):
        if not cells[key].strip():
            faults.add(file, entry, key, "it is empty", "what the data set says")
    if cells["series"] not in known:
        faults.add(file, entry, "series", f"no series {cells['series']!r} in {DESCRIPTIONS}", "one that is described")
    if cells["published_basis"] not in BASES:
        faults.add(file, entry, "published_basis", f"{cells['published_basis']!r}", " or ".join(BASES))
    if len(faults) > before:
        return None
    if numbers["published"] < numbers["year"]:
        faults.add(file, entry, "published", "before the year it speaks of", "the year of first publication")
        return None
    text = {key: cells[key] for key in cells if key not in numbers}
    return Row(**text, year=int(numbers["year"]), value=numbers["value"], published=int(numbers["published"]))
