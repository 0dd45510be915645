"""Every chart of a run: one function that lists them, and a module a chart."""

from __future__ import annotations

from reports.charts.entry import ChartEntry
from reports.charts.comparison import comparison_entries
from reports.charts.drivers import driver_entries
from reports.charts.fans import fan_entries
from reports.charts.matrix import matrix_entries
from reports.opened import OpenedRun

__all__ = ["ChartEntry", "charts_of"]


def charts_of(run: OpenedRun) -> list[ChartEntry]:
    """The charts of a run, in the order in which a report shows them. Nothing is read or drawn until it is asked."""
    return [*matrix_entries(run), *comparison_entries(run), *driver_entries(run), *fan_entries(run)]
