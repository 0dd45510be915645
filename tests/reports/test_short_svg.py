"""Charts in a page written short: outlines, letters and words are where they were."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercast.reports.page.letters import SVG, Letters
from clustercast.reports.page.outlines import short_outline
from clustercast.reports.page.svg import inline

PLACE = st.floats(-999, 999).map(lambda one: round(one, 4))
COUNTS = {"M": 1, "L": 1, "Q": 2, "C": 3}


@st.composite
def outlines(draw):
    """What matplotlib writes: absolute places, every part begun by a move."""
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        names = ["M", *draw(st.lists(st.sampled_from("LLQC"), max_size=6))]
        for name in names:
            points = draw(st.lists(st.tuples(PLACE, PLACE), min_size=COUNTS[name], max_size=COUNTS[name]))
            parts.append(f"{name} " + " ".join(f"{x} {y}" for x, y in points))
        if draw(st.booleans()):
            parts.append("z")
    return "\n".join(parts)


def walked(outline):
    """The commands with absolute places, read as a browser reads them (steps, and h and v)."""
    tokens = re.findall(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)", outline)
    counts = {"m": 2, "l": 2, "h": 1, "v": 1, "q": 4, "c": 6, "z": 0}
    found, at, command, here, begin = [], 0, "", (0.0, 0.0), (0.0, 0.0)
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at], at + 1
        kind = command.lower()
        numbers = [float(one) for one in tokens[at : at + counts[kind]]]
        at += counts[kind]
        if kind == "z":
            found.append(("z", ()))
            here = begin
            continue
        if kind in "hv":
            numbers = [*numbers, 0.0] if kind == "h" else [0.0, *numbers]
        base = here if command.islower() else (0.0, 0.0)
        points = [(x + base[0], y + base[1]) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        here = points[-1]
        begin = here if kind == "m" else begin
        found.append(("l" if kind in "hv" else kind, tuple(points)))
        command = {"m": "l", "M": "L"}.get(command, command)
    return found


def without_standing(steps):
    """Lines that lead to where one stands draw nothing."""
    here, begin, kept = (0.0, 0.0), (0.0, 0.0), []
    for kind, points in steps:
        if kind == "z":
            here = begin
        elif kind == "l" and all(abs(a - b) < 0.011 for a, b in zip(points[-1], here, strict=True)):
            continue
        else:
            here = points[-1]
            begin = here if kind == "m" else begin
        kept.append((kind, points))
    return kept


@given(outlines())
def test_an_outline_written_short_goes_through_the_same_places(outline):
    short = short_outline(outline)
    assert len(short) <= len(outline)
    given, found = without_standing(walked(outline)), without_standing(walked(short))
    assert [kind for kind, _ in given] == [kind for kind, _ in found]
    for (_, one), (_, other) in zip(given, found, strict=True):
        for place, again in zip(one, other, strict=True):
            assert place == pytest.approx(again, abs=0.0051)


def test_errors_do_not_add_up_along_an_outline():
    outline = "M 0 0 " + " ".join(f"L {0.004 * n:.4f} {1.004 * n:.4f}" for n in range(1, 1001))
    assert walked(short_outline(outline))[-1][1][0] == pytest.approx((4.0, 1004.0), abs=0.0051)


def test_commands_that_matplotlib_does_not_write_are_left_alone():
    assert short_outline("M 1.234567 2 A 1 1 0 0 1 3 4") == "M 1.234567 2 A 1 1 0 0 1 3 4"


LINE = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"><defs>'
    '<path id="F-a" d="M 640 0 L 1280 0 L 640 64 z" transform="scale(0.015625)"/>'
    '<path id="F-b" d="M 64 0 L 128 64 z" transform="scale(0.015625)"/><path id="F-_" transform="scale(0.015625)"/>'
    '</defs><g transform="translate(8 19.33) scale(0.11 -0.11)">{uses}</g></svg>'
)


def line(text, advance=50.5):
    """A line as matplotlib writes it: one use of a letter after another."""
    uses = (f'<use xlink:href="#F-{one}" transform="translate({n * advance} 0)"/>' for n, one in enumerate(text))
    return LINE.format(uses="".join(uses)).encode()


def places(page, letters):
    """Every letter that is drawn: its outline, and where it stands along the line in the units of the chart."""
    svg = {one: f"{{{SVG}}}{one}" for one in ("use", "g", "path")}
    shapes = {one.get("id"): one for one in ElementTree.fromstring(letters.drawn()).iter() if one.get("id")}
    found = []

    def follow(use, left, scale):
        shape, x = shapes[use.get("href")[1:]], left + scale * float(use.get("x", 0))
        if shape.tag == svg["path"]:
            found.append((shape.get("d"), pytest.approx(x, abs=0.01)))
        for inner in shape.iter(svg["use"]) if shape.tag == svg["g"] else ():
            follow(inner, x, scale)

    for group in ElementTree.fromstring(page).iter(svg["g"]):
        scale = re.search(r"scale\(([\d.]+) -([\d.]+)\)", group.get("transform") or "")
        assert scale and scale[1] == scale[2]
        for use in group.iter(svg["use"]):
            follow(use, 8.0, float(scale[1]))
    return found


@given(st.text("ab_", min_size=1, max_size=12))
def test_every_letter_of_a_line_is_drawn_where_it_was(text):
    letters = Letters()
    page = inline(line(text), "n", "title", "alt", letters)
    if text.strip("_"):
        shapes = {"a": "m100 0h100l-100 10z", "b": "m10 0l10 10z"}
        expected = [(shapes[one], 8.0 + 0.11 * 50.5 * n) for n, one in enumerate(text) if one != "_"]
        assert places(page, letters) == expected


def test_a_word_that_comes_again_is_kept_once_and_a_line_costs_a_use_a_word():
    letters = Letters()
    first = inline(line("abba_ab"), "one", "title", "alt", letters)
    second = inline(line("ab_abba_b"), "two", "title", "alt", letters)
    assert first.count("<use") == 2 and second.count("<use") == 3
    assert len(letters.words) == 2 and len(letters.names) == 2
    assert letters.drawn().count("<path") == 2 and "<path" not in first + second
