"""A user's own register in the engine: what its rows give is what the firms have, what they leave out is drawn."""

import math
from dataclasses import replace

import numpy as np
import pytest

from clustercast.agents.columns import FirmCode, FirmFloat, GroupFloat, UpgradeCode, UpgradeFloat
from clustercast.model.base_year.register import known_goal
from clustercast.model.compiled.state import empty_state
from clustercast.model.member import make_model, prepare, rerun, simulate
from clustercast.model.results.run_folder import inputs_of
from clustercast.scenarios import load_plan, load_scenario
from clustercast.scenarios.register import read_register, with_firms
from tests.engines import INVENTED, assert_equal_engines, case_of

HEADER = "id,city,cluster,revenue,employees,fixed assets,debt,cash,R&D,energy,robots,smart,green,group,lead"
CLUSTERS = ("machine-tools-core", "farm-machinery-core", "farm-machinery-support", "elsewhere-machine_tools")
CITIES = ("beigang", "nanling", "donghe")
FIRMS = 60


def rows(holds=True):
    """Sixty firms; every other one tells all it has."""
    for n in range(FIRMS):
        size = 2500 * (1 + n % 9)
        told = f"{size / 3},{size / 5 if n % 4 else 0},{size / 9},{size / 40},{size / 50}" if n % 2 else ",,,,"
        held = f"{n % 5},{(n // 5) % 3},{n % 2}" if holds and n % 3 else ",,"
        group = "yunling-machinery" if n in (3, 4) else ""
        yield f"F{n:02d},{CITIES[n % 3]},{CLUSTERS[n % 4]},{size},{20 + n},{told},{held},{group},{int(n == 3)}"


def register_plan(tmp_path, lines):
    plan = load_plan(INVENTED)
    path = tmp_path / "firms.csv"
    path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    return with_firms(plan, read_register(path, plan))


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return case_of(register_plan(tmp_path_factory.mktemp("register"), list(rows())), "as-written")


def test_sizes_are_those_of_the_register_unstretched(case):
    firms, state = case.model.plan.register.firms, case.prepared.state
    assert case.prepared.firms == FIRMS
    assert state.floats[FirmFloat.REVENUE_YEAR, :FIRMS].tolist() == [one.revenue for one in firms]
    assert state.floats[FirmFloat.EMPLOYMENT, :FIRMS].tolist() == [one.employees for one in firms]
    total = math.fsum(state.floats[FirmFloat.REVENUE_YEAR].tolist())
    assert total == pytest.approx(case.model.plan.accounts.base_revenue.value * 10_000)
    assert (state.codes[FirmCode.ACTIVE, :FIRMS] == 1).all() and not state.codes[FirmCode.ACTIVE, FIRMS:].any()
    assert case.model.size.slots < 60 * 2 + 300


def test_given_traits_hold_and_the_others_are_drawn(case):
    firms, floats = case.model.plan.register.firms, case.prepared.state.floats
    told = [n for n, one in enumerate(firms) if one.capital is not None]
    assert len(told) == FIRMS // 2
    for n in told:
        one = firms[n]
        assert (floats[FirmFloat.CAPITAL, n], floats[FirmFloat.DEBT, n], floats[FirmFloat.CASH, n]) == (
            one.capital, one.debt, one.cash,
        )  # fmt: skip
        assert floats[FirmFloat.RND_YEAR, n] == pytest.approx(one.rnd)
        assert 4.0 * floats[FirmFloat.ENERGY, n] == pytest.approx(one.energy)
        assert floats[FirmFloat.BORROWS, n] == 1.0 or one.debt == 0.0
    others = [n for n in range(FIRMS) if n not in told]
    assert len(set((floats[FirmFloat.CAPITAL, others] / floats[FirmFloat.REVENUE_YEAR, others]).tolist())) > 20


def test_a_firm_without_a_cell_has_the_draw_of_its_number(case, tmp_path):
    """Filling in one firm's capital changes the capital of no other."""
    lines = list(rows())
    lines[0] = lines[0].replace(",,,,,", ",777,,,,", 1)
    other = prepare(make_model(register_plan(tmp_path, lines), ()), 1, 0).state.floats[FirmFloat.CAPITAL, :FIRMS]
    mine = case.prepared.state.floats[FirmFloat.CAPITAL, :FIRMS]
    assert other[0] == 777.0
    assert (other[1:] == mine[1:]).all()


