"""The plans' own indicators: every numeric target is accounted for, none is scored where it may not be."""

import numpy as np
import pytest

from clustercast.calibration.hindcast import plan_scores
from clustercast.calibration.hindcast.plan_indicators import (
    FILE,
    SCORED,
    STANDINGS,
    examine,
    numeric_targets,
    read_outcomes,
    scored,
)
from clustercast.calibration.observed import LookAheadError, describe, observed
from clustercast.calibration.observed.held_out import held_out
from clustercast.scenarios import PackError, load_plan, parse_quarter, plan_names, year_of

OUTCOMES = read_outcomes()


@pytest.mark.parametrize("name", plan_names())
def test_every_numeric_target_has_a_standing_and_a_reason(name):
    plan = load_plan(name)
    found = examine(plan, OUTCOMES)
    assert [one.target for one in found] == list(numeric_targets(plan))
    for one in found:
        assert one.why_zh and one.why_en and one.standing in (*STANDINGS, "no row")


def test_no_target_is_named_twice():
    named = [(one.plan, target) for one in OUTCOMES for target in one.targets]
    assert len(set(named)) == len(named)


@pytest.mark.parametrize("outcome", scored(OUTCOMES), ids=lambda one: f"{one.plan}-{one.year}")
def test_what_is_scored_lies_after_the_origin_and_within_the_plan(outcome):
    plan = load_plan(outcome.plan)
    origin = year_of(plan.origin)
    assert plan.start <= parse_quarter(outcome.quarter) <= plan.end
    assert held_out(outcome.series, origin).at(outcome.year) > 0
    with pytest.raises(LookAheadError):
        observed(outcome.series, origin=origin).at(outcome.year)
    measures = {plan.targets[[t.id for t in plan.targets].index(target)].measure for target in outcome.targets}
    assert measures == {outcome.measure}


def test_the_restated_revenue_is_excluded():
    (revenue,) = (one for one in OUTCOMES if "main-business-revenue-2020" in one.targets)
    assert revenue.standing == "restated" and "S0268" in revenue.rows
    assert not any(describe(one.series).id == "henan_equipment_revenue" for one in scored(OUTCOMES))


def test_a_range_that_cites_the_outcome_is_found():
    """The firms below scale of this plan rest on a row of 2024, the one its firms are judged on: not blind."""
    (outcome,) = scored(OUTCOMES)
    plan = load_plan(outcome.plan)
    assert plan_scores.cited_by(plan, outcome.rows)
    assert plan_scores.cited_by(plan, ("S9999",)) == ()


def test_opponents_of_a_plan_indicator_know_nothing_later():
    known = observed("henan_above_scale_firms", origin=2023)
    draws = plan_scores.other_draws(known, 2024, 1)
    assert set(draws) == set(plan_scores.OTHERS)
    assert np.median(draws["persistence"]) == pytest.approx(known.at(2021), rel=0.02)


def test_an_unknown_target_is_a_fault():
    outcome = OUTCOMES[0]
    broken = type(outcome)(outcome.plan, ("no-such-target",), "other", (), "无", "none")
    with pytest.raises(PackError, match="no-such-target"):
        examine(load_plan(outcome.plan), [broken])


def test_every_fault_of_the_file_is_told_at_once(tmp_path):
    file = tmp_path / FILE.name
    file.write_text('[[indicator]]\nplan = "x"\nstanding = "maybe"\ncolour = "red"\n', "utf-8")
    with pytest.raises(PackError) as caught:
        read_outcomes(file)
    keys = {fault.key for fault in caught.value.faults}
    assert keys == {"targets", "rows", "why_zh", "why_en", "colour", "standing"}


def test_a_scored_entry_needs_its_series_and_quarter(tmp_path):
    file = tmp_path / FILE.name
    text = f'[[indicator]]\nplan = "x"\ntargets = ["t"]\nstanding = "{SCORED}"\nrows = []\nwhy_zh = "a"\nwhy_en = "b"\n'
    file.write_text(text, "utf-8")
    with pytest.raises(PackError, match=r"measure.*missing"):
        read_outcomes(file)
