"""Laws of every chart, in both languages: glyphs, sizes, places of text, axes, colours, marks, feet and tables."""

import logging
import math
import warnings
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text
from PIL import Image

from clustercast.reports.charts import charts_of
from clustercast.reports.charts.drawing.fonts import font_family, font_file, missing
from clustercast.reports.charts.drawing.style import (
    DOTS,
    FAN,
    FILLS,
    NEAREST,
    PENS,
    SMALL,
    VERDICTS,
    WIDTH,
    in_style,
    ink_on,
    lightness,
)
from clustercast.reports.charts.drawing.writing import save
from clustercast.reports.charts.fan.entries import fan_id
from clustercast.reports.words.words import LANGUAGES, label_of, say
from clustercast.scenarios import load_plan, scenario_names
from tests.profiles import with_profile
from tests.reports.opened_run import opened
from tests.synthetic import plausible, record_of

SCENARIOS = ("as-written", "no-incentives", "double-incentives")
KINDS = {"matrix", "comparison", "uncertainty", "fan", "diffusion", "size", "city", "map", "recognition", "outlays"}
AT_8_CM = 8.0 / 2.54 * 72.0 / WIDTH


@pytest.fixture(scope="module")
def run():
    ensemble = with_profile(plausible(load_plan("henan-equipment-2017"), scenarios=SCENARIOS))
    return opened(ensemble, record_of(ensemble))


@pytest.fixture(scope="module")
def entries(run):
    return charts_of(run)


@pytest.fixture(scope="module")
def figures(entries):
    """Every chart in both languages: (entry, language, figure), laid out."""
    found = [(entry, lang, entry.figure(lang)) for entry in entries for lang in LANGUAGES]
    for _, _, figure in found:
        laid_out(figure)
    return found


@in_style
def laid_out(figure):
    figure.draw_without_rendering()


def words_of(figure):
    return [one for one in figure.findobj(Text) if one.get_visible() and one.get_text().strip()]


def test_every_kind_of_chart_is_there_under_a_name_of_its_own(entries):
    assert {one.kind for one in entries} == KINDS
    assert len({one.id for one in entries}) == len(entries)


def test_no_glyph_is_missing_and_only_one_font_is_used(figures):
    for entry, lang, figure in figures:
        texts = words_of(figure)
        assert {one.get_fontfamily()[0] for one in texts} == {font_family()}, entry.id
        assert missing("".join(one.get_text() for one in texts)) == "", (entry.id, lang)


@pytest.mark.parametrize("format", ["svg", "png", "pdf"])
def test_drawing_warns_of_nothing(entries, tmp_path, format, caplog):
    """Matplotlib warns of glyphs that the font lacks; of the embedding of fonts its log tells."""
    one_a_kind = {entry.kind: entry for entry in entries}.values()
    with warnings.catch_warnings(), caplog.at_level(logging.WARNING):
        warnings.simplefilter("error")
        for entry in one_a_kind:
            for lang in LANGUAGES:
                save(entry.figure(lang), tmp_path / f"{entry.id}.{lang}.{format}", format)
    assert caplog.records == []


def test_a_missing_glyph_would_be_seen(entries):
    """The guard itself: a character that the font lacks makes drawing warn."""
    figure = entries[0].figure("en")
    figure.text(0.5, 0.5, "\U0001f600", family=font_family())
    with pytest.warns(UserWarning, match="missing from font"):
        laid_out(figure)


def test_the_font_is_of_normal_weight_and_its_strokes_are_no_hair_lines():
    """Weight 400 or more by its own table, and stems at least a sixteenth of the height of a capital."""
    font = FT2Font(str(font_file()))
    table = font.get_sfnt_table("OS/2")
    assert table is not None and table["usWeightClass"] >= 400
    font.set_size(400, 72)
    font.set_text("l", 0)
    font.draw_glyphs_to_bitmap()
    stem = (np.array(font.get_image()) > 127).sum(axis=1)
    font.set_text("国", 0)
    font.draw_glyphs_to_bitmap()
    bar = (np.array(font.get_image()) > 127).any(axis=0)
    assert np.median(stem) >= 400 / 16
    assert bar.mean() > 0.9  # The frame of the character is drawn at all.


def test_no_letter_is_smaller_than_6_points_at_a_width_of_8_cm(figures):
    for entry, lang, figure in figures:
        assert figure.get_figwidth() * 72.0 == pytest.approx(WIDTH)
        least = min(one.get_fontsize() for one in words_of(figure))
        assert least * AT_8_CM >= 6.0 - 1e-9, (entry.id, lang)
    assert pytest.approx(6.0) == SMALL * AT_8_CM


