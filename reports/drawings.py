"""The charts of a report, each drawn once for every file that shows it."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reports.charts import ChartEntry
from reports.words import Language

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PRINT_DPI = 220
"""Dots an inch of pictures in the Word document: sharp in print, small enough to send."""


@dataclass(frozen=True)
class Drawings:
    """Charts in one language as the bytes of files; the last figure is kept, since files ask for it in turn."""

    lang: Language
    _kept: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def svg(self, entry: ChartEntry) -> bytes:
        """The chart as SVG."""
        return self._drawn(entry, "svg")

    def png(self, entry: ChartEntry) -> bytes:
        """The chart as PNG."""
        return self._drawn(entry, "png")

    def _drawn(self, entry: ChartEntry, kind: str) -> bytes:
        """Both kinds are made when one is asked for: drawing takes longer than writing."""
        if (entry.id, kind) not in self._kept:
            figure = entry.figure(self.lang)
            self._kept[entry.id, "svg"] = written(figure, "svg")
            self._kept[entry.id, "png"] = written(figure, "png")
        return self._kept[entry.id, kind]


def written(figure: Figure, kind: str) -> bytes:
    """The figure as a file: letters as paths in SVG, nothing that changes from one day to the next."""
    from reports.charts.style import in_style
    from reports.charts.writing import NO_DATES

    file = io.BytesIO()
    in_style(figure.savefig)(file, format=kind, dpi=PRINT_DPI, metadata=NO_DATES[kind])
    return file.getvalue()
