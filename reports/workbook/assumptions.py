"""The sheet of assumptions: every number that members draw, its range and its ground, those that move targets first."""

from __future__ import annotations

from clustercast.reports.run.quantities import Quantity, quantities
from clustercast.reports.story.drivers import ground
from clustercast.reports.story.scene import Scene
from clustercast.reports.story.summary import movers
from clustercast.reports.words.numbers import unit_label
from clustercast.reports.workbook.sheet import Book, Field, Value
from clustercast.scenarios.levers import STANDINGS

SET_PHRASES = {"no data": "wb_no_data", "none": "wb_nowhere", "plan text": "plan_text", "the register": "wb_register"}


def add(book: Book, scene: Scene) -> None:
    """A row a quantity; a remark where the plan is not at hand."""
    name, title = scene.say("sheet_assumptions"), scene.say("wb_assumptions_title")
    plan = scene.run.known_plan
    if plan is None:
        book.add(name, title, (), (), scene.say("no_pack"))
        return
    fields = [Field(scene.say("col_parameter"), width=36), Field(scene.say("wb_id"), width=30)]
    fields += [Field(scene.say("col_moves"), "whole", 9)]
    fields += [Field(scene.say(key), "number", 12) for key in ("wb_low", "wb_central", "wb_high")]
    fields += [Field(scene.say("col_unit"), width=14), Field(scene.say("wb_prior"), width=11)]
    fields += [Field(scene.say("col_standing_of"), width=12), Field(scene.say("wb_source"), width=40)]
    fields += [Field(scene.say("wb_locator"), width=40), Field(scene.say("col_reason"), width=70)]
    moved = {one.parameter: one.targets for one in movers(scene)}
    found = sorted(quantities(plan), key=lambda one: -moved.get(one.name, 0))
    rows = (_row(scene, one, moved.get(one.name, 0)) for one in found)
    book.add(name, title, fields, rows, scene.say("wb_assumptions_note"))


def _said(scene: Scene, text: str) -> str:
    """Where a number is from, as the pack says it; the few set phrases in the language of the report."""
    return scene.say(SET_PHRASES[text]) if text in SET_PHRASES else text


def _row(scene: Scene, quantity: Quantity, moved: int) -> list[Value]:
    one = quantity.parameter
    return [
        scene.label(quantity),
        quantity.name,
        moved,
        quantity.low,
        one.value,
        quantity.high,
        unit_label(one.unit, scene.lang),
        scene.say("wb_fitted") if quantity.fitted else scene.say(f"prior_{one.prior.family}"),
        scene.pick(*STANDINGS[one.standing]) + (scene.say("fitted_too") if quantity.fitted else ""),
        _said(scene, one.source),
        _said(scene, one.locator),
        ground(scene, quantity),
    ]
