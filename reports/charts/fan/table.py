"""The numbers of a fan chart as rows: what was observed first, then a row a quarter of what is simulated."""

from __future__ import annotations

from clustercast.reports.charts.drawing.entry import Cell, Table
from clustercast.reports.charts.fan.data import SHARES, Fan, line_of
from clustercast.reports.charts.fan.past import MORE_THAN
from clustercast.scenarios import format_quarter

COLUMNS = (
    *("quarter", "side"),
    *(f"p{round(100 * share):02d}" for share in SHARES),
    *("other_scenario", "other_median", "target", "required"),
    *("observed", "observed_bound", "observed_source", "unit"),
)


def table_of(fan: Fan) -> Table:
    """Quantiles, the median of the other scenario and the heights of lines; of observed figures the ids of their rows.

    No row has both an observed figure and a simulated one.
    """
    return Table(COLUMNS, (*_observed(fan), *(_simulated(fan, place) for place in range(len(fan.points)))))


def _observed(fan: Fan) -> list[tuple[Cell, ...]]:
    none = (None,) * (len(SHARES) + 4)
    return [
        (
            *(format_quarter(one.quarter), "observed", *none),
            *(one.value, MORE_THAN if one.more_than else None, one.source, fan.unit),
        )
        for one in fan.known
    ]


def _simulated(fan: Fan, place: int) -> tuple[Cell, ...]:
    point = fan.points[place]
    first, due = line_of(fan)
    side = "base year" if point < fan.start else "nowcast" if point < fan.origin else "projected"
    other = None if fan.other is None else float(fan.other[place])
    lines = (fan.asked, fan.required) if first <= point <= due else (None, None)
    bands = (float(one) for one in fan.bands[:, place])
    return (format_quarter(point), side, *bands, fan.other_scenario, other, *lines, None, None, None, fan.unit)
