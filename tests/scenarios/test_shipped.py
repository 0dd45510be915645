"""What ships can be read: every plan pack, every scenario, the common files."""

import pytest

from clustercast.scenarios import load_plan, load_scenario, plan_names, scenario_names
from clustercast.scenarios.levers import INTENSITIES


@pytest.mark.parametrize("name", plan_names())
def test_every_plan_that_ships_is_read(name):
    plan = load_plan(name)
    assert plan.id == name
    assert plan.start <= plan.origin <= plan.end


@pytest.mark.parametrize("name", scenario_names())
def test_every_scenario_that_ships_is_read(name):
    assert load_scenario(name).id == name


def test_every_class_of_wording_has_its_parameter(invented_pack):
    assert set(INTENSITIES.values()) <= set(load_plan(invented_pack).parameters)


def test_every_parameter_draws_finite_numbers(invented_pack):
    for parameter in load_plan(invented_pack).parameters.values():
        low, middle, high = (parameter.draw(u) for u in (0.001, 0.5, 0.999))
        assert float("-inf") < low <= middle <= high < float("inf")
