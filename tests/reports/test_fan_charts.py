"""Fan charts: what they draw, from where, and beside what."""

import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from matplotlib.text import Text

from clustercast.calibration.observed import series_ids
from clustercast.reports.charts.drawing.about import About
from clustercast.reports.charts.fan import past
from clustercast.reports.charts.fan.chart import FanChart
from clustercast.reports.charts.fan.data import SHARES, fan_of
from clustercast.reports.charts.fan.entries import fan_charts
from clustercast.reports.charts.fan.past import YEARS, joined_years, known_before
from clustercast.scenarios import format_quarter, load_plan, parse_quarter, plan_names, year_of
from tests.reports.opened_run import opened
from tests.synthetic import make_ensemble, record_of, with_target


@pytest.fixture
def drawn(shipped):
    return fans(*shipped)


def fans(run, record):
    return [chart.fan for _, chart in fan_charts(opened(run, record))]


def texts(figure) -> str:
    return " ".join(one.get_text() for one in figure.findobj(Text))


def test_a_chart_for_every_target_that_is_measured(shipped, drawn, plan, ensemble, record):
    assert [one.target for one in drawn] == [one.id for one in shipped[0].plan.targets]
    assert "export-brands-2020" not in [one.target for one in fans(ensemble, record)]


def test_words_numbers_and_sides_are_there(shipped, drawn):
    about = About.of(shipped[1])
    for fan in drawn:
        text = texts(FanChart(fan, about).figure("en"))
        assert "nowcast" in text and "projected" in text and "2017Q4" in text
        assert "run 0123456789ab" in text and "2026-01-31" in text and "40 members" in text
        assert ("in the model" in text) == (fan.row.probability is not None)
        assert ("no probability" in text) == (fan.row.status == "conditional")
        assert ("◇" in text) == (fan.row.mechanism == "quota")


def test_bands_start_at_the_base_and_are_in_order(drawn):
    for fan in drawn:
        known = fan.bands[:, np.isfinite(fan.bands).all(axis=0)]
        assert np.all(np.diff(known, axis=0) >= 0.0)
        assert len(fan.points) == fan.bands.shape[1]
        assert fan.points[0] == parse_quarter("2016Q4") or fan.axis == "growth"
        if fan.axis in ("change", "ratio"):
            assert np.all(fan.bands[:, 0] == (1.0 if fan.axis == "ratio" else 0.0))


def test_numbers_of_the_year_are_drawn_in_december_only(drawn):
    yearly = {one.target: one for one in drawn}["smart-factories-per-year"]
    assert yearly.yearly and all(point % 4 == 3 for point in yearly.points)
    quarterly = {one.target: one for one in drawn}["robot-demo-units-2020"]
    assert len(quarterly.points) == 17


def test_bands_of_a_known_path_hold_30_60_and_90_percent(plan):
    numbers = np.arange(20, dtype=float)[None, :, None] * np.ones(16)
    ensemble = make_ensemble(with_target(plan, "robots-added-2020"), {"robots_added": numbers}, members=20)
    (fan,) = fans(ensemble, record_of(ensemble))
    assert SHARES[-1] - SHARES[0] == pytest.approx(0.9) and SHARES[4] - SHARES[2] == pytest.approx(0.3)
    assert fan.bands[:, -1].tolist() == [0.0, 3.0, 6.0, 9.0, 12.0, 15.0, 18.0]
    assert (fan.asked, fan.due) == (600.0, parse_quarter("2020Q4"))
    assert fan.other is None


def test_failed_members_are_left_out_of_the_bands(plan):
    target = with_target(plan, "robots-added-2020")
    ensemble = make_ensemble(target, {"robots_added": 5.0}, members=3, failed=((1, "as-written"),))
    (fan,) = fans(ensemble, record_of(ensemble))
    assert np.all(fan.bands[:, 1:] == 5.0)


def test_an_index_over_a_base_of_nought_can_be_drawn(plan):
    target = with_target(plan, "smart-workshops-per-year", status="conditional", base_form="multiplicative")
    base = np.array([0.0, 0.0, 2.0])
    ensemble = make_ensemble(target, {"smart_done_in_year": 4.0}, {"smart_done_in_year": base}, members=3)
    for _, chart in fan_charts(opened(ensemble, record_of(ensemble))):
        chart.figure("en").draw_without_rendering()


def marks(chart, marker):
    """The places of the points that are drawn with a mark, and whether one of them has a line."""
    lines = [one for one in chart.figure("en").axes[0].lines if one.get_marker() == marker]
    return [(x, y) for one in lines for x, y in zip(one.get_xdata(), one.get_ydata(), strict=True)], {
        one.get_linestyle() for one in lines
    }


