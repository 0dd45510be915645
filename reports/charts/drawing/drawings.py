"""The charts of a report, each drawn once for every file that shows it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from clustercast.reports.charts.drawing.entry import ChartEntry
from clustercast.reports.words.words import Language

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Kind = Literal["svg", "png"]
KINDS: tuple[Kind, ...] = ("svg", "png")

WIDE, NARROW = 12.0, 7.9
"""Widths in the Word document in centimetres: a chart is drawn 12 wide, and is legible at 8."""
SMALL = ("fan", "size", "city", "map", "recognition", "comparison")
"""Kinds of chart that stand two in a row, where there are two."""
PRINT_DPI = 200
"""Dots an inch of pictures in the Word document, where they stand: sharp in print, small enough to send."""
COLOURS = 48
"""Colours of such a picture: those of areas stay as they are, only the edges of letters have fewer shades."""


def shown_width(kind: str) -> float:
    """How wide a chart of a kind stands in the Word document, in centimetres."""
    return NARROW if kind in SMALL else WIDE


@dataclass(frozen=True)
class Drawings:
    """Charts in one language as the bytes of files. ``kinds``: what will be asked of each chart."""

    lang: Language
    kinds: Sequence[Kind] = KINDS
    _kept: dict[tuple[str, Kind], bytes] = field(default_factory=dict)

    def svg(self, entry: ChartEntry) -> bytes:
        """The chart as SVG."""
        return self._drawn(entry, "svg")

    def png(self, entry: ChartEntry) -> bytes:
        """The chart as PNG, with dots for the width at which it is shown."""
        return self._drawn(entry, "png")

    def _drawn(self, entry: ChartEntry, kind: Kind) -> bytes:
        """All kinds are made when one is asked for: the figure is set only once."""
        if (entry.id, kind) not in self._kept:
            figure = entry.figure(self.lang)
            if kind == "svg" or "svg" in self.kinds:
                self._kept[entry.id, "svg"] = as_svg(figure)
            if kind == "png" or "png" in self.kinds:
                self._kept[entry.id, "png"] = as_png(figure, dots(entry.kind))
        return self._kept[entry.id, kind]


def dots(kind: str) -> float:
    """Dots an inch of a chart as it is drawn, so that there are `PRINT_DPI` where it is shown."""
    return PRINT_DPI * shown_width(kind) / WIDE


def as_svg(figure: Figure) -> bytes:
    """The figure as SVG: letters as paths, nothing that changes from one day to the next."""
    from clustercast.reports.charts.drawing.style import in_style
    from clustercast.reports.charts.drawing.writing import NO_DATES

    file = io.BytesIO()
    in_style(figure.savefig)(file, format="svg", metadata=NO_DATES["svg"])
    return file.getvalue()


def as_png(figure: Figure, dpi: float) -> bytes:
    """The figure as PNG of `COLOURS` colours, a third as large as with all shades."""
    from PIL.Image import Dither, Quantize

    from clustercast.reports.charts.drawing.writing import as_image

    few = as_image(figure, dpi).quantize(COLOURS, method=Quantize.MEDIANCUT, dither=Dither.NONE)
    file = io.BytesIO()
    few.save(file, "png", optimize=True, dpi=(dpi, dpi))
    return file.getvalue()
