"""Fan charts: what they draw, from where, and beside what."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.text import Text

from reports.charts.about import About
from reports.charts.fan import FanChart
from reports.charts.fan_data import SHARES, fans
from reports.charts.fans import fan_charts, fan_entries
from scenarios import parse_quarter
from tests.reports.opened_run import opened
from tests.synthetic import make_ensemble, record_of, with_target


@pytest.fixture
def drawn(shipped):
    ensemble, record = shipped
    return fans(ensemble, record)


def texts(figure) -> str:
    return " ".join(one.get_text() for one in figure.findobj(Text))


def test_a_chart_for_every_target_that_is_measured(shipped, drawn, plan, ensemble, record):
    assert [one.target for one in drawn] == [one.id for one in shipped[0].plan.targets]
    assert "export-brands-2020" not in [one.target for one in fans(ensemble, record)]
    listed = [one.target for one in fan_entries(opened(ensemble, record))]
    assert listed == [one.target for one in fans(ensemble, record)]


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
    for _, chart in fan_charts(ensemble, record_of(ensemble)):
        chart.figure("en").draw_without_rendering()


def test_what_the_plan_states_is_a_point_of_its_own_and_no_part_of_the_simulated_line(shipped, drawn):
    stated = [one for one in drawn if one.published is not None]
    assert [(one.target, one.published) for one in stated] == [("main-business-revenue-2020", 13000.0)]
    table = FanChart(stated[0], About.of(shipped[1])).table()
    column = [row[table.columns.index("published")] for row in table.rows]
    assert column[0] == 13000.0 and column[1:] == [None] * (len(column) - 1)
    sides = [row[table.columns.index("side")] for row in table.rows]
    assert sides == ["base year", "projected", "projected", "projected", "projected"]
    axes = FanChart(stated[0], About.of(shipped[1])).figure("en").axes[0]
    squares = [line for line in axes.lines if line.get_marker() == "s"]
    assert len(squares) == 1 and squares[0].get_linestyle() == "None"


def test_the_sides_are_named_where_there_is_room_for_the_name(shipped, drawn):
    fan = replace(drawn[0], origin=drawn[0].start)
    words = [one.get_text() for one in FanChart(fan, About.of(shipped[1])).figure("en").findobj(Text)]
    assert "nowcast" not in words and "projected →" in words


def test_a_stated_growth_rate_is_no_base_of_an_average_or_of_an_amount(plan, shipped):
    target = shipped[0].plan.target("main-business-revenue-2020")
    rate = shipped[0].plan.target("main-business-revenue-growth-2017-2020").base
    odd = replace(shipped[0].plan, targets=(replace(target, base=rate),))
    (fan,) = fans(replace(shipped[0], plan=odd), shipped[1])
    assert fan.published is None
