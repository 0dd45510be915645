"""What is still to do on a plan that has no faults: placeholders of the template, and entries that nothing answers to.

Reminders, not faults: a plan with all of them runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from re import search

from clustercast.reports.words.words import Language, listed, say
from clustercast.scenarios import Plan
from clustercast.scenarios.levers import LEVER_GOALS
from clustercast.scenarios.pack_tables import NAMES_IN_PLAN

MARKS = ("EXAMPLE", "示例")
"""Words by which the template marks what is to be replaced."""
SHOWN = 4
"""Entries named in a reminder; the others are counted."""
NAMES = ("id", "code", "name")
"""What an entry goes by: the first of these that it has."""
UNNAMED = "break"
"""The table whose entries have no id, and no words of the template."""


def to_do(plan: Plan, lang: Language) -> Iterator[str]:
    """The reminders, a line each: placeholders by file, then what stands alone."""
    for file, entries in placeholders(plan).items():
        yield say("placeholders", lang, file=file, count=len(entries), entries=_named(entries, lang))
    for key, entries in alone(plan).items():
        if entries:
            yield say(key, lang, count=len(entries), entries=_named(entries, lang))


def _named(entries: list[str], lang: Language) -> str:
    shown = listed(entries[:SHOWN], lang)
    return shown + (" …" if len(entries) > SHOWN else "")


def placeholders(plan: Plan) -> dict[str, list[str]]:
    """Ids of the entries that still hold a word of the template, by file."""
    found: dict[str, list[str]] = {}
    if _marked(plan.title_zh, plan.title_en, plan.issuer_zh, plan.region, plan.accounts, plan.notes):
        found["plan.toml"] = ["[plan], [accounts]"]
    for table, name in NAMES_IN_PLAN.items():
        for one in getattr(plan, name) if table != UNNAMED else ():
            id = next(str(getattr(one, key)) for key in NAMES if hasattr(one, key))
            if _marked(one):
                found.setdefault(PurePath(plan.sources[table, id]).name, []).append(id)
    narrowed = [one.id for one in plan.parameters.values() if _marked(one)]
    return found | ({"parameters.toml": narrowed} if narrowed else {})


def _marked(*things: object) -> bool:
    return any(mark in repr(thing) for thing in things for mark in MARKS)


def alone(plan: Plan) -> dict[str, list[str]]:
    """Entries that nothing answers to, by the key of the reminder."""
    served = {LEVER_GOALS[one.lever] for one in plan.instruments if one.lever in LEVER_GOALS}
    judged = [one for one in plan.targets if one.status != "outside"]
    used = {one.measure for one in plan.targets} | {one.pool for one in plan.targets}
    return {
        "no_goal": [one.id for one in judged if not one.goal],
        "no_instrument": [one.id for one in judged if one.goal and one.goal not in served],
        "not_used": [one.id for one in plan.indicators if one.id not in used],
        "no_order": [one.id for one in plan.programmes if not one.instruments],
        "no_path": [one.id for one in plan.outside if not _names(plan, one.id)],
    }


def _names(plan: Plan, path: str) -> bool:
    """Whether an expression or a programme of the plan names an outside path."""
    texts = [one.expression for one in plan.indicators]
    texts += [text for one in plan.programmes for text in (one.eligible, one.score)]
    return any(one.path == path for one in plan.programmes) or any(search(rf"\b{path}\b", text) for text in texts)


def counted(plan: Plan, lang: Language) -> str:
    """How many targets, by status, instruments and clusters the plan has."""
    by_status = Counter(one.status for one in plan.targets)
    statuses = (
        f"{say(f'status_{status}', lang)} {by_status[status]}" for status in ("projected", "conditional", "outside")
    )
    return say(
        "counted",
        lang,
        targets=len(plan.targets),
        statuses=listed(statuses, lang),
        instruments=len(plan.instruments),
        clusters=len(plan.clusters),
    )
