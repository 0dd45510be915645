"""The sheet of outlays: what is paid in a year by programme and as interest subsidies; mean and quantiles."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from clustercast.reports.charts.outlays import INTEREST, paid_parts
from clustercast.reports.charts.profile import has_profile, named, years_of
from clustercast.reports.charts.quantiles import quantiles
from clustercast.reports.story.scene import Scene
from clustercast.reports.workbook.sheet import Book, Field, Value

SHARES = (0.05, 0.5, 0.95)


def add(book: Book, scene: Scene) -> None:
    """A row a scenario, year and programme or interest subsidies, and one for the whole; else a remark."""
    name, title = scene.say("sheet_outlays"), scene.say("wb_outlays_title")
    if not has_profile(scene.run):
        book.add(name, title, (), (), scene.say("wb_no_outlays"))
        return
    fields = [Field(scene.say("wb_programme"), width=40), Field(scene.say("wb_id"), width=26)]
    fields += [Field(scene.say("col_scenario"), width=16), Field(scene.say("wb_year"), "year", 8)]
    fields += [Field(scene.say("wb_members"), "whole", 9), Field(scene.say("wb_mean"), "number", 14)]
    fields += [Field(scene.say("wb_quantile", share=round(100 * share)), "number", 14) for share in SHARES]
    book.add(name, title, fields, _rows(scene), scene.say("wb_outlays_note"))


def _rows(scene: Scene) -> Iterator[list[Value]]:
    """CNY 10k a year; the base year is left out, since no programme of the plan pays before it."""
    data = scene.run.dataset
    programmes = [*named(data, "programme"), INTEREST]
    for scenario in scene.record.scenarios:
        paid = paid_parts(data, scenario.id)
        parts = [(scene.label(one), one.id, paid[:, :, place]) for place, one in enumerate(programmes)]
        parts.append((scene.say("wb_all_programmes"), "", paid.sum(axis=2)))
        for label, id, values in parts:
            for y, year in enumerate(years_of(data)[1:]):
                yield [label, id, scene.label(scenario), year, *_numbers(values[:, y])]


def _numbers(values: np.ndarray) -> list[Value]:
    """How many members gave a number, their mean and quantiles."""
    known = values[np.isfinite(values)]
    if not len(known):
        return [0, *[None] * (1 + len(SHARES))]
    return [len(known), float(known.mean()), *(float(one) for one in quantiles(known, SHARES))]
