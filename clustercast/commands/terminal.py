"""The terminal as it is: one that shows fewer characters than a table has, one that is closed, one that nobody reads.

Nothing of this makes a command fail whose work is done: what a terminal cannot show is put in plain characters, and
what nobody reads any more is dropped.
"""

from __future__ import annotations

import codecs
import os
import sys
import unicodedata
from typing import Any

from clustercast.model.system.posix import hold_standard_streams

PLAINLY = "clustercast-plainly"
PLAIN = {
    "−": "-", "–": "-", "—": "-", "…": "...", "·": ".", "•": "*", "◆": "*", "★": "*", "≥": ">=", "≤": "<=", "×": "x",
    "±": "+/-", "≈": "~", "→": "->", "“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u202f": " ", "²": "2",
    "，": ",", "。": ".", "：": ":", "；": ";", "（": "(", "）": ")", "、": ",",
}  # fmt: skip
"""What stands for characters that some terminals do not have; they are told by their lines in frames of tables."""


def plain(character: str) -> str:
    """A character in ASCII: by `PLAIN`, as the line of a frame, without its accents, or "?"."""
    if character in PLAIN:
        return PLAIN[character]
    name = unicodedata.name(character, "")
    if name.startswith("BOX DRAWINGS"):
        straight = "-" if name.endswith("HORIZONTAL") else "|" if name.endswith("VERTICAL") else "+"
        return "+" if " AND " in name else straight
    bare = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return bare or "?"


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(plain, error.object[error.start : error.end])), error.end


def prepare_terminal() -> None:
    """Makes standard streams that can always be written to."""
    hold_standard_streams()
    codecs.register_error(PLAINLY, _plainly)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        stream: Any = getattr(sys, name)
        stream.reconfigure(errors=PLAINLY)


def finish_output() -> None:
    """Writes what is still held back. Raises OSError, BrokenPipeError where nobody reads it."""
    try:
        sys.stdout.flush()
    except OSError:
        drop_output()
        raise


def drop_output() -> None:
    """Lets go of what could not be written, so that the end of the program does not try once more."""
    if sys.stdout is not sys.__stdout__:
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
