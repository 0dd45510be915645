"""A cell of a register as text -> a number, a flag, or nothing; whatever spreadsheets make of numbers."""

import unicodedata
from re import compile as pattern
from typing import Final

from clustercast.scenarios.characters import simplified

NONE = frozenset(("无", "没有", "none", "nil"))
"""Words that say that there is none: in a column of numbers 0, not a number that is missing."""
MISSING = frozenset(("", "-", "--", "---", "na", "n/a", "#n/a", "nan", "null", "/", "缺", "不详", "…", "...", "."))
CURRENCIES: Final = frozenset("$€£₩₽₹")
YES, NO = (
    frozenset(("1", "是", "有", "y", "yes", "true", "√", "✓")),
    frozenset(("0", "否", "n", "no", "false", "×", "✗")),
)
DASHES: Final = str.maketrans(dict.fromkeys("—–―−‐‑‒─", "-"))

MONEY = {
    "元": 1e-4, "yuan": 1e-4, "cny": 1e-4, "rmb": 1e-4, "人民币元": 1e-4,
    "千元": 0.1, "cny1k": 0.1, "cny1000": 0.1, "1000yuan": 0.1,
    "万元": 1.0, "cny10k": 1.0, "10kcny": 1.0, "cny10000": 1.0, "10000yuan": 1.0, "万": 1.0,
    "百万元": 100.0, "cnymillion": 100.0, "cny1m": 100.0, "cnym": 100.0,
    "亿元": 1e4, "cny100m": 1e4, "cny100million": 1e4, "亿": 1e4, "cnybn": 1e5, "cnybillion": 1e5, "cny1bn": 1e5,
}  # fmt: skip
ENERGY = {"tce": 1.0, "吨标准煤": 1.0, "吨标煤": 1.0, "吨": 1.0, "万吨标准煤": 1e4, "万吨标煤": 1e4, "10ktce": 1e4}
PERSONS = {"人": 1.0, "persons": 1.0, "person": 1.0, "名": 1.0, "万人": 1e4}
PIECES = {"台": 1.0, "套": 1.0, "台套": 1.0, "units": 1.0, "级": 1.0, "level": 1.0, "0/1/2": 1.0, "0-2": 1.0}
UNITS: dict[str, dict[str, float]] = {"money": MONEY, "energy": ENERGY, "persons": PERSONS, "pieces": PIECES}
"""Units that a header or a cell may name, by what is measured: factor to CNY 10k, tce, persons, pieces."""

_ROUNDED = pattern(r"\d(?:\.\d+)?e\+\d{2,}|\d\.\d+e\d{2,}")
_NUMBER = pattern(r"([+-]?)((?:\d{1,3}(?:[, ']\d{3})+|\d+)(?:\.\d*)?|\.\d+)(e[+-]?\d+)?(.*)")


def plain(text: str) -> str:
    """Text as compared: usual widths, simplified characters, lower case, plain dashes, single spaces."""
    if not text.isascii():
        text = simplified(unicodedata.normalize("NFKC", text).translate(DASHES))
    return " ".join(text.lower().split())


def tight(text: str) -> str:
    """Text as words are compared: `plain`, without spaces, commas and underscores."""
    return plain(text).translate(str.maketrans("", "", " ,_，、"))


def is_missing(text: str) -> bool:
    """Whether a cell is left blank, by one sign or another."""
    return plain(text) in MISSING


def says_none(text: str) -> bool:
    """Whether a cell says that there is none."""
    return plain(text) in NONE


def is_rounded_code(text: str) -> bool:
    """Whether a cell is what a spreadsheet made of a long code, as 9.14101E+17: most of its digits are lost."""
    return _ROUNDED.fullmatch(plain(text)) is not None


def unit_factor(word: str, measures: str) -> float | None:
    """Factor of a unit to the one the model reads, or None for a word that is no unit of this measure."""
    return UNITS.get(measures, {}).get(tight(word))


def read_flag(text: str) -> bool | None:
    """Yes or no, or None for anything else."""
    word = plain(text)
    return True if word in YES else False if word in NO else None


def read_number(text: str, measures: str, of: float | None = None) -> float | str:
    """The number of a cell, or what is wrong with it: full-width digits, thousands separators and a unit are read.

    A bracketed number is negative, as accountants write it. `of` is what a percentage is a part of (None: refused).
    """
    if any(one.isdigit() and not one.isdecimal() for one in text):  # raised, lowered and circled digits
        return "is not a number"
    word = plain(text)
    if word.startswith("(") and word.endswith(")"):
        word = f"-{word[1:-1].strip()}"
    found = _NUMBER.fullmatch(word.removeprefix("¥").lstrip())
    if word[:1] and word[0] in CURRENCIES:
        return "is in another currency"
    if found is None:
        return "is not a number"
    sign, digits, power, rest = found[1], found[2], found[3] or "", found[4].strip()
    number = float(sign + "".join(one for one in digits if one not in ", '") + power)
    if not abs(number) <= 1e15:
        return "is too large a number"
    if rest == "%":
        return "is a percentage" if of is None else number / 100.0 * of
    factor = unit_factor(rest, measures) if rest else 1.0
    return "is not a number" if factor is None else number * factor
