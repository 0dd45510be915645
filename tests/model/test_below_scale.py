"""Firms below the size threshold, as weighted cells: where they stand, who crosses, and that the engines agree."""

from itertools import pairwise

import numpy as np
import pytest

from clustercast.agents.columns import (
    CellFloat,
    CellUpgradeFloat,
    ClusterFloat,
    Count,
    FirmCode,
    FirmFloat,
    UpgradeCode,
)
from clustercast.model.compiled.state import copied, empty_state
from clustercast.model.inputs.records import CELLS_PER_BLOCK
from clustercast.model.member import make_model, prepare, scenario_tables
from clustercast.scenarios import load_scenario
from clustercast.scenarios.numbers import Form, Scope
from tests.engine_runs import advance, after, with_parameters
from tests.engines import assert_equal_engines, case_of, differ, narrowed
from tests.other_packs import EIGHT, FOUR, invented_with, without

ROBOTS, CLOUD = EIGHT.index("robots"), EIGHT.index("cloud")
LIVELY = {"entry_rate": 0.4, "threshold_revenue": 6000.0, "stretch_limit": 5.0}


def plan_with(upgrades=EIGHT, **values):
    """The invented province with its firms below scale."""
    return narrowed(invented_with(upgrades, below_scale=True), **{"stretch_limit": 5.0, **values})


def below(state):
    """Which cells are below scale."""
    return state.cells[CellFloat.SCOPE] == Scope.BELOW_SCALE


def held(state, row, k):
    """Firms (or robots) of the cells below scale that a row counts."""
    weight = 1.0 if row == CellUpgradeFloat.STOCK else state.cells[CellFloat.FIRMS]
    return (weight * state.cell_upgrades[row, k])[below(state)].sum()


def quarters(case, many):
    """The state before the first quarter and after each of some."""
    given = scenario_tables(case.model, case.prepared, case.scenario)
    found = [copied(case.prepared.state)]
    for count in range(1, many + 1):
        state = copied(case.prepared.state)
        advance(given, state, case.model.plan.start, count, case.member, case.seed)
        found.append(state)
    return found


# Where they stand


def test_each_own_industry_has_a_block_between_the_other_sectors_and_the_burn_in():
    case = case_of(plan_with(), "as-written")
    scopes = case.prepared.state.cells[CellFloat.SCOPE].tolist()
    assert scopes == 36 * [0.0] + 12 * [1.0] + 24 * [3.0] + 12 * [2.0]
    industries = case.prepared.given.industries
    assert industries["below_cell"].tolist() == [48, 60, -1]
    assert case.prepared.given.stance[0].moving_cells == 72
    for s in (0, 1):
        block = case.prepared.state.cells[:, industries[s].below_cell :][:, :CELLS_PER_BLOCK]
        assert set(block[CellFloat.INDUSTRY]) == {float(s)}
        assert (np.diff(block[CellFloat.EMPLOYMENT].reshape(4, 3)[:, 0]) >= 0.0).all()


def test_a_plan_without_them_has_no_such_cells():
    case = case_of(narrowed(invented_with(FOUR), stretch_limit=5.0), "as-written")
    assert not below(case.prepared.state).any()
    assert case.prepared.given.industries["below_cell"].tolist() == [-1, -1, -1]


def test_they_sell_less_than_the_threshold():
    plan = plan_with()
    model = make_model(plan, [load_scenario("as-written")])
    state, capped = empty_state(model.size), []
    for member in range(20):
        prepared = prepare(model, 3, member, state)
        cells = prepared.state.cells[:, below(prepared.state)]
        most = prepared.values["below_scale_largest"] * prepared.values["threshold_revenue"]
        assert cells[CellFloat.REVENUE].max() <= most * (1.0 + 1e-12)
        capped.append(cells[CellFloat.REVENUE].max() >= most * 0.999)
        weights = cells[CellFloat.FIRMS] / cells[CellFloat.FIRMS].sum()
        assert 5.0 < weights @ cells[CellFloat.EMPLOYMENT] < 17.0
    assert np.mean(capped) < 1.0  # the largest size is held down in most draws, not in all


