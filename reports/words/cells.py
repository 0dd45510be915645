"""Cells of files that a spreadsheet opens."""

import re

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that no page, document or workbook can hold."""
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_text(cell: object) -> str:
    """The cell as text. A number stays a number; any other text that a spreadsheet would take for a formula is quoted
    with an apostrophe; a range is "2 to 3" (with a dash it would become a date).
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        return f"{cell:.15g}"
    if isinstance(cell, tuple):
        return " to ".join(as_text(part) for part in cell)
    text = " ".join(str(cell).split())
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text


def printable(text: str) -> str:
    """The text without the characters that files of XML refuse."""
    return UNPRINTABLE.sub("", text)


def file_name(text: str) -> str:
    """A name that stays in its folder on any system: letters, digits, "-", "_" and "."; it begins with no dot."""
    return re.sub(r"[^\w.-]", "_", text).lstrip(".") or "_"
