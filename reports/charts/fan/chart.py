"""Fan charts: what the members do from the base year to the end of the plan, and the target they are held against.

Nested bands of 30, 60 and 90 % with the median, as the Bank of England and the OBR draw them; left of the forecast
origin is a nowcast. Published figures up to the base year are squares, joined by a solid line only where years of one
series follow each other, and never joined to what is simulated. Every axis begins at nought, since lengths mean
amounts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from clustercast.reports.charts.drawing.about import About, joined
from clustercast.reports.charts.drawing.entry import Table
from clustercast.reports.charts.drawing.lettering import width_of
from clustercast.reports.charts.drawing.sheet import INNER, Key, Sheet, Texts
from clustercast.reports.charts.drawing.style import FAN, GREY, INK, ORANGE, PAPER, SMALL, VERMILION, in_style
from clustercast.reports.charts.drawing.targets import marked, marks_said
from clustercast.reports.charts.fan.data import Fan, line_of
from clustercast.reports.charts.fan.past import PLAN, joined_years
from clustercast.reports.charts.fan.table import table_of
from clustercast.reports.words.numbers import asked_for, between, break_even_text, number, percent, unit_label
from clustercast.reports.words.words import Language, in_clauses, in_words, label_of, say
from clustercast.scenarios import format_quarter, year_of
from clustercast.scenarios.forms import EVERY_YEAR

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 150.0
"""The height of the axes in points."""
ROOM = 0.05
"""Of the height, what is left free above the highest number."""
OTHER = {"color": ORANGE, "linewidth": 1.6, "linestyle": (0, (4, 1.5))}
TARGET = {"color": VERMILION, "linewidth": 1.6}
REQUIRED = {"color": VERMILION, "linewidth": 1.2, "linestyle": (0, (1, 1.5))}
POINT = {"color": INK, "marker": "s", "markersize": 6}
BOUND = {"color": INK, "marker": "^", "markersize": 6}
"""Of a source that says "more than": it points to where the number may lie."""


@dataclass(frozen=True, slots=True)
class FanChart:
    """The fan chart of a target."""

    fan: Fan
    about: About

    def title(self, lang: Language) -> str:
        """The label of the target, marked where an agency decides."""
        return marked(label_of(self.fan.row, lang), self.fan.row)

    def caption(self, lang: Language) -> str:
        """What the shades are, and of how many members."""
        return joined(_notes(self, lang), lang)

    def alt(self, lang: Language) -> str:
        """What is asked for, median and band at the deadline, and the probability."""
        fan = self.fan
        at = fan.points.index(fan.due) if fan.due in fan.points else -1
        low, *_, high = fan.bands[:, at]
        band = say("median_band", lang, median=number(fan.bands[3, at]), low=number(low), high=number(high))
        parts = [label_of(fan.row, lang), *_lead(fan, lang), f"{format_quarter(fan.points[at])}: {band}"]
        return in_clauses([*parts, self.about.sample(lang)], lang)

    @in_style
    def figure(self, lang: Language) -> Figure:
        """The drawing."""
        asked, verdict = _lead(self.fan, lang)
        shown = say("proxy_shown", lang, indicator=label_of(self.fan.proxy, lang)) if self.fan.proxy else ""
        lead = ((asked, GREY), (verdict, INK), (shown, GREY))
        texts = Texts(self.title(lang), lead, _notes(self, lang), self.about.foot(lang))
        sheet = Sheet(texts, HEIGHT + 46.0, _keys(self, lang))
        low, high = _range(self.fan)
        whole = bool(np.all(np.mod(self.fan.bands[np.isfinite(self.fan.bands)], 1.0) == 0.0))
        ticks = MaxNLocator(5, steps=[1, 2, 5, 10], integer=whole).tick_values(low, high)
        left = max(width_of(number(one), SMALL) for one in ticks) + 6.0
        sheet.text(0.0, 0.0, _axis_label(self.fan, lang), color=GREY)
        room = INNER - left - 6.0
        axes = sheet.axes(left, 29.0, room, HEIGHT)
        _frame(axes, self.fan, ticks, room, lang)
        _fan(axes, self.fan)
        _target(axes, self.fan)
        return sheet.figure

    def table(self) -> Table:
        """The figures observed, then a row a quarter of what is simulated."""
        return table_of(self.fan)


def _lead(fan: Fan, lang: Language) -> tuple[str, str]:
    """What is asked for, and the probability in words and number or why there is none."""
    row = fan.row
    parts = [say("direction_only", lang) if fan.proxy else asked_for(row, lang), say("by", lang, year=row.by)]
    parts += [say("every_year", lang)] if row.form in EVERY_YEAR else []
    parts += [say("nowcast", lang)] if row.nowcast else []
    parts += [say("quota", lang)] if row.mechanism == "quota" else []
    if row.probability is not None:
        interval = f"{percent(row.probability)} ({between(row.mc_low, row.mc_high)})"
        return " · ".join(parts), f"{in_words(row.probability, lang)} · {interval}"
    found = break_even_text(row, lang) if row.value is not None else ""
    return " · ".join(parts), " · ".join(one for one in (say("no_probability", lang), found) if one)


def _notes(chart: FanChart, lang: Language) -> tuple[str, ...]:
    fan = chart.fan
    origin = format_quarter(fan.origin)
    notes = [say("fan_note", lang, sample=chart.about.sample(lang), origin=origin)]
    notes += [say("fan_interval", lang)] if fan.row.probability is not None else []
    notes += [say("fan_observed", lang, figures=_sources(fan, lang))] if fan.known else []
    notes += marks_said([fan.row], lang)
    return (joined(notes, lang),)


def _sources(fan: Fan, lang: Language) -> str:
    """Every observed figure with its year and where it is from."""
    said = []
    for one in fan.known:
        source = say("source_plan", lang) if one.source == PLAN else one.source
        value = say("more_than", lang, value=number(one.value)) if one.more_than else number(one.value)
        said.append(say("observed_figure", lang, year=year_of(one.quarter), value=value, source=source))
    return ("、" if lang == "zh" else ", ").join(said)


def _keys(chart: FanChart, lang: Language) -> list[Key]:
    fan = chart.fan
    keys = [Key(say("median_line", lang), {"color": INK, "linewidth": 1.8, "marker": "o" if fan.yearly else "none"})]
    keys += [
        Key(say("band_of", lang, share=share), box={"facecolor": colour})
        for share, colour in zip((30, 60, 90), FAN[::-1], strict=True)
    ]
    if fan.other is not None:
        scenario = label_of(chart.about.scenario(fan.other_scenario), lang)
        keys.append(Key(say("median_of", lang, scenario=scenario), OTHER))
    if fan.asked is not None:
        keys.append(Key(say("target_line", lang, value=asked_for(fan.row, lang)), TARGET))
        if fan.required is not None and fan.required != fan.asked:
            keys.append(Key(say("required_line", lang, value=number(fan.required)), REQUIRED))
    if any(not one.more_than for one in fan.known):
        keys.append(Key(say("observed", lang), POINT | {"linestyle": "-" if joined_years(fan.known) else "none"}))
    if any(one.more_than for one in fan.known):
        keys.append(Key(say("observed_bound", lang), BOUND | {"linestyle": "none"}))
    return keys


def _range(fan: Fan) -> tuple[float, float]:
    """From nought, or below it where numbers are negative, to the highest that is drawn."""
    heights = [fan.bands[np.isfinite(fan.bands)], [0.0, fan.asked or 0.0], fan.other or ()]
    heights.append([one.value for one in fan.known])
    known = np.concatenate([np.asarray(one, dtype=float) for one in heights])
    low, high = float(np.nanmin(known)), float(np.nanmax(known))
    return min(low, 0.0), high if high > low else 1.0


def _fan(axes: Axes, fan: Fan) -> None:
    for edge, colour in zip(((0, 6), (1, 5), (2, 4)), FAN, strict=True):
        axes.fill_between(fan.points, fan.bands[edge[0]], fan.bands[edge[1]], color=colour, linewidth=0)
    mark = {"marker": "o", "markersize": 4} if fan.yearly else {}
    axes.plot(fan.points, fan.bands[3], color=INK, linewidth=1.8, **mark)
    if fan.other is not None:
        axes.plot(fan.points, fan.other, **OTHER)
    for one, following in joined_years(fan.known):
        axes.plot((one.quarter, following.quarter), (one.value, following.value), color=INK, linewidth=1.8, zorder=5)
    for one in fan.known:
        look = BOUND if one.more_than else POINT
        axes.plot([one.quarter], [one.value], **look, linestyle="none", zorder=6)


def _target(axes: Axes, fan: Fan) -> None:
    """The line of the target up to its date, and the bar where tolerances make it another."""
    if fan.asked is None:
        return
    axes.plot(line_of(fan), (fan.asked, fan.asked), **TARGET)
    axes.plot([fan.due], [fan.asked], color=VERMILION, marker="D", markersize=6, linestyle="none")
    axes.vlines(fan.due, 0.0, fan.asked, color=VERMILION, linewidth=0.9, linestyle=(0, (1, 2)))
    if fan.required is not None and fan.required != fan.asked:
        axes.plot(line_of(fan), (fan.required, fan.required), **REQUIRED)


def _frame(axes: Axes, fan: Fan, ticks: Sequence[float], room: float, lang: Language) -> None:
    """Axes from nought, Decembers on the axis of time, the origin between what is nowcast and what is projected.

    ``room`` is the width of the axes in points.
    """
    low, high = _range(fan)
    axes.set_yticks(ticks, [number(one) for one in ticks])
    top = max(ticks[-1], high + ROOM * (high - low))
    axes.set_ylim(min(ticks[0], low) if low < 0.0 else 0.0, top)
    before = min((one.quarter for one in fan.known), default=fan.start - 1)
    first, last = axes.set_xlim(min(before, fan.start - 1) - 0.6, fan.end + 0.8)
    decembers = [quarter for quarter in range(before, fan.end + 1) if quarter % 4 == 3]
    ends = [say("end_of_year", lang, year=year_of(quarter)) for quarter in decembers]
    apart = ceil((width_of(ends[-1], SMALL) + 4.0) * (last - first) / (4.0 * room))
    axes.set_xticks(decembers, [one if (len(ends) - 1 - n) % apart == 0 else "" for n, one in enumerate(ends)])
    axes.grid(axis="y", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    if low < 0.0:
        axes.axhline(0.0, color=INK, linewidth=0.8)
    at = fan.origin - 0.5
    simulated = max(first, fan.start - 1.6)
    axes.axvspan(simulated, at, color=PAPER, zorder=0, linewidth=0)
    axes.axvline(at, color=INK, linewidth=0.9, linestyle=(0, (3, 2)))
    above = {"xycoords": ("data", "axes fraction"), "textcoords": "offset points", "fontsize": SMALL, "color": GREY}
    if room * (at - simulated) / (last - first) > width_of(say("nowcast_side", lang), SMALL) + 4.0:
        axes.annotate(say("nowcast_side", lang), (at, 1.0), (-4, 3), ha="right", **above)
    axes.annotate(f"{say('projected_side', lang)} →", (at, 1.0), (4, 3), ha="left", **above)


def _axis_label(fan: Fan, lang: Language) -> str:
    unit = unit_label(fan.unit, lang) if fan.unit else ""
    if fan.axis == "ratio":
        return say("ratio_axis", lang)
    points = say("comparison_axis", lang) if fan.axis == "change" and fan.unit == "percent" else unit
    words = {"growth": "average_growth", "change": "change_axis"}
    return say(words[fan.axis], lang, unit=points) if fan.axis in words else unit