def test_levels_are_held_at_the_end_of_the_base_year(case):
    state, plan = case.prepared.state, case.model.plan
    codes = state.upgrade_codes
    for k in range(len(plan.upgrades)):
        for n, one in enumerate(plan.register.firms):
            level = one.levels[k]
            if level is None:
                continue
            assert codes[UpgradeCode.LEVEL, k, n] == codes[UpgradeCode.BASE_LEVEL, k, n] == level
            assert codes[UpgradeCode.AWARE, k, n] == 1 or level == 0
            assert codes[UpgradeCode.PENDING, k, n] == codes[UpgradeCode.ADDED, k, n] == 0
            assert 0 <= codes[UpgradeCode.ADDED_YEAR, k, n] <= level
            assert (state.upgrade_floats[UpgradeFloat.GAIN_HELD, k, n] > 0.0) <= (level > 0)
    assert (state.vintages[:, :FIRMS].sum(axis=0) == codes[UpgradeCode.LEVEL, 0, :FIRMS]).all()
    assert (state.floats[FirmFloat.GAIN, :FIRMS] == 0.0).all()


def test_robots_have_the_ages_of_the_region(case):
    """Not all bought in one quarter: they would all wear out in one."""
    told = [n for n, one in enumerate(case.model.plan.register.firms) if one.levels[0]]
    assert np.count_nonzero(case.prepared.state.vintages[:, told].sum(axis=1)) > 5


def test_groups_and_lead_firms(case):
    state = case.prepared.state
    assert state.codes[FirmCode.LEAD, :FIRMS].tolist() == [int(n == 3) for n in range(FIRMS)]
    assert np.flatnonzero(state.codes[FirmCode.GROUP, :FIRMS] >= 0).tolist() == [3, 4]
    assert state.groups[GroupFloat.MEMBERS, 0] == 2
    assert state.groups[GroupFloat.OUTSIDE_BASE, 0] > 0.0  # what the pack's lead firms of the group earn elsewhere


def test_the_burn_in_aims_at_the_registers_own_adopters(case):
    plan = case.model.plan
    told = [one.levels[1] for one in plan.register.firms if one.levels[1] is not None]
    goal, own = known_goal(plan, 1, 99.0, True)
    assert own and goal == pytest.approx(sum(level > 0 for level in told) * FIRMS / len(told))
    robots, own = known_goal(plan, 0, 99.0, False)
    assert own and robots == pytest.approx(sum(n % 5 for n in range(FIRMS) if n % 3) * FIRMS / 40)
    assert known_goal(plan, 3, 99.0, True) == (99.0, True)
    assert known_goal(load_plan(INVENTED), 0, 99.0, False) == (99.0, False)


@pytest.mark.parametrize("scenario", ["as-written", "demand-slump"])
def test_both_engines_run_it_to_the_last_bit(case, scenario):
    assert_equal_engines(replace(case, scenario=load_scenario(scenario)))


def test_the_order_of_rows_does_not_matter(case, tmp_path):
    other = make_model(register_plan(tmp_path, list(rows())[::-1]), ())
    there, here = prepare(other, 1, 0).state, case.prepared.state
    assert all((getattr(there, name) == getattr(here, name)).all() for name in ("floats", "upgrade_codes", "groups"))


def test_the_register_is_an_input_of_the_run_and_stands_in_the_reproducer(case):
    plan = case.model.plan
    with_it = inputs_of(plan, [case.scenario], 4, 1)
    without = inputs_of(load_plan(INVENTED), [case.scenario], 4, 1)
    assert with_it.firms == plan.register.hash and with_it.run != without.run
    assert '"firms"' not in without.text()
    values = simulate(case.model, case.prepared, case.scenario, empty_state(case.model.size), 1, 0)
    again = rerun(str(INVENTED), "as-written", seed=1, member=0, firms=str(plan.register.path))
    assert (values == again).all()


def test_a_register_that_tells_no_levels_runs_too(tmp_path):
    plan = register_plan(tmp_path, list(rows(holds=False)))
    state = assert_equal_engines(case_of(plan, "as-written", member=2))
    assert np.isfinite(state.indicators).all()
