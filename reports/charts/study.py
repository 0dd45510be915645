"""Charts of a sensitivity study: what moves each target's probability (Morris), and what makes its margin vary (Sobol).

A target is a heading with the factors that move it most under it; the mark is the estimate and the line its 95 %
interval, both errors (other points, other members) together. What moves less than half a percent is left to the tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import hypot, isnan
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from clustercast.model.results.record import ScenarioName
from clustercast.reports.charts.drawing.about import About, joined
from clustercast.reports.charts.drawing.entry import ChartEntry, Table
from clustercast.reports.charts.drawing.rows import Label, in_rows, numbered, on_pages, page_id, put_labels
from clustercast.reports.charts.drawing.sheet import INNER, Key, Sheet, Texts
from clustercast.reports.charts.drawing.style import BLUE, GREY, in_style
from clustercast.reports.charts.drawing.targets import marked, marks_said
from clustercast.reports.words.numbers import number
from clustercast.reports.words.words import Language, dated, label_of, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from clustercast.calibration.sensitivity.study import Sensitivity

LEFT, LEAST = 176.0, 16.0
"""The width of the labels and the least height of a row, in points."""
SHOWN, SMALLEST = 3, 0.005
"""Factors of a target that are drawn at most, and the least share of all that one of them has."""
ESTIMATE = {"color": BLUE, "marker": "o", "markersize": 5, "linewidth": 1.6}
ALONE = {"color": BLUE, "marker": "D", "markersize": 5, "markerfacecolor": "white", "linestyle": "none"}


@dataclass(frozen=True, slots=True)
class Mover:
    """A factor that moves a target: the estimate with its 95 % interval, and the first index where there is one.

    In percentage points of probability (``method`` "morris"; no change is beyond 100) or percent of the variance of the
    margin ("sobol"; estimates of few points may be beyond).
    """

    method: str
    target: str
    label_zh: str
    label_en: str
    factor: str
    factor_zh: str
    factor_en: str
    estimate: float
    low: float
    high: float
    first: float | None
    mechanism: str
    nowcast: str


def screened(found: Sensitivity) -> tuple[Mover, ...]:
    """The strongest effects on the probability of every projected target."""
    return tuple(
        _mover(found, "morris", target, one.factor, one.mu_star, hypot(one.design_error, _known(one.member_error)))
        for target in _targets(found)
        for one in found.screening(target, "probability")[:SHOWN]
        if one.share >= SMALLEST and one.mu_star > 0.0
    )


def shared(found: Sensitivity) -> tuple[Mover, ...]:
    """The largest total indices of the margin of every projected target."""
    return tuple(
        _mover(
            *(found, "sobol", target, one.factor, one.total),
            *(hypot(one.total_error, _known(one.total_member_error)), one.first),
        )
        for target in _targets(found)
        for one in found.shares(target)[:SHOWN]
        if one.total >= SMALLEST
    )


def _targets(found: Sensitivity) -> list[str]:
    return [one.id for one in found.plan.targets if one.status == "projected"]


def _known(error: float) -> float:
    return 0.0 if isnan(error) else error


def _mover(
    found: Sensitivity, method: str, target: str, factor: str, size: float, error: float, first: float | None = None
) -> Mover:
    aim, one = found.plan.target(target), {one.id: one for one in found.factors}[factor]
    high = min(size + error, 1.0) if method == "morris" else size + error
    return Mover(
        *(method, target, dated(aim, "zh"), dated(aim, "en"), factor, one.label_zh, one.label_en),
        *(100.0 * size, 100.0 * max(size - error, 0.0), 100.0 * high),
        None if first is None else 100.0 * first,
        *(aim.mechanism or "", ""),
    )


@dataclass(frozen=True, slots=True)
class Movers:
    """A page of one of the two charts. ``most`` is where the axis ends, the same on every page."""

    about: About
    movers: tuple[Mover, ...]
    most: float
    page: int = 1
    pages: int = 1

    @property
    def method(self) -> str:
        """Which of the two it is."""
        return self.movers[0].method

    def title(self, lang: Language) -> str:
        """What the chart is called."""
        return numbered(say(f"{self.method}_title", lang), self.page, self.pages)

    def caption(self, lang: Language) -> str:
        """What mark and line are, and of how many members."""
        note = say(f"{self.method}_note", lang, sample=self.about.sample(lang))
        return joined([note, *marks_said(self.movers, lang)], lang)

    def alt(self, lang: Language) -> str:
        """Every factor with its target, estimate and interval."""
        said = (
            f"{label_of(one, lang)}: {_factor(one, lang)} {number(one.estimate, 2)} "
            f"({number(one.low, 2)}–{number(one.high, 2)})"
            for one in self.movers
        )
        return f"{self.title(lang)}{'：' if lang == 'zh' else ': '}{('；' if lang == 'zh' else '; ').join(said)}"

    def table(self) -> Table:
        """A row a target and factor."""
        return Table.of(self.movers)

    @in_style
    def figure(self, lang: Language) -> Figure:
        """The drawing."""
        rows, height = in_rows([_label(one) for one in self.movers], lang, LEFT - 6.0, LEAST)
        lead = ((say(f"{self.method}_axis", lang), GREY),)
        texts = Texts(self.title(lang), lead, (self.caption(lang),), self.about.foot(lang))
        sheet = Sheet(texts, height + 22.0, self._keys(lang))
        put_labels(sheet, rows, 0.0)
        axes = sheet.axes(LEFT, 0.0, INNER - LEFT - 14.0, height)
        _frame(axes, height, self.most)
        for row, one in zip(rows, self.movers, strict=True):
            axes.plot((one.low, one.high), (row.middle, row.middle), color=BLUE, linewidth=1.6)
            axes.plot([one.estimate], [row.middle], clip_on=False, **ESTIMATE)
            if one.first is not None:
                axes.plot([max(one.first, 0.0)], [row.middle], clip_on=False, **ALONE)
        return sheet.figure

    def _keys(self, lang: Language) -> list[Key]:
        keys = [Key(say(f"{self.method}_mark", lang), ESTIMATE)]
        return [*keys, Key(say("sobol_first", lang), ALONE)] if self.method == "sobol" else keys


def _factor(one: Mover, lang: Language) -> str:
    return one.factor_zh if lang == "zh" else one.factor_en


def _label(one: Mover) -> Label:
    return Label((one.factor_zh, one.factor_en), (marked(one.label_zh, one), marked(one.label_en, one)))


def _frame(axes: Axes, height: float, most: float) -> None:
    axes.set_ylim(height, 0.0)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    ticks = MaxNLocator(4, steps=[1, 2, 5, 10]).tick_values(0.0, most)
    axes.set_xlim(0.0, ticks[-1])
    axes.set_xticks(ticks, [number(one) for one in ticks])
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)


def study_entries(found: Sensitivity, study: str, created: str) -> list[ChartEntry]:
    """Both charts of a study, on as many pages as they need; none for a stage that found nothing.

    ``study`` is what its charts call it, ``created`` the day.
    """
    plan, scenario = found.plan, found.scenario
    name = ScenarioName(scenario.id, scenario.label_zh, scenario.label_en, members=found.settings.members)
    about = About((plan.title_zh, plan.title_en), study, created, (name,))
    return [one for movers in (screened(found), shared(found)) if movers for one in _pages(about, movers)]


def _pages(about: About, movers: tuple[Mover, ...]) -> list[ChartEntry]:
    slices, most = on_pages([_label(one) for one in movers], LEFT - 6.0, LEAST), max(one.high for one in movers)
    kind = movers[0].method
    return [
        ChartEntry(
            page_id(kind, page, len(slices)), kind, partial(Movers, about, movers[places], most, page, len(slices))
        )
        for page, places in enumerate(slices, 1)
    ]
