"""The sheet of indicators: quantiles over members, by scenario and quarter, the base year first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from clustercast.model.results.run import Run
from clustercast.reports.charts.quantiles import quantiles
from clustercast.reports.story.scene import Scene
from clustercast.reports.words.numbers import unit_label
from clustercast.reports.workbook.sheet import Book, Field, Value
from clustercast.scenarios import parse_quarter

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
OF_THE_YEAR = ("flow_year", "rate")


def add(book: Book, scene: Scene) -> None:
    """A row an indicator, scenario and quarter."""
    names = ("wb_indicator", "wb_id", "col_unit", "col_scenario", "wb_quarter", "wb_part")
    widths = (40, 28, 14, 16, 10, 12)
    fields = [Field(scene.say(key), width=width) for key, width in zip(names, widths, strict=True)]
    fields.append(Field(scene.say("wb_members"), "whole", 9))
    fields += [Field(scene.say("wb_quantile", share=round(100 * share)), "number", 13) for share in SHARES]
    rows = _rows(scene)
    book.add(
        scene.say("sheet_indicators"), scene.say("wb_indicators_title"), fields, rows, scene.say("wb_indicators_note")
    )


def _rows(scene: Scene) -> Iterator[list[Value]]:
    for id, one in scene.run.dataset.data_vars.items():
        if one.dims != ("scenario", "member", "quarter"):
            continue
        about = one.attrs
        head = [scene.pick(about["label_zh"], about["long_name"]), str(id), unit_label(about["units"], scene.lang)]
        for where, quarter, values in by_quarter(scene.run, str(id), about["kind"]):
            name = scene.label(scene.record.scenario(where)) if where else scene.say("wb_all_scenarios")
            known = values[np.isfinite(values)]
            found = [float(each) for each in quantiles(known, SHARES)] if len(known) else [None] * len(SHARES)
            yield [*head, name, quarter, _part(scene, quarter), len(known), *found]


def by_quarter(run: Run, indicator: str, kind: str) -> Iterator[tuple[str, str, Any]]:
    """Scenario ("" of the base year, which all share), quarter and the values of the members.

    An indicator of the year is given in its Decembers only: before, the year is not over.
    """
    data = run.dataset
    quarters = [str(one) for one in data["quarter"].values]
    base = f"{int(quarters[0][:4]) - 1}Q4"
    yield "", base, data[f"base_{indicator}"].values
    values = data[indicator].values
    for place, scenario in enumerate(data["scenario"].values):
        for q, quarter in enumerate(quarters):
            if kind not in OF_THE_YEAR or quarter.endswith("Q4"):
                yield str(scenario), quarter, values[place, :, q]


def _part(scene: Scene, quarter: str) -> str:
    """Whether a quarter is before the forecast origin or after it; nothing here is observed."""
    if quarter < str(scene.run.dataset["quarter"].values[0]):
        return scene.say("wb_base_year")
    before = parse_quarter(quarter) < parse_quarter(scene.record.origin)
    return scene.say("nowcast_side" if before else "projected_side")
