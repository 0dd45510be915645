"""The attainment matrix: projected targets by scenarios, the probability as number and as lightness.

Three shades of the map cividis stand for the three words for a probability (pale: on course; dark: at risk); the number
and its sampling interval stand in every cell, so that nothing has to be read off a colour.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from clustercast.model.results.run import Run
from clustercast.reports.charts.drawing.about import About, joined
from clustercast.reports.charts.drawing.entry import ChartEntry, Table
from clustercast.reports.charts.drawing.lettering import height_of, width_of, wrapped
from clustercast.reports.charts.drawing.rows import Label, in_rows, numbered, on_pages, page_id, put_labels
from clustercast.reports.charts.drawing.sheet import INNER, Key, Sheet, Texts
from clustercast.reports.charts.drawing.style import SMALL, VERDICTS, in_style, ink_on
from clustercast.reports.charts.drawing.targets import groups_of, marked, marks_said
from clustercast.reports.words.numbers import between, percent
from clustercast.reports.words.words import Language, dated, in_clauses, label_of, say, verdict

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from clustercast.model.results.record import RunRecord
    from clustercast.reports.charts.drawing.rows import Pair

WIDEST = 58.0
"""The width of a column of one scenario in points, where there is room for it."""
LEAST = 28.0
"""The least height of a row: two lines of numbers."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One target in one scenario: probability (0 to 1) and its 95 % sampling interval."""

    group_zh: str
    group_en: str
    target: str
    label_zh: str
    label_en: str
    scenario: str
    probability: float | None
    mc_low: float | None
    mc_high: float | None
    members: int
    mechanism: str
    nowcast: str


def cells_of(record: RunRecord, groups: Mapping[str, Pair]) -> tuple[Cell, ...]:
    """Every projected target, those of one group together, in every scenario."""
    rows = [one for one in record.attainments if one.status == "projected"]
    order = list(dict.fromkeys(groups.values()))
    rows.sort(key=lambda one: order.index(groups[one.target]))
    return tuple(
        Cell(
            *groups[one.target],
            one.target,
            dated(one, "zh"),
            dated(one, "en"),
            one.scenario,
            one.probability,
            one.mc_low,
            one.mc_high,
            one.members - one.failed_members,
            one.mechanism,
            "nowcast" if one.nowcast else "",
        )
        for one in rows
    )


@dataclass(frozen=True, slots=True)
class Matrix:
    """A page of the matrix."""

    about: About
    cells: tuple[Cell, ...]
    conditional: int
    page: int = 1
    pages: int = 1

    def title(self, lang: Language) -> str:
        """What the chart is called."""
        return numbered(say("matrix_title", lang), self.page, self.pages)

    def caption(self, lang: Language) -> str:
        """What cells say, of how many members, and which targets have none."""
        notes = [say("matrix_note", lang, sample=self.about.sample(lang, *self.about.scenarios))]
        notes += marks_said(self.cells, lang)
        notes += [say("matrix_rest", lang, count=self.conditional)] if self.conditional else []
        return joined(notes, lang)

    def alt(self, lang: Language) -> str:
        """Every target with its probability in the main scenario."""
        first = [one for one in self.cells if one.scenario == self.about.main.id]
        said = [f"{label_of(one, lang)} {percent(one.probability)}" for one in first]
        scenario = label_of(self.about.main, lang)
        return say("matrix_alt", lang, scenario=scenario, targets=in_clauses(said, lang))

    @in_style
    def figure(self, lang: Language) -> Figure:
        """The drawing."""
        scenarios = self.about.scenarios
        wide = column_of(len(scenarios))
        left = INNER - wide * len(scenarios)
        firsts = [one for one in self.cells if one.scenario == scenarios[0].id]
        rows, height = in_rows([row_label(one) for one in firsts], lang, left - 6.0, LEAST)
        heads = [wrapped(label_of(one, lang), SMALL, wide - 4.0) for one in scenarios]
        words = [word for one in scenarios for word in label_of(one, lang).split()] if lang == "en" else []
        upright = all(width_of(word, SMALL) <= wide - 4.0 for word in words)
        heads = heads if upright else [wrapped(label_of(one, lang), SMALL, 90.0) for one in scenarios]
        sizes = [(height_of if upright else width_of)(one, SMALL) for one in heads]
        top = max(sizes) + 4.0
        texts = Texts(self.title(lang), (), (self.caption(lang),), self.about.foot(lang))
        sheet = Sheet(texts, top + height + 6.0, _keys(lang))
        for place, head in enumerate(heads):
            _head(sheet, left + wide * (place + 0.5), top - 3.0, head, upright)
        put_labels(sheet, rows, top)
        for row, one in zip(rows, firsts, strict=True):
            for place, scenario in enumerate(scenarios):
                box = (left + wide * place + 1.0, top + row.top + 1.0, wide - 2.0, row.height - 2.0)
                _cell(sheet, box, self._cell(one.target, scenario.id))
        return sheet.figure

    def _cell(self, target: str, scenario: str) -> Cell:
        return next(one for one in self.cells if (one.target, one.scenario) == (target, scenario))

    def table(self) -> Table:
        """A row a target and scenario."""
        return Table.of(self.cells)


