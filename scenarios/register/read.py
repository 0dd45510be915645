"""Reading of a register: every fault of every row at once, or every firm; never a part of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clustercast.scenarios.characters import unprintable
from clustercast.scenarios.faults import Faults, Place
from clustercast.scenarios.plan import Plan
from clustercast.scenarios.register.cells import (
    is_missing,
    is_rounded_code,
    plain,
    read_flag,
    read_number,
    says_none,
    tight,
)
from clustercast.scenarios.register.columns import RegisterColumn, register_columns
from clustercast.scenarios.register.entries import Register, RegisterError, RegisterFirm
from clustercast.scenarios.register.places import Places
from clustercast.scenarios.register.ratios import check_all, check_firm
from clustercast.scenarios.register.sheet import Sheet, read_sheet

FEWEST = 10
"""Firms of a register."""
TOTALS = frozenset(("total", "sum", "subtotal", "grandtotal"))
LONGEST_CODE, MOST_NOTES = 200, 50
TOTAL_WORDS = ("合计", "总计", "小计", "共计")


def read_register(path: str | Path, plan: Plan) -> Register:
    """The register in this file, for this plan. Raises RegisterError with every fault: then nothing is read of it."""
    faults = Faults()
    columns = register_columns(plan)
    sheet = read_sheet(Path(path), plan, columns, faults)
    if sheet is None:
        raise RegisterError(faults)
    reader = _Reader(plan, columns, sheet, faults)
    firms = [one for n, cells in sheet.rows
             if not faults.full and (one := reader.firm(n, cells)) is not None]  # fmt: skip
    reader.check_ids()
    notes = [*_unread_notes(sheet), *reader.notes]
    _check_count(len(sheet.rows), Place(faults, sheet.file))
    if not len(faults):
        notes += check_all(firms, plan, Place(faults, sheet.file), sheet.headers)
    if len(faults):
        raise RegisterError(faults, faults.beyond)
    if len(notes) > MOST_NOTES:
        notes = [*notes[:MOST_NOTES], f"{sheet.file}: and {len(notes) - MOST_NOTES} more"]
    return Register(Path(path), sheet.hash, tuple(sorted(firms, key=lambda one: one.id)), tuple(notes))


def _check_count(rows: int, place: Place) -> None:
    if rows < FEWEST:
        place.complain(f"the register has {rows} firms", f"{FEWEST} firms or more")


def _unread_notes(sheet: Sheet) -> Iterable[str]:
    if sheet.unread:
        listed = ", ".join(f'"{one}"' for one in sheet.unread[:12]) + (" ..." if len(sheet.unread) > 12 else "")
        yield f"{sheet.file}: {len(sheet.unread)} columns are not read: {listed}"


@dataclass(slots=True)
class _Reader:
    """Reads row after row; faults go to `faults`, what is merely odd to `notes`."""

    plan: Plan
    columns: tuple[RegisterColumn, ...]
    sheet: Sheet
    faults: Faults
    notes: list[str] = field(default_factory=list[str])
    ids: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    places: Places = field(init=False)

    def __post_init__(self) -> None:
        self.places = Places(self.plan)

    def firm(self, n: int, cells: dict[str, str]) -> RegisterFirm | None:
        """The firm of a row, or None with its faults noted."""
        before = len(self.faults)
        place = Place(self.faults, self.sheet.file, f"row {n}")
        words = [tight(cells.get(key, "")) for key in ("id", "name", "city")]
        if any(word in TOTALS or any(one in word for one in TOTAL_WORDS) for word in words):
            place.complain("a row of totals stands among the firms", "firms only: take the row out")
            return None
        city = self._city(cells, place)
        cluster = self.places.cluster(cells.get("industry", ""), cells.get("cluster", ""), city, self._at(place))
        numbers = self._numbers(cells, place)
        lead = self._lead(cells, place)
        id = self._id(cells, n, place)
        group = self._group(cells, place)
        if len(self.faults) > before or city is None or cluster is None:
            return None
        levels = tuple(numbers.pop(f"level {k}") for k in range(len(self.plan.upgrades)))
        firm = RegisterFirm(id, n, city, cluster, **numbers, levels=levels, group=group, lead=lead)
        self.notes += check_firm(firm, place, self.sheet.headers)
        return firm

    def check_ids(self) -> None:
        """Every id stands once."""
        for id, rows in self.ids.items():
            for n in rows[1:]:
                place = Place(self.faults, self.sheet.file, f"row {n}", self._header("id"))
                place.complain(f'"{id}" stands in row {rows[0]} already', "an id of its own for each firm")

    def _header(self, key: str) -> str:
        return self.sheet.headers.get(key, key)

    def _at(self, place: Place) -> dict[str, Place]:
        return {key: place.at(self._header(key)) for key in ("industry", "cluster")}

    def _id(self, cells: dict[str, str], n: int, place: Place) -> str:
        id = cells.get("id", "")
        if is_missing(id) and "id" in cells:
            place.at(self._header("id")).complain("the id is missing", "an id of its own for each firm")
        elif id and self._is_code(id, place.at(self._header("id"))):
            self.ids.setdefault(id, []).append(n)
        return id

    def _group(self, cells: dict[str, str], place: Place) -> str:
        written = cells.get("group", "")
        if is_missing(written) or says_none(written):
            return ""
        self._is_code(written, place.at(self._header("group")))
        return " ".join(written.split())

    @staticmethod
    def _is_code(written: str, place: Place) -> bool:
        """Whether a word of the user's own is whole: not a code that a spreadsheet rounded, nothing unprintable."""
        odd = unprintable(written)
        if odd:
            place.complain(f"{odd} stands in the cell", "characters that can be shown")
        elif len(written) > LONGEST_CODE:
            place.complain(f"{len(written)} characters are too many", f"at most {LONGEST_CODE}")
        elif is_rounded_code(written):
            problem = f'"{written}" is a code that a spreadsheet rounded: other codes became the same'
            place.complain(problem, "the codes anew: format the column as text, then enter them")
        else:
            return True
        return False

    def _city(self, cells: dict[str, str], place: Place) -> str | None:
        written = cells.get("city")
        if written is None:
            return None
        found = self.places.cities.get(self.places.key(written))
        if found is None:
            here = place.at(self._header("city"))
            if is_missing(written):
                here.complain("the city is missing", "a city of the plan")
            else:
                here.complain(f'there is no city "{written}" in the plan', self.places.city_remedy(written))
        return found

    def _lead(self, cells: dict[str, str], place: Place) -> bool:
        written = cells.get("lead", "")
        found = False if is_missing(written) else read_flag(written)
        if found is None:
            place.at(self._header("lead")).complain(f'"{written}" is neither yes nor no', "1 or 0 (是 or 否)")
        return bool(found)

    def _numbers(self, cells: dict[str, str], place: Place) -> dict[str, Any]:
        """Every number of a row by the name of its field; upgrades as "level k"."""
        found: dict[str, Any] = {}
        for column in self.columns:
            if column.kind in ("number", "whole", "level"):
                name = column.key if column.upgrade is None else f"level {column.upgrade}"
                here = place.at(self._header(column.key))
                found[name] = self._number(column, cells, here, found.get("revenue"))
        return found

    def _number(self, column: RegisterColumn, cells: dict[str, str], place: Place, revenue: float | None) -> Any:
        written = cells.get(column.key, "")
        if says_none(written):
            if column.measures == "pieces":
                return 0
            place.complain(f'"{written}" may be 0 or not known', "0, or leave the cell empty")
            return None
        if is_missing(written):
            if column.required and column.key in cells:
                place.complain("the number is missing", column.meaning_en)
            return None
        if column.key in self.sheet.percent and "%" not in plain(written):
            written += "%"
        if column.kind == "level" and column.most == 1 and read_flag(written) is not None:
            return int(bool(read_flag(written)))
        read = read_number(written, column.measures, (revenue or 1.0) if column.key == "rnd" else None)
        if isinstance(read, str):
            place.complain(f'"{written}" {read}', f"a number ({column.meaning_en})")
            return None
        return self._sound(column, written, read * self._factor(column, written), place)

    def _factor(self, column: RegisterColumn, written: str) -> float:
        """The unit of the header counts where the cell names none of its own."""
        own = any(one.isalpha() or one in "%％" for one in written if one not in "eE")
        return 1.0 if own else self.sheet.units.get(column.key, 1.0)

    def _sound(self, column: RegisterColumn, written: str, number: float, place: Place) -> Any:
        unit = {"money": " x CNY 10k", "energy": " tce", "persons": " persons"}.get(column.measures, "")
        between = f"a number from {column.least:,.10g} to {column.most:,.10g}{unit}"
        if number < 0.0:
            place.complain(f'"{written}" is negative', "a number of 0 or more")
        elif number == 0.0 and column.required:
            place.complain(f'"{written}" is nought', "a number above 0")
        elif number > column.most:
            place.complain(f'"{written}" is above {column.most:,.10g}', between)
        elif number < column.least:
            place.complain(f'"{written}" is below {column.least:,.10g}', between)
        elif column.kind == "number":
            return number
        elif number != int(number):
            place.complain(f'"{written}" is not a whole number', "a whole number")
        else:
            return int(number)
        return None
