"""The ladder and other recognition: who qualifies, who holds the title and who is awarded it in the last year.

A row a programme, by who gives the title and then in the order of the plan, so that the rungs of a ladder follow each
other. The axis is logarithmic above one: marks stand at numbers and no length means an amount. Where an agency chooses
from those who qualify, within its places, the row is marked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from clustercast.model.results.run import Run
from clustercast.reports.charts.drawing.about import About, joined
from clustercast.reports.charts.drawing.entry import ChartEntry, Table
from clustercast.reports.charts.drawing.rows import Label, in_rows, numbered, on_pages, page_id, put_labels
from clustercast.reports.charts.drawing.sheet import INNER, Key, Sheet, Texts, drawn_by
from clustercast.reports.charts.drawing.style import GREY, PENS, in_style
from clustercast.reports.charts.drawing.targets import QUOTA
from clustercast.reports.charts.profile import band, has_profile, named, of_each, values_of, years_of
from clustercast.reports.words.numbers import number
from clustercast.reports.words.words import Language, say
from clustercast.scenarios.numbers import BESTOWED

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEFT, LEAST = 150.0, 30.0
TABLES = ("qualified", "titles_held", "awarded")
"""What is drawn of a programme, from the top down."""
LOOKS = {name: drawn_by(pen, linestyle="-") for name, pen in zip(TABLES, PENS, strict=False)}
ACTS = tuple(act.word for act in BESTOWED)
"""What gives a title: the plan's own agencies, higher levels, or a criterion alone; the last has no places."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """Of a programme in a year, how many qualify, hold the title or are awarded it: median and 5-95 % of members."""

    act: str
    programme: str
    programme_zh: str
    programme_en: str
    year: int
    what: str
    p05: float
    p50: float
    p95: float


def recognised_of(data: Any, scenario: str) -> tuple[Recognised, ...]:
    """The last year of every programme that gives titles to somebody, by who gives them."""
    acts, year = of_each(data, "programme", "act"), years_of(data)[-1]
    bands = {name: band(values_of(data, name, scenario)[:, -1]) for name in TABLES}  # [3, programme]
    rows = []
    giving = sorted((ACTS.index(act), place) for place, act in enumerate(acts) if act in ACTS)
    programmes = named(data, "programme")
    for act, place in giving:
        one, numbers = programmes[place], np.array([bands[name][:, place] for name in TABLES])
        if not np.isfinite(numbers).all() or not numbers.any():
            continue
        for what, (low, median, high) in zip(TABLES, numbers.tolist(), strict=True):
            rows.append(Recognised(ACTS[act], one.id, one.label_zh, one.label_en, year, what, low, median, high))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class Recognition:
    """A page of programmes. ``most`` is where its axis ends, the same on every page."""

    about: About
    rows: tuple[Recognised, ...]
    most: float
    page: int = 1
    pages: int = 1

    def title(self, lang: Language) -> str:
        """What the chart is called."""
        return numbered(say("recognition_title", lang, year=self.rows[0].year), self.page, self.pages)

    def caption(self, lang: Language) -> str:
        """What marks and lines are, of how many members, and that an agency decides."""
        return joined([say("recognition_note", lang, sample=self.about.sample(lang)), say("quota_note", lang)], lang)

    def alt(self, lang: Language) -> str:
        """Medians, programme by programme."""
        said = []
        for programme in self._programmes():
            parts = (f"{say(one.what, lang)} {number(one.p50)}" for one in self._of(programme.programme))
            said.append(f"{_name(programme, lang)}: {', '.join(parts)}")
        return f"{self.title(lang)}{'：' if lang == 'zh' else ': '}{('；' if lang == 'zh' else '; ').join(said)}"

    def table(self) -> Table:
        """A row a programme and what is counted of it."""
        return Table.of(self.rows)

    def _programmes(self) -> list[Recognised]:
        return [one for one in self.rows if one.what == TABLES[0]]

    def _of(self, programme: str) -> list[Recognised]:
        return [one for one in self.rows if one.programme == programme]

    @in_style
    def figure(self, lang: Language) -> Figure:
        """The drawing."""
        programmes = self._programmes()
        rows, height = in_rows([_label(one) for one in programmes], lang, LEFT - 6.0, LEAST)
        lead = ((say("recognition_axis", lang), GREY),)
        texts = Texts(self.title(lang), lead, (self.caption(lang),), self.about.foot(lang))
        sheet = Sheet(texts, height + 22.0, [Key(say(name, lang), LOOKS[name]) for name in TABLES])
        put_labels(sheet, rows, 0.0)
        axes = sheet.axes(LEFT, 0.0, INNER - LEFT - 14.0, height)
        _frame(axes, height, self.most)
        for row, programme in zip(rows, programmes, strict=True):
            axes.axhline(row.top + row.height, color="#e4e4e4", linewidth=0.6)
            for place, one in enumerate(self._of(programme.programme)):
                at, look = row.middle + 8.0 * (place - 1), LOOKS[one.what]
                axes.plot((one.p05, one.p95), (at, at), color=look["color"], linewidth=1.5)
                axes.plot([one.p50], [at], clip_on=False, **look)
        return sheet.figure


def _name(one: Recognised, lang: Language) -> str:
    return one.programme_zh if lang == "zh" else one.programme_en


def _label(one: Recognised) -> Label:
    mark = "" if one.act == ACTS[-1] else f"{QUOTA} "
    heading = (say(f"act_{one.act}", "zh"), say(f"act_{one.act}", "en"))
    return Label((mark + one.programme_zh, mark + one.programme_en), heading)


def _frame(axes: Axes, height: float, most: float) -> None:
    """Nought to one is as wide as one to ten."""
    axes.set_ylim(height, 0.0)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xscale("symlog", linthresh=1.0)
    ticks = [0.0] + [10.0**power for power in range(int(np.ceil(np.log10(max(most, 1.0)))) + 1)]
    axes.set_xlim(0.0, max(most, 1.0) * 1.05)
    shown = [one for one in ticks if one <= max(most, 1.0) * 1.05]
    axes.set_xticks(shown, [number(one) for one in shown])
    axes.minorticks_off()
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)


def recognition_entries(run: Run) -> list[ChartEntry]:
    """Recognition on as many pages as it needs; none where the run did not keep it or the plan gives no titles."""
    if not has_profile(run):
        return []
    rows, about = recognised_of(run.dataset, run.record.main.id), About.of(run.record)
    if not rows:
        return []
    most = max(one.p95 for one in rows)
    firsts = [one for one in rows if one.what == TABLES[0]]
    slices = on_pages([_label(one) for one in firsts], LEFT - 6.0, LEAST)
    found = []
    for page, places in enumerate(slices, 1):
        shown = {one.programme for one in firsts[places]}
        chosen = tuple(one for one in rows if one.programme in shown)
        make = partial(Recognition, about, chosen, most, page, len(slices))
        found.append(ChartEntry(page_id("recognition", page, len(slices)), "recognition", make))
    return found
