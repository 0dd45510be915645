"""How wide text is and where it breaks, from the font itself, so that nothing has to be drawn to find out.

Chinese may break after any character, Latin text at spaces and behind hyphens; no line begins with a closing mark or
ends with an opening one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from matplotlib.ft2font import FT2Font, LoadFlags

from clustercast.reports.charts.drawing.fonts import font_file, missing
from clustercast.reports.words.cells import printable

LEADING = 1.3
"""Distance of lines over the size of the text."""
CLOSING = "，。；：、！？）》」』”’％%,.;:!?)]…·"
OPENING = "（《「『“‘(["
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_EM = 100.0


@cache
def _font() -> FT2Font:
    font = FT2Font(str(font_file()))
    font.set_size(_EM, 72.0)
    return font


@cache
def _advance(character: str) -> float:
    """The width of a character over the size of the text; 1 where the font has none, which is drawn as a box."""
    if missing(character):
        return 1.0
    glyph = _font().load_char(ord(character), flags=LoadFlags.NO_HINTING)
    return glyph.linearHoriAdvance / 65536.0 / _EM


def width_of(text: str, size: float) -> float:
    """The width of the widest line of a text in points."""
    return max((size * sum(_advance(one) for one in line) for line in text.split("\n")), default=0.0)


@lru_cache(4096)  # Rows are set for every page that they may stand on.
def wrapped(text: str, size: float, width: float) -> str:
    """The text with line breaks, no line wider than ``width`` points; a word that is wider is broken anywhere."""
    lines: list[str] = []
    for paragraph in printable(text).split("\n"):
        line = ""
        for piece in _pieces(paragraph, size, width):
            if line and width_of((line + piece).rstrip(), size) > width:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        lines.append(line.rstrip())
    return "\n".join(lines)


def widest_word(text: str, size: float) -> float:
    """The width of the widest piece that no line break stands within, in points."""
    return max((width_of(one.rstrip(), size) for one in _pieces(printable(text), size, float("inf"))), default=0.0)


def height_of(text: str, size: float) -> float:
    """The height of a text in points, as many lines as it has."""
    return size * LEADING * (text.count("\n") + 1) if text else 0.0


def shortened(text: str, size: float, width: float, lines: int) -> str:
    """The text wrapped to at most so many lines; what does not fit is an ellipsis."""
    rows = wrapped(text, size, width).split("\n")
    if len(rows) <= lines:
        return "\n".join(rows)
    last = rows[lines - 1]
    while last and width_of(last + "…", size) > width:
        last = last[:-1]
    return "\n".join([*rows[: lines - 1], last.rstrip() + "…"])


def _pieces(text: str, size: float, width: float) -> list[str]:
    """What no line break stands within: words with the space behind them, single Chinese characters."""
    found: list[str] = []
    for one in re.findall(rf"{_WIDE.pattern}|[^\s\u2e80-\u9fff\uf900-\uffef-]*-?\s*", text):
        last = found[-1] if found else ""
        glued = (
            found
            and one
            and (one[0] in CLOSING or (last.strip() and last.rstrip()[-1] in OPENING) or _in_a_number(last, one))
        )
        if glued:
            found[-1] += one
        elif one:
            found.append(one)
    return [part for one in found for part in ([one] if width_of(one.rstrip(), size) <= width else list(one))]


def _in_a_number(before: str, after: str) -> bool:
    """Whether a hyphen stands within a date or a range."""
    return before.endswith("-") and after[0].isdigit()