def test_png_is_of_print_resolution(entries, tmp_path):
    path = save(entries[0].figure("en"), tmp_path / "a.png", "png")
    with Image.open(path) as image:
        assert image.width == math.floor(WIDTH / 72.0 * DOTS)
    assert DOTS >= 300


def test_text_stays_inside_the_sheet(figures):
    for entry, lang, figure in figures:
        box = figure.bbox
        for one in words_of(figure):
            place = one.get_window_extent()
            assert place.x0 >= box.x0 - 1 and place.x1 <= box.x1 + 1, (entry.id, lang, one.get_text())
            assert place.y0 >= box.y0 - 1 and place.y1 <= box.y1 + 1, (entry.id, lang, one.get_text())


def test_no_text_lies_on_another(figures):
    for entry, lang, figure in figures:
        boxes = [(one.get_text(), one.get_window_extent()) for one in words_of(figure)]
        for n, (words, place) in enumerate(boxes):
            for other_words, other in boxes[n + 1 :]:
                across = min(place.x1, other.x1) - max(place.x0, other.x0)
                down = min(place.y1, other.y1) - max(place.y0, other.y0)
                assert across <= 1.0 or down <= 0.25 * min(place.height, other.height), (
                    entry.id, lang, words, other_words,
                )  # fmt: skip


def test_axes_of_amounts_begin_at_nought(figures):
    for entry, _, figure in figures:
        for axes in figure.axes:
            if entry.kind == "fan":
                fan = entry.chart.fan
                low = min(np.nanmin(fan.bands), 0.0)
                assert axes.get_ylim()[0] == 0.0 if low == 0.0 else axes.get_ylim()[0] <= low
            elif entry.kind in ("diffusion", "outlays"):
                assert axes.get_ylim()[0] == 0.0
            elif entry.kind in ("size", "uncertainty", "recognition"):
                assert axes.get_xlim()[0] == 0.0
            elif entry.kind == "comparison":
                assert axes.get_xlim()[0] < 0.0 < axes.get_xlim()[1] or 0.0 in axes.get_xlim()


@pytest.mark.parametrize(("kind", "limits"), [("diffusion", "get_ylim"), ("outlays", "get_ylim"), ("size", "get_xlim"),
                                              ("comparison", "get_xlim"), ("recognition", "get_xlim")])  # fmt: skip
def test_small_multiples_have_one_scale_on_all_pages(figures, kind, limits):
    ends = {getattr(axes, limits)() for entry, _, figure in figures if entry.kind == kind for axes in figure.axes}
    assert len(ends) == 1


def test_shades_of_cities_are_the_same_on_the_table_and_all_maps(entries):
    assert len({one.chart.most for one in entries if one.kind in ("city", "map")}) == 1


def test_neighbours_differ_in_lightness_for_grey_prints():
    for colours in ([pen.colour for pen in PENS], FILLS, FAN, list(VERDICTS.values())):
        for one, other in pairwise(colours):
            assert abs(lightness(one) - lightness(other)) >= NEAREST, (one, other)
    assert len({pen.mark for pen in PENS}) == len({pen.dashes for pen in PENS}) == len(PENS)
    stacked = [lightness(one) for one in FILLS]
    assert stacked == sorted(stacked)  # So that any two differ as much as neighbours, wherever one is left out.
    assert lightness("#000000") == 0.0 and lightness("#ffffff") == pytest.approx(100.0)


def test_words_on_shades_can_be_read():
    for colour in VERDICTS.values():
        assert abs(lightness(ink_on(colour)) - lightness(colour)) > 40.0


def test_foot_and_caption_hold_run_plan_day_members_and_interval(run, figures):
    record = run.record
    for entry, lang, figure in figures:
        text = "".join("".join(one.get_text() for one in words_of(figure)).split())
        title = "".join((record.title_zh if lang == "zh" else record.title_en).split())
        for part in (title, record.run, record.created):
            assert part in text, (entry.id, lang, part)
        assert ("40个成员" if lang == "zh" else "40 members") in entry.caption(lang), (entry.id, lang)
        caption = entry.caption(lang) + text
        assert any(one in caption for one in ("95%", "95 %", "90%", "90 ", "fifths", "五等分")), (entry.id, lang)


