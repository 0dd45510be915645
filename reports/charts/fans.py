"""The fan charts of a run as entries of a report: one a target that is measured."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from reports.chart_data import SHARES, Chart, chart_of
from reports.charts.entry import ChartEntry, Table
from reports.numbers import asked_for, number, percent, unit_label
from reports.opened import OpenedRun
from reports.record import RunRecord
from reports.words import Language, in_words, label_of, say
from scenarios import format_quarter

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from model.attainment import Attainment
    from model.ensemble import Ensemble


def fan_entries(run: OpenedRun) -> list[ChartEntry]:
    """A fan chart of each measured target in the first scenario; none where the plan is not at hand."""
    ensemble = run.ensemble
    if ensemble is None:
        return []
    rows = run.record.of(run.record.scenarios[0].id)
    return [
        _entry(run.record, ensemble, row)
        for row in rows
        if row.status != "outside" and row.failed_members < row.members
    ]


def _entry(record: RunRecord, ensemble: Ensemble, row: Attainment) -> ChartEntry:
    chart = cache(partial(chart_of, ensemble, record, row.target))
    return ChartEntry(
        id=f"fan-{row.target}",
        kind="fan",
        title=lambda lang: label_of(row, lang),
        caption=lambda lang: _caption(record, lang),
        alt=lambda lang: _alt(chart(), lang),
        figure=lambda lang: _figure(chart(), record, lang),
        table=lambda: table(chart()),
        target=row.target,
    )


def _figure(chart: Chart, record: RunRecord, lang: Language) -> Figure:
    from reports.fan_chart import draw
    from reports.products import foot

    other = label_of(record.scenario(chart.other_scenario), lang) if chart.other is not None else ""
    return draw(chart, lang, foot(record, lang), other)


def _caption(record: RunRecord, lang: Language) -> str:
    return f"{say('median_line', lang)}, {say('band_50', lang)}, {say('band_90', lang)} · " + say(
        "members", lang, members=record.members
    )


def _alt(chart: Chart, lang: Language) -> str:
    """What the chart says: the asked value, and the median and band at the last point drawn."""
    row, last = chart.row, chart.bands[:, -1]
    band = say("median_band", lang, median=number(last[2]), low=number(last[0]), high=number(last[-1]))
    parts = [label_of(row, lang), asked_for(row, lang), f"{format_quarter(chart.points[-1])}: {band}"]
    if row.probability is not None:
        parts.append(f"{percent(row.probability)}, {in_words(row.probability, lang)}")
    return ("；" if lang == "zh" else "; ").join(parts)


def table(chart: Chart) -> Table:
    """The numbers drawn: a row a quarter, a column a quantile, then the median of the other scenario."""
    columns = ("quarter", *(f"p{round(100 * share):02d}" for share in SHARES), "other_median", "unit")
    other = chart.other or (None,) * len(chart.points)
    rows = (
        (
            format_quarter(point),
            *(float(one) for one in chart.bands[:, place]),
            other[place],
            unit_label(chart.row.unit, "en"),
        )
        for place, point in enumerate(chart.points)
    )
    return Table(columns, tuple(rows))
