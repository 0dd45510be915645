"""Figures as SVG inside a page: their names are apart from those of other figures, their sizes give way, and the shapes
of letters are kept once for all of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree import ElementTree

from reports.cells import printable

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
PATH, DEFS, USE, HREF = f"{{{SVG}}}path", f"{{{SVG}}}defs", f"{{{SVG}}}use", f"{{{XLINK}}}href"
REFERENCES = ("clip-path", "fill", "stroke", "mask", "filter", "marker-start", "marker-mid", "marker-end", "style")
PLACES = ("d", "points", "x", "y")
LONG, TRANSLATE = re.compile(r"-?\d+\.\d{3,}"), re.compile(r"translate\([^)]*\)")
ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", XLINK)


@dataclass(frozen=True)
class Letters:
    """The shapes of letters of a page: each once, by outline and scale, with a short name."""

    names: dict[tuple[str, str], str] = field(default_factory=dict)

    def name(self, outline: str, scale: str) -> str:
        """The name of a shape, new where it was not seen before."""
        return self.names.setdefault((outline, scale), f"l{len(self.names)}")

    def drawn(self) -> str:
        """All shapes, as an element that takes no room."""
        root = ElementTree.Element(
            f"{{{SVG}}}svg", {"width": "0", "height": "0", "class": "letters", "aria-hidden": "true"}
        )
        shapes = ElementTree.SubElement(root, DEFS)
        for (outline, scale), name in self.names.items():
            ElementTree.SubElement(shapes, PATH, {"id": name, "d": outline, "transform": scale})
        return ElementTree.tostring(root, encoding="unicode")


def inline(svg: bytes, name: str, title: str, alt: str, letters: Letters) -> str:
    """The SVG as an element of a page; ``name`` sets its ids apart, ``title`` and ``alt`` are read aloud."""
    root = ElementTree.fromstring(printable(svg.decode("utf-8")))
    for element in list(root):
        if element.tag in (f"{{{SVG}}}metadata", f"{{{SVG}}}title"):
            root.remove(element)
    _rename(root, name, _take_letters(root, letters))
    _shorten(root)
    for key in ("width", "height"):
        root.attrib.pop(key, None)
    root.attrib |= {"role": "img", "aria-labelledby": f"{name}-title {name}-alt", "class": "chart"}
    for place, (tag, part, text) in enumerate((("title", "title", title), ("desc", "alt", alt))):
        element = ElementTree.Element(f"{{{SVG}}}{tag}", {"id": f"{name}-{part}"})
        element.text = text
        root.insert(place, element)
    return ElementTree.tostring(root, encoding="unicode")


def _shorten(root: ElementTree.Element) -> None:
    """Places to a hundredth of a point: what nobody sees need not be carried.  Scales stay as they are."""
    for element in root.iter():
        for key in PLACES:
            if key in element.attrib:
                element.set(key, LONG.sub(_short, element.attrib[key]))
        if "translate(" in element.get("transform", ""):
            element.set("transform", TRANSLATE.sub(lambda at: LONG.sub(_short, at[0]), element.attrib["transform"]))


def _short(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def _take_letters(root: ElementTree.Element, letters: Letters) -> dict[str, str]:
    """Takes the shapes of letters (scaled outlines among the definitions) out of a figure: new names by the old."""
    taken: dict[str, str] = {}
    for parent in list(root.iter()):
        for shapes in [one for one in parent if one.tag == DEFS]:
            for shape in [one for one in shapes if one.tag == PATH and one.get("transform", "").startswith("scale(")]:
                taken[shape.get("id", "")] = letters.name(
                    " ".join(shape.get("d", "").split()), shape.get("transform", "")
                )
                shapes.remove(shape)
            if not len(shapes):
                parent.remove(shapes)
    return taken


def _rename(root: ElementTree.Element, name: str, letters: dict[str, str]) -> None:
    """Whatever is pointed to gets the name of the figure in front; ids that nothing points to go."""
    pointed = {one.get(HREF, "")[1:] for one in root.iter()} - letters.keys()
    text = [one.get(key, "") for one in root.iter() for key in REFERENCES]
    for element in root.iter():
        id = element.attrib.pop("id", "")
        if id and (id in pointed or any(f"url(#{id})" in one for one in text)):
            element.set("id", f"{name}-{id}")
        target = element.get(HREF, "")
        if target.startswith("#"):
            element.set(HREF, f"#{letters.get(target[1:], f'{name}-{target[1:]}')}")
        for key in REFERENCES:
            if "url(#" in element.get(key, ""):
                element.set(key, element.get(key, "").replace("url(#", f"url(#{name}-"))
        for side in ("text", "tail"):
            if not (getattr(element, side) or "").strip():
                setattr(element, side, None)
