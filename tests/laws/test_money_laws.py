"""Money, revenue, stocks and effort add up, every quarter, in every plan and scenario."""

import numpy as np
import pytest

from clustercast.agents.columns import BankFloat, CellUpgradeFloat, Count, FirmCode, FirmFloat, MarketFloat, UpgradeCode
from clustercast.model.inputs.parameter_draw import peer_weights
from clustercast.scenarios.numbers import Account
from tests.engine_runs import HENAN, INVENTED, fitting, model_of, states, tables_under, with_parameters

CASES = [(INVENTED, "as-written"), (INVENTED, "double-incentives"), (HENAN, "as-written"), (HENAN, "no-incentives")]
CLOSE = 1e-9


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[0][-8:]}-{case[1]}")
def course(request):
    """The states of a run, from the base year to its end."""
    name, scenario = request.param
    number, prepared = fitting(name, 0)
    given = tables_under(name, scenario, prepared)
    plan = model_of(name).plan
    return given, states(given, prepared.state, plan.start, plan.n_quarters, number)


def standing(state):
    """Rows of the firms in the population."""
    return state.codes[FirmCode.ACTIVE, : state.counts[Count.SLOTS_USED]] == 1


def total(state, column):
    """Sum of a column over the firms in the population."""
    return state.floats[column, : state.counts[Count.SLOTS_USED]][standing(state)].sum()


def test_balances_sum_to_nought_and_only_firms_and_outside_hold_money(course):
    for state in course[1]:
        gross = np.abs(state.balances).sum()
        assert abs(state.balances.sum()) <= CLOSE * gross
        others = np.delete(state.balances, [Account.FIRMS, Account.OUTSIDE])
        assert np.abs(others).max() <= CLOSE * gross


def test_account_of_firms_is_their_cash(course):
    for state in course[1]:
        cash = total(state, FirmFloat.CASH)
        assert state.balances[Account.FIRMS] == pytest.approx(cash, rel=CLOSE)


def test_every_flow_has_two_legs_and_one_direction(course):
    for before, now in zip(course[1], course[1][1:], strict=False):
        change = now.flows.sum(axis=0) - now.flows.sum(axis=1)
        scale = now.flows.sum()
        np.testing.assert_allclose(now.balances - before.balances, change, atol=CLOSE * scale)
        assert now.flows.min() >= -CLOSE * scale


def test_loans_of_the_bank_are_the_debts_of_the_firms(course):
    for state in course[1]:
        assert state.bank[BankFloat.LOANS] == pytest.approx(total(state, FirmFloat.DEBT), rel=CLOSE)


def test_revenue_of_firms_and_outside_is_nominal_demand(course):
    for state in course[1][1:]:
        n = state.counts[Count.SLOTS_USED]
        home = np.bincount(
            state.codes[FirmCode.INDUSTRY, :n], state.floats[FirmFloat.REVENUE, :n], state.markets.shape[1]
        )
        whole = home + state.markets[MarketFloat.OUTSIDE_REVENUE]
        np.testing.assert_allclose(whole, state.markets[MarketFloat.NOMINAL], rtol=CLOSE)


def test_shares_with_the_outside_sum_to_one(course):
    for before, now in zip(course[1], course[1][1:], strict=False):
        n, here = now.counts[Count.SLOTS_USED], standing(now)
        held = np.where(here, now.floats[FirmFloat.SHARE, :n], 0.0)
        whole = now.markets[MarketFloat.SHARE_OUT] + np.bincount(
            now.codes[FirmCode.INDUSTRY, :n], held, now.markets.shape[1]
        )
        closed = (
            now.counts[[Count.LEFT_INSOLVENT, Count.LEFT_PHASED]].sum()
            > before.counts[[Count.LEFT_INSOLVENT, Count.LEFT_PHASED]].sum()
        )
        if closed:  # what they leave goes to all who stay, next quarter
            assert whole.max() <= 1.0 + CLOSE
            assert whole.min() > 0.9
        else:
            np.testing.assert_allclose(whole, 1.0, rtol=CLOSE)


def test_robots_in_use_are_those_before_plus_installed_less_retired_and_left(course):
    for before, now in zip(course[1], course[1][1:], strict=False):
        left = now.counts[Count.LEFT_ROBOTS] - before.counts[Count.LEFT_ROBOTS]
        expected = robots(before) + now.counts[Count.INSTALLED] - now.counts[Count.RETIRED] - left
        assert robots(now) == expected


def test_every_robot_has_a_vintage(course):
    for state in course[1]:
        n, here = state.counts[Count.SLOTS_USED], standing(state)
        np.testing.assert_array_equal(
            state.vintages[:, :n].sum(axis=0)[here], state.upgrade_codes[UpgradeCode.LEVEL, 0, :n][here]
        )
        np.testing.assert_allclose(
            state.cell_vintages.sum(axis=0), state.cell_upgrades[CellUpgradeFloat.STOCK, 0], rtol=1e-9, atol=1e-9
        )


def robots(state):
    """Robots in use by the firms in the population."""
    return state.upgrade_codes[UpgradeCode.LEVEL, 0, : state.counts[Count.SLOTS_USED]][standing(state)].sum()


def test_one_has_the_columns_of_the_base_from_the_first_quarter_on(course):
    for state in course[1]:
        n, here = state.counts[Count.SLOTS_USED], standing(state)
        for column in (FirmFloat.REVENUE_LAST_YEAR, FirmFloat.EMPLOYMENT, FirmFloat.SHARE, FirmFloat.HURDLE):
            assert (state.floats[column, :n][here] > 0.0).all()
        assert (state.floats[FirmFloat.CAPITAL, :n][here] >= 0.0).all()
        assert (state.floats[FirmFloat.DEBT, :n][here] >= 0.0).all()
        pending = state.upgrade_codes[UpgradeCode.PENDING, :, :n][:, ~here]
        assert (pending == 0).all()


@pytest.mark.parametrize("tournament", [0.0, 0.3])
def test_effort_is_conserved(tournament):
    number, prepared = fitting(INVENTED, 0)
    given = with_parameters(tables_under(INVENTED, "as-written", prepared))
    given.stance[0].attention = 2.0
    given.stance[0].tournament = tournament
    weight = given.goals["weight"]
    moved = False
    for state in states(given, prepared.state, model_of(INVENTED).plan.start, 16, number)[4::4]:
        assert (weight * state.effort[:, 0]).sum() == pytest.approx(weight.sum(), rel=CLOSE)
        served = weight > 0.0
        np.testing.assert_allclose(state.effort[served, 1:].mean(axis=1), state.effort[served, 0], rtol=CLOSE)
        moved = moved or np.ptp(state.effort[served, 0]) > 0.01
    assert moved


@pytest.mark.parametrize("name", [INVENTED, HENAN])
def test_weights_of_peers_sum_to_one(name):
    prepared = fitting(name, 0)[1]
    weights = peer_weights(prepared.values)
    assert sum(weights.values()) == pytest.approx(1.0, rel=1e-12)
    assert weights["nation"] >= prepared.values["peer_nation_floor"]
    stance = prepared.given.stance[0]
    assert stance.peer_cluster + stance.peer_industry + stance.peer_chain + stance.peer_nation == pytest.approx(1.0)
