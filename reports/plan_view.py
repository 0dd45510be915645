"""A plan on screen before anything is simulated: its targets, its instruments by lever, its clusters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from reports.numbers import SYMBOLS, unit_after, value_text
from reports.words import Language, label_of, say
from scenarios import Plan, Target, format_quarter


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


def plan_list(plans: Sequence[Plan], lang: Language) -> Table:
    """The plans, a row each."""
    table = Table(header_style="bold", show_edge=False)
    for key in ("plan", "title", "period", "targets", "instruments"):
        table.add_column(say(key, lang), justify="right" if key in ("targets", "instruments") else "left")
    for one in plans:
        title = one.title_zh if lang == "zh" else one.title_en
        period = f"{one.period[0]}–{one.period[1]}"
        table.add_row(Text(one.id), Text(title), period, str(len(one.targets)), str(len(one.instruments)))
    return table


def plan_data(plan: Plan) -> dict[str, Any]:
    """What `show` prints, as plain data."""
    return plan_row(plan) | {
        "accounts": asdict(plan.accounts),
        "notes": plan.notes,
        "targets": [asdict(one) for one in plan.targets],
        "instruments": [asdict(one) for one in plan.instruments],
        "clusters": [asdict(one) for one in plan.clusters],
    }


def plan_parts(plan: Plan, lang: Language) -> Iterator[RenderableType]:
    """The plan, top to bottom."""
    zh = lang == "zh"
    yield Text(plan.title_zh if zh else plan.title_en, style="bold")
    issuer = plan.issuer_zh if zh else plan.issuer_en
    origin = say("origin", lang, quarter=format_quarter(plan.origin))
    yield Text(" · ".join(part for part in (issuer, plan.date or "", origin) if part), style="dim")
    accounts = plan.accounts.note_zh if zh else plan.accounts.note_en
    if accounts:
        yield Text(say("accounts", lang, note=accounts), style="dim")
    yield _targets(plan, lang)
    yield _levers(plan, lang)
    yield _clusters(plan, lang)


def _targets(plan: Plan, lang: Language) -> Table:
    table = Table(header_style="bold", expand=True)
    for key, share in (("target", 4), ("required", 3), ("by_year", 1), ("status", 2), ("mechanism", 2)):
        table.add_column(say(key, lang), ratio=share)
    for one in plan.targets:
        due = str(one.by or plan.period[1])
        status = Text(say(f"status_{one.status}", lang))
        table.add_row(Text(label_of(one, lang)), Text(_asked(one, lang)), due, status, say(f"by_{one.mechanism}", lang))
    return table


def _asked(target: Target, lang: Language) -> str:
    if target.value is None:
        return "–"
    parts = (
        SYMBOLS.get(target.comparator or "", ""),
        value_text(target.value, lang),
        unit_after(target.unit or "", lang),
    )
    return " ".join(part for part in parts if part)


def _levers(plan: Plan, lang: Language) -> Table:
    """How many instruments pull each lever, by how firmly they are worded."""
    kinds = ("agency_and_quota", "agency", "exhortation")
    table = Table(header_style="bold", show_edge=False)
    table.add_column(say("lever", lang))
    for kind in kinds:
        table.add_column(say(kind, lang), justify="right")
    counted = Counter((one.lever, one.intensity) for one in plan.instruments)
    for lever in sorted({one.lever for one in plan.instruments}, key=lambda name: (name == "none", name)):
        numbers = [counted[lever, kind] for kind in kinds]
        if lever == "none":
            outside = say("no_lever", lang, count=sum(1 for one in plan.instruments if one.lever == "none"))
            table.add_row(Text(outside, style="dim"))
        else:
            table.add_row(lever, *(str(number or "") for number in numbers))
    return table


def _clusters(plan: Plan, lang: Language) -> Table:
    """The clusters that the plan names, flagships first, with their lead firms."""
    table = Table(header_style="bold", show_edge=False)
    for key in ("cluster", "lead_firms"):
        table.add_column(say(key, lang))
    named = [one for one in plan.clusters if one.role != "elsewhere"]
    for one in sorted(named, key=lambda cluster: not cluster.flagship):
        mark = " ★" if one.flagship else ""
        firms = "、" if lang == "zh" else ", "
        table.add_row(Text(label_of(one, lang) + mark), Text(firms.join(one.lead_firms), style="dim"))
    return table
