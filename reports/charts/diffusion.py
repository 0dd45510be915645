"""Diffusion: the share of firms that have taken up each upgrade, by cluster, in small panels of one scale.

A row a cluster (up to three of the plan's flagships first, then those with most firms), a column an upgrade. Line: the
median over members; shades: the middle 60 and 90 % of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from clustercast.model.results.run import Run
from clustercast.reports.charts.drawing.about import About, joined
from clustercast.reports.charts.drawing.entry import ChartEntry, Table
from clustercast.reports.charts.drawing.lettering import LEADING, height_of, shortened, width_of
from clustercast.reports.charts.drawing.rows import numbered
from clustercast.reports.charts.drawing.sheet import INNER, Key, Sheet, Texts
from clustercast.reports.charts.drawing.style import FAN, GREY, INK, PAPER, SMALL, in_style
from clustercast.reports.charts.profile import (
    Named,
    ceiling,
    named,
    of_each,
    origin_as_year,
    taken_up,
    upgrade_entries,
    upgrade_name,
    years_of,
)
from clustercast.reports.charts.quantiles import quantiles
from clustercast.reports.words.numbers import number
from clustercast.reports.words.words import Language, in_clauses, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FLAGSHIPS, CLUSTERS = 3, 6
"""At most so many flagships, and clusters in all."""
FEWEST = 10
"""Firms that a cluster has at the base for a share of them to mean anything."""
SHARES = (0.05, 0.2, 0.5, 0.8, 0.95)
PANEL, APART = 46.0, 9.0
"""Height of a panel and what is between panels, in points."""


@dataclass(frozen=True, slots=True)
class Point:
    """The share of the firms of a cluster (percent) that have an upgrade in December: quantiles over members."""

    cluster: str
    cluster_zh: str
    cluster_en: str
    flagship: str
    base_firms: float
    upgrade: str
    upgrade_zh: str
    upgrade_en: str
    year: int
    p05: float
    p20: float
    p50: float
    p80: float
    p95: float


def points_of(data: Any, scenario: str) -> tuple[Point, ...]:
    """Quantiles of every chosen cluster, upgrade and year."""
    shares, firms = taken_up(data, "cluster", scenario)
    found = quantiles(shares, SHARES)  # [quantile, year, cluster, upgrade]
    counts = np.nan_to_num(quantiles(firms[:, 0], (0.5,))[0])
    clusters, upgrades, years = named(data, "cluster"), named(data, "upgrade"), years_of(data)
    flags = [bool(one) for one in of_each(data, "cluster", "flagship")]
    rows = []
    for c in chosen(flags, counts):
        for u, upgrade in enumerate(upgrades):
            for y, year in enumerate(years):
                at = (*_said(clusters[c]), "flagship" if flags[c] else "", float(counts[c]), *_said(upgrade), year)
                rows.append(Point(*at, *(float(one) for one in found[:, y, c, u])))
    return tuple(rows)


def _said(one: Named) -> tuple[str, str, str]:
    return one.id, one.label_zh, one.label_en


def chosen(flags: Sequence[bool], firms: Sequence[float]) -> list[int]:
    """Places of the clusters shown: the first flagships, then those with most firms at the base; none too small."""
    here = [place for place in range(len(flags)) if firms[place] >= FEWEST]
    first = [place for place in here if flags[place]][:FLAGSHIPS]
    others = sorted((place for place in here if place not in first), key=lambda place: (-firms[place], place))
    return first + others[: CLUSTERS - len(first)]


@dataclass(frozen=True, slots=True)
class Diffusion:
    """A page of the diffusion chart: some upgrades. ``most`` is where its axes end, the same on every page."""

    about: About
    points: tuple[Point, ...]
    most: float
    origin: float
    page: int = 1
    pages: int = 1

    def title(self, lang: Language) -> str:
        """What the chart is called."""
        return numbered(say("diffusion_title", lang), self.page, self.pages)

    def caption(self, lang: Language) -> str:
        """What line and shades are, which clusters, and of how many members."""
        return joined(
            [
                say(
                    "diffusion_note",
                    lang,
                    sample=self.about.sample(lang),
                    clusters=CLUSTERS,
                    fewest=FEWEST,
                    year=self.points[-1].year,
                )
            ],
            lang,
        )

    def alt(self, lang: Language) -> str:
        """Medians of the last year, cluster by cluster."""
        last = max(one.year for one in self.points)
        said = []
        for cluster in dict.fromkeys(one.cluster for one in self.points):
            ends = [one for one in self.points if one.cluster == cluster and one.year == last]
            shares = (f"{upgrade_name(one, lang)} {number(one.p50, 2)}%" for one in ends)
            said.append(f"{_cluster(ends[0], lang)}: {', '.join(shares)}")
        return say("diffusion_alt", lang, year=last, clusters=in_clauses(said, lang))

    def table(self) -> Table:
        """A row a cluster, upgrade and year."""
        return Table.of(self.points)

    @in_style
    def figure(self, lang: Language) -> Figure:
        """The drawing."""
        upgrades = list({one.upgrade: upgrade_name(one, lang) for one in self.points}.items())
        clusters = list({one.cluster: one for one in self.points}.values())
        left = width_of(number(self.most) + "%", SMALL) + 5.0
        wide = (INNER - left - 8.0 - APART * (len(upgrades) - 1)) / len(upgrades)
        heads = [shortened(words, SMALL, wide, 3) for _, words in upgrades]
        head = max(height_of(one, SMALL) for one in heads) + 2.0
        label = SMALL * LEADING + 3.0
        each = label + PANEL + APART
        texts = Texts(
            self.title(lang), ((say("share_axis", lang), GREY),), (self.caption(lang),), self.about.foot(lang)
        )
        sheet = Sheet(texts, head + each * len(clusters) + 12.0, _keys(lang))
        for column, words in enumerate(heads):
            middle = left + column * (wide + APART) + wide / 2.0
            sheet.text(middle, head - height_of(words, SMALL), words, ha="center")
        for row, one in enumerate(clusters):
            top = head + row * each
            count = say("diffusion_firms", lang, firms=number(one.base_firms))
            sheet.text(INNER, top, count, ha="right", color=GREY)
            sheet.text(0.0, top, shortened(_heading(one, lang), SMALL, INNER - width_of(count, SMALL) - 8.0, 1))
            for column, (upgrade, _) in enumerate(upgrades):
                axes = sheet.axes(left + column * (wide + APART), top + label, wide, PANEL)
                self._panel(axes, one.cluster, upgrade, left_most=column == 0, lowest=row == len(clusters) - 1)
        return sheet.figure

    def _panel(self, axes: Axes, cluster: str, upgrade: str, *, left_most: bool, lowest: bool) -> None:
        points = [one for one in self.points if (one.cluster, one.upgrade) == (cluster, upgrade)]
        years = [one.year for one in points]
        axes.axvspan(years[0] - 0.3, self.origin, color=PAPER, zorder=0, linewidth=0)
        axes.axvline(self.origin, color=INK, linewidth=0.7, linestyle=(0, (3, 2)))
        axes.fill_between(years, [one.p05 for one in points], [one.p95 for one in points], color=FAN[0], linewidth=0)
        axes.fill_between(years, [one.p20 for one in points], [one.p80 for one in points], color=FAN[1], linewidth=0)
        axes.plot(years, [one.p50 for one in points], color=INK, linewidth=1.6)
        at_end = {"ha": "right", "va": "top", "fontsize": SMALL, "transform": axes.transAxes}
        axes.text(0.99, 1.0, f"{number(points[-1].p50, 2)}%", **at_end)
        axes.set_ylim(0.0, self.most)
        axes.set_xlim(years[0] - 0.3, years[-1] + 0.15)
        ends = ["0", f"{number(self.most)}%"] if left_most else ["", ""]
        axes.set_yticks([0.0, self.most], ends)
        axes.set_xticks([years[0], years[-1]], [f"{years[0]}", f"{years[-1]}"] if lowest else ["", ""])
        for tick, side in zip(axes.xaxis.get_ticklabels(), ("left", "right"), strict=True):
            tick.set_horizontalalignment(side)


def _cluster(one: Point, lang: Language) -> str:
    return one.cluster_zh if lang == "zh" else one.cluster_en


def _heading(one: Point, lang: Language) -> str:
    return f"{'★ ' if one.flagship else ''}{_cluster(one, lang)}"


def _keys(lang: Language) -> list[Key]:
    bands = ((60, FAN[1]), (90, FAN[0]))
    keys = [Key(say("median_line", lang), {"color": INK, "linewidth": 1.6})]
    return keys + [Key(say("band_of", lang, share=share), box={"facecolor": colour}) for share, colour in bands]


def diffusion_entries(run: Run) -> list[ChartEntry]:
    """The diffusion of all upgrades, a few to a page; none where the run did not keep it."""
    return upgrade_entries(run, "diffusion", "diffusion", points_of, _page)


def _page(run: Run, points: Sequence[Point], shown: Sequence[str], page: int, pages: int) -> Diffusion:
    known = [one.p95 for one in points if np.isfinite(one.p95)]
    here = tuple(one for one in points if one.upgrade in shown)
    return Diffusion(About.of(run.record), here, ceiling(max(known, default=1.0)), origin_as_year(run), page, pages)
