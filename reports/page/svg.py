"""Figures as SVG inside a page: their names are apart from those of other figures, and their sizes give way."""

from __future__ import annotations

from xml.etree import ElementTree

from reports.cells import printable

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
REFERENCES = ("clip-path", "fill", "stroke", "mask", "filter", "marker-start", "marker-mid", "marker-end")


def inline(svg: bytes, name: str, title: str, alt: str) -> str:
    """The SVG as an element of a page; ``name`` sets its ids apart, ``title`` and ``alt`` are read aloud."""
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    root = ElementTree.fromstring(printable(svg.decode("utf-8")))
    for element in list(root):
        if element.tag in (f"{{{SVG}}}metadata", f"{{{SVG}}}title"):
            root.remove(element)
    for element in root.iter():
        _rename(element, name)
    for key in ("width", "height"):
        root.attrib.pop(key, None)
    root.attrib |= {"role": "img", "aria-labelledby": f"{name}-title {name}-alt", "class": "chart"}
    for place, (tag, text) in enumerate((("title", title), ("desc", alt))):
        element = ElementTree.Element(f"{{{SVG}}}{tag}", {"id": f"{name}-{'alt' if tag == 'desc' else tag}"})
        element.text = text
        root.insert(place, element)
    return ElementTree.tostring(root, encoding="unicode")


def _rename(element: ElementTree.Element, name: str) -> None:
    """Ids of a figure get its name in front, and so does whatever points to them."""
    if "id" in element.attrib:
        element.set("id", f"{name}-{element.get('id')}")
    for key in (f"{{{XLINK}}}href", "href"):
        target = element.get(key, "")
        if target.startswith("#"):
            element.set(key, f"#{name}-{target[1:]}")
    for key in (*REFERENCES, "style"):
        if "url(#" in element.get(key, ""):
            element.set(key, element.get(key, "").replace("url(#", f"url(#{name}-"))
