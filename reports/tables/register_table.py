"""A user's own register beside the plan's own numbers: how much of what the plan counts the register holds."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from clustercast.reports.tables.folding import FoldingTable
from clustercast.reports.words.numbers import number, unit_after
from clustercast.reports.words.words import Language, label_of, say
from clustercast.scenarios.register import Total


def register_table(totals: Sequence[Total], lang: Language) -> FoldingTable:
    """A row for each sum of the register: its value, how many rows give it, what the plan says."""
    table = FoldingTable(title=say("register", lang), title_justify="left", header_style="bold", show_edge=False)
    for key in ("base_count", "unit", "register_sum", "register_given", "plan_says"):
        numbers = key in ("register_sum", "register_given")
        table.add_column("" if key == "base_count" else say(key, lang), justify="right" if numbers else "left")
    for one in totals:
        unit = unit_after(one.unit, lang)
        sums = (unit, number(one.register), f"{one.given:,}")
        table.add_row(Text(label_of(one, lang)), *sums, Text(_plan(one, lang)))
    return table


def _plan(one: Total, lang: Language) -> str:
    if one.plan_median is None or one.plan_low is None or one.plan_high is None:
        return (one.note_zh if lang == "zh" else one.note_en) or "–"
    said = number(one.plan_median)
    if one.plan_low != one.plan_high:
        said += f" ({number(one.plan_low)}–{number(one.plan_high)})"
    note = one.note_zh if lang == "zh" else one.note_en
    return f"{said}{'，' if lang == 'zh' else ', '}{note}" if note else said
