"""The page: nothing from elsewhere, no script, names kept apart, everything reachable and told in words too."""

import re
from html.parser import HTMLParser

import pytest

from clustercast.reports.charts.drawing.drawings import Drawings
from clustercast.reports.page import page
from clustercast.reports.page.letters import Letters
from clustercast.reports.page.svg import inline
from clustercast.reports.story import tell
from clustercast.reports.story.blocks import pictures
from clustercast.reports.words.words import LANGUAGES
from tests.reports.reported import FORMULA, MARKUP, report_run

VOID = {"meta", "link", "col", "img", "br", "hr"}
FETCHED = ("src", "srcset", "href", "xlink:href", "action", "data", "poster", "formaction")
SVG_NAMES = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink")


class Read(HTMLParser):
    """Tags with their attributes, the text, and whether every tag is closed in its turn."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.words, self.wrong = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "script"):
            self.words.append(data)


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request):
    story = tell(report_run(), request.param)
    text = page(story, Drawings(request.param))
    return story, text, Read(text)


def test_tags_are_closed_and_the_language_is_said(made):
    story, _, read = made
    assert not read.wrong and not read.open
    assert dict(read.tags)["html"]["lang"] == ("zh-CN" if story.lang == "zh" else "en")


def test_nothing_is_fetched_and_nothing_runs(made):
    _, text, read = made
    names = [tag for tag, _ in read.tags]
    assert not {"script", "iframe", "object", "embed", "img", "form"} & set(names)
    for tag, about in read.tags:
        assert not [key for key in about if key.startswith("on")], tag
        for key in FETCHED:
            if key in about:
                assert about[key].startswith(("#", "data:")), (tag, about[key])
    assert "@import" not in text
    assert all(one.startswith("#") for one in re.findall(r"url\(([^)]*)\)", text))
    addresses = set(re.findall(r"https?://[^\s\"'<>)]+", text))
    assert addresses <= set(SVG_NAMES)


def test_links_lead_somewhere_and_ids_are_used_once(made):
    _, _, read = made
    ids = [about["id"] for _, about in read.tags if "id" in about]
    assert len(ids) == len(set(ids))
    links = {about["href"][1:] for tag, about in read.tags if tag == "a"}
    assert links and links <= set(ids)
    used = {
        about[key][1:] for tag, about in read.tags for key in ("href", "xlink:href") if tag == "use" and key in about
    }
    assert used and used <= set(ids)


def test_every_section_and_sentence_of_the_story_is_on_the_page(made):
    story, _, read = made
    words = " ".join(" ".join(read.words).split())
    for section in story.sections:
        assert " ".join(section.title.split()) in words
    for text in story.sections[0].blocks[0].items:
        assert " ".join(text.split()) in words


def test_every_chart_is_drawn_as_paths_and_told_in_words(made):
    story, _, read = made
    charts = [about for tag, about in read.tags if tag == "svg" and about["class"] == "chart"]
    assert len(charts) == len(pictures(story)) > 0
    words = set(read.words)
    ids = {about.get("id") for _, about in read.tags}
    for chart, picture in zip(charts, pictures(story), strict=True):
        assert chart["role"] == "img"
        assert set(chart["aria-labelledby"].split()) <= ids
        assert picture.alt in words and "viewbox" in chart and "width" not in chart
    assert "text" not in {tag for tag, _ in read.tags}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_markup_in_a_title_and_a_quote_stays_text(lang):
    text = page(tell(report_run(evil=True), lang), Drawings(lang))
    read = Read(text)
    assert MARKUP not in text and "\x07" not in text
    assert {tag for tag, _ in read.tags}.isdisjoint({"script", "img"})
    words = " ".join(read.words)
    assert MARKUP in words and FORMULA in words


def test_two_charts_with_the_same_ids_are_kept_apart_and_share_their_letters():
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9" '
        b'viewBox="0 0 9 9"><metadata/><defs><path id="a"/><path id="F-1" d="M 0 %d" transform="scale(0.1)"/></defs>'
        b'<use xlink:href="#a"/><g><use xlink:href="#F-1"/></g>'
        b'<g id="b" style="clip-path: url(#a)" clip-path="url(#a)"/></svg>'
    )
    letters = Letters()
    one, other = inline(svg % 1, "one", "<b>", "x & y", letters), inline(svg % 1, "other", "t", "d", letters)
    assert '"#one-0"' in one and '"#other-0"' in other and 'id="one-0"' in one and 'id="one-1"' not in one
    assert one.count("url(#one-0)") == 2 and "metadata" not in one
    assert "&lt;b&gt;" in one and "x &amp; y" in one
    assert '"#l0"' in one and '"#l0"' in other and letters.drawn().count("<path") == 1
    assert '"#l1"' in inline(svg % 2, "third", "t", "d", letters) and letters.drawn().count("<path") == 2


def test_places_are_short_and_scales_are_not():
    given = (
        b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M 1.23456 -0.0001 L 20.5 3"/>'
        b'<g transform="translate(1.98765 2) scale(0.015625 -0.015625)"/></svg>'
    )
    found = inline(given, "n", "title", "alt", Letters())
    assert 'd="m1.23 0l19.27 3"' in found
    assert 'transform="translate(1.99 2) scale(0.015625 -0.015625)"' in found
