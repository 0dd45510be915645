"""The attainment table as Markdown, for a README or a note."""

from __future__ import annotations

from clustercast.model.results.record import Attainment, RunRecord
from clustercast.reports.words.numbers import asked_for, between, break_even_text, percent
from clustercast.reports.words.words import Language, in_words, label_of


def markdown(record: RunRecord, lang: Language) -> str:
    """One row a target: what is asked, then for each scenario the probability, or the base that would be needed."""
    names = [label_of(one, lang) for one in record.scenarios]
    head = ["target", "asked for", *names] if lang == "en" else ["目标", "要求", *names]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for target in dict.fromkeys(one.target for one in record.attainments):
        rows = record.of_target(target)
        cells = [f"{label_of(rows[0], lang)} (`{target}`)", _asked(rows[0], lang), *(_found(row, lang) for row in rows)]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines)


def _asked(row: Attainment, lang: Language) -> str:
    return f"{asked_for(row, lang)} ({row.by})" if row.by else asked_for(row, lang)


def _found(row: Attainment, lang: Language) -> str:
    if row.probability is not None:
        interval = between(row.mc_low, row.mc_high)
        return f"**{percent(row.probability)}** ({interval}) {in_words(row.probability, lang)}"
    if row.status == "conditional":
        return break_even_text(row, lang)
    return "–"
