"""Fan charts: what the members do from the base year to the end of the plan, and the target they are held against.

Bands 5-95 and 25-75 % with the median; left of the forecast origin is a nowcast. Every axis begins at nought, since
lengths mean amounts. Drawn without pyplot, so that several processes can draw at once; the bytes of a chart depend on
its data only.
"""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from model.orphans import end_with
from reports.chart_data import Chart
from reports.fonts import font_family
from reports.numbers import asked_for, between, break_even_text, number, percent, unit_label
from reports.words import COLOURS, LANGUAGES, Language, in_words, label_of, say, verdict
from scenarios import format_quarter

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIZE = (8.4, 5.0)  # inches
PIXELS = 130  # an inch
LEFT, RIGHT = 0.11, 0.97  # of the width: the axes
BLUE, DARK, GREY, RED = "#3b76af", "#1f4e79", "#666666", "#b03a2e"
INKS = {"green": "#1e7b34", "yellow": "#9a6b00", "red": "#b03a2e"}
Feet = Mapping[Language, str]
STYLE = {
    "svg.fonttype": "path",
    "svg.hashsalt": "clustercast",
    "axes.unicode_minus": True,
    "path.simplify": True,
    "font.size": 9.0,
}


def draw(chart: Chart, lang: Language, foot: str, other_label: str = "") -> Figure:
    """The figure of a chart. ``foot`` says which run it is from; ``other_label`` names the dashed scenario."""
    with mpl.rc_context(STYLE | {"font.family": [font_family()]}):  # type: ignore[arg-type]
        figure = Figure(figsize=SIZE)
        axes = figure.add_axes((LEFT, 0.2, RIGHT - LEFT, 0.58))
        _fan(axes, chart, lang, other_label)
        _target(axes, chart, lang)
        _frame(axes, chart, lang)
        _origin(axes, chart, lang)
        _texts(figure, chart, lang, foot)
        handles, labels = axes.get_legend_handles_labels()
        figure.legend(
            handles, labels, loc="lower left", bbox_to_anchor=(LEFT - 0.01, 0.075), ncols=5, frameon=False, fontsize=8
        )
        return figure


def _fan(axes: Axes, chart: Chart, lang: Language, other_label: str) -> None:
    p05, p25, median, p75, p95 = chart.bands
    axes.fill_between(chart.points, p05, p95, color=BLUE, alpha=0.22, linewidth=0, label=say("band_90", lang))
    axes.fill_between(chart.points, p25, p75, color=BLUE, alpha=0.38, linewidth=0, label=say("band_50", lang))
    mark = "o" if chart.yearly else None
    axes.plot(
        chart.points, median, color=DARK, linewidth=1.8, marker=mark, markersize=4, label=say("median_line", lang)
    )
    if chart.other is not None:
        label = say("median_of", lang, scenario=other_label)
        axes.plot(chart.points, chart.other, color=GREY, linewidth=1.3, linestyle=(0, (5, 2)), label=label)


def _target(axes: Axes, chart: Chart, lang: Language) -> None:
    """The line of the target up to its date, and below it the bar when tolerances lower it."""
    if chart.asked is None:
        return
    label = say("target_line", lang, value=asked_for(chart.row, lang))
    line = (max(chart.first - 1, chart.start - 1), chart.due)
    axes.plot(line, (chart.asked, chart.asked), color=RED, linewidth=1.5, label=label)
    axes.plot([chart.due], [chart.asked], color=RED, marker="D", markersize=6, linestyle="none")
    axes.vlines(chart.due, 0.0, chart.asked, color=RED, linewidth=0.8, linestyle=(0, (1, 2)))
    if chart.required is not None and chart.required != chart.asked:
        axes.plot(line, (chart.required, chart.required), color=RED, linewidth=0.9, linestyle=(0, (1, 2)))


