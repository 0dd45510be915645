"""The fan charts of a run: one a target that is measured, in the first scenario."""

from __future__ import annotations

from functools import partial
from typing import cast

from clustercast.model.results.run import Run
from clustercast.reports.charts.drawing.about import About
from clustercast.reports.charts.drawing.entry import ChartEntry
from clustercast.reports.charts.fan.chart import FanChart
from clustercast.reports.charts.fan.data import fan_of


def fan_id(target: str) -> str:
    """The file name of the fan chart of a target."""
    return f"fan-{target}"


def fan_entries(run: Run) -> list[ChartEntry]:
    """The fan charts of a run; none where the plan is not at hand, since only that tells how a target is judged."""
    if run.known_plan is None:
        return []
    about, main = About.of(run.record), run.record.main.id
    return [
        ChartEntry(fan_id(row.target), "fan", partial(_read, run, about, row.target), row.target)
        for row in run.record.of(main)
        if row.measure and row.status != "outside" and row.failed_members < row.members
    ]


def _read(run: Run, about: About, target: str) -> FanChart:
    return FanChart(fan_of(run, target), about)


def fan_charts(run: Run) -> list[tuple[str, FanChart]]:
    """The same as id and chart of each."""
    return [(one.id, cast(FanChart, one.chart)) for one in fan_entries(run)]
