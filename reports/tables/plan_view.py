"""A plan on screen before it is run: its targets by goal or agency, its instruments by lever, its clusters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from re import split
from typing import Any, Literal

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from clustercast.reports.tables.folding import FoldingTable
from clustercast.reports.words.numbers import SYMBOLS, unit_after, value_text
from clustercast.reports.words.words import LANGUAGES, Language, label_of, listed, say
from clustercast.scenarios import GOALS, LEVERS, Cluster, Plan, Target, format_quarter
from clustercast.scenarios.levers import NO_LEVER

Grouping = Literal["goal", "agency"]
STATUSES = ("projected", "conditional", "outside")
COLOURS = {"projected": "", "conditional": "yellow", "outside": "dim"}
QUOTA = "◆"
WIDE = 100
"""From this width on (characters) plans are listed as a table."""
LONGEST_WHY = 160
"""Characters of a reason; Chinese ones count twice."""


def plan_row(plan: Plan) -> dict[str, Any]:
    """A plan in one line, as plain data."""
    return {
        "id": plan.id,
        "title_zh": plan.title_zh,
        "title_en": plan.title_en,
        "date": plan.date,
        "period": list(plan.period),
        "origin": format_quarter(plan.origin),
        "targets": len(plan.targets),
        "instruments": len(plan.instruments),
        "clusters": len(plan.clusters),
        "hash": plan.hash,
    }


def plan_list(plans: Sequence[Plan], lang: Language, width: int = WIDE) -> RenderableType:
    """The plans, a row each; their names, which are to be typed, stand whole, so that a narrow screen has a list."""
    if width < WIDE:
        return Text("\n").join(_in_a_list(one, lang) for one in plans)
    table = FoldingTable(header_style="bold", show_edge=False)
    for key in ("plan", "title", "period", "targets", "instruments"):
        justify = "right" if key in ("targets", "instruments") else "left"
        table.add_column(say(key, lang), justify=justify, no_wrap=key == "plan")
    for one in plans:
        title = _title(one, lang)
        period = f"{one.period[0]}–{one.period[1]}"
        table.add_row(Text(one.id), Text(title), period, str(len(one.targets)), str(len(one.instruments)))
    return table


def _in_a_list(plan: Plan, lang: Language) -> Text:
    counts = [(say(key, lang), len(one)) for key, one in (("targets", plan.targets), ("instruments", plan.instruments))]
    numbers = " · ".join([f"{plan.period[0]}–{plan.period[1]}", *(f"{name} {count}" for name, count in counts)])
    return Text.assemble((plan.id, "bold"), f"\n  {_title(plan, lang)}\n  ", (numbers, "dim"))


def _title(plan: Plan, lang: Language) -> str:
    return plan.title_zh if lang == "zh" else plan.title_en


def plan_data(plan: Plan) -> dict[str, Any]:
    """What `show` prints, as plain data."""
    return plan_row(plan) | {
        "accounts": asdict(plan.accounts),
        "notes": plan.notes,
        "targets": [asdict(one) for one in plan.targets],
        "instruments": [asdict(one) for one in plan.instruments],
        "clusters": [asdict(one) for one in plan.clusters],
    }


def plan_parts(plan: Plan, lang: Language, by: Grouping = "goal", why: bool = False) -> Iterator[RenderableType]:
    """The plan, top to bottom; `why` adds the reason of every target without a probability."""
    zh = lang == "zh"
    yield Text(plan.title_zh if zh else plan.title_en, style="bold")
    issuer = plan.issuer_zh if zh else plan.issuer_en
    origin = say("origin", lang, quarter=format_quarter(plan.origin))
    yield Text(" · ".join(part for part in (issuer, plan.date or "", origin) if part), style="dim")
    accounts = plan.accounts.note_zh if zh else plan.accounts.note_en
    if accounts:
        yield Text(say("accounts", lang, note=accounts if why else shortened(accounts)), style="dim")
    yield _targets(plan, lang, by)
    yield _legend(plan, lang, why)
    if why:
        yield _reasons(plan, lang)
    yield _levers(plan, lang)
    yield _clusters(plan, lang)


def _table(title: str) -> FoldingTable:
    return FoldingTable(
        title=title, title_justify="left", title_style="bold", header_style="bold", box=SIMPLE_HEAD, pad_edge=False
    )


def _targets(plan: Plan, lang: Language, by: Grouping) -> FoldingTable:
    """The targets, those of one goal (or lead agency) together, in the order of the plan."""
    counts = Counter(one.status for one in plan.targets)
    named = [f"{say(f'shown_{one}', lang)} {counts[one]}" for one in STATUSES if counts[one]]
    joined = listed(named, lang)
    table = _table(say("targets_of", lang, count=len(plan.targets), statuses=joined))
    for key, share in (("target", 7), ("required", 4), ("by_year", None), ("status", None)):
        table.add_column(say(key, lang), ratio=share, no_wrap=share is None)
    table.expand = True
    for name, targets in grouped(plan, lang, by).items():
        table.add_section()
        table.add_row(Text(f"{name}  ({len(targets)})", style="bold cyan"))
        for one in targets:
            status = Text(say(f"shown_{one.status}", lang), style=COLOURS[one.status])
            due = str(one.by or plan.period[1])
            table.add_row(Padding(_named(one, lang), (0, 0, 0, 2)), Text(_asked(one, lang)), due, status)
    return table


def grouped(plan: Plan, lang: Language, by: Grouping) -> dict[str, list[Target]]:
    """The targets by the label of their goal, in the order of the goals, or by their lead agency, the busiest first."""
    place = LANGUAGES.index(lang)
    agencies = {one.name: label_of(one, lang) for one in plan.agencies}
    found: dict[str, list[Target]] = {}
    if by == "goal":
        found = {labels[place]: [one for one in plan.targets if one.goal == goal] for goal, labels in GOALS.items()}
        found[say("goal_none", lang)] = [one for one in plan.targets if one.goal is None]
    else:
        for one in plan.targets:
            name = one.responsible[0] if one.responsible else say("agency_none", lang)
            found.setdefault(agencies.get(name, name), []).append(one)
        found = dict(sorted(found.items(), key=lambda item: -len(item[1])))
    return {name: targets for name, targets in found.items() if targets}


def _named(target: Target, lang: Language) -> Text:
    """The target with its marks."""
    text = Text(label_of(target, lang))
    if target.mechanism == "quota":
        text.append(f" {QUOTA}", style="yellow")
    if target.same_as is not None:
        text.append(f" ({say('restated', lang)})", style="dim")
    return text


def _reasons(plan: Plan, lang: Language) -> FoldingTable:
    """Why targets have no probability, each reason once with the targets that it speaks of."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in plan.targets:
        reason = shortened(one.why_zh if lang == "zh" else one.why)
        if one.status != "projected" and reason:
            found.setdefault((one.status, reason), []).append(label_of(one, lang))
    table = _table(say("reasons_of", lang))
    for key, share in (("target", 4), ("status", None), ("why", 6)):
        table.add_column(say(key, lang), ratio=share, no_wrap=share is None)
    table.expand = True
    for (status, reason), labels in sorted(found.items(), key=lambda item: STATUSES.index(item[0][0])):
        names = ("、" if lang == "zh" else "; ").join(dict.fromkeys(labels))
        table.add_row(Text(names), Text(say(f"shown_{status}", lang), style=COLOURS[status]), Text(reason))
    return table


