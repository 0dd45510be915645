"""Every chart of a run: one function that lists them, and a module a chart."""

from __future__ import annotations

from clustercast.model.results.run import Run
from clustercast.reports.charts.by_city import by_city_entries
from clustercast.reports.charts.by_size import by_size_entries
from clustercast.reports.charts.city_map import city_map_entries
from clustercast.reports.charts.comparison import comparison_entries
from clustercast.reports.charts.diffusion import diffusion_entries
from clustercast.reports.charts.drawing.entry import Chart, ChartEntry, Table
from clustercast.reports.charts.drivers import driver_entries
from clustercast.reports.charts.fan.entries import fan_entries
from clustercast.reports.charts.fan.updated import updated_entries
from clustercast.reports.charts.matrix import matrix_entries
from clustercast.reports.charts.outlays import outlay_entries
from clustercast.reports.charts.recognition import recognition_entries

__all__ = ["Chart", "ChartEntry", "Table", "charts_of"]


def charts_of(run: Run) -> list[ChartEntry]:
    """The charts of a run, in the order in which a report shows them. Nothing is drawn until it is asked."""
    return [
        *matrix_entries(run),
        *comparison_entries(run),
        *driver_entries(run),
        *fan_entries(run),
        *updated_entries(run),
        *diffusion_entries(run),
        *by_size_entries(run),
        *by_city_entries(run),
        *city_map_entries(run),
        *recognition_entries(run),
        *outlay_entries(run),
    ]
