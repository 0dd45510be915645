"""A table of figures -> figures in the units of the plan; every fault of every cell at once, or all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from math import inf
from pathlib import Path

from clustercast.scenarios.entries import Indicator, Target
from clustercast.scenarios.faults import Faults, Place, choice_remedy
from clustercast.scenarios.figures.entries import BASES, COLUMNS, NEEDED, Figure, Figures
from clustercast.scenarios.folder import shown
from clustercast.scenarios.plan import Plan
from clustercast.scenarios.quarters import year_of
from clustercast.scenarios.register.cells import is_missing, read_number, tight
from clustercast.scenarios.table_file import Rows, read_rows
from clustercast.scenarios.units import UNITS, Unit

NO_LEVEL = ("growth_per_year", "reduction_from_base")
"""Kinds of targets whose figure is a rate."""
HEADER_ROWS = 20
HEADERS = 'a row of headers with "目标或指标" (target or indicator), "年份" (year), "数值" (value), "单位" (unit)'


def read_figures(path: str | Path, plan: Plan) -> Figures:
    """The figures in a file, for this plan. Raises PackError with every fault: then nothing is read of it."""
    faults = Faults()
    place = Place(faults, shown(Path(path)))
    found: list[Figure] = []
    sheets = read_rows(Path(path), place)
    tables = [one for one in map(_table, sheets) if one is not None]
    if sheets and len(tables) != 1:
        named = ", ".join(one.rows.sheet for one in tables)
        place.complain(f"two sheets hold figures ({named})" if tables else "no sheet has the headers", HEADERS)
    for table in tables[:1]:
        found = _Reader(plan, table, place).read()
    faults.raise_if_any()
    ordered = tuple(sorted(found, key=lambda one: (one.year, one.quarter, one.subject)))
    said = repr([(one.name, one.value, one.sd) for one in ordered])
    return Figures(place.file, sha256(said.encode()).hexdigest()[:12], ordered)


@dataclass(frozen=True, slots=True)
class _Table:
    rows: Rows
    header: int
    at: dict[str, int]


def _table(rows: Rows) -> _Table | None:
    """Where each column of a sheet stands, by the first row that names them; None of another sheet."""
    words = {tight(word): key for key, known in COLUMNS.items() for word in known}
    for place, (_, cells) in enumerate(rows.rows[:HEADER_ROWS]):
        at: dict[str, int] = {}
        for column, cell in enumerate(cells):
            key = words.get(tight(cell))
            if key is not None:
                at.setdefault(key, column)
        if set(NEEDED) <= set(at):
            return _Table(rows, place, at)
    return None


@dataclass(slots=True)
class _Reader:
    plan: Plan
    table: _Table
    place: Place
    read_at: dict[str, str] = field(default_factory=dict[str, str])

    def read(self) -> list[Figure]:
        """Every figure of the sheet; what is wrong is noted."""
        lines = self.table.rows.rows[self.table.header + 1 :]
        if not lines:
            self.place.complain("the table holds no figure", "a row for each figure")
        return [one for number, cells in lines if (one := self._figure(number, cells)) is not None]

    def _figure(self, number: int, cells: tuple[str, ...]) -> Figure | None:
        before = len(self.place.faults)
        text = {key: cells[at] if at < len(cells) else "" for key, at in self.table.at.items()}
        if is_missing(text["value"]):
            return None  # A row of the template that was left open.
        subject = self._subject(text["subject"], self._at(number, "subject"))
        year = self._year(text["year"], self._at(number, "year"))
        quarter = self._quarter(text.get("quarter", ""), subject, self._at(number, "quarter"))
        if subject is None or year is None or quarter is None:
            return None
        factor = self._unit(text["unit"], subject, self._at(number, "unit"))
        value = _number(text["value"], self._at(number, "value"))
        accounts = self._accounts(text, subject, year, number)
        if factor is None or value is None or accounts is None:
            return None
        scale = factor / accounts
        self._possible(value * scale, subject, self._at(number, "value"))
        sd = self._error(text.get("error", ""), value, scale, self._at(number, "error"))
        of = "target" if isinstance(subject, Target) else "indicator"
        found = Figure(
            subject.id, of, year, quarter, value * scale, sd, text.get("vintage", ""), text.get("source", "")
        )
        self._once(found, number)
        return found if len(self.place.faults) == before else None

    def _at(self, number: int, key: str) -> Place:
        column = self.table.at.get(key, 0)
        cells = self.table.rows.rows[self.table.header][1]
        return Place(self.place.faults, self.place.file, self.table.rows.cell(number, column), cells[column])

    def _subject(self, word: str, place: Place) -> Target | Indicator | None:
        """The target or indicator with this id, or with a label that no other one has."""
        known = [*self.plan.targets, *self.plan.indicators]
        found = next((one for one in known if one.id == word), None)
        if found is None:
            alike = [one for one in known if tight(word) in (tight(one.label_zh), tight(one.label_en))]
            if len(alike) > 1:
                listed = ", ".join(one.id for one in alike[:6])
                place.complain(f'"{word}" is the label of several targets or indicators', f"one of their ids: {listed}")
                return None
            found = alike[0] if alike else None
        if found is None:
            place.complain(
                f'there is no target or indicator "{word}"', choice_remedy(word, [o.id for o in known], "id")
            )
        elif isinstance(found, Target) and not has_figure(found):
            place.complain(f'the model does not measure "{found.id}"', "a target that is projected or conditional")
            return None
        return found

    def _year(self, text: str, place: Place) -> int | None:
        first, last = self.plan.base_year, year_of(self.plan.end)
        try:
            year = int(text.removesuffix("年"))
        except ValueError:
            year = 0
        if not first <= year <= last:
            place.complain(f'"{text}" is no year of this plan', f"a year from {first} to {last}")
            return None
        return year

    def _quarter(self, text: str, subject: Target | Indicator | None, place: Place) -> int | None:
        if is_missing(text):
            return 4
        word = tight(text).removeprefix("q").removeprefix("第").removesuffix("季度")
        if word not in ("1", "2", "3", "4"):
            place.complain(f'"{text}" is no quarter', "1 to 4, or nothing for the end of the year")
            return None
        if word != "4" and isinstance(subject, Target):
            place.complain("the figure of a target is that of a year", "nothing, or the id of its indicator")
            return None
        return int(word)

    def _unit(self, word: str, subject: Target | Indicator, place: Place) -> float | None:
        """The factor from the unit that is written to that of the subject."""
        wanted = UNITS[subject.unit or "number"]
        named = [one for one in UNITS.values() if word in (one.code, one.label_zh, one.label_en)]
        if wanted in named:
            return 1.0
        factors = [factor for one in named if (factor := _factor(one, wanted)) is not None]
        if not factors:
            problem = f'"{word}" is not the unit of {subject.id}' if named else f'the unit "{word}" is not known'
            place.complain(problem, f'"{wanted.code}" ({wanted.label_zh})')
            return None
        return factors[0]

    def _accounts(self, text: dict[str, str], subject: Target | Indicator, year: int, number: int) -> float | None:
        """What the accounts of a figure stand at over those of the plan: 1, or the factor that is given."""
        place = self._at(number, "basis" if "basis" in self.table.at else "value")
        word = tight(text.get("basis", ""))
        basis = next((key for key, words in BASES.items() if word in map(tight, words)), None)
        if word and basis is None:
            place.complain(f'"{text["basis"]}" is no basis', '"plan" (计划口径) or "restated" (新口径)')
            return None
        broken = next((one for one in self.plan.breaks if one.year <= year and _is_money(subject)), None)
        if basis is None and broken is not None:
            problem = f"the statistics were restated from {broken.year} on ({broken.series}), and no basis is given"
            place.complain(problem, 'in a column "口径" (basis) "plan", or "restated" and its factor (口径系数)')
            return None
        if basis != "restated":
            return 1.0
        factor = _number(text.get("factor", ""), self._at(number, "factor"))
        if factor is None or factor <= 0.0:
            remedy = "what the new accounts stand at over the plan's, as 0.82, or a figure on the plan's accounts"
            self._at(number, "factor").complain("a figure on other accounts has no factor", remedy)
            return None
        return factor

    def _possible(self, value: float, subject: Target | Indicator, place: Place) -> None:
        """Notes a value that the subject cannot have."""
        rate = isinstance(subject, Target) and subject.kind in NO_LEVEL
        unit = UNITS[subject.unit or "number"]
        share = unit.dimension in ("share", "share a year")
        whole = 1.0 / (unit.factor or 1.0) if share else inf
        if not rate and value < 0.0:
            place.complain(f"{value:g} is below nothing", "a number of 0 or more")
        if not rate and value > whole:
            place.complain(f"{value:g} is more than all", f"a number of at most {whole:g}")
        if rate and value <= -whole:
            place.complain(f"{value:g} is more than all that there is", f"a number above {-whole:g}")
        if unit.dimension == "count" and not value.is_integer():
            place.complain(f"{value:g} is no whole number", "a count")

    def _error(self, text: str, value: float, scale: float, place: Place) -> float | None:
        if is_missing(text):
            return None
        percent = text.endswith(("%", "％"))
        number = _number(text.rstrip("%％"), place)
        if number is not None and number < 0.0:
            place.complain(f"{number:g} is no error", "its standard deviation, as 120 or 5%")
            return None
        return None if number is None else abs(value * scale) * number / 100.0 if percent else number * scale

    def _once(self, figure: Figure, number: int) -> None:
        cell = self.table.rows.cell(number, self.table.at["value"])
        first = self.read_at.setdefault(figure.name, cell)
        if first != cell:
            problem = f"{figure.subject} of {figure.year} has a value in {first} already"
            self._at(number, "value").complain(problem, "one value for each time")


def has_figure(target: Target) -> bool:
    """Whether the model holds a number against a target."""
    return target.measure is not None and target.status != "outside" and target.kind != "qualitative"


def _factor(one: Unit, other: Unit) -> float | None:
    """From one unit to another of the same dimension; a rate a year may be written as a plain percentage."""
    rates = ("share", "share a year")
    alike = one.dimension == other.dimension or (one.dimension in rates and other.dimension == rates[1])
    return one.factor / other.factor if alike and one.factor and other.factor else None


def _is_money(subject: Target | Indicator) -> bool:
    rate = isinstance(subject, Target) and subject.kind in NO_LEVEL
    unit = UNITS.get(subject.unit or "")
    return not rate and unit is not None and unit.dimension.startswith("money")


def _number(text: str, place: Place) -> float | None:
    """A number, as spreadsheets and accountants write it; a unit stands in a column of its own."""
    number = read_number(text, "")
    if isinstance(number, str):
        place.complain(f'"{text}" {number}', "a number")
        return None
    return number
