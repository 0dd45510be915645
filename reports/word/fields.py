"""The foot of every page of the Word document: what the report is of, and the number of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from clustercast.reports.story.blocks import Story
from clustercast.reports.words.cells import printable
from clustercast.reports.words.words import say

if TYPE_CHECKING:
    from docx.document import Document as Doc

PAGE, PAGES = "\x01", "\x02"
"""Where the two numbers go in the phrase."""


def footer(document: Doc, story: Story) -> None:
    """Writes the foot: a line about the run, and "page 1 of 12", counted by the program that shows the document."""
    foot = document.sections[0].footer
    line = foot.paragraphs[0]
    quiet: Any = document.styles["Quiet"]
    line.style, line.alignment = quiet, WD_ALIGN_PARAGRAPH.CENTER
    line.add_run(printable(story.foot) + " · ")
    text = say("page_of", story.lang, page=PAGE, pages=PAGES)
    before, rest = text.split(PAGE)
    between, after = rest.split(PAGES)
    line.add_run(before)
    _field(line, "PAGE")
    line.add_run(between)
    _field(line, "NUMPAGES")
    line.add_run(after)


def _field(line: Any, code: str) -> None:
    """A number that Word works out itself."""
    for kind in ("begin", "", "separate", "shown", "end"):
        run = line.add_run()._r
        if kind == "":
            element = OxmlElement("w:instrText", {qn("xml:space"): "preserve"})
            element.text = f" {code} "
        elif kind == "shown":
            element = OxmlElement("w:t")
            element.text = "1"
        else:
            element = OxmlElement("w:fldChar", {qn("w:fldCharType"): kind})
        run.append(element)