def test_following_them_moves_no_firm_above_scale():
    """They enter no shift and nobody above scale looks at them: the base year of the register is the same."""
    alone = case_of(narrowed(invented_with(EIGHT), stretch_limit=5.0), "as-written").prepared
    both = case_of(plan_with(), "as-written").prepared
    for name in ("floats", "codes", "upgrade_floats", "upgrade_codes", "vintages", "clusters", "suppliers"):
        assert not differ(getattr(alone.state, name), getattr(both.state, name))
    assert alone.given.upgrades["log_shift"].tolist() == both.given.upgrades["log_shift"].tolist()


def test_small_firms_without_jobs_for_a_robot_have_none():
    state = case_of(plan_with(), "as-written").prepared.state
    p = case_of(plan_with(), "as-written").prepared.values
    cells = below(state)
    jobs = p["robot_jobs_share_other"] * state.cells[CellFloat.EMPLOYMENT, cells] / p["workers_per_robot"]
    assert (state.cell_upgrades[CellUpgradeFloat.STOCK, ROBOTS, cells][jobs < 1.0] == 0.0).all()
    assert (jobs < 1.0).any()


# Who crosses


@pytest.mark.parametrize("scenario", ["as-written", "demand-slump"])
def test_firms_are_conserved_when_they_cross(scenario):
    case = case_of(plan_with(**LIVELY), scenario, seed=7)
    found = quarters(case, case.model.plan.n_quarters)
    base = found[0]
    assert base.cells[CellFloat.FIRMS, below(base)].sum() == pytest.approx(base.clusters[ClusterFloat.BELOW].sum())
    for before, now in pairwise(found):
        entered, fell = (now.counts[row] - before.counts[row] for row in (Count.ENTERED, Count.LEFT_BELOW))
        change = now.cells[CellFloat.FIRMS, below(now)].sum() - before.cells[CellFloat.FIRMS, below(before)].sum()
        assert change == pytest.approx(fell - entered, abs=1e-8)
        assert (now.cells[CellFloat.FIRMS] >= 0.0).all()
        for s in (0, 1):
            first = case.prepared.given.industries[s].below_cell
            own = case.prepared.given.clusters["industry"] == s
            cells = now.cells[CellFloat.FIRMS, first : first + CELLS_PER_BLOCK].sum()
            assert cells == pytest.approx(now.clusters[ClusterFloat.BELOW, own].sum(), abs=1e-8)
    assert found[-1].counts[Count.ENTERED] > 30
    assert found[-1].counts[Count.LEFT_BELOW] > 30


def test_shares_stay_shares():
    case = case_of(plan_with(**LIVELY), "double-incentives", seed=4)
    state = quarters(case, case.model.plan.n_quarters)[-1]
    cells, U = below(state), CellUpgradeFloat
    for row in (U.AWARE, U.WILLING, U.ADOPTED, U.UPPER, U.FIRST_WAIT, U.SECOND_WAIT):
        values = state.cell_upgrades[row][:, cells]
        assert values.min() >= -1e-12 and values.max() <= 1.0 + 1e-9
    assert (state.cell_upgrades[U.ADOPTED] <= state.cell_upgrades[U.AWARE] + 1e-9).all()
    np.testing.assert_allclose(
        state.cell_vintages[:, cells].sum(axis=0), state.cell_upgrades[U.STOCK, ROBOTS, cells], rtol=1e-9, atol=1e-9
    )


def test_what_a_firm_has_goes_with_it():
    """Every firm of the plan's sectors has the upgrade, whoever crosses; nobody else ever hears of it."""
    case = case_of(plan_with(**LIVELY), "no-incentives")
    state = copied(case.prepared.state)
    n = case.prepared.firms
    state.upgrade_codes[UpgradeCode.LEVEL] = 0
    state.upgrade_codes[UpgradeCode.PENDING] = 0
    state.upgrade_codes[UpgradeCode.AWARE] = 0
    state.vintages[...] = 0
    state.cell_upgrades[...] = 0.0
    state.cell_vintages[...] = 0.0
    for row in (CellUpgradeFloat.AWARE, CellUpgradeFloat.ADOPTED):
        state.cell_upgrades[row, CLOUD, below(state)] = 1.0
    state.upgrade_codes[UpgradeCode.LEVEL, CLOUD, :n] = 1
    state.upgrade_codes[UpgradeCode.AWARE, CLOUD, :n] = 1
    given = scenario_tables(case.model, case.prepared, case.scenario)
    given = with_parameters(given, innovation_rate=0.0, imitation_rate=0.0, taste_redraw=0.0)
    end = after(given, state, case.model.plan.start, case.model.plan.n_quarters, case.member, case.seed)
    active = end.codes[FirmCode.ACTIVE] == 1
    assert end.counts[Count.ENTERED] > 10
    assert (end.upgrade_codes[UpgradeCode.LEVEL, CLOUD, active] == 1).all()
    assert (end.upgrade_codes[UpgradeCode.BASE_LEVEL, CLOUD, n : end.counts[Count.SLOTS_USED]] == 1).all()
    assert held(end, CellUpgradeFloat.ADOPTED, CLOUD) == pytest.approx(end.cells[CellFloat.FIRMS, below(end)].sum())


