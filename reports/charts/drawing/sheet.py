"""The sheet that every chart is drawn on: title and lead above, the drawing, its key, notes and foot below.

Everything is measured in points before anything is drawn, so that no text runs over another or out of the sheet,
however long a label is or how many lines it takes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from clustercast.reports.charts.drawing.lettering import LEADING, height_of, width_of, wrapped
from clustercast.reports.charts.drawing.style import GREY, INK, LARGE, SMALL, WIDTH, Pen

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MARGIN = 8.0
INNER = WIDTH - 2.0 * MARGIN
"""The width between the margins, in points."""
SAMPLE, GAP, APART = 22.0, 5.0, 14.0
"""Of a key: the width of the sample, what is between it and its words, and between one entry and the next."""


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the key: its words, and the sample as settings of a line or of a filled box."""

    words: str
    line: Mapping[str, Any] | None = None
    box: Mapping[str, Any] | None = None

    @property
    def width(self) -> float:
        """The width of sample and words in points."""
        return SAMPLE + GAP + width_of(self.words, SMALL)


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of a sheet: title, lines of lead with their colours, notes under the drawing, and the foot."""

    title: str
    lead: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    foot: str = ""


@dataclass(slots=True)
class _Block:
    """Some text wrapped to the width of the sheet, with what stands between it and the next."""

    text: str
    size: float
    colour: str
    after: float = 3.0
    height: float = field(init=False)

    def __post_init__(self) -> None:
        self.text = wrapped(self.text, self.size, INNER)
        self.height = height_of(self.text, self.size) + self.after


class Sheet:
    """A sheet with a drawing ``body`` points high; places in it are points from its upper left corner."""

    def __init__(self, texts: Texts, body: float, keys: Sequence[Key] = ()) -> None:
        above = [_Block(texts.title, LARGE, INK)] + [_Block(text, SMALL, colour) for text, colour in texts.lead if text]
        below = [_Block(text, SMALL, GREY) for text in (*texts.notes, texts.foot) if text]
        rows = _rows(keys)
        head = MARGIN + sum(one.height for one in above) + 3.0
        tail = len(rows) * SMALL * 1.6 + 4.0 + sum(one.height for one in below) + MARGIN - 3.0
        self.height = head + body + tail
        self.top = head
        self.figure = Figure(figsize=(WIDTH / 72.0, self.height / 72.0))
        self._column(MARGIN, above)
        self._keys(head + body + 2.0, rows)
        self._column(head + body + len(rows) * SMALL * 1.6 + 4.0, below)

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Axes in the drawing: ``left`` of the margin and ``top`` of the body, in points."""
        bottom = self.height - self.top - top - height
        sides = ((MARGIN + left) / WIDTH, bottom / self.height, width / WIDTH, height / self.height)
        axes = self.figure.add_axes(sides)
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(length=3, pad=2)
        return axes

    def text(self, left: float, top: float, words: str, *, middle: bool = False, **settings: Any) -> None:
        """Lines of text in the drawing, from ``top`` down or around it (``middle``); ``ha`` says where ``left`` is."""
        size = float(settings.get("fontsize", SMALL))
        top -= height_of(words, size) / 2.0 if middle else 0.0
        for place, line in enumerate(words.split("\n")):
            baseline = top + size * (_ASCENT + LEADING * place)
            where = (MARGIN + left) / WIDTH, 1.0 - (self.top + baseline) / self.height
            self.figure.text(*where, line, **{"fontsize": SMALL, "va": "baseline"} | settings)

    def line(self, left: float, top: float, right: float, bottom: float, **settings: Any) -> None:
        """A straight line in the drawing."""
        xs = [(MARGIN + one) / WIDTH for one in (left, right)]
        ys = [1.0 - (self.top + one) / self.height for one in (top, bottom)]
        self.figure.add_artist(Line2D(xs, ys, **{"color": GREY, "linewidth": 0.6} | settings))

    def box(self, left: float, top: float, width: float, height: float, **settings: Any) -> None:
        """A filled box in the drawing."""
        corner = ((MARGIN + left) / WIDTH, 1.0 - (self.top + top + height) / self.height)
        chosen: dict[str, Any] = {"linewidth": 0, "transform": self.figure.transFigure} | settings
        patch = Rectangle(corner, width / WIDTH, height / self.height, **chosen)
        self.figure.add_artist(patch)

    def _column(self, top: float, blocks: Sequence[_Block]) -> None:
        for one in blocks:
            self.text(0.0, top - self.top, one.text, fontsize=one.size, color=one.colour)
            top += one.height

    def _keys(self, top: float, rows: Sequence[Sequence[Key]]) -> None:
        for row in rows:
            left, middle = 0.0, top - self.top + 0.8 * SMALL
            for one in row:
                if one.box is not None:
                    self.box(left, middle - 4.0, SAMPLE, 8.0, **one.box)
                if one.line is not None:
                    self._sample(left, middle, one.line)
                self.text(left + SAMPLE + GAP, middle, one.words, middle=True)
                left += one.width + APART
            top += 1.6 * SMALL

    def _sample(self, left: float, middle: float, line: Mapping[str, Any]) -> None:
        xs = [(MARGIN + left + part * SAMPLE) / WIDTH for part in (0.0, 0.5, 1.0)]
        y = 1.0 - (self.top + middle) / self.height
        self.figure.add_artist(Line2D(xs, [y] * 3, markevery=[1], **line))


_ASCENT = 0.88 + (LEADING - 1.0) / 2.0
"""From the top of a line to its baseline, over the size of the text."""


def _rows(keys: Sequence[Key]) -> list[list[Key]]:
    rows: list[list[Key]] = []
    room = 0.0
    for one in keys:
        if not rows or one.width > room:
            rows.append([])
            room = INNER
        rows[-1].append(one)
        room -= one.width + APART
    return rows


def drawn_by(pen: Pen, **more: Any) -> dict[str, Any]:
    """The settings of a line of this pen."""
    return {
        "color": pen.colour,
        "marker": pen.mark,
        "markersize": 4.5,
        "linewidth": 1.5,
        "linestyle": (0, pen.dashes) if pen.dashes else "-",
    } | more
