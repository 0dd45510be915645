"""The Word document, read back: its text, tables, pictures, fonts and what it says in words of each picture."""

import io
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from clustercast.reports.charts.drawing.drawings import Drawings
from clustercast.reports.story import tell
from clustercast.reports.story.blocks import Grid, Points, pictures
from clustercast.reports.word import write_without_a_clock, write_word
from clustercast.reports.word.styles import OTHER_NAMES
from clustercast.reports.words.words import LANGUAGES
from tests.reports.reported import FORMULA, MARKUP, PATH, report_run

CREATED = "2026-01-31"


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request, tmp_path_factory):
    story, path = tell(report_run(), request.param), tmp_path_factory.mktemp("word") / "report.docx"
    write_word(path, story, Drawings(request.param), CREATED)
    return story, path, Document(str(path))


def grids(story):
    return [block for section in story.sections for block in section.blocks if isinstance(block, Grid)]


def tables(document):
    """The tables that hold text: those that hold pictures side by side have no line."""
    return [one for one in document.tables if one._tbl.tblPr.find(qn("w:tblBorders")) is not None]


def test_headings_and_sentences_stand_in_it(made):
    story, _, document = made
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == [section.title for section in story.sections]
    said = [one.text for one in document.paragraphs]
    summary = story.sections[0].blocks[0]
    assert isinstance(summary, Points) and set(summary.items) <= set(said)


def test_each_numbered_list_begins_with_one(made):
    story, _, document = made
    lists = [b for section in story.sections for b in section.blocks if isinstance(b, Points) and b.counted]
    used = [one._p.pPr.numPr.numId.val for one in document.paragraphs if one.style.name == "List Number"]
    assert len(set(used)) == len(lists) > 1


def test_tables_have_the_cells_of_the_story_and_a_head_on_every_page(made):
    story, _, document = made
    for grid, table in zip(grids(story), tables(document), strict=True):
        assert [cell.text for cell in table.rows[0].cells] == [one.title for one in grid.columns]
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        for row, line in zip(grid.rows, table.rows[1:], strict=True):
            cells = [line.cells[0].text] if row.heading else [cell.text for cell in line.cells]
            assert cells == [cell.text for cell in row.cells]


def test_tables_fit_between_the_margins(made):
    _, _, document = made
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    for table in tables(document):
        assert sum(cell.width for cell in table.rows[0].cells) <= room + 10_000


def test_every_picture_is_told_in_words(made):
    story, _, document = made
    about = list(document.element.body.iter(qn("wp:docPr")))
    assert [one.get("descr") for one in about] == [picture.alt for picture in pictures(story)]
    assert all(one.get("title") for one in about)


def test_styles_name_a_chinese_font_that_has_another_name(made):
    story, path, document = made
    used = set()
    for name in ("Normal", "Body Text", "Title", "Heading 1", "Caption", "Quiet"):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) in OTHER_NAMES and fonts.get(qn("w:eastAsiaTheme")) is None
        used.add(fonts.get(qn("w:eastAsia")))
    with ZipFile(path) as file:
        declared = {one.get(qn("w:name")): one for one in parse_xml(file.read("word/fontTable.xml"))}
    for name in used:
        assert declared[name].find(qn("w:altName")).get(qn("w:val")) == OTHER_NAMES[name]
    assert document.core_properties.language == ("zh-CN" if story.lang == "zh" else "en-GB")


def test_no_entry_tells_when_it_was_packed(tmp_path):
    document = Document()
    packed = io.BytesIO()
    document.save(packed)
    write_without_a_clock(packed, tmp_path / "x.docx")
    with ZipFile(packed) as given, ZipFile(tmp_path / "x.docx") as written:
        assert {one.date_time for one in written.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {one: given.read(one) for one in given.namelist()} == {
            one: written.read(one) for one in written.namelist()
        }


def test_pages_are_numbered_and_the_run_is_named_on_each(made):
    story, _, document = made
    foot = document.sections[0].footer
    assert story.foot in foot.paragraphs[0].text
    fields = [one.text.strip() for one in foot._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_markup_formulas_paths_and_forbidden_characters_do_no_harm(lang, tmp_path):
    path = tmp_path / "report.docx"
    write_word(path, tell(report_run(evil=True), lang), Drawings(lang), CREATED)
    document = Document(str(path))
    said = "\n".join(one.text for one in document.paragraphs)
    cells = "\n".join(cell.text for table in tables(document) for row in table.rows for cell in row.cells)
    assert MARKUP in said and FORMULA in cells and PATH in cells and "\x07" not in cells
    with ZipFile(path) as file:
        links = [name for name in file.namelist() if name.endswith(".rels")]
        assert not [name for name in links if b'TargetMode="External"' in file.read(name)]
