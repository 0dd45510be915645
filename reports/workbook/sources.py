"""The sheet of sources: every target, number and instrument of the plan in its own words, with the section."""

from __future__ import annotations

from collections.abc import Iterator

from clustercast.reports.story.scene import Scene
from clustercast.reports.workbook.sheet import Book, Field, Value
from clustercast.scenarios import LEVERS, Plan
from clustercast.scenarios.levers import NO_LEVER


def add(book: Book, scene: Scene) -> None:
    """A row a quote; a remark where the plan is not at hand."""
    name, title = scene.say("sheet_sources"), scene.say("wb_sources_title")
    plan = scene.run.known_plan
    if plan is None:
        book.add(name, title, (), (), scene.say("no_pack"))
        return
    names = ("wb_what", "wb_label", "wb_id", "col_section", "col_quote", "col_lever", "wb_agencies")
    widths = (12, 44, 40, 12, 90, 24, 34)
    fields = [Field(scene.say(key), width=width) for key, width in zip(names, widths, strict=True)]
    book.add(name, title, fields, _rows(scene, plan), scene.say("sources_intro"))


def _rows(scene: Scene, plan: Plan) -> Iterator[list[Value]]:
    for one in plan.baselines:
        yield [scene.say("wb_baseline"), scene.label(one), one.id, one.section, one.quote, "", ""]
    for one in plan.targets:
        agencies = scene.listed(scene.agency(name) for name in one.responsible)
        yield [scene.say("target"), scene.label(one), one.id, one.section, one.quote, "", agencies]
    for one in plan.instruments:
        lever = scene.say("no_lever") if one.lever == NO_LEVER else scene.pick(*LEVERS[one.lever])
        agencies = scene.listed(scene.agency(name) for name in one.responsible)
        yield [scene.say("wb_instrument"), scene.label(one), one.id, one.section, one.quote, lever, agencies]
    for text in plan.accounts.base_sources:
        yield [scene.say("wb_base_source"), text, "", "", "", "", ""]
