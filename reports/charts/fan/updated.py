"""The fan chart of a target given figures: the figures as points, the fan as the members have it given them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from clustercast.model.attainment.judgement import course_of
from clustercast.model.results.run import Run
from clustercast.model.updating.record import UpdateRecord, latest_update
from clustercast.model.updating.update import path_given
from clustercast.reports.charts.drawing.about import About
from clustercast.reports.charts.drawing.entry import ChartEntry
from clustercast.reports.charts.fan.chart import FanChart
from clustercast.reports.charts.fan.data import SHARES, Fan, fan_of
from clustercast.reports.charts.fan.past import Known
from clustercast.reports.charts.quantiles import quantiles
from clustercast.scenarios import last_quarter_of_year

SERIES = "figures"


def updated_entries(run: Run) -> list[ChartEntry]:
    """A chart of every target with a figure of its own in the latest update of a run's first scenario."""
    record = latest_update(run.folder) if run.folder is not None and run.known_plan is not None else None
    if record is None or record.scenario != run.scenarios[0]:
        return []
    about, own = About.of(run.record), {one.figure.subject for one in record.figures if one.figure.of == "target"}
    return [
        ChartEntry(f"update-{one.target}", "update", partial(_read, run, about, record, one.target), one.target)
        for one in record.targets
        if one.target in own
    ]


def _read(run: Run, about: About, record: UpdateRecord, target: str) -> FanChart:
    return FanChart(updated_fan(run, record, target), about)


def updated_fan(run: Run, record: UpdateRecord, target: str) -> Fan:
    """The fan of a target in the first scenario, given the figures; its base, where it is drawn, is as it was."""
    fan, given = fan_of(run, target), [one.figure for one in record.figures]
    found = next(one for one in record.targets if one.target == target)
    course = course_of(run, run.plan.target(target), record.scenario)
    bands = quantiles(path_given(run, record.scenario, given, target), SHARES)
    places = [course.points.index(point) for point in fan.points if point in course.points]
    drawn = np.column_stack([fan.bands[:, : len(fan.points) - len(places)], bands[:, places]])
    own = [one for one in given if one.subject == target and one.of == "target"]
    points = [
        Known(last_quarter_of_year(one.year), one.value, one.source or one.vintage or SERIES, SERIES) for one in own
    ]
    known = sorted((*fan.known, *points), key=lambda one: one.quarter)
    row = replace(fan.row, probability=found.after, mc_low=found.low, mc_high=found.high)
    return replace(fan, row=row, bands=drawn, known=tuple(known), other=None, other_scenario="")
