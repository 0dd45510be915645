"""Whether the words that a pack quotes stand in the plan's own document.

Compared are the characters, not how they are written: spaces and line breaks, full or half width, quotation marks and
dashes of any shape, traditional or simplified characters make no difference. Words do: a document that was converted
with other words (數位化 for 数字化) is quoted with the words it has.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from clustercast.scenarios.characters import converter
from clustercast.scenarios.decoding import decode, read_file
from clustercast.scenarios.faults import Fault
from clustercast.scenarios.plan import Plan

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
ALIKE = {
    **dict.fromkeys("“”„‟「」『』〝〞＂", '"'),
    **dict.fromkeys("‘’‚‛`´", "'"),
    **dict.fromkeys("‐‑‒–—―−─━﹘", "-"),
    **dict.fromkeys("·•‧∙・⋅", "·"),
    **dict.fromkeys("〜∼", "~"),
    "﹑": "、",
    "著": "着",
    "乾": "干",
    "〔": "[",
    "〕": "]",
    "【": "[",
    "】": "]",
    "〈": "<",
    "〉": ">",
    "《": "<",
    "》": ">",
}
"""What stands for each other in texts of mainland, Taiwan and office programs, besides widths and OpenCC's tables."""
LARGEST_DOCUMENT = 16_000_000
"""Bytes of a plan's text."""
SHOWN = 12
"""How many characters of the last words that agree are shown."""


@cache
def _folded(character: str) -> str:
    """A character as compared: its usual width and shape, simplified; nothing for spaces and invisible signs."""
    usual = "".join(ALIKE.get(one, one) for one in unicodedata.normalize("NFKC", ALIKE.get(character, character)))
    kept = (one for one in usual if not one.isspace() and one not in INVISIBLE and unicodedata.category(one) != "Cc")
    return converter().convert("".join(kept))


def _each(text: str) -> str:
    """The text as compared, character by character: the same wherever a quote begins or ends."""
    return "".join(_folded(one) for one in text)


def forms(text: str) -> tuple[str, str]:
    """The text as compared, twice: by characters, and by words first (計畫 is 计划, 畫 alone is 画)."""
    joined = _joined(text)
    return _each(joined), _each(converter().convert(joined))


def _joined(text: str) -> str:
    """The text without spaces, line breaks and invisible signs."""
    return "".join(one for one in text if not one.isspace() and one not in INVISIBLE)


def is_quoted(quote: str, document: tuple[str, str]) -> bool:
    """Whether a quote stands in a document (its `forms`)."""
    return any(one in text for one, text in zip(forms(quote), document, strict=True))


def quote_faults(plan: Plan, document: str, name: str) -> tuple[Fault, ...]:
    """A fault for each quote of the plan that is not in the text of its document, which is called `name`."""
    text = forms(document)
    return tuple(
        plan.fault(table, id, key, f"the quote is not in {name}{_agreeing(quote, text)}", "the words of the document")
        for table, id, key, quote in quotes(plan)
        if not is_quoted(quote, text)
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


def _agreeing(quote: str, text: tuple[str, str]) -> str:
    """How far the quote agrees with the text, as the end of a sentence, in the quote's own characters."""
    joined = _joined(quote)
    length, beyond = 0, len(joined)
    while length < beyond:
        middle = (length + beyond + 1) // 2
        length, beyond = (middle, beyond) if is_quoted(joined[:middle], text) else (length, middle - 1)
    if length < 2:
        return ""
    return f' beyond "{joined[max(0, length - SHOWN) : length]}"'


def read_document(path: Path) -> str:
    """The text of a document: utf-8 or gb18030. Raises OSError, or NotTextError for what is neither."""
    return decode(read_file(path, LARGEST_DOCUMENT))
