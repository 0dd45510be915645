"""Fan charts: glyphs, axes, lines and files."""

import warnings
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.text import Text

from reports.chart_data import charts
from reports.fan_chart import draw, save, write_charts
from reports.fonts import font_family, missing
from reports.products import foot
from reports.words import Language
from scenarios import parse_quarter
from tests.synthetic import make_ensemble, record_of, with_target


@pytest.fixture
def drawn(shipped):
    ensemble, record = shipped
    return charts(ensemble, record)


def test_a_chart_for_every_target_that_is_measured(shipped, drawn, plan, ensemble, record):
    assert [one.target for one in drawn] == [one.id for one in shipped[0].plan.targets]
    assert "export-brands-2020" not in [one.target for one in charts(ensemble, record)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_glyph_is_missing_in_any_chart(shipped, drawn, lang):
    _, record = shipped
    for chart in drawn:
        figure = draw(chart, lang, foot(record, lang), "无激励" if lang == "zh" else "no incentives")
        texts = [one for one in figure.findobj(Text) if isinstance(one, Text)]
        assert {one.get_fontfamily()[0] for one in texts} == {font_family()}
        assert missing("".join(one.get_text() for one in texts)) == "", chart.target


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("place", [0, 1, 2, 4, -2])
def test_drawing_warns_of_nothing(shipped, drawn, lang, place, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        png, svg = save(draw(drawn[place], lang, foot(shipped[1], lang), "x"), tmp_path / "chart")
    assert png.read_bytes().startswith(b"\x89PNG")
    assert "<svg" in svg.read_text(encoding="utf-8")


def test_the_font_has_the_characters_of_both_languages_and_not_every_other():
    assert missing("河南省装备制造业 smart 0123 ≥≤≈><=−–—·（）、。：%×★\n") == ""
    assert missing("a\U0001f600b") == "\U0001f600"


def test_text_stays_inside_the_figure(shipped, drawn):
    for chart in drawn:
        for lang in ("zh", "en"):
            figure = draw(chart, lang, foot(shipped[1], lang), "no incentives")
            figure.draw_without_rendering()
            box = figure.bbox
            for one in figure.findobj(Text):
                assert isinstance(one, Text)
                if one.get_text() and one.get_visible():
                    place = one.get_window_extent()
                    assert place.x0 >= box.x0 - 1 and place.x1 <= box.x1 + 1, (chart.target, lang, one.get_text())
                    assert place.y0 >= box.y0 - 1 and place.y1 <= box.y1 + 1, (chart.target, lang, one.get_text())


def test_axes_begin_at_nought_and_words_and_numbers_are_there(shipped, drawn):
    for chart in drawn:
        figure = draw(chart, "en", foot(shipped[1], "en"), "no incentives")
        (axes,) = figure.axes
        low = np.nanmin(chart.bands)
        assert axes.get_ylim()[0] == 0.0 or (low < 0.0 and axes.get_ylim()[0] < 0.0)
        text = " ".join(one.get_text() for one in figure.findobj(Text) if isinstance(one, Text))
        assert "forecast origin 2017Q4" in text and "nowcast" in text and "projected" in text
        assert "run 0123456789ab, 2026-01-31" in text and "40 members" in text
        assert ("in the model" in text) == (chart.row.probability is not None)
        assert ("no probability" in text) == (chart.row.status == "conditional")


def test_bands_start_at_the_base_and_are_in_order(drawn):
    for chart in drawn:
        known = chart.bands[:, np.isfinite(chart.bands).all(axis=0)]
        assert np.all(np.diff(known, axis=0) >= 0.0)
        assert len(chart.points) == chart.bands.shape[1]
        assert chart.points[0] == parse_quarter("2016Q4") or chart.axis == "growth"
        if chart.axis in ("change", "ratio"):
            assert np.all(chart.bands[:, 0] == (1.0 if chart.axis == "ratio" else 0.0))


def test_numbers_of_the_year_are_drawn_in_december_only(drawn):
    yearly = {one.target: one for one in drawn}["smart-factories-per-year"]
    assert yearly.yearly and all(point % 4 == 3 for point in yearly.points)
    quarterly = {one.target: one for one in drawn}["robot-demo-units-2020"]
    assert len(quarterly.points) == 17


def test_band_of_a_known_path(plan):
    numbers = np.arange(20, dtype=float)[None, :, None] * np.ones(16)
    ensemble = make_ensemble(with_target(plan, "robots-added-2020"), {"robots_added": numbers}, members=20)
    (chart,) = charts(ensemble, record_of(ensemble))
    assert chart.bands[:, -1].tolist() == [0.0, 4.0, 9.0, 14.0, 18.0]
    assert (chart.asked, chart.due) == (600.0, parse_quarter("2020Q4"))
    assert chart.other is None


def test_failed_members_are_left_out_of_the_bands(plan):
    target = with_target(plan, "robots-added-2020")
    ensemble = make_ensemble(target, {"robots_added": 5.0}, members=3, failed=((1, "as-written"),))
    (chart,) = charts(ensemble, record_of(ensemble))
    assert np.all(chart.bands[:, 1:] == 5.0)


def test_an_index_over_a_base_of_nought_can_be_drawn(plan, tmp_path):
    target = with_target(plan, "smart-workshops-per-year", status="conditional", base_form="multiplicative")
    base = np.array([0.0, 0.0, 2.0])
    ensemble = make_ensemble(target, {"smart_done_in_year": 4.0}, {"smart_done_in_year": base}, members=3)
    for chart in charts(ensemble, record_of(ensemble)):
        save(draw(chart, "en", "", ""), tmp_path / "chart")


def test_the_same_chart_gives_the_same_bytes(drawn, tmp_path):
    feet: dict[Language, str] = {"zh": "甲", "en": "a"}
    few = [drawn[0], replace(drawn[1])]
    first = write_charts(tmp_path / "one", few, feet)
    second = write_charts(tmp_path / "two", few, feet, workers=2)
    assert len(first) == 8
    assert [one.read_bytes() for one in first] == [one.read_bytes() for one in second]