def _frame(axes: Axes, chart: Chart, lang: Language) -> None:
    """Axes from nought, Decembers on the axis of time, thousands on the other."""
    heights = [chart.bands[np.isfinite(chart.bands)], [0.0, chart.asked or 0.0], chart.other or ()]
    known = np.concatenate([np.asarray(one, dtype=float) for one in heights])
    low, high = float(np.nanmin(known)), float(np.nanmax(known))
    room = 0.08 * (high - low or 1.0)
    axes.set_ylim(low - room if low < 0.0 else 0.0, high + room)
    axes.set_xlim(chart.start - 1.4, chart.end + 0.6)
    decembers = [quarter for quarter in range(chart.start - 1, chart.end + 1) if quarter % 4 == 3]
    axes.set_xticks(decembers, [format_quarter(quarter) for quarter in decembers])
    axes.yaxis.set_major_formatter(lambda value, _: number(value))
    axes.set_ylabel(_axis_label(chart, lang))
    axes.grid(axis="y", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    if low < 0.0:
        axes.axhline(0.0, color="black", linewidth=0.8)


def _axis_label(chart: Chart, lang: Language) -> str:
    unit = unit_label(chart.row.unit, lang)
    if chart.axis == "ratio":
        return say("ratio_axis", lang)
    words = {"growth": "average_growth", "change": "change_axis"}
    return say(words[chart.axis], lang, unit=unit) if chart.axis in words else unit


def _origin(axes: Axes, chart: Chart, lang: Language) -> None:
    """The line between what the nowcast shows and what is projected, halfway between the two quarters."""
    at = chart.origin - 0.5
    axes.axvspan(chart.start - 1.4, at, color="#f2f2f2", zorder=0)
    axes.axvline(at, color="black", linewidth=0.9, linestyle=(0, (3, 2)))
    above = {"xycoords": ("data", "axes fraction"), "textcoords": "offset points", "fontsize": 8, "color": GREY}
    axes.annotate(say("nowcast_side", lang), (at, 1.0), (-4, 3), ha="right", **above)
    words = f"{say('projected_side', lang)} ({say('origin', lang, quarter=format_quarter(chart.origin))})"
    axes.annotate(words, (at, 1.0), (4, 3), ha="left", **above)


def _texts(figure: Figure, chart: Chart, lang: Language, foot: str) -> None:
    row = chart.row
    title = "\n".join(textwrap.wrap(label_of(row, lang), 78 if lang == "en" else 40))
    figure.text(LEFT, 0.975, title, fontsize=12, va="top")
    asked = f"{asked_for(row, lang)} · {say('by', lang, year=row.by)}"
    if row.kind == "count_per_year":
        asked += f" · {say('every_year', lang)}"
    if row.nowcast:
        asked += f" · {say('nowcast', lang)}"
    figure.text(LEFT, 0.865, asked, fontsize=9, va="top", color=GREY)
    words, ink = _verdict(chart, lang)
    figure.text(RIGHT, 0.865, words, fontsize=10.5, va="top", ha="right", color=ink)
    figure.text(LEFT, 0.02, foot, fontsize=7, color=GREY, va="bottom")


def _verdict(chart: Chart, lang: Language) -> tuple[str, str]:
    """The probability in number and words, or the break-even base of a conditional target."""
    row = chart.row
    if row.probability is not None:
        interval = f"{percent(row.probability)} ({between(row.mc_low, row.mc_high)})"
        mark = f" · {say('quota', lang)}" if row.mechanism == "quota" else ""
        return f"{interval} · {in_words(row.probability, lang)}{mark}", INKS[COLOURS[verdict(row.probability)]]
    if row.break_even_base is not None:
        return f"{say('no_probability', lang)} · {break_even_text(row, lang)}", GREY
    return say("no_probability", lang), GREY


def save(figure: Figure, stem: Path) -> tuple[Path, Path]:
    """Writes the figure as PNG and SVG beside each other."""
    png, svg = stem.with_name(stem.name + ".png"), stem.with_name(stem.name + ".svg")
    with mpl.rc_context(STYLE | {"font.family": [font_family()]}):  # type: ignore[arg-type]
        figure.savefig(png, dpi=PIXELS, metadata={"Software": None})
        figure.savefig(svg, metadata={"Date": None})
    return png, svg


def _draw_and_save(chart: Chart, folder: Path, feet: Feet, labels: Feet) -> list[Path]:
    paths: list[Path] = []
    for lang in feet:
        paths += save(draw(chart, lang, feet[lang], labels[lang]), folder / f"{chart.target}.{lang}")
    return paths


def write_charts(
    folder: Path,
    charts: Iterable[Chart],
    feet: Feet,
    other_labels: Feet | None = None,
    workers: int = 1,
) -> tuple[Path, ...]:
    """Writes every chart in every language of ``feet``: ``<target>.<lang>.png`` and ``.svg``. Returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    labels: Feet = other_labels or dict.fromkeys(LANGUAGES, "")
    todo = list(charts)
    if workers < 2 or len(todo) < 2:
        return tuple(path for one in todo for path in _draw_and_save(one, folder, feet, labels))
    with ProcessPoolExecutor(workers, get_context("spawn"), end_with, (os.getpid(),)) as pool:
        waiting = [pool.submit(_draw_and_save, one, folder, feet, labels) for one in todo]
        return tuple(path for one in waiting for path in one.result())
