"""A target that asks for a cut draws effort to its goal as long as less has been cut than its even path asks."""

from dataclasses import replace

import pytest

from clustercast.agents.government.rules import target_progress
from clustercast.model.inputs.plan_tables import targets_table
from clustercast.scenarios.numbers import Goal, Progress
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


def test_progress_is_the_figure_or_what_it_has_gained_on_the_base():
    assert target_progress(80.0, 100.0, Progress.FALLEN) == pytest.approx(0.2)
    assert target_progress(120.0, 100.0, Progress.FALLEN) == pytest.approx(-0.2)
    assert target_progress(120.0, 100.0, Progress.GROWN) == pytest.approx(0.2)
    assert target_progress(120.0, 100.0, Progress.GAIN) == 20.0
    assert target_progress(80.0, 100.0, Progress.FIGURE) == 80.0
    assert target_progress(80.0, 0.0, Progress.GROWN) == target_progress(80.0, 0.0, Progress.FALLEN) == 0.0


@pytest.mark.parametrize(
    ("kind", "form", "value", "unit", "reading", "asked"),
    [
        ("growth_per_year", None, 10.0, "percent", Progress.GROWN, [0.1, 0.21, 0.331, 0.4641]),
        ("growth_per_year", "growth_every_year", 0.1, "share", Progress.GROWN, [0.1, 0.21, 0.331, 0.4641]),
        ("cumulative_count", "net_increase", 40.0, "firms", Progress.GAIN, [10.0, 20.0, 30.0, 40.0]),
        ("cumulative_count", None, 40.0, "firms", Progress.FIGURE, [10.0, 20.0, 30.0, 40.0]),
    ],
)
def test_a_target_asks_each_year_for_what_its_form_counts(kind, form, value, unit, reading, asked):
    plan = plan_that_cuts(CUT)
    changes = {"kind": kind, "form": form, "value": value, "unit": unit, "measure": plan.indicators[0].id}
    records, required = targets_table(replace(plan, targets=(replace(plan.targets[-1], **changes),)))
    assert records["reading"].tolist() == [reading]
    assert required[0] == pytest.approx(asked, rel=1e-12)


def test_a_cut_asks_for_its_even_part_each_year():
    records, required = targets_table(plan_that_cuts(CUT))
    row = next(number for number, one in enumerate(records) if one["reading"] == Progress.FALLEN)
    assert records[row]["goal"] == Goal.GREEN
    assert required[row] == pytest.approx([0.045, 0.09, 0.135, 0.18])


def test_a_cut_out_of_reach_draws_effort_and_one_that_is_met_does_not():
    hard = assert_equal_engines(case_of(plan_that_cuts(99.0), "strong-evaluation", seed=3))
    easy = assert_equal_engines(case_of(plan_that_cuts(0.001), "strong-evaluation", seed=3))
    assert hard.effort[Goal.GREEN, 0] > easy.effort[Goal.GREEN, 0]
