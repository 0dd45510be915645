"""Figures as SVG inside a page: their names are apart from those of other figures, their sizes give way, letters and
words are kept once for all of them (`letters`), and everything is written short.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from clustercast.reports.page.letters import PATH, SVG, XHREF, XLINK, Letters, take_letters
from clustercast.reports.page.outlines import short_outline
from clustercast.reports.words.cells import printable

REFERENCES = ("clip-path", "fill", "stroke", "mask", "filter", "marker-start", "marker-mid", "marker-end", "style")
PLACES = ("points", "x", "y")
LONG, TRANSLATE = re.compile(r"-?\d+\.\d{3,}"), re.compile(r"translate\([^)]*\)")
POINTED = re.compile(r"url\(#([^)]*)\)")
ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", XLINK)


def inline(svg: bytes, name: str, title: str, alt: str, letters: Letters) -> str:
    """The SVG as an element of a page; ``name`` sets its ids apart, ``title`` and ``alt`` are read aloud."""
    root = ElementTree.fromstring(printable(svg.decode("utf-8")))
    for element in list(root):
        if element.tag in (f"{{{SVG}}}metadata", f"{{{SVG}}}title"):
            root.remove(element)
    take_letters(root, letters)
    _rename(root, name)
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
        if element.tag == PATH:
            element.set("d", short_outline(element.get("d", "")))
        if "style" in element.attrib:
            element.set("style", element.attrib["style"].replace(": ", ":").replace("; ", ";"))
        if "translate(" in element.get("transform", ""):
            element.set("transform", TRANSLATE.sub(lambda at: LONG.sub(_short, at[0]), element.attrib["transform"]))


def _short(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def _rename(root: ElementTree.Element, name: str) -> None:
    """Whatever is pointed to gets a number behind the name of the figure; ids that nothing points to go."""
    ids = [element.get("id", "") for element in root.iter() if "id" in element.attrib]
    pointed = {one.get(XHREF, "")[1:] for one in root.iter()}
    pointed |= {id for one in root.iter() for key in REFERENCES for id in POINTED.findall(one.get(key, ""))}
    names = {id: f"{name}-{n}" for n, id in enumerate(one for one in ids if one in pointed)}
    for element in root.iter():
        id = element.attrib.pop("id", "")
        if id in names:
            element.set("id", names[id])
        if XHREF in element.attrib:
            element.set("href", f"#{names.get(element.attrib.pop(XHREF)[1:], '')}")
        for key in REFERENCES:
            if "url(#" in element.get(key, ""):
                element.set(key, POINTED.sub(lambda at: f"url(#{names.get(at[1], '')})", element.get(key, "")))
        for side in ("text", "tail"):
            if not (getattr(element, side) or "").strip():
                setattr(element, side, None)
