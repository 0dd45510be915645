"""Where the uncertainty comes from: how far a target's probability moves with the parameters that move it most.

The members are sorted by a parameter and cut into fifths; the bar spans the least and the greatest probability among
the fifths, the mark is the probability over all members. Parameters whose rank correlation with the margin chance
alone would bring are left out, and those that move the margin but no probability by a percent.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from clustercast.model.results.run import Run
from clustercast.reports.charts.drawing.about import About, joined
from clustercast.reports.charts.drawing.entry import ChartEntry, Table
from clustercast.reports.charts.drawing.rows import Label, in_rows, numbered, on_pages, page_id, put_labels
from clustercast.reports.charts.drawing.sheet import INNER, Key, Sheet, Texts
from clustercast.reports.charts.drawing.style import GREY, INK, SKY, in_style
from clustercast.reports.charts.drawing.targets import marked, marks_said
from clustercast.reports.words.numbers import percent
from clustercast.reports.words.words import Language, dated, in_clauses, label_of, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from clustercast.model.results.record import RunRecord

LEFT, LEAST = 176.0, 16.0
"""The width of the labels and the least height of a row, in points."""


@dataclass(frozen=True, slots=True)
class Driver:
    """A parameter that moves a target: probability (0 to 1) over all members, and the least and greatest by fifths."""

    target: str
    label_zh: str
    label_en: str
    parameter: str
    parameter_zh: str
    parameter_en: str
    correlation: float
    probability: float
    p_low: float
    p_high: float
    members: int
    mechanism: str
    nowcast: str


def drivers_of(record: RunRecord) -> tuple[Driver, ...]:
    """What stands out for the projected targets in the first scenario, the targets that are moved farthest first."""
    found = []
    for row in record.of(record.main.id):
        for one in row.drivers if row.probability is not None else ():
            if not one.stands_out or row.probability is None or percent(one.p_high) == percent(one.p_low):
                continue
            names = (record.parameter(one.parameter, "zh"), record.parameter(one.parameter, "en"))
            about = (row.target, dated(row, "zh"), dated(row, "en"), one.parameter, *names, one.correlation)
            numbers = (row.probability, one.p_low, one.p_high, row.members - row.failed_members)
            found.append(Driver(*about, *numbers, row.mechanism, "nowcast" if row.nowcast else ""))
    most = {one.target: max(other.p_high - other.p_low for other in found if other.target == one.target)
            for one in found}  # fmt: skip
    return tuple(sorted(found, key=lambda one: -most[one.target]))


@dataclass(frozen=True, slots=True)
class Drivers:
    """A page of what moves the targets."""

    about: About
    drivers: tuple[Driver, ...]
    page: int = 1
    pages: int = 1

    def title(self, lang: Language) -> str:
        """What the chart is called."""
        return numbered(say("drivers_title", lang), self.page, self.pages)

    def caption(self, lang: Language) -> str:
        """What bar and mark are, and of how many members."""
        notes = [say("drivers_note", lang, sample=self.about.sample(lang)), *marks_said(self.drivers, lang)]
        return joined(notes, lang)

    def alt(self, lang: Language) -> str:
        """Every parameter with its target and range."""
        said = (
            f"{label_of(one, lang)}: {_parameter(one, lang)} {percent(one.p_low)}–{percent(one.p_high)}"
            for one in self.drivers
        )
        return say("drivers_alt", lang, targets=in_clauses(said, lang))

    @in_style
    def figure(self, lang: Language) -> Figure:
        """The drawing."""
        rows, height = in_rows([_label(one) for one in self.drivers], lang, LEFT - 6.0, LEAST)
        lead = ((say("drivers_axis", lang), GREY),)
        texts = Texts(self.title(lang), lead, (self.caption(lang),), self.about.foot(lang))
        keys = [
            Key(say("drivers_range", lang), box={"facecolor": SKY}),
            Key(say("drivers_all", lang), {"color": INK, "marker": "D", "markersize": 5, "linestyle": "none"}),
        ]
        sheet = Sheet(texts, height + 22.0, keys)
        put_labels(sheet, rows, 0.0)
        axes = sheet.axes(LEFT, 0.0, INNER - LEFT - 14.0, height)
        _frame(axes, height)
        for row, one in zip(rows, self.drivers, strict=True):
            low, high = 100 * one.p_low, 100 * one.p_high
            axes.barh(row.middle, high - low, left=low, height=8.0, color=SKY)
            axes.plot([100 * one.probability], [row.middle], color=INK, marker="D", markersize=5, clip_on=False)
        return sheet.figure

    def table(self) -> Table:
        """A row a target and parameter."""
        return Table.of(self.drivers)


def _parameter(one: Driver, lang: Language) -> str:
    return one.parameter_zh if lang == "zh" else one.parameter_en


def _label(one: Driver) -> Label:
    return Label((one.parameter_zh, one.parameter_en), (marked(one.label_zh, one), marked(one.label_en, one)))


def _frame(axes: Axes, height: float) -> None:
    """Probability from nought to one."""
    axes.set_ylim(height, 0.0)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlim(0.0, 100.0)
    axes.set_xticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100%"])
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)


def driver_entries(run: Run) -> list[ChartEntry]:
    """What moves the targets, on as many pages as it needs; none where nothing stands out."""
    drivers, about = drivers_of(run.record), About.of(run.record)
    slices = on_pages([_label(one) for one in drivers], LEFT - 6.0, LEAST) if drivers else []
    return [
        ChartEntry(
            page_id("uncertainty", page, len(slices)),
            "uncertainty",
            partial(Drivers, about, drivers[places], page, len(slices)),
        )
        for page, places in enumerate(slices, 1)
    ]
