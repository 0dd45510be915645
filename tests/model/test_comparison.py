"""Targets together, and scenarios against each other."""

from dataclasses import replace

import numpy as np
import pytest

from model.comparison import agency_counts, compare, counted_targets, joint
from scenarios import Plan, load_plan
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
