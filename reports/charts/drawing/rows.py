"""Charts of rows: labels on the left under their headings, as many to a page as fit it in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clustercast.reports.charts.drawing.lettering import LEADING, height_of, shortened, widest_word
from clustercast.reports.charts.drawing.sheet import INNER, Sheet
from clustercast.reports.charts.drawing.style import GREY, SMALL
from clustercast.reports.words.words import LANGUAGES, Language

MOST = 500.0
"""The height of the drawing in points from which on a chart goes on in another."""
LINES = 3
"""Lines that a label may have."""
HEADING = SMALL * LEADING + 7.0

Pair = tuple[str, str]
"""Chinese and English."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a row is called, the heading that it stands under, and a line under its name ("" without)."""

    words: Pair
    heading: Pair = ("", "")
    under: Pair = ("", "")


@dataclass(frozen=True, slots=True)
class Row:
    """A row in its place: its label in lines, and where it begins and how high it is, in points."""

    words: str
    top: float
    height: float
    heading: str = ""

    @property
    def middle(self) -> float:
        """The middle of the row."""
        return self.top + self.height / 2.0


def room_for(left: float, least: float, heads: Sequence[str], apart: float, taken: float = 0.0) -> float:
    """The width of labels: ``left``, or less (down to ``least``) where columns need it for the words of their heads.

    ``apart`` is what is free in a column beside a word, ``taken`` what columns cannot have; all in points.
    """
    each = max(widest_word(one, SMALL) for one in heads) + apart
    return max(least, min(left, INNER - taken - len(heads) * each))


def heads_of(columns: Sequence[str], width: float) -> list[str]:
    """The heads of columns in lines, with some room between one column and the next where their words leave it."""
    return [shortened(one, SMALL, min(width, max(widest_word(one, SMALL) + 0.1, 0.85 * width)), 3) for one in columns]


def in_rows(labels: Sequence[Label], lang: Language, width: float, least: float) -> tuple[list[Row], float]:
    """The rows, none lower than ``least``, and the height of all of them. ``heading`` is set where one begins."""
    rows, top, place, before = [], 0.0, LANGUAGES.index(lang), ""
    for one in labels:
        heading = one.heading[place]
        new = heading if heading != before else ""
        top += HEADING if new else 0.0
        words = shortened(one.words[place], SMALL, width, LINES)
        words += f"\n{one.under[place]}" if one.under[place] else ""
        rows.append(Row(words, top, max(height_of(words, SMALL) + 4.0, least), new))
        top, before = top + rows[-1].height, heading
    return rows, top


def on_pages(labels: Sequence[Label], width: float, least: float, most: float = MOST) -> list[slice]:
    """The places of the rows of each page: as few pages as hold them in either language, about equally full."""
    found = list(_filled(labels, width, least, most))
    while len(found) > 1 and most > 1.0:
        most *= 0.96
        closer = list(_filled(labels, width, least, most))
        if len(closer) > len(found):
            break
        found = closer
    return found


def _filled(labels: Sequence[Label], width: float, least: float, most: float) -> Iterator[slice]:
    """The places of the rows of each page, every page as full as ``most`` points allow."""
    first = 0
    for last in range(1, len(labels) + 1):
        taken = labels[first : last + 1]
        if last == len(labels) or max(in_rows(taken, lang, width, least)[1] for lang in LANGUAGES) > most:
            yield slice(first, last)
            first = last


def put_labels(sheet: Sheet, rows: Sequence[Row], top: float) -> None:
    """Writes the labels and headings of rows that begin at ``top`` of the drawing, with a rule above each heading."""
    for row in rows:
        if row.heading:
            at = top + row.top - HEADING
            sheet.line(0.0, at + 2.0, INNER, at + 2.0)
            sheet.text(0.0, at + 3.0, shortened(row.heading, SMALL, INNER, 1), color=GREY)
        sheet.text(0.0, top + row.middle, row.words, middle=True)


def numbered(title: str, page: int, pages: int) -> str:
    """The title of a page among several."""
    return f"{title} ({page}/{pages})" if pages > 1 else title


def page_id(id: str, page: int, pages: int) -> str:
    """The file name of a page among several."""
    return f"{id}-{page}" if pages > 1 else id
