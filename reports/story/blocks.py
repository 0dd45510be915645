"""What a report is made of, whichever file it becomes: sections of paragraphs, lists, tables and pictures, all text.

Nothing here knows of HTML, Word or numbers: every cell is words already. Whoever writes a file escapes them.
"""

from __future__ import annotations

from dataclasses import dataclass

from clustercast.reports.charts import ChartEntry
from clustercast.reports.words.words import Language


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, a ``tone`` (a standing such as "at_risk", or "quiet"), and a ``link`` to an anchor."""

    text: str
    tone: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; with ``heading`` its one cell goes across and names the rows below. ``anchor`` is a place."""

    cells: tuple[Cell, ...]
    heading: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its share of the width and whether it holds numbers."""

    title: str
    width: float
    number: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a title and, below it, a note. ``number`` counts the tables of a report from 1."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its title, caption and alternative text in the language of the report."""

    entry: ChartEntry
    title: str
    caption: str
    alt: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``quiet`` for remarks."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list; ``counted`` where its items are numbered."""

    items: tuple[str, ...]
    counted: bool = False


Block = Paragraph | Points | Grid | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A section: the name by which links reach it, its title and what stands in it."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A report in one language: ``facts`` are pairs of label and value below the title, ``foot`` is on each page."""

    lang: Language
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    foot: str


def pictures(story: Story) -> tuple[Picture, ...]:
    """Every picture of a report, in order."""
    return tuple(block for section in story.sections for block in section.blocks if isinstance(block, Picture))
