"""The charts of a report, each set once in a language for every document and file that shows it."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from clustercast.reports.charts.drawing.entry import Chart, ChartEntry
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
SMALL_ENOUGH = 7
"""How hard such a picture is compressed: 6 % larger than at the utmost, in a seventh of the time."""

Drawn = Mapping[Kind, bytes]


def shown_width(kind: str) -> float:
    """How wide a chart of a kind stands in the Word document, in centimetres."""
    return NARROW if kind in SMALL else WIDE


@dataclass(frozen=True)
class Drawings:
    """Charts in one language as the bytes of files. ``kinds``: what will be asked of each chart.

    With a ``pool`` other processes draw what was announced (`ahead`), beside the writing of documents.
    """

    lang: Language
    kinds: Sequence[Kind] = KINDS
    pool: Executor | None = None
    _kept: dict[str, dict[Kind, bytes]] = field(default_factory=dict)
    _open: dict[str, tuple[Future[Drawn], tuple[Any, ...]]] = field(default_factory=dict)

    def ahead(self, entry: ChartEntry, kinds: Sequence[Kind], files: Sequence[Path] = ()) -> None:
        """Draws a chart before it is asked for, and writes it to ``files``, each in the format of its suffix."""
        given = entry.chart, entry.kind, self.lang, tuple(kinds), tuple(files)
        if self.pool is None:
            self._kept[entry.id] = dict(draw(*given))
        else:
            self._open[entry.id] = self.pool.submit(draw, *given), given

    def finish(self) -> None:
        """Waits until everything announced is drawn and written; draws beside the pool what that has not begun."""
        for id in list(self._open)[::-1]:
            self._take(id)

    def svg(self, entry: ChartEntry) -> bytes:
        """The chart as SVG."""
        return self._drawn(entry, "svg")

    def png(self, entry: ChartEntry) -> bytes:
        """The chart as PNG, with dots for the width at which it is shown."""
        return self._drawn(entry, "png")

    def _drawn(self, entry: ChartEntry, kind: Kind) -> bytes:
        """All kinds are made when one is asked for: the figure is set only once."""
        self._take(entry.id)
        kept = self._kept.setdefault(entry.id, {})
        if kind not in kept:
            kinds: list[Kind] = [one for one in KINDS if one not in kept and (one == kind or one in self.kinds)]
            kept |= draw(entry.chart, entry.kind, self.lang, kinds)
        return kept[kind]

    def _take(self, id: str) -> None:
        """What the pool drew of a chart; one that it has not begun is drawn here."""
        if id in self._open:
            future, given = self._open.pop(id)
            self._kept[id] = dict(draw(*given) if future.cancel() else future.result())


def draw(chart: Chart, kind: str, lang: Language, kinds: Sequence[Kind], files: Sequence[Path] = ()) -> Drawn:
    """A chart as bytes of ``kinds`` and in ``files`` of any format: its figure is set once for all of them."""
    from clustercast.reports.charts.drawing.writing import save

    figure = chart.figure(lang)
    made: dict[Kind, bytes] = {}
    if "svg" in kinds:
        made["svg"] = as_svg(figure)
    if "png" in kinds:
        made["png"] = as_png(figure, dots(kind))
    for path in files:
        format = path.suffix[1:]
        save(figure, path, format, made.get("svg") if format == "svg" else None)
    return made


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
    few.save(file, "png", compress_level=SMALL_ENOUGH, dpi=(dpi, dpi))
    return file.getvalue()
