"""A target that asks for a cut draws effort to its goal as long as less has been cut than its even path asks."""

from dataclasses import replace

import pytest

from clustercast.agents.government.rules import target_progress
from clustercast.model.inputs.plan_tables import targets_table
from clustercast.scenarios.numbers import Goal
from tests.engines import assert_equal_engines, case_of, invented_plan

CUT = 18.0


def plan_that_cuts(percent: float):
    plan = invented_plan()
    measure = next(one for one in plan.indicators if "energy" in one.expression)
    first = next(one for one in plan.targets if one.goal)
    target = replace(
        first,
        id="cut", kind="reduction_from_base", measure=measure.id, value=percent, unit="percent", comparator=">=",
        goal="green", by=2020, from_year=2017, status="projected", same_as=None, group=None,
    )  # fmt: skip
    others = tuple(replace(one, goal=None if one.goal == "green" else one.goal) for one in plan.targets)
    return replace(plan, targets=(*others, target))


def test_progress_of_a_cut_is_the_part_cut():
    assert target_progress(80.0, 100.0, 1) == pytest.approx(0.2)
    assert target_progress(120.0, 100.0, 1) == pytest.approx(-0.2)
    assert target_progress(80.0, 100.0, 0) == 80.0


def test_a_cut_asks_for_its_even_part_each_year():
    records, required = targets_table(plan_that_cuts(CUT))
    row = next(number for number, one in enumerate(records) if one["falls"] == 1)
    assert records[row]["goal"] == Goal.GREEN
    assert required[row] == pytest.approx([0.045, 0.09, 0.135, 0.18])


def test_a_cut_out_of_reach_draws_effort_and_one_that_is_met_does_not():
    hard = assert_equal_engines(case_of(plan_that_cuts(99.0), "strong-evaluation", seed=3))
    easy = assert_equal_engines(case_of(plan_that_cuts(0.001), "strong-evaluation", seed=3))
    assert hard.effort[Goal.GREEN, 0] > easy.effort[Goal.GREEN, 0]
