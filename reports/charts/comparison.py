"""Scenarios held against each other: by how much each changes the probability of every projected target.

A mark is the mean over members of the paired difference (scenarios have common random numbers), the line its
95 % interval, mean plus or minus 1.96 standard errors. Nought is drawn through.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from clustercast.model.results.record import main_of
from clustercast.model.results.run import Run
from clustercast.reports.charts.drawing.about import About, joined
from clustercast.reports.charts.drawing.entry import ChartEntry, Table
from clustercast.reports.charts.drawing.rows import Label, in_rows, numbered, on_pages, page_id, put_labels
from clustercast.reports.charts.drawing.sheet import INNER, Key, Sheet, Texts, drawn_by
from clustercast.reports.charts.drawing.style import GREY, INK, PENS, in_style
from clustercast.reports.charts.drawing.targets import marked, marks_said
from clustercast.reports.words.numbers import points
from clustercast.reports.words.words import Language, dated, in_clauses, label_of, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from clustercast.model.results.record import RunRecord, ScenarioName

SURE = 1.96
"""Standard errors on either side of the mean that make a 95 % interval."""
LEFT = 150.0
"""The width of the labels in points."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One target in one scenario against another: difference of probabilities (-1 to 1) with its 95 % interval."""

    target: str
    label_zh: str
    label_en: str
    scenario: str
    against: str
    difference: float
    low: float
    high: float
    members: int
    mechanism: str
    nowcast: str


def gaps_of(record: RunRecord) -> tuple[Gap, ...]:
    """Every projected target in every compared scenario, those that the scenarios change most first."""
    rows = {one.target: one for one in record.of(record.main.id)}
    found = []
    for one in record.differences:
        if not one.target:
            continue
        row, spread = rows[one.target], SURE * one.standard_error
        labels = (dated(row, "zh"), dated(row, "en"), one.scenario, one.against)
        gap = Gap(one.target, *labels, one.difference, one.difference - spread, one.difference + spread, one.members,
                  row.mechanism, "nowcast" if row.nowcast else "")  # fmt: skip
        found.append(gap)
    most = {one.target: max(abs(other.difference) for other in found if other.target == one.target) for one in found}
    return tuple(sorted(found, key=lambda one: -most[one.target]))


@dataclass(frozen=True, slots=True)
class Comparison:
    """A page of the comparison. ``extent`` are the ends of its axis, the same on every page."""

    about: About
    gaps: tuple[Gap, ...]
    extent: tuple[float, float]
    page: int = 1
    pages: int = 1

    @property
    def against(self) -> ScenarioName:
        """The scenario that the others are held against."""
        return self.about.scenario(self.gaps[0].against)

    @property
    def scenarios(self) -> list[ScenarioName]:
        """The scenarios that are held against it."""
        return [self.about.scenario(id) for id in dict.fromkeys(one.scenario for one in self.gaps)]

    def title(self, lang: Language) -> str:
        """What the chart is called."""
        title = say("comparison_title", lang, against=label_of(self.against, lang))
        return numbered(title, self.page, self.pages)

    def caption(self, lang: Language) -> str:
        """What mark and line are, and of how many members."""
        members = min(one.members for one in self.gaps)
        notes = [say("comparison_note", lang, members=members), *marks_said(self.gaps, lang)]
        return joined(notes, lang)

    def alt(self, lang: Language) -> str:
        """The differences of one scenario, the largest first."""
        first = self.about.scenario(main_of(one.id for one in self.scenarios))
        said = [f"{label_of(one, lang)} {points(one.difference)}" for one in self.gaps if one.scenario == first.id]
        words = in_clauses(said, lang)
        against = label_of(self.against, lang)
        return say("comparison_alt", lang, scenario=label_of(first, lang), against=against, targets=words)

    @in_style
    def figure(self, lang: Language) -> Figure:
        """The drawing."""
        firsts = _firsts(self.gaps)
        rows, height = in_rows([_label(one) for one in firsts], lang, LEFT - 6.0, _least(len(self.scenarios)))
        texts = Texts(
            self.title(lang), ((say("comparison_axis", lang), GREY),), (self.caption(lang),), self.about.foot(lang)
        )
        pens = list(zip(self.scenarios, PENS, strict=False))
        sheet = Sheet(texts, height + 22.0, [Key(label_of(one, lang), drawn_by(pen)) for one, pen in pens])
        put_labels(sheet, rows, 0.0)
        axes = sheet.axes(LEFT, 0.0, INNER - LEFT - 18.0, height)
        _frame(axes, height, self.extent)
        for row, first in zip(rows, firsts, strict=True):
            axes.axhline(row.top + row.height, color="#e4e4e4", linewidth=0.6)
            for place, (scenario, pen) in enumerate(pens):
                one = next(gap for gap in self.gaps if (gap.target, gap.scenario) == (first.target, scenario.id))
                at = row.middle + (place - (len(pens) - 1) / 2.0) * 8.0
                axes.plot((100 * one.low, 100 * one.high), (at, at), color=pen.colour, linewidth=1.6)
                axes.plot([100 * one.difference], [at], color=pen.colour, marker=pen.mark, markersize=5, clip_on=False)
        return sheet.figure

    def table(self) -> Table:
        """A row a target and scenario."""
        return Table.of(self.gaps)


def _label(one: Gap) -> Label:
    return Label((marked(one.label_zh, one), marked(one.label_en, one)))


def _least(scenarios: int) -> float:
    return 8.0 * scenarios + 8.0


def _firsts(gaps: tuple[Gap, ...]) -> list[Gap]:
    """One gap a target, in order."""
    return list({one.target: one for one in reversed(gaps)}.values())[::-1]


def _frame(axes: Axes, height: float, extent: tuple[float, float]) -> None:
    axes.set_ylim(height, 0.0)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlim(*extent)
    ticks = MaxNLocator(5, steps=[1, 2, 5, 10], integer=True).tick_values(*extent)
    axes.set_xticks([one for one in ticks if extent[0] <= one <= extent[1]])
    axes.xaxis.set_major_formatter(lambda value, _: points(value / 100.0) if value else "0")
    axes.axvline(0.0, color=INK, linewidth=0.9)
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)


def comparison_entries(run: Run) -> list[ChartEntry]:
    """The comparison on as many pages as it needs; none where one scenario was run."""
    gaps, about = gaps_of(run.record), About.of(run.record)
    if not gaps:
        return []
    ends = [100.0 * end for one in gaps for end in (one.low, one.high)]
    room = 0.05 * max(max(ends) - min(ends), 20.0)
    whole = Comparison(about, gaps, (min(*ends, 0.0) - room, max(*ends, 0.0) + room))
    firsts = _firsts(gaps)
    slices = on_pages([_label(one) for one in firsts], LEFT - 6.0, _least(len(whole.scenarios)))
    found = []
    for page, places in enumerate(slices, 1):
        shown = {one.target for one in firsts[places]}
        chosen = tuple(one for one in gaps if one.target in shown)
        make = partial(replace, whole, gaps=chosen, page=page, pages=len(slices))
        found.append(ChartEntry(page_id("scenario-comparison", page, len(slices)), "comparison", make))
    return found
