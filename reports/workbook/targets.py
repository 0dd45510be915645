"""The sheets of targets: a row a target and scenario, and the scenarios subtracted from each other."""

from __future__ import annotations

from collections.abc import Callable

from clustercast.model.results.record import Attainment
from clustercast.reports.story.scene import Scene
from clustercast.reports.words.numbers import SYMBOLS, unit_label
from clustercast.reports.workbook.sheet import Book, Field, Value
from clustercast.scenarios import format_quarter

Columns = tuple[tuple[str, str, int, Callable[[Scene, Attainment], Value]], ...]


def _own(name: str) -> Callable[[Scene, Attainment], Value]:
    return lambda scene, row: getattr(row, name)


def _end(place: int) -> Callable[[Scene, Attainment], Value]:
    """An end of what is asked for; both are the same of a number."""
    return lambda scene, row: row.value[place] if isinstance(row.value, tuple) else row.value


def _quarter(quarter: int | None) -> str:
    return "" if quarter is None else format_quarter(quarter)


COLUMNS: Columns = (
    ("target", "text", 34, lambda scene, row: scene.label(row)),
    ("wb_id", "text", 26, _own("target")),
    ("col_scenario", "text", 14, lambda scene, row: scene.label(scene.record.scenario(row.scenario))),
    ("wb_agency", "text", 24, lambda scene, row: scene.agency(row.lead_agency)),
    ("status", "text", 10, lambda scene, row: scene.say(f"status_{row.status}")),
    ("mechanism", "text", 10, lambda scene, row: scene.say(f"by_{row.mechanism}")),
    ("wb_comparator", "text", 7, lambda scene, row: SYMBOLS.get(row.comparator, "")),
    ("wb_from", "number", 11, _end(0)),
    ("wb_to", "number", 11, _end(1)),
    ("col_unit", "text", 12, lambda scene, row: unit_label(row.unit, scene.lang)),
    ("col_by", "year", 7, _own("by")),
    ("wb_probability", "share", 10, _own("probability")),
    ("wb_mc_low", "bound", 9, _own("mc_low")),
    ("wb_mc_high", "bound", 9, _own("mc_high")),
    ("col_standing", "text", 14, lambda scene, row: "" if row.probability is None else scene.standing(row).text),
    ("wb_required", "number", 11, _own("required")),
    ("wb_median", "number", 11, _own("median")),
    ("wb_p05", "number", 11, _own("p05")),
    ("wb_p95", "number", 11, _own("p95")),
    ("wb_margin", "number", 11, _own("margin")),
    ("wb_shortfall", "number", 11, _own("shortfall")),
    ("wb_level_median", "number", 11, _own("level_median")),
    ("wb_level_probability", "share", 11, _own("level_probability")),
    ("wb_first", "text", 11, lambda scene, row: _quarter(row.first_attained)),
    ("wb_pool", "number", 11, _own("pool_median")),
    ("wb_pool_probability", "share", 11, _own("pool_probability")),
    ("wb_break_even", "number", 11, _own("break_even_base")),
    ("wb_change", "number", 11, _own("change_median")),
    ("wb_change_low", "number", 11, _own("change_p05")),
    ("wb_change_high", "number", 11, _own("change_p95")),
    ("wb_base_form", "text", 12, lambda scene, row: scene.say(f"form_{row.base_form}") if row.base_form else ""),
    ("wb_members", "whole", 9, _own("members")),
    ("wb_failed", "whole", 9, _own("failed_members")),
    ("wb_remarks", "text", 16, lambda scene, row: scene.listed(scene.remarks(row))),
    ("why", "text", 50, lambda scene, row: scene.pick(row.why_zh, row.why)),
)  # fmt: skip


def add(book: Book, scene: Scene) -> None:
    """A row a target and scenario, in the order of the plan."""
    fields = [Field(scene.say(key), kind, width) for key, kind, width, _ in COLUMNS]
    rows = ([value(scene, row) for _, _, _, value in COLUMNS] for row in scene.record.attainments)
    book.add(scene.say("sheet_targets"), scene.say("wb_targets_title"), fields, rows, scene.say("meaning"))


def add_differences(book: Book, scene: Scene) -> None:
    """A row a target and pair of scenarios; the row without a target compares the number of targets met."""
    fields = [
        Field(scene.say("target"), width=40), Field(scene.say("wb_id"), width=28),
        Field(scene.say("col_scenario"), width=16), Field(scene.say("wb_against"), width=16),
        Field(scene.say("wb_points"), "points", 13),
        Field(scene.say("wb_points_error"), "points", 13), Field(scene.say("wb_counted"), "number", 13),
        Field(scene.say("wb_counted_error"), "number", 13), Field(scene.say("wb_members"), "whole", 9),
        Field(scene.say("wb_reduction"), "number", 14),
    ]  # fmt: skip
    labels = {one.target: scene.dated(one) for one in scene.record.attainments}
    rows = []
    for one in scene.record.differences:
        name = labels.get(one.target, scene.say("all_counted", n=len(scene.behaviour)))
        pair = [scene.label(scene.record.scenario(id)) for id in (one.scenario, one.against)]
        numbers: list[Value] = [one.difference, one.standard_error, None, None]
        shown = numbers if one.target else [*numbers[2:], *numbers[:2]]
        rows.append([name, one.target, *pair, *shown, one.members, one.variance_reduction])
    book.add(
        scene.say("sheet_differences"),
        scene.say("wb_differences_title"),
        fields,
        rows,
        scene.say("wb_differences_note"),
    )
