"""What the incentives add: every scenario subtracted from the one without them, member by member."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from clustercast.model.results.record import Difference
from clustercast.reports.charts.outlays import INTEREST, paid_parts
from clustercast.reports.charts.profile import has_profile, named, years_of
from clustercast.reports.charts.quantiles import quantiles
from clustercast.reports.story.blocks import Block, Cell, Column, Grid, Paragraph, Points, Row, Section
from clustercast.reports.story.pictures import of_kinds
from clustercast.reports.story.scene import SURE, Scene
from clustercast.reports.words.numbers import error_points, number, points, signed
from clustercast.reports.words.rounding import fixed, whole_percent
from clustercast.scenarios import convert

KINDS = ("comparison", "outlays")
"""Kinds of chart that stand here."""
UNITS_OF_OUTLAY = {"zh": "CNY_100m", "en": "CNY_1bn"}
"""In what large sums of money are written: units of the phrase `large_sums`."""


def section(scene: Scene) -> Section:
    """The scenarios held against each other, and what is spent."""
    return Section("incentives", scene.say("sec_incentives"), tuple(_blocks(scene)))


def _blocks(scene: Scene) -> list[Block]:
    paid = [Points(tuple(outlay_lines(scene)))] if has_profile(scene.run) else []
    if len(scene.record.scenarios) < 2:
        return [Paragraph(scene.say("only_one_scenario")), *paid, *of_kinds(scene, *KINDS)]
    return [Paragraph(scene.say("incentives_intro")), *_table(scene), *paid, *of_kinds(scene, *KINDS)]


def outlay_lines(scene: Scene) -> Iterator[str]:
    """A sentence a scenario: what is paid over the years of the plan, interest included, and for what most."""
    data = scene.run.dataset
    years, programmes = years_of(data)[1:], [*named(data, "programme"), INTEREST]
    for scenario in scene.record.scenarios:
        paid = convert(1.0, "CNY_10k", UNITS_OF_OUTLAY[scene.lang]) * paid_parts(data, scenario.id).sum(axis=1)
        known = paid[np.isfinite(paid).all(axis=1)]
        if not len(known):
            continue
        whole, parts = known.sum(axis=1), known.mean(axis=0)
        low, high = quantiles(whole, (0.05, 0.95))
        most, mean = int(parts.argmax()), float(whole.mean())
        if not whole.any():
            yield scene.say("paid_nothing", scenario=scene.label(scenario), first=years[0], last=years[-1])
            continue
        named_most = {"name": scene.label(programmes[most]), "share": whole_percent(parts[most] / mean)}
        yield scene.say(
            "paid_line",
            scenario=scene.label(scenario),
            first=years[0],
            last=years[-1],
            mean=number(mean, 3),
            low=number(float(low), 3),
            high=number(float(high), 3),
            unit=scene.say("large_sums"),
            most=scene.say("paid_most", **named_most),
        )


def _table(scene: Scene) -> list[Block]:
    found = {(one.target, one.scenario): one for one in scene.record.differences}
    if not found:
        return []
    against = next(iter(found.values())).against
    names = [one for one in scene.record.scenarios if one.id != against]
    share = min(0.16, 0.64 / len(names))
    columns = [Column(scene.say("col_target"), 1.0 - share * len(names))]
    columns += [Column(scene.label(one), share, number=True) for one in names]
    rows = []
    if any(not target for target, _ in found):
        head = Cell(scene.say("all_counted", n=len(scene.behaviour)))
        rows.append(Row((head, *(_number(found.get(("", one.id))) for one in names))))
    for row in scene.projected:
        cells = (_points(scene, found.get((row.target, one.id))) for one in names)
        rows.append(Row((Cell(scene.dated(row) + scene.marks(row)), *cells)))
    title = scene.say("t_differences", against=scene.label(scene.record.scenario(against)))
    return [Grid(title, tuple(columns), tuple(rows), scene.say("differences_note"))]


def _star(one: Difference) -> str:
    return "*" if abs(one.difference) > SURE * one.standard_error else ""


def _number(one: Difference | None) -> Cell:
    if one is None:
        return Cell("–", "quiet")
    return Cell(f"{signed(one.difference)} (±{fixed(one.standard_error, 2)}){_star(one)}")


def _points(scene: Scene, one: Difference | None) -> Cell:
    if one is None:
        return Cell("–", "quiet")
    if not one.difference and not one.standard_error:
        return Cell("0", "quiet")
    text = scene.say("points_error", points=points(one.difference), error=error_points(one.standard_error)) + _star(one)
    return Cell(text, "" if _star(one) else "quiet")
