"""Numbered lists of the Word document, each counted from 1."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document as Doc


def restarted(document: Doc) -> Callable[[Any], None]:
    """A new count for a list: what it returns puts a paragraph of the style "List Number" into it."""
    numbering: Any = document.part.numbering_part.element
    style = document.styles["List Number"].element.pPr.numPr.numId.val
    abstract = next(one for one in numbering.num_lst if one.numId == style).abstractNumId.val
    count = numbering.add_num(abstract)
    override = count.add_lvlOverride(ilvl=0)
    override.append(OxmlElement("w:startOverride", {qn("w:val"): "1"}))

    def into(paragraph: Any) -> None:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = count.numId

    return into