def test_robots_are_conserved_when_their_owner_crosses():
    case = case_of(plan_with(**LIVELY), "double-incentives", seed=7)
    prepared = case.prepared.state
    prepared.upgrade_codes[UpgradeCode.AWARE] = 1
    cells = below(prepared)
    prepared.cell_upgrades[CellUpgradeFloat.AWARE, ROBOTS, cells] = 1.0
    prepared.cell_upgrades[CellUpgradeFloat.ADOPTED, ROBOTS, cells] = 0.5
    prepared.cell_upgrades[CellUpgradeFloat.STOCK, ROBOTS, cells] = 1.5 * prepared.cells[CellFloat.FIRMS, cells]
    prepared.cell_vintages[0, cells] = prepared.cell_upgrades[CellUpgradeFloat.STOCK, ROBOTS, cells]
    found = quarters(case, 8)
    robots = [(s.upgrade_codes[UpgradeCode.LEVEL, ROBOTS] * s.codes[FirmCode.ACTIVE]).sum() for s in found]
    for place in range(1, 9):
        before, now = found[place - 1], found[place]
        left = now.counts[Count.LEFT_ROBOTS] - before.counts[Count.LEFT_ROBOTS]
        assert robots[place] - robots[place - 1] == now.counts[Count.INSTALLED] - now.counts[Count.RETIRED] - left
    n = case.prepared.firms
    came = found[-1].upgrade_codes[UpgradeCode.BASE_LEVEL, ROBOTS, n:]
    assert came.max() >= 3  # three robots a user below scale
    assert came.max() <= 4
    end = found[-1]
    fleet = (end.vintages.sum(axis=0) == end.upgrade_codes[UpgradeCode.LEVEL, ROBOTS]) | (
        end.codes[FirmCode.ACTIVE] == 0
    )
    assert fleet.all()


# Both engines, and what acts on them


@pytest.mark.parametrize(("scenario", "seed"), [("as-written", 1), ("double-incentives", 2), ("demand-slump", 7)])
def test_both_engines_with_eight_upgrades_and_firms_below_scale(scenario, seed):
    state = assert_equal_engines(case_of(plan_with(**LIVELY), scenario, seed=seed))
    assert state.counts[Count.ENTERED] > 30
    assert state.counts[Count.LEFT_BELOW] > 10
    assert held(state, CellUpgradeFloat.ADOPTED, CLOUD) > 0.0


def test_both_engines_without_robots():
    plan = without(plan_with(), ("robots",))
    assert not any(one.form == "units" for one in plan.upgrades)
    case = case_of(plan, "as-written", seed=3)
    assert set(case.prepared.given.upgrades["form"]) == {Form.LEVELS}
    state = assert_equal_engines(case)
    assert np.isfinite(state.indicators).all()
    assert state.floats[FirmFloat.REVENUE].max() > 0.0


def test_levers_act_on_them():
    case = case_of(plan_with(), "as-written")
    given = scenario_tables(case.model, case.prepared, case.scenario)
    lever = given.upgrades[CLOUD].outreach_lever
    shares = []
    for intensity in (0.0, 0.9):
        given.intensity[:, :, lever] = intensity
        state = copied(case.prepared.state)
        state.cell_upgrades[:, CLOUD, below(state)] = 0.0
        advance(given, state, case.model.plan.start, 8, case.member, case.seed)
        shares.append(held(state, CellUpgradeFloat.AWARE, CLOUD))
    assert shares[1] > 1.03 * shares[0]
