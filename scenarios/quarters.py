"""Quarters of a year as whole numbers, so that time can be added, compared and stored in a column.

A quarter is the integer `year * 4 + (quarter - 1)`; it is written "2017Q4". Unit: quarters. Nothing here knows a plan.
"""

import re

_WRITTEN = re.compile(r"([0-9]{4})Q([1-4])")


def quarter_of(year: int, n: int) -> int:
    """The n-th quarter (1 to 4) of a year. Raises ValueError for any other n."""
    if n not in (1, 2, 3, 4):
        raise ValueError(f"a year has quarters 1 to 4, not {n}")
    return year * 4 + (n - 1)


def parse_quarter(text: str) -> int:
    """The quarter written as "2017Q4". Raises ValueError for any other text."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise ValueError(f'"{text}" is not a quarter; write it as "2017Q4"')
    return quarter_of(int(found[1]), int(found[2]))


def format_quarter(quarter: int) -> str:
    """The quarter as text: "2017Q4"."""
    return f"{year_of(quarter):04d}Q{quarter_in_year(quarter)}"


def year_of(quarter: int) -> int:
    """The calendar year in which a quarter lies."""
    return quarter // 4


def quarter_in_year(quarter: int) -> int:
    """Which quarter of its year it is, 1 to 4."""
    return quarter % 4 + 1


def first_quarter_of_year(year: int) -> int:
    """The quarter that begins on 1 January of the year."""
    return quarter_of(year, 1)


def last_quarter_of_year(year: int) -> int:
    """The quarter that ends on 31 December of the year."""
    return quarter_of(year, 4)


def quarters_between(first: int, last: int) -> range:
    """Every quarter from first to last, both included; empty when last lies before first."""
    return range(first, last + 1)
