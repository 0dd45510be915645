"""Page, fonts and styles of the Word document.

Latin and Chinese letters have fonts of their own (`w:ascii`, `w:eastAsia`); each Chinese font is declared with its
other name, by which a program without it finds the nearest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from clustercast.reports.words.words import Language

if TYPE_CHECKING:
    from docx.document import Document as Doc

LATIN = {"zh": "Times New Roman", "en": "Arial"}
BODY, HEADING = "SimSun", "Microsoft YaHei"
OTHER_NAMES = {BODY: "宋体", HEADING: "微软雅黑"}
INK, ACCENT, QUIET = RGBColor(0x1B, 0x24, 0x30), RGBColor(0x1F, 0x4E, 0x79), RGBColor(0x5A, 0x64, 0x72)
SIZES = {"zh": 11.0, "en": 10.0}


def prepare(document: Doc, lang: Language) -> None:
    """A4 with margins of 2.5 cm, and the styles that the report uses."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    size = SIZES[lang]
    _style(document, "Normal", lang, size)
    _style(document, "Body Text", lang, size, before=0, after=6, line=1.35)
    _style(document, "Title", lang, 20, heading=True, colour=ACCENT, after=4)
    _style(document, "Subtitle", lang, 12, heading=True, colour=QUIET, after=10)
    _style(document, "Heading 1", lang, 15, heading=True, colour=ACCENT, before=18, after=6)
    _style(document, "Caption", lang, size - 1, heading=True, before=2, after=10)
    _style(document, "List Number", lang, size, after=4, line=1.3)
    _style(document, "List Bullet", lang, size, after=3, line=1.3)
    _style(document, "Quiet", lang, size - 1.5, colour=QUIET, before=3, after=6)
    _style(document, "Facts", lang, size - 0.5, after=1)
    _style(document, "Picture", lang, size, before=6)
    _style(document, "Table Title", lang, size - 1, heading=True, before=10, after=3)
    for name in ("Picture", "Table Title"):
        style: Any = document.styles[name]
        style.paragraph_format.keep_with_next = True
    _plain_title(document)
    _name_fonts(document)
    if lang == "zh":
        _strict_breaks(document)


def _style(
    document: Doc,
    name: str,
    lang: Language,
    size: float,
    *,
    heading: bool = False,
    colour: RGBColor = INK,
    before: float = 0.0,
    after: float = 0.0,
    line: float = 1.15,
) -> None:
    """Sets a style, which is made where the template has none of this name."""
    known = {one.name for one in document.styles}
    style: Any = document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    font, shape = style.font, style.paragraph_format
    font.size, font.color.rgb, font.italic, font.bold = Pt(size), colour, False, heading
    properties = style.element.get_or_add_rPr()
    set_fonts(properties, "Arial" if heading else LATIN[lang], HEADING if heading else BODY)
    for element in properties.findall(qn("w:spacing")):
        properties.remove(element)
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), line
    shape.widow_control = True


def set_fonts(properties: Any, latin: str, chinese: str) -> None:
    """The fonts of a run or style, those of the theme taken out: they would win over these."""
    fonts = properties.get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key, name in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{key}"), name)


def _plain_title(document: Doc) -> None:
    """The title without the line below it that the template draws."""
    properties = document.styles["Title"].element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _name_fonts(document: Doc) -> None:
    """Declares the Chinese fonts with the other name that each is known by."""
    part = next((one.target_part for one in document.part.rels.values() if one.reltype.endswith("/fontTable")), None)
    if part is None:
        return
    from docx.opc.oxml import serialize_part_xml
    from docx.oxml import parse_xml

    root = parse_xml(part.blob)
    present = {one.get(qn("w:name")) for one in root}
    for name, other in OTHER_NAMES.items():
        if name in present:
            continue
        font = OxmlElement("w:font", {qn("w:name"): name})
        for tag, value in (("w:altName", other), ("w:charset", "86"), ("w:family", "auto"), ("w:pitch", "variable")):
            font.append(OxmlElement(tag, {qn("w:val"): value}))
        root.append(font)
    part._blob = serialize_part_xml(root)


def _strict_breaks(document: Doc) -> None:
    """Chinese paragraphs break as Chinese print does: no full stop begins a line."""
    properties = document.styles["Normal"].element.get_or_add_pPr()
    for tag in ("w:kinsoku", "w:overflowPunct"):
        properties.append(OxmlElement(tag))
    run = document.styles["Normal"].element.get_or_add_rPr()
    run.append(OxmlElement("w:lang", {qn("w:val"): "en-GB", qn("w:eastAsia"): "zh-CN"}))
