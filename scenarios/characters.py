"""Characters of what others wrote: which no text may hold, how a text is shown, and simplified characters."""

import re
from functools import cache
from typing import Any, Final, cast

UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""What steers a terminal, turns the direction of writing, or may not stand in XML; tab and line break are text."""
INSTEAD: Final = "\ufffd"


def printable(text: str) -> str:
    """The text as it may be shown, whatever steers a terminal replaced: every way to the screen leads through here."""
    return UNPRINTABLE.sub(INSTEAD, text)


def unprintable(text: str) -> str:
    """The first character that no text may hold, as "U+001B"; "" where there is none."""
    found = UNPRINTABLE.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def shortened(text: str, most: int) -> str:
    """At most so many characters of a text: its two ends, so that a sentence that quotes it stays one."""
    if len(text) <= most:
        return text
    kept = most - 5
    return f"{text[: kept - kept // 2]} ... {text[len(text) - kept // 2 :]}"


@cache
def converter() -> Any:
    """The converter from traditional to simplified characters (OpenCC), loaded when a text is first compared."""
    from opencc import OpenCC

    return cast(Any, OpenCC("t2s"))


@cache
def _simple(character: str) -> str:
    return character if character < "\u2e80" else converter().convert(character)


def simplified(text: str) -> str:
    """The text in simplified characters, each by itself: the same wherever a word begins or ends."""
    return text if text.isascii() else "".join(map(_simple, text))
