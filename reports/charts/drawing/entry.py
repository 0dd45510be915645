"""What a document needs of a chart, whichever chart it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from clustercast.reports.words.words import Language

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers that a chart draws, and nothing else: names of columns, and rows of cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @staticmethod
    def of(rows: Sequence[Any]) -> Table:
        """The table of rows that are dataclasses of one kind: a column a field."""
        columns = tuple(one.name for one in fields(rows[0])) if rows else ()
        return Table(columns, tuple(tuple(getattr(row, name) for name in columns) for row in rows))


class Chart(Protocol):
    """A chart as plain data, which another process can draw: its texts, its figure and its numbers.

    ``alt`` tells in words what a reader who does not see the chart needs to know.
    """

    def title(self, lang: Language) -> str: ...  # noqa: D102
    def caption(self, lang: Language) -> str: ...  # noqa: D102
    def alt(self, lang: Language) -> str: ...  # noqa: D102
    def figure(self, lang: Language) -> Figure: ...  # noqa: D102
    def table(self) -> Table: ...  # noqa: D102


@dataclass(frozen=True)
class ChartEntry:
    """A chart of a run, read from it when first asked for: its file name ``id``, and what ``kind`` it is.

    ``target`` is the id of the target that the chart is about, where it is about one.
    """

    id: str
    kind: str
    read: Callable[[], Chart]
    target: str = ""

    @cached_property
    def chart(self) -> Chart:
        """The chart itself."""
        return self.read()

    def title(self, lang: Language) -> str:
        """What the chart is called."""
        return self.chart.title(lang)

    def caption(self, lang: Language) -> str:
        """How it is read: what is drawn, of how many members, with which interval."""
        return self.chart.caption(lang)

    def alt(self, lang: Language) -> str:
        """What it shows, in words."""
        return self.chart.alt(lang)

    def figure(self, lang: Language) -> Figure:
        """The drawing."""
        return self.chart.figure(lang)

    def table(self) -> Table:
        """The numbers drawn."""
        return self.chart.table()
