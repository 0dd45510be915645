"""The report as one self-contained HTML page: charts as SVG in it, its own style, no script, nothing from elsewhere.

Opens without a network, reads on a telephone and prints to A4. All text is escaped by the template.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from clustercast.reports.charts.drawing.drawings import Drawings
from clustercast.reports.page.letters import Letters
from clustercast.reports.page.svg import inline
from clustercast.reports.story.blocks import Picture, Story
from clustercast.reports.words.cells import printable
from clustercast.reports.words.words import say

HERE = Path(__file__).parent
WIDTHS = range(1, 101)


def page(story: Story, drawings: Drawings) -> str:
    """The page of a report."""
    letters = Letters()
    return _template().render(
        story=story,
        say=lambda key, **values: say(key, story.lang, **values),
        kind_of=lambda block: type(block).__name__,
        svg=partial(_chart, drawings=drawings, letters=letters),
        letters=lambda: Markup(letters.drawn()),
        style=Markup(_style()),
    )


@cache
def _template() -> Any:
    """The template, escaping whatever is put into it, without characters that no page may hold."""
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, finalize=_finalized
    )
    return environment.get_template("page.html.j2")


def _finalized(value: Any) -> Any:
    return printable(value) if type(value) is str else value


@cache
def _style() -> str:
    widths = " ".join(f"col.w{one} {{ width: {one}%; }}" for one in WIDTHS)
    return (HERE / "page.css").read_text(encoding="utf-8") + widths


def _chart(picture: Picture, *, drawings: Drawings, letters: Letters) -> Markup:
    name = f"chart-{picture.number}"
    svg, about = drawings.svg(picture.entry), (printable(picture.title), printable(picture.alt))
    return Markup(inline(svg, name, *about, letters))
