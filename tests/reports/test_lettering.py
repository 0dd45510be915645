"""How text is measured and broken."""

import pytest

from clustercast.reports.charts.drawing.lettering import height_of, shortened, width_of, wrapped


def test_chinese_characters_are_as_wide_as_the_text_is_high_and_lines_add_nothing():
    assert width_of("装备", 9.0) == pytest.approx(18.0)
    assert width_of("装备\n制造业", 9.0) == pytest.approx(27.0)
    assert width_of("", 9.0) == 0.0
    assert height_of("a\nb", 10.0) == pytest.approx(2 * height_of("a", 10.0))


@pytest.mark.parametrize(
    "text", ["装备制造业规模以上企业主营业务收入（“十三五”）", "firms and owner-groups of the province", "W" * 40]
)
@pytest.mark.parametrize("width", [40.0, 90.0, 400.0])
def test_no_line_is_wider_than_asked_and_no_character_is_lost(text, width):
    lines = wrapped(text, 9.0, width)
    assert width_of(lines, 9.0) <= width
    assert lines.replace("\n", "").replace(" ", "") == text.replace(" ", "")


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one():
    lines = wrapped("甲乙，丙丁。戊己（庚辛）壬癸，甲乙", 10.0, 30.0).split("\n")
    assert len(lines) > 3
    assert not any(one[0] in "，。）" or one[-1] == "（" for one in lines)


def test_dates_and_ranges_keep_together_and_words_break_behind_hyphens():
    assert wrapped("on 2026-11-22", 9.0, 50.0) == "on\n2026-11-22"
    assert wrapped("service-oriented", 9.0, 50.0) == "service-\noriented"


def test_what_does_not_fit_ends_in_an_ellipsis():
    words = shortened("one two three four five six seven", 9.0, 60.0, 2)
    assert words.count("\n") == 1 and words.endswith("…")
    assert width_of(words, 9.0) <= 60.0
    assert shortened("short", 9.0, 60.0, 2) == "short"
