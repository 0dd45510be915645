"""Charts of a sensitivity study: what they draw is what the study found, and words fit in both languages."""

from dataclasses import replace
from math import hypot, nan

import pytest
from matplotlib.text import Text

from clustercast.calibration.sensitivity.factors import Factor
from clustercast.calibration.sensitivity.indices import Effect, Index
from clustercast.calibration.sensitivity.study import Sensitivity, Settings
from clustercast.reports.charts.drawing.fonts import missing
from clustercast.reports.charts.drawing.style import in_style
from clustercast.reports.charts.study import SHOWN, study_entries
from clustercast.reports.words.words import LANGUAGES
from clustercast.scenarios import load_plan, load_scenario

FACTORS = tuple(Factor(f"f{n}", f"因素{n}", f"a factor with rather a long name {n}", ()) for n in range(6))


def study(**changes):
    """A study in which factor n moves every projected target by n tenths; the last has no error of members."""
    plan = load_plan("henan-equipment-2017")
    targets = [one.id for one in plan.targets if one.status == "projected"]
    sizes = {one.id: n / 10 for n, one in enumerate(FACTORS)}
    effects = tuple(
        Effect(target, measure, id, size, size, 0.1, 0.03, nan if id == "f5" else 0.04, size / sum(sizes.values()))
        for target in targets
        for measure in ("margin", "probability")
        for id, size in sizes.items()
    )
    indices = tuple(
        Index(target, "margin", id, size / 2, 0.1, 0.1, size, 0.3, nan if id == "f5" else 0.4)
        for target in targets
        for id, size in sizes.items()
    )
    found = Sensitivity(
        *(plan, load_scenario("as-written"), Settings(), FACTORS, effects, ("f5", "f4"), indices),
        *((100, 200), (0, 0), 0, 0.0),
    )
    return replace(found, **changes)


@pytest.fixture(scope="module")
def found():
    return study()


@pytest.fixture(scope="module")
def entries(found):
    return study_entries(found, "henan-equipment-2017-sensitivity-0123", "2026-01-31")


def rows_of(entries, kind):
    tables = [one.table() for one in entries if one.kind == kind]
    return [dict(zip(table.columns, row, strict=True)) for table in tables for row in table.rows]


def test_the_strongest_of_every_projected_target_are_drawn_with_both_errors(found, entries):
    targets = [one.id for one in found.plan.targets if one.status == "projected"]
    for kind, own, others in (("morris", 0.03, 0.04), ("sobol", 0.3, 0.4)):
        rows = rows_of(entries, kind)
        assert [(row["target"], row["factor"]) for row in rows] == [
            (target, f"f{5 - n}") for target in targets for n in range(SHOWN)
        ]
        for row in rows:
            size, error = int(row["factor"][1:]) * 10.0, 100 * (own if row["factor"] == "f5" else hypot(own, others))
            assert row["estimate"] == pytest.approx(size) and row["high"] == pytest.approx(size + error)
            assert row["low"] == pytest.approx(max(size - error, 0.0))
            assert row["first"] == (pytest.approx(size / 2) if kind == "sobol" else None)


def test_what_moves_nothing_is_not_drawn(found):
    still = tuple(replace(one, mu_star=0.0, share=0.0) for one in found.effects)
    kinds = {one.kind for one in study_entries(replace(found, effects=still), "a", "2026-01-31")}
    assert kinds == {"sobol"}
    assert {one.kind for one in study_entries(replace(found, indices=()), "a", "2026-01-31")} == {"morris"}
    assert study_entries(replace(found, effects=still, indices=()), "a", "2026-01-31") == []


def test_words_are_there_fit_and_have_their_glyphs(found, entries):
    for entry in entries:
        for lang in LANGUAGES:
            figure = entry.figure(lang)
            in_style(figure.draw_without_rendering)()
            texts = [one for one in figure.findobj(Text) if one.get_visible() and one.get_text().strip()]
            words = "".join(one.get_text() for one in texts)
            assert missing(words) == ""
            assert "henan-equipment-2017-sensitivity-0123" in words.replace("\n", "") and "2026-01-31" in words
            for one in texts:
                place = one.get_window_extent()
                assert place.x0 >= -1 and place.x1 <= figure.bbox.x1 + 1 and place.y0 >= -1, one.get_text()
            assert str(found.settings.members) in entry.caption(lang) and "95%" in words.replace(" ", "")
            assert "◇" in words and any(one.isdigit() for one in entry.alt(lang))


def test_axes_begin_at_nought_and_are_the_same_on_every_page(entries):
    for kind in ("morris", "sobol"):
        ends = {axes.get_xlim() for one in entries if one.kind == kind for axes in one.figure("en").axes}
        assert len(ends) == 1 and ends.pop()[0] == 0.0


def test_targets_of_one_name_have_headings_of_their_own(found, entries):
    rows = [row for kind in ("morris", "sobol") for row in rows_of(entries, kind)]
    for key in ("label_zh", "label_en"):
        assert len({row[key] for row in rows}) == len({row["target"] for row in rows})