def test_alternative_texts_say_numbers_in_words(entries):
    for entry in entries:
        for lang in LANGUAGES:
            alt = entry.alt(lang)
            assert len(alt) > 20 and any(one.isdigit() for one in alt), (entry.id, lang)
            assert "nan" not in alt and "None" not in alt, (entry.id, lang)
        assert entry.alt("zh") != entry.alt("en")


def test_titles_are_in_the_language_asked_for(entries):
    for entry in entries:
        assert entry.title("zh") != entry.title("en"), entry.id


def test_targets_that_an_agency_decides_are_marked(run, figures):
    quota = {one.target: one for one in run.record.attainments if one.mechanism == "quota" and one.probability}
    assert quota
    for entry, lang, figure in figures:
        texts = "".join(one.get_text() for one in words_of(figure)).replace(" ", "")
        shown = {row[0] for row in entry.table().rows} | {row[2] for row in entry.table().rows if len(row) > 2}
        for target, row in quota.items():
            if entry.kind in ("matrix", "comparison") and target in shown:
                assert f"◇{label_of(row, lang)[:6]}".replace(" ", "") in texts, (entry.id, lang, target)
            if entry.id == fan_id(target):
                assert entry.title(lang).startswith("◇")
        if "◇" in texts:
            assert say("quota_note", lang)[:6] in entry.caption(lang)


def test_every_scenario_keeps_a_cell_at_five_of_them(run):
    five = tuple(dict.fromkeys((*SCENARIOS, *scenario_names())))[:5]
    ensemble = plausible(run.plan, scenarios=five)
    record = record_of(ensemble)
    for entry in charts_of(opened(ensemble, record)):
        if entry.kind in ("matrix", "comparison"):
            for lang in LANGUAGES:
                figure = entry.figure(lang)
                laid_out(figure)
                for one in words_of(figure):
                    place = one.get_window_extent()
                    assert place.x0 >= -1 and place.x1 <= figure.bbox.x1 + 1, (entry.id, lang, one.get_text())
                texts = [one.get_text() for one in words_of(figure)]
                for scenario in record.scenarios if lang == "en" and entry.kind == "matrix" else ():
                    assert all(any(word in one.split() for one in texts) for word in scenario.label_en.split())


def test_without_a_profile_and_without_the_plan_the_other_charts_remain(run):
    ensemble = plausible(run.plan)
    bare = opened(ensemble, record_of(ensemble))
    assert {one.kind for one in charts_of(bare)} <= {"matrix", "comparison", "uncertainty", "fan"}
    alone = replace(bare, known_plan=None)
    kinds = {one.kind for one in charts_of(alone)}
    assert "matrix" in kinds and "fan" not in kinds


def test_names_of_upgrades_are_not_broken_within_a_word(run, figures):
    """Four columns stand beside each other here, and "manufacturing" is as wide as one of them."""
    assert len(run.plan.upgrades) == 4
    for entry, lang, figure in figures:
        if lang == "en" and entry.kind in ("size", "city", "diffusion"):
            texts = " ".join(one.get_text() for one in words_of(figure)).replace("-", " ").split()
            for upgrade in run.plan.upgrades:
                assert set(upgrade.label_en.replace("-", " ").split()) <= set(texts), (entry.id, upgrade.code)


def test_names_of_places_are_whole_on_tiles(run, figures):
    for entry, lang, figure in figures:
        if entry.kind == "map":
            texts = {one.get_text() for one in words_of(figure)}
            assert {label_of(one, lang) for one in run.plan.cities} <= texts, (entry.id, lang)


def test_labels_are_taken_as_they_are(run):
    """Dollar signs are no formula, brackets no markup, and a long word or a line break does no harm."""
    hostile = {"label_zh": "<b>$x_1$</b> =1+1\n“" + "长" * 90, "label_en": "<script>$a^2$ {0} %s " + "W" * 90}
    rows = tuple(replace(one, **hostile) for one in run.record.attainments)
    named = replace(run.record, attainments=rows, title_zh="$规划$ <i>", title_en="$plan$ <i>")
    odd = replace(run, found=named)
    for entry in charts_of(odd):
        if entry.kind in ("matrix", "comparison", "fan"):
            for lang in LANGUAGES:
                figure = entry.figure(lang)
                laid_out(figure)
                assert all(one.get_window_extent().x1 <= figure.bbox.x1 + 1 for one in words_of(figure)), entry.id
                assert any("$" in one.get_text() for one in words_of(figure)), (entry.id, lang)
