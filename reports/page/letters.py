"""Words in the charts of a page: the shape of a letter is kept once, and so is a word made of them.

Matplotlib writes a line of text as an element that places one use of a letter after another; captions, feet and labels
come back in every chart, so a line becomes a use a word, and the words stand once at the end of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree import ElementTree

from clustercast.reports.page.outlines import short_outline

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
PATH, DEFS, USE, G = (f"{{{SVG}}}{one}" for one in ("path", "defs", "use", "g"))
XHREF = f"{{{XLINK}}}href"
FINER = 10.0
"""Letters are kept ten times finer than lines place them, which is a thousand to the size: the font's own raster."""
SCALE = re.compile(r"scale\((-?[\d.]+)(?:[ ,]+(-?[\d.]+))?\)")
SHIFT = re.compile(r"translate\((-?[\d.]+)")

Word = tuple[tuple[str, int], ...]
"""Names of letters, each with its place from the first on."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a page by outline, and its words, each with a short name. "" is a letter without outline."""

    names: dict[str, str] = field(default_factory=dict)
    words: dict[Word, str] = field(default_factory=dict)

    def letter(self, outline: str, scale: float) -> str:
        """The name of a letter, new where it was not seen before."""
        short = short_outline(outline, scale * FINER, 0)
        return self.names.setdefault(short, f"l{len(self.names)}") if short else ""

    def word(self, letters: Word) -> str:
        """The name of a word; of a single letter that of the letter."""
        return letters[0][0] if len(letters) == 1 else self.words.setdefault(letters, f"w{len(self.words)}")

    def drawn(self) -> str:
        """All letters and words, as an element that takes no room."""
        root = ElementTree.Element(
            f"{{{SVG}}}svg", {"width": "0", "height": "0", "class": "letters", "aria-hidden": "true"}
        )
        shapes = ElementTree.SubElement(root, DEFS)
        for outline, name in self.names.items():
            ElementTree.SubElement(shapes, PATH, {"id": name, "d": outline})
        for letters, name in self.words.items():
            _put(ElementTree.SubElement(shapes, G, {"id": name}), letters)
        return ElementTree.tostring(root, encoding="unicode")


def take_letters(root: ElementTree.Element, letters: Letters) -> None:
    """Takes the shapes of letters (scaled outlines) out of the definitions of a figure; lines become uses of words."""
    taken: dict[str, str] = {}
    for parent in list(root.iter()):
        for shapes in [one for one in parent if one.tag == DEFS]:
            for shape in [one for one in shapes if one.tag == PATH and one.get("transform", "").startswith("scale(")]:
                scale = float(SCALE.findall(shape.get("transform", ""))[0][0])
                taken[shape.get("id", "")] = letters.letter(shape.get("d", ""), scale)
                shapes.remove(shape)
            if not len(shapes):
                parent.remove(shapes)
    for line in list(root.iter(G)):
        uses = list(line)
        if uses and all(one.tag == USE and one.get(XHREF, "")[1:] in taken for one in uses):
            placed = [(taken[one.get(XHREF, "")[1:]], _place(one)) for one in uses]
            for one in uses:
                line.remove(one)
            line.set("transform", SCALE.sub(_finer, line.get("transform", "scale(1 1)")))
            _put(line, [(letters.word(word), at) for word, at in _words(placed)])


def _place(use: ElementTree.Element) -> int:
    """How far along its line a letter stands, in the finer raster."""
    found = SHIFT.search(use.get("transform", ""))
    return round(FINER * (float(found[1]) if found else float(use.get("x", "0"))))


def _words(letters: list[tuple[str, int]]) -> list[tuple[Word, int]]:
    """The words of a line, each with its place: letters without outline stand between words."""
    words: list[tuple[Word, int]] = []
    word: list[tuple[str, int]] = []
    for name, at in [*letters, ("", 0)]:
        if name:
            word.append((name, at))
        elif word:
            first = word[0][1]
            words.append((tuple((one, place - first) for one, place in word), first))
            word = []
    return words


def _finer(scale: re.Match[str]) -> str:
    return f"scale({' '.join(f'{float(one) / FINER:g}' for one in scale.groups() if one)})"


def _put(parent: ElementTree.Element, shapes: list[tuple[str, int]] | Word) -> None:
    for name, at in shapes:
        ElementTree.SubElement(parent, USE, {"href": f"#{name}"} | ({"x": str(at)} if at else {}))
