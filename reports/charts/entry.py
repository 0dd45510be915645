"""What a document needs of a chart, whichever chart it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.words import Language

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Cell = str | int | float | None
Text = Callable[[Language], str]


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers that a chart draws, and nothing else: names of columns, and rows of cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class ChartEntry:
    """A chart: its file name ``id``, what ``kind`` it is ("fan", "matrix", ...), and its texts and drawing by language.

    ``alt`` tells in words what a reader who does not see the chart needs to know; ``target`` is the id of the target
    that the chart is about, where it is about one.
    """

    id: str
    kind: str
    title: Text
    caption: Text
    alt: Text
    figure: Callable[[Language], Figure]
    table: Callable[[], Table]
    target: str = ""
