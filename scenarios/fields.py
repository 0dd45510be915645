"""Readers of single values: text, numbers, words of a closed list, units, quarters, inline tables.

Each function here makes a `Reader`; see `scenarios/reading.py`.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from re import fullmatch
from typing import Any, cast

from clustercast.scenarios.characters import unprintable
from clustercast.scenarios.declared import fields_of
from clustercast.scenarios.faults import Place, choice_remedy
from clustercast.scenarios.quarters import parse_quarter
from clustercast.scenarios.reading import FAULTY, Field, Reader, raw_table, read_fields
from clustercast.scenarios.units import UNITS

LONGEST_EXPRESSION = 1000
LONGEST_TEXT, LONGEST_LABEL = 20_000, 500
MOST_VALUES = 2_000
"""Values of one list."""
LARGEST = 1e15
UNIT_WORDS = "clustercast words units"
KINDS: dict[type[Any], str] = {
    bool: "true or false", int: "a whole number", float: "a number", str: "text", list: "a list", dict: "a table",
}  # fmt: skip


def kind_of(value: Any) -> str:
    """What a TOML value is, in plain words."""
    if isinstance(value, date):
        return "a date"
    return next((words for kind, words in KINDS.items() if isinstance(value, kind)), type(value).__name__)


def _refuse(value: Any, place: Place, wanted: str) -> Any:
    place.complain(f"{kind_of(value)} where {wanted} is expected", wanted)
    return FAULTY


def text(empty: bool = False, longest: int = LONGEST_TEXT, *, lines: bool = True) -> Reader:
    """Text of at most `longest` characters that can be shown; not blank unless `empty`, on one line unless `lines`."""

    def read(value: Any, place: Place) -> Any:
        if not isinstance(value, str):
            return _refuse(value, place, "text in quotation marks")
        if not empty and not value.strip():
            place.complain("the text is empty", "the text between the quotation marks")
            return FAULTY
        if len(value) > longest:
            place.complain(f"{len(value)} characters are too many", f"at most {longest} characters")
            return FAULTY
        odd = unprintable(value) or ("a line break or tab" if not lines and {"\n", "\t"} & set(value) else "")
        if odd:
            place.complain(f"{odd} stands in the text", "characters that can be shown" + " on one line" * (not lines))
            return FAULTY
        return value

    return Reader(read, '"..."')


def label() -> Reader:
    """What an entry is called, on one line."""
    return text(longest=LONGEST_LABEL, lines=False)


def identifier() -> Reader:
    """The id of an entry: letters, digits, `-`, `_` and `.`, at most 80 characters."""

    def read(value: Any, place: Place) -> Any:
        if not isinstance(value, str):
            return _refuse(value, place, "text in quotation marks")
        if not fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}", value):
            place.complain(f'"{value}" is not an id', 'an id of letters, digits, "-" and "_", such as "robots-2020"')
            return FAULTY
        return value

    return Reader(read, '"..."')


def expression() -> Reader:
    """The text of an expression; its meaning is checked where it is compiled."""
    return replace(text(longest=LONGEST_EXPRESSION), example='"count(robots >= 1)"')


def word(known: Collection[str], name: str) -> Reader:
    """One word of a closed list."""
    listed = list(known)

    def read(value: Any, place: Place) -> Any:
        if not isinstance(value, str):
            return _refuse(value, place, "text in quotation marks")
        if value not in known:
            place.complain(f'"{value}" is not a known {name}', choice_remedy(value, listed, name))
            return FAULTY
        return value

    return Reader(read, f'"{listed[0]}"')


def unit(allowed: Sequence[str] | None = None) -> Reader:
    """A unit of the closed list, or of the few that fit here."""
    if allowed is not None:
        return word(allowed, "unit here")

    def read(value: Any, place: Place) -> Any:
        if isinstance(value, str) and value not in UNITS:
            place.complain(f'the unit "{value}" is not known', choice_remedy(value, list(UNITS), "unit", UNIT_WORDS))
            return FAULTY
        return value if isinstance(value, str) else _refuse(value, place, "text in quotation marks")

    return Reader(read, '"firms"')


def number(low: float | None = None, high: float | None = None) -> Reader:
    """A finite number within bounds (both included)."""

    def read(value: Any, place: Place) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return _refuse(value, place, "a number")
        if not abs(value) <= LARGEST:  # also refuses nan
            shown = "the number" if isinstance(value, int) else f"{value:g}"
            place.complain(f"{shown} is not a finite number of sensible size", f"a number of at most {LARGEST:g}")
            return FAULTY
        return _bounded(value, low, high, place)

    return Reader(read, "1.0")


def whole(low: int | None = None, high: int | None = None) -> Reader:
    """A whole number within bounds (both included)."""

    def read(value: Any, place: Place) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            return _refuse(value, place, "a whole number")
        if abs(value) > LARGEST:
            place.complain("the number is too large", f"a number of at most {LARGEST:g}")
            return FAULTY
        return _bounded(value, low, high, place)

    return Reader(read, "1")


def _bounded(value: float, low: float | None, high: float | None, place: Place) -> Any:
    if low is not None and value < low:
        problem = f"{value:g} is negative" if low == 0 else f"{value:g} is below {low:g}"
        place.complain(problem, f"a number of {low:g} or more")
        return FAULTY
    if high is not None and value > high:
        place.complain(f"{value:g} is above {high:g}", f"a number of {high:g} or less")
        return FAULTY
    return value


def year(first: int = 1900) -> Reader:
    """A calendar year, not before the first one."""
    return replace(whole(first, 2100), example="2020")


def number_or_range() -> Reader:
    """A finite number, or a list [low, high] of two."""
    one = number()

    def read(value: Any, place: Place) -> Any:
        if not isinstance(value, list):
            return one(value, place)
        found = tuple(one(part, place) for part in cast(list[Any], value))
        if FAULTY in found:
            return FAULTY
        if len(found) != 2 or found[0] > found[1]:
            place.complain(f"{value} is not a range", "a range as [low, high]")
            return FAULTY
        return found

    return Reader(read, "1.0")


def flag() -> Reader:
    """True or false."""

    def read(value: Any, place: Place) -> Any:
        return value if isinstance(value, bool) else _refuse(value, place, "true or false")

    return Reader(read, "false")


def many(one: Reader, least: int = 0) -> Reader:
    """A list of values of one kind, as a tuple."""

    def read(value: Any, place: Place) -> Any:
        if not isinstance(value, list):
            return _refuse(value, place, "a list in square brackets")
        listed = cast(list[Any], value)
        if len(listed) > MOST_VALUES:
            place.complain(f"the list has {len(listed)} values", f"{MOST_VALUES} values or fewer")
            return FAULTY
        found = tuple(one(part, place) for part in listed)
        if len(found) < least:
            place.complain("the list is too short", f"a list of {least} or more")
            return FAULTY
        return FAULTY if FAULTY in found else found

    return Reader(read, f"[{one.example}]")


def texts() -> Reader:
    """A list of texts."""
    return many(text())


def text_or_texts() -> Reader:
    """Text or a list of texts, as a tuple."""
    one, several = text(), texts()

    def read(value: Any, place: Place) -> Any:
        if isinstance(value, list):
            return several(value, place)
        found = one(value, place)
        return found if found is FAULTY else (found,)

    return Reader(read, '["..."]')


def day() -> Reader:
    """A date, written as text or as a TOML date; kept as text "2017-09-29"."""

    def read(value: Any, place: Place) -> Any:
        written = value.isoformat() if type(value) is date else value
        try:
            return date.fromisoformat(written).isoformat()
        except (TypeError, ValueError):
            place.complain(f"{value!r} is not a date", 'a date as "2017-09-29"')
            return FAULTY

    return Reader(read, '"2017-09-29"')


def quarter() -> Reader:
    """A quarter written "2017Q4", as a whole number of quarters."""

    def read(value: Any, place: Place) -> Any:
        if not isinstance(value, str):
            return _refuse(value, place, "text in quotation marks")
        try:
            return parse_quarter(value)
        except ValueError:
            place.complain(f'"{value}" is not a quarter', 'a quarter as "2017Q4"')
            return FAULTY

    return Reader(read, '"2017Q4"')


def table(fields: Iterable[Field], make: Callable[..., Any]) -> Reader:
    """An inline table of declared fields, made into one object."""
    declared = tuple(fields)

    def read(value: Any, place: Place) -> Any:
        raw = raw_table(value)
        if raw is None:
            return _refuse(value, place, "a table in curly brackets")
        values = read_fields(raw, declared, place)
        return FAULTY if FAULTY in values.values() else make(**values)

    return Reader(read, "{...}")


def table_of(made: type) -> Reader:
    """An inline table that is an entry of this type."""
    return table(fields_of(made), made)
