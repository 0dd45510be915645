"""The fan charts of a run: one a target that is measured, in the first scenario."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from clustercast.reports.charts.drawing.about import About
from clustercast.reports.charts.drawing.entry import ChartEntry
from clustercast.reports.charts.fan.chart import FanChart
from clustercast.reports.charts.fan.data import fan_of, fans
from clustercast.reports.run.opened import OpenedRun
from clustercast.reports.run.record import RunRecord

if TYPE_CHECKING:
    from clustercast.model.ensemble.ensemble import Ensemble


def fan_id(target: str) -> str:
    """The file name of the fan chart of a target."""
    return f"fan-{target}"


def fan_entries(run: OpenedRun) -> list[ChartEntry]:
    """The fan charts of a run; none where the plan is not at hand, since only that tells how a target is judged."""
    ensemble = run.ensemble
    if ensemble is None:
        return []
    about, main = About.of(run.record), run.record.scenarios[0].id
    return [
        ChartEntry(fan_id(row.target), "fan", partial(_read, ensemble, run.record, about, row.target), row.target)
        for row in run.record.of(main)
        if row.status != "outside" and row.failed_members < row.members
    ]


def _read(ensemble: Ensemble, record: RunRecord, about: About, target: str) -> FanChart:
    return FanChart(fan_of(ensemble, record, target), about)


def fan_charts(ensemble: Ensemble, record: RunRecord) -> list[tuple[str, FanChart]]:
    """The same of an ensemble that is at hand: id and chart of each."""
    about = About.of(record)
    return [(fan_id(one.target), FanChart(one, about)) for one in fans(ensemble, record)]
