"""Who adopts, by size: the share of the firms of each size class that have each upgrade, at the base and at the end.

Hollow: the median over members at the base year; full: at the last year, with a line from 5 to 95 % of the members.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from clustercast.model.results.run import Run
from clustercast.reports.charts.drawing.about import About, joined
from clustercast.reports.charts.drawing.entry import ChartEntry, Table
from clustercast.reports.charts.drawing.lettering import height_of
from clustercast.reports.charts.drawing.rows import Label, heads_of, in_rows, numbered, put_labels, room_for
from clustercast.reports.charts.drawing.sheet import INNER, Key, Sheet, Texts
from clustercast.reports.charts.drawing.style import BLUE, GREY, SMALL, in_style
from clustercast.reports.charts.profile import band, ceiling, named, taken_up, upgrade_entries, upgrade_name, years_of
from clustercast.reports.words.numbers import number
from clustercast.reports.words.words import Language, in_clauses, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEFT, LEAST_LEFT, LEAST, APART = 96.0, 56.0, 26.0, 10.0
RIGHT = 10.0
BELOW_SCALE = "below_scale"
AT_BASE = {"color": BLUE, "marker": "o", "markersize": 6, "markerfacecolor": "white", "linestyle": "none"}
AT_END = {"color": BLUE, "marker": "o", "markersize": 6, "linewidth": 1.6}


@dataclass(frozen=True, slots=True)
class Share:
    """The share of the firms of a size class (percent) that have an upgrade: at the base, and at the end a band."""

    size_class: str
    size_zh: str
    size_en: str
    firms: float
    upgrade: str
    upgrade_zh: str
    upgrade_en: str
    base_year: int
    base_p50: float
    year: int
    p05: float
    p50: float
    p95: float


def shares_of(data: Any, scenario: str) -> tuple[Share, ...]:
    """Every size class that has firms, the largest first and those below scale last, with every upgrade."""
    shares, firms = taken_up(data, "size", scenario)
    found, counts = band(shares[:, [0, -1]]), band(firms[:, -1])[1]
    years, upgrades = years_of(data), named(data, "upgrade")
    rows = []
    for s, size in sorted(enumerate(named(data, "size_class")), key=lambda pair: (pair[1].id == BELOW_SCALE, -pair[0])):
        for u, upgrade in enumerate(upgrades) if np.nan_to_num(counts[s]) > 0 else ():
            low, median, high = (float(one) for one in found[:, 1, s, u])
            about = (size.id, size.label_zh, size.label_en, float(counts[s]), upgrade.id, upgrade.label_zh)
            base = (years[0], float(found[1, 0, s, u]))
            rows.append(Share(*about, upgrade.label_en, *base, years[-1], low, median, high))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class BySize:
    """A page of the chart: some upgrades. ``most`` is where its axes end, the same on every page."""

    about: About
    shares: tuple[Share, ...]
    most: float
    page: int = 1
    pages: int = 1

    def title(self, lang: Language) -> str:
        """What the chart is called."""
        return numbered(say("by_size_title", lang), self.page, self.pages)

    def caption(self, lang: Language) -> str:
        """What marks and lines are, and of how many members."""
        return joined([say("by_size_note", lang, sample=self.about.sample(lang))], lang)

    def alt(self, lang: Language) -> str:
        """Medians of the last year, upgrade by upgrade."""
        said = []
        for upgrade in dict.fromkeys(one.upgrade for one in self.shares):
            ends = [one for one in self.shares if one.upgrade == upgrade]
            sizes = (f"{_size(one, lang)} {number(one.p50, 2)}%" for one in ends)
            said.append(f"{upgrade_name(ends[0], lang)}: {', '.join(sizes)}")
        return say("by_size_alt", lang, year=self.shares[0].year, upgrades=in_clauses(said, lang))

    @in_style
    def figure(self, lang: Language) -> Figure:
        """The drawing."""
        upgrades = list({one.upgrade: upgrade_name(one, lang) for one in self.shares}.items())
        sizes = list({one.size_class: one for one in self.shares}.values())
        left = room_for(LEFT, LEAST_LEFT, [words for _, words in upgrades], 2.0, RIGHT - APART)
        wide = (INNER - left - RIGHT - APART * (len(upgrades) - 1)) / len(upgrades)
        heads = heads_of([words for _, words in upgrades], wide + APART - 2.0)
        head = max(height_of(one, SMALL) for one in heads) + 4.0
        rows, height = in_rows([_label(one) for one in sizes], lang, left - 6.0, LEAST)
        texts = Texts(
            self.title(lang), ((say("share_axis_all", lang), GREY),), (self.caption(lang),), self.about.foot(lang)
        )
        sheet = Sheet(texts, head + height + 22.0, _keys(self.shares[0], lang))
        put_labels(sheet, rows, head)
        for column, (upgrade, _) in enumerate(upgrades):
            at = left + column * (wide + APART)
            sheet.text(at + wide / 2.0, head - 4.0 - height_of(heads[column], SMALL), heads[column], ha="center")
            axes = sheet.axes(at, head, wide, height)
            _frame(axes, height, self.most)
            for row, size in zip(rows, sizes, strict=True):
                _put(axes, row.middle, self._share(size.size_class, upgrade))
        return sheet.figure

    def _share(self, size: str, upgrade: str) -> Share:
        return next(one for one in self.shares if (one.size_class, one.upgrade) == (size, upgrade))

    def table(self) -> Table:
        """A row a size class and upgrade."""
        return Table.of(self.shares)


def _size(one: Share, lang: Language) -> str:
    return one.size_zh if lang == "zh" else one.size_en


def _label(one: Share) -> Label:
    zh, en = (say("firms_count", lang, firms=number(one.firms)) for lang in ("zh", "en"))
    return Label((one.size_zh, one.size_en), under=(zh, en))


def _put(axes: Axes, at: float, one: Share) -> None:
    axes.plot((one.p05, one.p95), (at, at), color=BLUE, linewidth=1.6)
    axes.plot([one.p50], [at], clip_on=False, **AT_END)
    axes.plot([one.base_p50], [at], clip_on=False, **AT_BASE)


def _frame(axes: Axes, height: float, most: float) -> None:
    """From nought to the same end in every panel."""
    axes.set_ylim(height, 0.0)
    axes.set_yticks([])
    axes.set_xlim(0.0, most)
    axes.set_xticks([0.0, most], ["0", f"{number(most)}%"])
    axes.set_xticks([most / 2.0], minor=True)
    for tick, side in zip(axes.xaxis.get_ticklabels(), ("left", "right"), strict=True):
        tick.set_horizontalalignment(side)
    axes.grid(axis="x", which="both", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)


def _keys(one: Share, lang: Language) -> list[Key]:
    return [
        Key(say("median_in", lang, year=one.base_year), AT_BASE),
        Key(say("median_and_band_in", lang, year=one.year), AT_END),
    ]


def by_size_entries(run: Run) -> list[ChartEntry]:
    """Take-up by size, a few upgrades to a page; none where the run did not keep it."""
    return upgrade_entries(run, "adopters-by-size", "size", shares_of, _page)


def _page(run: Run, shares: Sequence[Share], shown: Sequence[str], page: int, pages: int) -> BySize:
    known = [one for row in shares for one in (row.p95, row.base_p50) if np.isfinite(one)]
    here = tuple(one for one in shares if one.upgrade in shown)
    return BySize(About.of(run.record), here, ceiling(max(known, default=1.0)), page, pages)
