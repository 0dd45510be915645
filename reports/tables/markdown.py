"""The attainment table as Markdown, for a README or a note."""

from __future__ import annotations

from collections.abc import Iterable

from clustercast.model.results.record import Attainment, RunRecord
from clustercast.reports.words.numbers import asked_for, between, break_even_text, percent
from clustercast.reports.words.words import Language, in_words, label_of


def markdown(record: RunRecord, lang: Language) -> str:
    """One row a target: what is asked, then for each scenario the probability, or the base that would be needed."""
    names = [label_of(one, lang) for one in record.scenarios]
    head = ["target", "asked for", *names] if lang == "en" else ["目标", "要求", *names]
    rows_of_cells: list[list[str]] = []
    for target in dict.fromkeys(one.target for one in record.attainments):
        rows = record.of_target(target)
        cells = [f"{label_of(rows[0], lang)} (`{target}`)", _asked(rows[0], lang), *(_found(row, lang) for row in rows)]
        rows_of_cells.append(cells)
    return "\n".join(markdown_table(head, rows_of_cells))


def markdown_table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """The lines of a table: a bar in a cell stays in it, and so does a line break."""
    names = list(head)
    return [_line(names), "|" + "---|" * len(names), *map(_line, rows)]


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(one.replace("|", "\\|").replace("\n", "<br>") for one in cells) + " |"


def _asked(row: Attainment, lang: Language) -> str:
    return f"{asked_for(row, lang)} ({row.by})" if row.by else asked_for(row, lang)


def _found(row: Attainment, lang: Language) -> str:
    if row.probability is not None:
        interval = between(row.mc_low, row.mc_high)
        return f"**{percent(row.probability)}** ({interval}) {in_words(row.probability, lang)}"
    if row.status == "conditional":
        return break_even_text(row, lang)
    return "–"