def shortened(text: str) -> str:
    """The first sentence of a text, cut where it is long."""
    first = split(r"(?<=。)|(?<=\.)\s", text.strip(), maxsplit=1)[0].strip()
    width = 0
    for place, character in enumerate(first):
        width += 2 if ord(character) > 0x2E7F else 1
        if width > LONGEST_WHY:
            return first[:place].rstrip() + "…"
    return first


def _legend(plan: Plan, lang: Language, why: bool) -> Text:
    """What the words and marks of the targets mean, those that occur."""
    statuses = {one.status for one in plan.targets}
    lines = [say(f"means_{one}", lang) for one in STATUSES if one in statuses]
    if any(one.mechanism == "quota" for one in plan.targets):
        lines.append(say("means_quota", lang, mark=QUOTA))
    if not why and statuses - {"projected"}:
        lines.append(say("means_why", lang))
    return Text("\n".join(lines) + "\n", style="dim")


def _asked(target: Target, lang: Language) -> str:
    if target.value is None:
        return say("no_number", lang)
    parts = (
        SYMBOLS.get(target.comparator or "", ""),
        value_text(target.value, lang),
        unit_after(target.unit or "", lang),
    )
    return " ".join(part for part in parts if part)


def _levers(plan: Plan, lang: Language) -> FoldingTable:
    """How many instruments pull each lever, by how firmly they are worded; the busiest lever first."""
    kinds = ("agency_and_quota", "agency", "exhortation")
    table = _table(say("instruments_of", lang, count=len(plan.instruments)))
    table.add_column(say("lever", lang))
    for kind in ("number", *kinds):
        table.add_column(say(kind, lang), justify="right")
    counted = Counter((one.lever, one.intensity) for one in plan.instruments)
    total = Counter(one.lever for one in plan.instruments)
    for lever in sorted((name for name in total if name != NO_LEVER), key=lambda name: -total[name]):
        numbers = (str(counted[lever, kind] or "") for kind in kinds)
        table.add_row(Text(LEVERS[lever][LANGUAGES.index(lang)]), str(total[lever]), *numbers)
    if total[NO_LEVER]:
        table.add_row(Text(say("no_lever", lang), style="dim"), str(total[NO_LEVER]))
    return table


def _clusters(plan: Plan, lang: Language) -> FoldingTable:
    """The clusters that the plan names, flagships first, with their cities and lead firms."""
    named = [one for one in plan.clusters if one.role != "elsewhere"]
    table = _table(say("clusters_of", lang, count=len(named)))
    for key in ("cluster", "place", "lead_firms"):
        table.add_column(say(key, lang))
    cities = {one.code: label_of(one, lang) for one in plan.cities}
    for one in sorted(named, key=lambda cluster: not cluster.flagship):
        mark = " ★" if one.flagship else ""
        seats = listed((cities[code] for code in dict.fromkeys(one.cities)), lang)
        table.add_row(
            label_of(one, lang) + mark, seats, Text(listed(lead_firm_names(plan, one, lang), lang), style="dim")
        )
    return table


def lead_firm_names(plan: Plan, cluster: Cluster, lang: Language) -> tuple[str, ...]:
    """The lead firms that the plan names for a cluster; in Chinese where the pack has no English name of one."""
    if lang == "zh" or cluster.lead_firms_en:
        return cluster.lead_firms if lang == "zh" else cluster.lead_firms_en
    english = {one.label_zh: one.label_en for one in plan.lead_firms}
    return tuple(english.get(name, name) for name in cluster.lead_firms)