def test_what_was_observed_is_apart_from_what_is_simulated(shipped, drawn):
    known = {one.target: one.known for one in drawn if one.known}
    assert list(known) == ["main-business-revenue-2020"]
    earlier, stated = known["main-business-revenue-2020"]
    assert (format_quarter(earlier.quarter), earlier.value, earlier.source) == ("2013Q4", 10000.0, "S0267")
    assert earlier.more_than and not stated.more_than
    assert (format_quarter(stated.quarter), stated.value, stated.source) == ("2016Q4", 13000.0, "plan")
    fan = next(one for one in drawn if one.known)
    chart = FanChart(fan, About.of(shipped[1]))
    assert marks(chart, "s") == ([(stated.quarter, 13000.0)], {"None"})
    assert marks(chart, "^") == ([(earlier.quarter, 10000.0)], {"None"})
    assert joined_years(fan.known) == ()
    rows = [dict(zip(chart.table().columns, row, strict=True)) for row in chart.table().rows]
    assert [row["side"] for row in rows] == ["observed", "observed", "base year", *["projected"] * 4]
    for row in rows:
        assert (row["observed"] is None) != (row["p50"] is None) and (row["observed"] is None) != bool(
            row["observed_source"]
        )
    assert "10,000以上（S0267）" in chart.caption("zh")
    assert "more than 10,000 in 2013 (S0267)" in chart.caption("en")


def test_only_what_was_published_by_the_origin_is_observed():
    """The number of firms of 2021 was published in 2022: a plan forecast from 2021 does not know it."""
    plan = load_plan("henan-manufacturing-2023")
    target = plan.target("above-scale-industrial-firms-2025")
    assert [(year_of(one.quarter), one.value) for one in known_before(target, plan)] == [
        (2018, 22041.0),
        (2021, 20133.0),
    ]
    early = replace(plan, origin=parse_quarter("2021Q3"), base_year=2021)
    assert [year_of(one.quarter) for one in known_before(target, early)] == [2018]
    for name in plan_names():
        other = load_plan(name)
        for one in other.targets:
            for figure in known_before(one, other):
                assert other.base_year - YEARS <= year_of(figure.quarter) <= other.base_year


def test_observed_figures_are_joined_in_years_that_follow_each_other_only():
    plan = load_plan("henan-manufacturing-2023")
    shares = known_before(plan.target("high-tech-manufacturing-va-share-2025"), plan)
    assert [(year_of(one.quarter), one.value, one.source) for one in shares] == [
        (2021, 12.0, "D0263"),
        (2022, 12.9, "S0279"),
    ]
    assert joined_years(shares) == (shares,)
    one, other = shares
    assert joined_years((replace(one, quarter=one.quarter - 4), other)) == ()
    assert joined_years((replace(one, series="another"), other)) == ()
    assert joined_years((replace(one, more_than=True), other)) == ()


def test_every_observed_series_is_named_for_a_target_that_is_there_and_has_its_unit():
    named = tomllib.loads((Path(past.__file__).with_name("past.toml")).read_text(encoding="utf-8"))
    assert set(named) <= set(plan_names())
    for name, targets in named.items():
        plan = load_plan(name)
        for target, series in targets.items():
            assert series in series_ids()
            assert known_before(plan.target(target), plan), (name, target)


def test_the_sides_are_named_where_there_is_room_for_the_name(shipped, drawn):
    fan = replace(drawn[0], origin=drawn[0].start)
    words = [one.get_text() for one in FanChart(fan, About.of(shipped[1])).figure("en").findobj(Text)]
    assert "nowcast" not in words and "projected →" in words


def test_a_stated_growth_rate_is_no_base_of_an_average_or_of_an_amount(plan, shipped):
    target = shipped[0].plan.target("main-business-revenue-2020")
    rate = shipped[0].plan.target("main-business-revenue-growth-2017-2020").base
    odd = replace(shipped[0].plan, targets=(replace(target, base=rate),))
    fan = fan_of(replace(shipped[0], known_plan=odd, found=shipped[1]), target.id)
    assert all(one.source != "plan" for one in fan.known)


@pytest.mark.parametrize(("lang", "words"), [("zh", "2020年末"), ("en", "end 2020")])
def test_years_on_the_quarterly_axis_say_that_they_stand_at_their_ends(ensemble, record, lang, words):
    chart = dict(fan_charts(opened(ensemble, record)))["fan-revenue-2020"]
    labels = [one.get_text() for axes in chart.figure(lang).axes for one in axes.get_xticklabels()]
    assert labels[-1] == words
