"""The text of a report, written from what a run found: the same sections fill the page and the Word document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from clustercast.model.results.run import Run
from clustercast.reports.charts import ChartEntry
from clustercast.reports.story import drivers, incentives, method, sources, summary, take_up, targets, update
from clustercast.reports.story.blocks import Grid, Picture, Section, Story
from clustercast.reports.story.scene import Scene
from clustercast.reports.words.words import Language

__all__ = ["Story", "tell"]

NUMERALS = "一二三四五六七八九十"


def tell(run: Run, lang: Language, charts: Sequence[ChartEntry] | None = None) -> Story:
    """The report of a run in a language. Charts are named, not drawn; ``charts``: those of the run, where at hand."""
    scene = Scene(run, lang, None if charts is None else tuple(charts))
    sections = [
        summary.section(scene), targets.section(scene), *update.sections(scene), incentives.section(scene),
        *take_up.sections(scene),
        drivers.section(scene), drivers.assumptions(scene), method.section(scene), sources.section(scene),
    ]  # fmt: skip
    title = scene.pick(scene.record.title_zh, scene.record.title_en)
    foot = f"{title} · {scene.say('run', run=scene.record.run, date=scene.record.created)}"
    return Story(
        lang=lang,
        title=scene.say("report_title", title=title),
        subtitle=scene.say("report_subtitle"),
        facts=tuple(_facts(scene)),
        sections=tuple(_numbered(sections, lang)),
        foot=foot,
    )


def _facts(scene: Scene) -> Iterator[tuple[str, str]]:
    """What stands below the title."""
    plan, record = scene.run.known_plan, scene.record
    if plan is not None:
        yield scene.say("head_issuer"), scene.pick(plan.issuer_zh, plan.issuer_en)
        if plan.date:
            yield scene.say("head_issued"), scene.day(plan.date)
        yield scene.say("head_period"), f"{plan.period[0]}–{plan.period[1]}"
    yield scene.say("head_origin"), scene.quarter(record.origin)
    yield scene.say("head_scenarios"), scene.listed(scene.label(one) for one in record.scenarios)
    alike = len({one.members for one in record.scenarios}) == 1
    yield scene.say("head_members"), scene.say("each_scenario" if alike else "most_members", members=record.members)
    yield scene.say("head_seed"), str(record.seed)
    yield scene.say("head_run"), record.run
    yield scene.say("head_created"), scene.day(record.created)


def _numbered(sections: list[Section], lang: Language) -> Iterator[Section]:
    """The sections with their titles, tables and pictures counted."""
    counts = {Grid: 0, Picture: 0}
    for place, section in enumerate(sections):
        blocks = []
        for block in section.blocks:
            if isinstance(block, Grid | Picture):
                counts[type(block)] += 1
                block = replace(block, number=counts[type(block)])
            blocks.append(block)
        title = f"{NUMERALS[place]}、{section.title}" if lang == "zh" else f"{place + 1} {section.title}"
        yield replace(section, title=title, blocks=tuple(blocks))
