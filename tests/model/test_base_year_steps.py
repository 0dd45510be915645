"""The base year on Mesa agents: populated and burnt in step by step, equal to the compiled one to the last bit."""

import numpy as np
import pytest

from clustercast.agents.arrays import Array, zeros
from clustercast.model import kernel
from clustercast.model.base_year.shift import solve_shift
from clustercast.model.compiled.state import NATION_FROM, REGION_FROM, copied
from clustercast.model.member import make_model, prepare
from clustercast.model.reference.agents_from_columns import write
from clustercast.model.region_base import end_base_year, region_at_base, region_before_burn_in, step_past
from clustercast.scenarios import load_scenario
from tests.engines import SCRATCH, differ, invented_plan

SEED = 1


@pytest.fixture(scope="module")
def model():
    return make_model(invented_plan(), [load_scenario("as-written")])


def state_of(region):
    """The region's columns; closes it."""
    state = copied(region.state)
    write(region, state)
    region.close()
    return state


def differing(one, other):
    kept = [name for name in one._fields if name not in (*SCRATCH, "wants")]  # the compiled engine plans less
    return [name for name in kept if differ(getattr(one, name), getattr(other, name))]


@pytest.mark.parametrize("member", range(2))
def test_a_region_of_agents_comes_to_the_base_year_of_the_compiled_engine(model, member):
    region = region_at_base(model, SEED, member)
    assert region.quarter == model.first_quarter
    assert not differing(state_of(region), prepare(model, SEED, member).state)


def test_the_burn_in_stops_where_wanted_and_goes_on(model):
    region = region_at_base(model, SEED, 0, until=4 * REGION_FROM)
    assert all(held.aware == 0 for firm in region.firms for held in firm.upgrades)
    assert any(cell.upgrades[0].adopted > 0.0 for cell in region.cells)
    while region.quarter < model.first_quarter:
        step_past(region)
    assert any(held.level > 0 for firm in region.firms for held in firm.upgrades)
    end_base_year(model, region)
    assert not differing(state_of(region), prepare(model, SEED, 0).state)


def test_the_shift_of_an_upgrade_is_solved_on_agents_as_in_compiled_code(model):
    prepared = prepare(model, SEED, 0)
    plan, given, state = model.plan, prepared.given, copied(prepared.state)
    region = region_before_burn_in(model, prepared, SEED, 0)
    steps, goal = given.history.shape[1], prepared.values[plan.upgrades[0].parameters["nation_stock"]]
    path, checked = np.zeros((steps, len(plan.upgrades))), np.array([0.0, -np.inf, np.inf])
    wanted = kernel.solve(given, state, 0, goal, True, False, path, checked)
    mine, reached = zeros(steps, len(plan.upgrades)), Array(np.array([0.0, -np.inf, np.inf]))
    assert solve_shift(region, 0, goal, True, False, mine, reached) == wanted
    assert region.upgrades[0].log_shift_nation == wanted
    assert not differ(mine.values, path)
    assert not differ(reached.values, checked)
    region.close()
    assert steps == model.first_quarter - 4 * NATION_FROM
