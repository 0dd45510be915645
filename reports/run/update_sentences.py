"""An update in sentences, and the names of what stands in it."""

from __future__ import annotations

from collections.abc import Iterator

from clustercast.model.updating.record import News, TargetUpdate, UpdateRecord
from clustercast.reports.words.numbers import percent, points, whole_percent
from clustercast.reports.words.words import Language, listed, say
from clustercast.scenarios import Plan

NOTABLE = 0.05
"""From so much on a probability counts as moved."""
BOTH = 0.1
"""A rerun that differs by more is shown beside the update."""


def moved(one: TargetUpdate) -> float:
    """By how much figures changed a probability; 0 where there was none before."""
    return 0.0 if one.before is None else one.after - one.before


def sentences(record: UpdateRecord, plan: Plan | None, lang: Language) -> Iterator[str]:
    """What was found: the number moved, the most moved and why, what contradicts, whether a rerun agrees."""
    if not record.figures:
        yield say("u_none", lang)
        return
    changes = [change for one in record.targets if abs(change := moved(one)) >= NOTABLE]
    up = sum(change > 0.0 for change in changes)
    yield say("u_moved", lang, n=len(record.figures), moved=len(changes), up=up, down=len(changes) - up)
    if changes:
        yield _most(max(record.targets, key=lambda one: abs(moved(one))), plan, lang)
    new = [label(one, lang) for one in record.targets if one.before is None]
    if new:
        yield say("u_new", lang, targets=listed(new, lang))
    if record.contradicts:
        yield say("u_contradicts", lang, figures=listed([figure_name(o, plan, lang) for o in record.contradicts], lang))
    if record.confirmed is not None:
        both = say("u_both", lang) if record.confirmed > BOTH else ""
        yield say("u_confirmed", lang, gap=whole_percent(record.confirmed), both=both)
    if record.left_out:
        yield say("u_left_out", lang, until=record.until, n=len(record.left_out))


def _most(one: TargetUpdate, plan: Plan | None, lang: Language) -> str:
    strongest: News = max(one.news, key=lambda news: abs(news.change))
    return say(
        "u_most",
        lang,
        target=label(one, lang),
        before=percent(one.before),
        after=percent(one.after),
        figure=figure_name(strongest.figure, plan, lang),
        points=points(strongest.change),
    )


def label(one: TargetUpdate, lang: Language) -> str:
    """What a target is called."""
    return say("u_of_year", lang, label=one.label_zh if lang == "zh" else one.label_en, time=one.by)


def figure_name(name: str, plan: Plan | None, lang: Language) -> str:
    """What a figure is called: the label of its target or indicator, and its time."""
    subject, _, time = name.partition("@")
    known = {one.id: one for one in (*plan.indicators, *plan.targets)} if plan is not None else {}
    found = known.get(subject)
    called = subject if found is None else found.label_zh if lang == "zh" else found.label_en
    return say("u_of_year", lang, label=called, time=time)


def method(one: TargetUpdate, lang: Language) -> str:
    """How a probability was told."""
    return say(f"u_{one.method}", lang, effective=round(one.effective))


def progress(one: TargetUpdate, lang: Language) -> str:
    """The class of the rule of practice; a dash without an own figure."""
    return say(f"u_{one.time_progress}", lang) if one.time_progress else "–"
