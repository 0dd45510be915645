"""How every chart looks: size in print, colours, marks, and the settings that it is drawn and saved with.

A chart is 12 cm wide with no letter under 9 points, so that at a width of 8 cm, where 9 points become 6, it can still
be read. Colours are those of Okabe and Ito, or of the map cividis, which colour-blind readers tell apart; neighbours
differ in lightness, and series in mark too, so that a grey print shows them (`lightness`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

import matplotlib as mpl
from matplotlib.colors import to_rgb

from clustercast.reports.charts.drawing.fonts import font_family

WIDTH = 12.0 / 2.54 * 72.0
"""The width of a chart in points (12 cm)."""
SMALL = 9.0
"""The size of the smallest text in points: 6 at a width of 8 cm."""
LARGE = 11.0
"""The size of titles in points."""
DOTS = 300
"""Dots an inch of a PNG."""

INK, GREY, PAPER = "#000000", "#555555", "#f0f0f0"
BLUE, ORANGE, SKY, VERMILION, YELLOW = "#0072b2", "#e69f00", "#56b4e9", "#d55e00", "#f0e442"
FAN = ("#c6dbe9", "#86b4d3", "#3f86b5")
"""The 90, 60 and 30 % bands of a fan, pale to dark."""
VERDICTS = {"on_course": "#ffe945", "open": "#a69d75", "at_risk": "#00224e"}
"""Of the map cividis: pale is likely, dark is not."""
NEAREST = 15.0
"""Neighbours differ by at least so much lightness."""


@dataclass(frozen=True, slots=True)
class Pen:
    """How one of several series is drawn: by colour, mark and dashes at once."""

    colour: str
    mark: str
    dashes: tuple[float, ...] = ()


PENS = (
    Pen(BLUE, "o"),
    Pen(ORANGE, "s", (5, 2)),
    Pen(INK, "^", (1, 1.5)),
    Pen(SKY, "D", (6, 2, 1, 2)),
    Pen(VERMILION, "v", (3, 1)),
)
"""Pens of series that stand side by side, the first scenario first."""
FILLS = ("#10182c", "#70300f", BLUE, "#d18344", "#90c6e8", "#eaeaea")
"""Colours of parts that lie on each other, from the bottom up, each lighter than the one below by `NEAREST` or more, so
that any two are told apart in grey too; the last is what is left over."""

SETTINGS = {
    "svg.fonttype": "path",
    "svg.hashsalt": "clustercast",
    "pdf.fonttype": 3,  # Glyphs by FreeType, text searchable; a TrueType subset of a Chinese font takes 0.3 s a file.
    "pdf.use14corefonts": False,
    "text.hinting": "none",  # So that text is as wide as `lettering` measures it, at any resolution.
    "text.parse_math": False,  # A label may have dollar signs.
    "axes.unicode_minus": True,
    "axes.linewidth": 0.8,
    "font.size": SMALL,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
}

OF_THE_PROGRAM = ("backend", "backend_fallback")
"""Settings that no drawing of ours has to do with."""

P = ParamSpec("P")
R = TypeVar("R")


def in_style(function: Callable[P, R]) -> Callable[P, R]:
    """Draws, or saves, with the font and the settings of every chart, and else as matplotlib comes: whatever a user's
    own matplotlibrc says, a chart has the same bytes.
    """

    @wraps(function)
    def styled(*args: P.args, **kwargs: P.kwargs) -> R:
        with mpl.rc_context(_settings()):  # type: ignore[arg-type]
            return function(*args, **kwargs)

    return styled


@cache
def _settings() -> dict[str, Any]:
    defaults = {key: value for key, value in mpl.rcParamsDefault.items() if key not in OF_THE_PROGRAM}
    return defaults | SETTINGS | {"font.family": [font_family()]}


def lightness(colour: str) -> float:
    """How light a colour is to the eye (CIE L*, 0 black to 100 white), which is what a grey print keeps of it."""
    red, green, blue = (_linear(one) for one in to_rgb(colour))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 116.0 * luminance ** (1 / 3) - 16.0 if luminance > 0.008856 else 903.3 * luminance


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def ink_on(colour: str) -> str:
    """Black or white, whichever can be read on a colour."""
    return INK if lightness(colour) > 50.0 else "#ffffff"
