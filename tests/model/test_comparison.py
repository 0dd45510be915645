"""Targets together, and scenarios against each other."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercast.model.attainment.comparison import agency_counts, compare, counted_targets, joint, variance_reduction
from clustercast.scenarios import Plan, load_plan
from tests.synthetic import make_ensemble


@pytest.fixture
def plan(invented_pack) -> Plan:
    return load_plan(invented_pack)


def two_scenarios(plan, with_incentives, without):
    numbers = np.array([with_incentives, without], dtype=float)[:, :, None]
    return make_ensemble(
        plan, {"robots_added": numbers}, scenarios=("as-written", "no-incentives"), members=len(without)
    )


def test_only_projected_behaviour_is_counted_and_once_a_group(plan):
    assert [one.id for one in counted_targets(plan)] == [
        "revenue-2020", "robots-added-2020", "smart-workshops-per-year", "energy-intensity-cut-2020",
    ]  # fmt: skip
    twin = replace(plan.target("robots-added-2020"), id="robots-restated", same_as="robots-added-2020", group="robots")
    first = replace(plan.target("robots-added-2020"), group="robots")
    restated = replace(plan, targets=(twin, first, plan.target("revenue-2020")))
    assert [one.id for one in counted_targets(restated)] == ["robots-added-2020", "revenue-2020"]


def test_joint_probability_is_that_of_all_targets_in_one_member(plan):
    two = replace(plan, targets=(plan.target("robots-added-2020"), plan.target("revenue-2020")))
    ensemble = make_ensemble(
        two,
        {
            "robots_added": np.array([700, 700, 0, 0.0])[None, :, None],
            "main_business_revenue": np.array([500, 0, 500, 0.0])[None, :, None],
        },
        members=4,
    )
    found = joint(ensemble, "as-written")
    assert found is not None
    assert (found.probability, found.mean_met, found.members) == (0.25, 1.0, 4)
    assert (found.p05_met, found.p95_met) == (0, 2)
    assert found.mc_low <= 0.25 <= found.mc_high
    assert {one.agency: (one.targets, one.mean_met) for one in agency_counts(ensemble, "as-written")} == {
        "省工业和信息化委": (1, 0.5),
        "": (1, 0.5),
    }


def test_joint_of_no_target_is_none(plan):
    assert joint(make_ensemble(replace(plan, targets=()), {}), "as-written") is None


def test_difference_is_paired_within_members(plan):
    one = replace(plan, targets=(plan.target("robots-added-2020"),))
    ensemble = two_scenarios(one, [700, 700, 700, 0], [700, 0, 0, 0])
    found = {each.target: each for each in compare(ensemble, "as-written", "no-incentives")}
    gaps = np.array([0, 1, 1, 0.0])
    assert found["robots-added-2020"].difference == 0.5
    assert found["robots-added-2020"].standard_error == pytest.approx(gaps.std(ddof=1) / 2)
    assert found[""].difference == 0.5


def test_a_scenario_adds_nothing_to_itself(plan):
    ensemble = two_scenarios(plan, [700, 0], [0, 700])
    assert all(each.difference == each.standard_error == 0 for each in compare(ensemble, "as-written", "as-written"))


# What common random numbers gain


def test_variance_reduction_of_independent_values_is_one():
    one, other = np.array([0, 0, 1, 1.0]), np.array([0, 1, 0, 1.0])  # every pair once: correlation 0
    assert variance_reduction(one, other) == pytest.approx(1.0)


def test_variance_reduction_of_opposite_luck_is_a_half():
    one = np.array([0, 1, 1, 0, 1.0])
    assert variance_reduction(one, 1.0 - one) == pytest.approx(0.5)


def test_pairs_that_differ_by_a_constant_leave_nothing_to_reduce():
    one = np.array([0, 1, 1, 0.0])
    assert variance_reduction(one + 3.0, one) is None
    assert variance_reduction(np.ones(4), np.ones(4)) is None
    assert variance_reduction(np.ones(1), np.zeros(1)) is None


@given(st.integers(1, 50), st.integers(1, 50))
def test_variance_reduction_is_one_over_one_minus_correlation(agree, differ):
    """Both met half of the time, equal in 2 ``agree`` members and opposite in 2 ``differ``: r = (a - d) / (a + d)."""
    one = np.array([0.0, 1.0] * agree + [0.0, 1.0] * differ)
    other = np.array([0.0, 1.0] * agree + [1.0, 0.0] * differ)
    correlation = (agree - differ) / (agree + differ)
    assert variance_reduction(one, other) == pytest.approx(1.0 / (1.0 - correlation))


def test_independent_runs_of_as_many_members_would_be_as_unsure_as_the_factor_says():
    draw = np.random.default_rng(5)
    luck, own, other = draw.normal(size=(3, 400, 2000))
    paired = (luck + 0.5 * own) - (luck + 0.5 * other)
    apart = (luck + 0.5 * own) - (draw.normal(size=luck.shape) + 0.5 * other)
    pairs = zip(luck + 0.5 * own, luck + 0.5 * other, strict=True)
    measured = np.mean([variance_reduction(*pair) or 0.0 for pair in pairs])
    assert measured == pytest.approx(np.var(apart.mean(axis=1)) / np.var(paired.mean(axis=1)), rel=0.25)
    assert measured == pytest.approx(1.25 / 0.25, rel=0.02)


def test_a_difference_says_what_pairing_gained(plan):
    one = replace(plan, targets=(plan.target("robots-added-2020"),))
    ensemble = two_scenarios(one, [700, 700, 700, 0], [700, 0, 0, 0])
    found = {each.target: each for each in compare(ensemble, "as-written", "no-incentives")}
    assert found["robots-added-2020"].variance_reduction == pytest.approx((0.25 + 0.25) / (1 / 3))
