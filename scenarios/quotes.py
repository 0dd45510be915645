"""Whether the words that a pack quotes stand in the plan's own document.

Compared without any spaces, since line breaks and indents of a document mean nothing. Nothing else is forgiven:
punctuation, width and traditional or simplified forms must be those of the document.
"""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from scenarios.faults import Fault
from scenarios.plan import Plan

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
SHOWN = 12
"""How many characters of the last words that agree are shown."""


def squeeze(text: str) -> str:
    """The text without spaces of any kind, line breaks and invisible characters."""
    kept = (one for one in text if not one.isspace() and one not in INVISIBLE)
    return "".join(one for one in kept if unicodedata.category(one) != "Cc")


def quote_faults(plan: Plan, document: str, name: str) -> tuple[Fault, ...]:
    """A fault for each quote of the plan that is not in the text of its document, which is called `name`."""
    text = squeeze(document)
    return tuple(
        plan.fault(table, id, key, f"the quote is not in {name}{_agreeing(quote, text)}", "the words of the document")
        for table, id, key, quote in quotes(plan)
        if squeeze(quote) not in text
    )


def quotes(plan: Plan) -> Iterator[tuple[str, str, str, str]]:
    """Table, id, key and words of every quote of the plan."""
    tables = {
        "baseline": plan.baselines,
        "target": plan.targets,
        "instrument": plan.instruments,
        "cluster": plan.clusters,
    }
    for table, entries in tables.items():
        yield from ((table, one.id, "quote", one.quote) for one in entries if one.quote)
    yield from (
        ("cluster", one.id, "lead_firms_quote", one.lead_firms_quote) for one in plan.clusters if one.lead_firms_quote
    )


def _agreeing(quote: str, text: str) -> str:
    """How far the quote agrees with the text, as the end of a sentence."""
    squeezed = squeeze(quote)
    length = 0
    while length < len(squeezed) and squeezed[: length + 1] in text:
        length += 1
    if length < 2:
        return ""
    return f' beyond "{squeezed[max(0, length - SHOWN) : length]}"'


def read_document(path: Path) -> str:
    """The text of a document. Raises OSError, or UnicodeDecodeError when it is not utf-8."""
    return path.read_text(encoding="utf-8-sig")
