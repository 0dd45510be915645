"""Quarters in which scenarios do not differ are run once a member, to the same bits."""

from dataclasses import replace

from clustercast.model.compiled.state import empty_state
from clustercast.model.inputs.plan_tables import common_quarters
from clustercast.model.member import make_model, prepare, share_quarters, simulate
from clustercast.scenarios import load_scenario
from tests.engines import invented_plan


def test_shared_quarters_change_no_bit():
    plan = invented_plan()
    names = ("as-written", "no-incentives", "late-start", "strong-evaluation", "demand-slump")
    scenarios = [load_scenario(name) for name in names]
    model = make_model(plan, scenarios)
    quarters = common_quarters(plan, scenarios)
    assert 0 < quarters <= plan.origin - plan.start
    prepared = prepare(model, 1, 0)
    shared = share_quarters(model, prepared, empty_state(model.size), 1, 0)
    assert shared.common is not None and shared.common.quarters == quarters
    for scenario in scenarios:
        spaces = empty_state(model.size), empty_state(model.size)
        plain, fast = (
            simulate(model, one, scenario, space, 1, 0) for one, space in zip((prepared, shared), spaces, strict=True)
        )
        assert plain.tobytes() == fast.tobytes()
        assert spaces[0].take_up.tobytes() == spaces[1].take_up.tobytes()
        assert spaces[0].floats.tobytes() == spaces[1].floats.tobytes()


def test_quarters_are_common_until_something_differs():
    plan = invented_plan()
    written, without, cheap, strong = (
        load_scenario(name) for name in ("as-written", "no-incentives", "cheap-robots", "strong-evaluation")
    )
    assert common_quarters(plan, [written]) == 0
    assert common_quarters(plan, [written, without]) == plan.origin - plan.start
    assert common_quarters(plan, [written, cheap]) == 4  # prices fall from the second year on
    assert common_quarters(plan, [written, replace(written, id="same")]) == plan.n_quarters
    assert common_quarters(plan, [written, strong]) <= 3 - plan.start % 4