def column_of(scenarios: int) -> float:
    """The width of a column in points: the labels keep 38 % of the sheet."""
    return min(WIDEST, 0.62 * INNER / scenarios)


def row_label(one: Cell) -> Label:
    """The label of a target, with its marks."""
    return Label((marked(one.label_zh, one), marked(one.label_en, one)), (one.group_zh, one.group_en))


def _head(sheet: Sheet, middle: float, bottom: float, words: str, upright: bool) -> None:
    """The name of a scenario over its column, on its side where a word is wider than the column."""
    if upright:
        sheet.text(middle, bottom - height_of(words, SMALL), words, ha="center")
        return
    lines = words.split("\n")
    for place, line in enumerate(lines):
        across = middle + (place - (len(lines) - 1) / 2.0) * 1.2 * SMALL + 0.35 * SMALL
        sheet.text(across, bottom - 0.88 * SMALL - 1.0, line, rotation=90, rotation_mode="anchor")


def _cell(sheet: Sheet, box: tuple[float, float, float, float], one: Cell) -> None:
    left, top, width, height = box
    if one.probability is None:
        sheet.text(left + width / 2.0, top + height / 2.0, "–", middle=True, ha="center")
        return
    colour = VERDICTS[verdict(one.probability)]
    sheet.box(left, top, width, height, facecolor=colour, edgecolor="none")
    words = f"{percent(one.probability)}\n{between(one.mc_low, one.mc_high)}"
    sheet.text(left + width / 2.0, top + height / 2.0, words, middle=True, ha="center", color=ink_on(colour))


def _keys(lang: Language) -> list[Key]:
    return [Key(say(f"matrix_{key}", lang), box={"facecolor": colour}) for key, colour in VERDICTS.items()]


def matrix_entries(run: Run) -> list[ChartEntry]:
    """The matrix on as many pages as it needs; none where nothing is projected."""
    cells = cells_of(run.record, groups_of(run))
    about = About.of(run.record)
    firsts = [one for one in cells if one.scenario == about.main.id]
    room = INNER - column_of(len(about.scenarios)) * len(about.scenarios) - 6.0
    slices = on_pages([row_label(one) for one in firsts], room, LEAST)
    found = []
    for page, places in enumerate(slices, 1):
        shown = {one.target for one in firsts[places]}
        chosen = tuple(one for one in cells if one.target in shown)
        conditional = len(run.record.targets("conditional"))
        make = partial(Matrix, about, chosen, conditional, page, len(slices))
        found.append(ChartEntry(page_id("attainment-matrix", page, len(slices)), "matrix", make))
    return found
