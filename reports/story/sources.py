"""The plan's own words: targets and starting point as quoted, an instrument of each lever, and other sources."""

from __future__ import annotations

from collections import Counter

from clustercast.reports.story.blocks import Block, Cell, Column, Grid, Paragraph, Row, Section
from clustercast.reports.story.drivers import DATA_ROW
from clustercast.reports.story.scene import Scene
from clustercast.scenarios import LEVERS, Plan
from clustercast.scenarios.levers import NO_LEVER


def section(scene: Scene) -> Section:
    """The quotes and sources."""
    plan = scene.run.known_plan
    blocks = [Paragraph(scene.say("no_pack"))] if plan is None else _blocks(scene, plan)
    return Section("sources", scene.say("sec_sources"), tuple(blocks))


def _blocks(scene: Scene, plan: Plan) -> list[Block]:
    about = {
        "issuer": scene.pick(plan.issuer_zh, plan.issuer_en),
        "title": scene.pick(plan.title_zh, plan.title_en),
        "date": scene.day(plan.date),
    }
    blocks: list[Block] = [Paragraph(scene.joined(scene.say("document", **about), scene.say("sources_intro")))]
    if plan.baselines:
        blocks.append(_quotes(scene, "t_baselines", plan.baselines, anchored=False))
    blocks += [_quotes(scene, "t_quotes", plan.targets, anchored=True), _instruments(scene, plan)]
    sources = plan.accounts.base_sources
    if sources:
        rows = dict.fromkeys(DATA_ROW.findall(" ".join(sources)))
        named = [scene.say("plan_text"), *([scene.say("data_rows", rows="、".join(rows))] if rows else [])]
        blocks.append(Paragraph(scene.say("base_from", sources=scene.pick("；".join(named), "; ".join(sources)))))
    return blocks


def _quotes(scene: Scene, title: str, entries: tuple, *, anchored: bool) -> Grid:
    widths = {"target": 0.34, "section": 0.12, "quote": 0.54}
    columns = tuple(Column(scene.say(f"col_{key}"), width) for key, width in widths.items())
    rows = tuple(
        Row(
            (Cell(scene.label(one)), Cell(one.section), Cell(one.quote)),
            anchor=f"quote-{one.id}" if anchored else "",
        )
        for one in entries
    )
    return Grid(scene.say(title), columns, rows)


def _instruments(scene: Scene, plan: Plan) -> Grid:
    """How many instruments pull each lever, how many name an agency and a number, and the words of the firmest."""
    widths = {"lever": 0.22, "instruments": 0.12, "agency_quota": 0.12, "example": 0.54}
    columns = tuple(
        Column(scene.say(f"col_{key}"), width, number=key in ("instruments", "agency_quota"))
        for key, width in widths.items()
    )
    counts = Counter(one.lever for one in plan.instruments)
    rows = []
    for lever in sorted((name for name in counts if name != NO_LEVER), key=lambda name: -counts[name]):
        own = [one for one in plan.instruments if one.lever == lever]
        firm = [one for one in own if one.intensity == "agency_and_quota"]
        texts = (scene.pick(*LEVERS[lever]), str(len(own)), str(len(firm)), (firm or own)[0].quote)
        rows.append(Row(tuple(Cell(text) for text in texts)))
    if counts[NO_LEVER]:
        rows.append(Row((Cell(scene.say("no_lever"), "quiet"), Cell(str(counts[NO_LEVER])), Cell("–"), Cell(""))))
    return Grid(scene.say("t_instruments"), columns, tuple(rows))
