"""The vintage rule: what of a series was known at a forecast origin.

A forecast origin Y is a year. The forecast is made in it; horizon 1 is Y itself.

- A row is known at Y when it was published by then: ``published <= Y``.
- A row that should be known but whose sentence or source names a year after Y is refused (`LookAheadError`): its year
  of publication must be wrong.
- Of a series in pseudo real time (one late vintage) the rows of years before Y are known.
- Rows of the held-out years are never known; only the scores see them (`held_out`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from clustercast.calibration.observed.catalogue import Description, Row

YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


class LookAheadError(ValueError):
    """A forecast reached for what was not known at its origin; the text names the row."""


def name_of(row: Row) -> str:
    """A row in words, for messages."""
    return f"{row.series} {row.year} ({row.ids}, published {row.published})"


def named_years(row: Row) -> tuple[int, ...]:
    """The years between 1900 and 2099 that the sentence and the source of a row name."""
    return tuple(sorted({int(year) for year in YEAR.findall(f"{row.origin} {row.quote}")}))


def known_at(rows: Iterable[Row], description: Description, origin: int | None) -> tuple[Row, ...]:
    """The rows of one series that are known at an origin; None: at any time, but for the held-out years.

    Raises LookAheadError naming the first row that is said to be published but tells of later years.
    """
    open_rows = [row for row in rows if not is_held_out(row, description)]
    if origin is None:
        return tuple(open_rows)
    if description.pseudo_real_time:
        return tuple(row for row in open_rows if row.year < origin)
    known = [row for row in open_rows if row.published <= origin]
    refuse_later_words(known, origin)
    return tuple(known)


def is_held_out(row: Row, description: Description) -> bool:
    """Whether a row is of the years that are judged only."""
    return description.held_out_from is not None and row.year >= description.held_out_from


def refuse_later_words(rows: Sequence[Row], origin: int) -> None:
    """Raises LookAheadError for the first row whose sentence or source names a year after the origin."""
    for row in rows:
        later = [year for year in named_years(row) if year > origin]
        if later:
            raise LookAheadError(
                f"{name_of(row)}: its source or sentence names {', '.join(map(str, later))}, after the forecast origin"
                f" {origin}; write the year in which it was really published"
            )
