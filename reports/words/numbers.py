"""Numbers as text: no more digits than are known, whole percents for probabilities."""

import math
import re
from decimal import Decimal

from clustercast.model.results.record import Attainment
from clustercast.reports.words.rounding import fixed, to_digits, whole_percent
from clustercast.reports.words.words import Language, say
from clustercast.scenarios import UNITS

DIGITS = 4
SYMBOLS = {">=": "≥", "<=": "≤", "~": "≈", ">": ">", "<": "<", "=": "="}


def rounded(value: float, digits: int = DIGITS) -> float:
    """The value with so many significant digits; whole numbers of more digits keep them all only up to a million."""
    if value == 0.0 or not math.isfinite(value):
        return value
    if float(value).is_integer() and abs(value) < 1e6:
        return value
    return to_digits(value, digits)


def number(value: float | None, digits: int = DIGITS) -> str:
    """The value with thousands separators and without an exponent; a dash where there is none."""
    if value is None:
        return "–"
    short = rounded(value, digits)
    if short == 0.0:
        return "0"
    places = max(0, digits - 1 - math.floor(math.log10(abs(short))))
    text = f"{short:,.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−")


def percent(probability: float | None) -> str:
    """A probability in whole percents; never 0 or 100, which a sample of members cannot show."""
    if probability is None:
        return "–"
    whole = whole_percent(probability)
    return "<1%" if whole < 1 else ">99%" if whole > 99 else f"{whole}%"


def between(low: float | None, high: float | None) -> str:
    """A Monte-Carlo interval in whole percents: "83-90"."""
    return "" if low is None or high is None else f"{whole_percent(low)}–{whole_percent(high)}"


def points(difference: float) -> str:
    """A difference of probabilities in whole points, with its sign."""
    return f"{'−' if difference < 0 else '+'}{whole_percent(abs(difference))}"


def signed(difference: float) -> str:
    """A difference of counts with two decimals and its sign."""
    return ("+" if difference >= 0.0 else "−") + fixed(abs(difference), 2)


def error_points(error: float) -> int:
    """A standard error of a probability in whole points, at least 1 where there is any."""
    return max(1, whole_percent(error)) if error else 0


def as_written(value: float) -> str:
    """A number of the plan with every digit that it has there, and thousands separators."""
    text = f"{Decimal(repr(float(value))):,f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")


def unit_label(unit: str, lang: Language) -> str:
    """What a unit is called."""
    known = UNITS.get(unit)
    if known is None:
        return unit
    return known.label_zh if lang == "zh" else known.label_en


def unit_after(unit: str, lang: Language) -> str:
    """What a unit is called after a number; English units of many yuan as a factor ("20,000 x CNY 100 million")."""
    label = unit_label(unit, lang)
    return f"× {label}" if label.startswith("CNY 1") else label


def singular(label: str) -> str:
    """An English unit after the number one: "1 factory a year"."""
    head, *rest = re.split(r"( an? )", label, maxsplit=1)
    head = f"{head[:-3]}y" if head.endswith("ies") else head.removesuffix("s")
    return head + "".join(rest)


def value_text(value: float | tuple[float, float] | None, lang: Language) -> str:
    """The value of a target; a range is "2 to 3", which no spreadsheet takes for a date."""
    if isinstance(value, tuple):
        return f"{as_written(value[0])} {'至' if lang == 'zh' else 'to'} {as_written(value[1])}"
    return number(value) if value is None else as_written(value)


def asked_for(row: Attainment, lang: Language) -> str:
    """What the target asks for: comparator, value and unit."""
    if row.value is None:
        return "–"
    return f"{SYMBOLS.get(row.comparator, '')} {value_text(row.value, lang)} {unit_after(row.unit, lang)}".strip()


def break_even_text(row: Attainment, lang: Language) -> str:
    """From which base a conditional target would reach 50 %."""
    base = row.break_even_base
    if base is None:
        return say("no_break_even", lang)
    if base <= 0.0:
        return say("any_base", lang)
    text, unit = number(base, 3), unit_after(row.unit, lang)
    if lang == "zh":
        return say("break_even", lang, base=f"{text}{unit}")
    return say("break_even", lang, base=f"{text} {singular(unit) if text == '1' else unit}")
