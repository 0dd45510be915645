"""One firm without noise, and firms that nothing moves: by explicit arithmetic."""

import math

import numpy as np
import pytest

from clustercast.agents.columns import (
    CellFloat,
    CellPassFloat,
    CellUpgradeFloat,
    Count,
    EconomyFloat,
    FirmCode,
    FirmFloat,
    MarketFloat,
    UpgradeCode,
    UpgradeFloat,
)
from clustercast.agents.draws import Stream, keyed_uniform
from clustercast.scenarios.numbers import Scope
from tests.engine_runs import HENAN, INVENTED, SEED, fitting, quiet_world, states

ROBOTS = 0
RAMP = (-0.2, -0.2, 0.25, 0.5, 0.75, 1.0, 1.0, 1.0)
MEMBER = 0


def reviews_once(start, rate, quarters, member):
    """An entity that reviews in the first quarter and then not for a while."""
    for entity in range(5000):
        draws = [keyed_uniform(SEED, member, Stream.REVIEW, entity, start + t, 0) < rate for t in range(quarters)]
        if draws[0] and not any(draws[1:]):
            return entity
    raise AssertionError("none")


def lone_firm(quarters):
    """A world with one firm that knows robots and reviews its plans in the first quarter only."""
    number, given, state, start = quiet_world(INVENTED)
    p = given.params[0]
    p.nowcast_demand_growth = p.demand_growth = 0.08
    p.local_content = p.employment_effect = 0.0
    state.counts[Count.SLOTS_USED] = 1
    state.codes[FirmCode.ENTITY, 0] = reviews_once(start, p.review_rate, quarters, number)
    state.floats[FirmFloat.EMPLOYMENT, 0] = 400.0
    state.floats[FirmFloat.PRODUCTIVITY, 0] = state.floats[FirmFloat.REVENUE_YEAR, 0] / 400.0
    state.floats[FirmFloat.CASH, 0] = 1e7
    state.upgrade_codes[UpgradeCode.AWARE, ROBOTS, 0] = 1
    state.markets[MarketFloat.SHARE_OUT, state.codes[FirmCode.INDUSTRY, 0]] = 1.0 - state.floats[FirmFloat.SHARE, 0]
    return number, given, state, start


def decision_by_hand(number, given, state, start):
    """Robots, cost, yearly saving and chance of the first order, from the formulas of the model description."""
    p, upgrade = given.params[0], given.upgrades[ROBOTS]
    capacity = given.industries["jobs_share"][state.codes[FirmCode.INDUSTRY, 0]] * 400.0 / p.workers_per_robot
    rounding = keyed_uniform(SEED, number, Stream.ROUNDING, int(state.codes[FirmCode.ENTITY, 0]), start, ROBOTS)
    units = max(1, math.floor(p.order_share * capacity + rounding))
    arm = state.economy[EconomyFloat.FIRST_ARM_PRICE]
    wage = state.economy[EconomyFloat.WAGE]
    cost = units**upgrade.cost_exponent * arm * (1.0 + p.integration_multiple)
    saving = units * (p.workers_per_robot * wage * (1.0 + p.social_insurance) - p.upkeep_share * arm)
    won = state.floats[FirmFloat.MARGIN, 0] * p.price_elasticity * (1.0 - math.exp(-p.adjustment_rate))
    shift = upgrade.log_shift + state.upgrade_floats[UpgradeFloat.LOG_SHOCK, ROBOTS, 0]
    shift += p.benefit_size_slope * math.log(400.0 / 200.0)
    shift += (1.0 - upgrade.cost_exponent) * math.log(max(1.0, p.order_share * capacity) / units)  # unrounded order
    benefit = saving * (1.0 - p.pass_through + p.pass_through * won) * math.exp(shift)
    hurdle = state.floats[FirmFloat.HURDLE, 0]
    value = (1.0 - (1.0 + hurdle) ** -upgrade.life_years) / hurdle
    return units, cost, saving, 1.0 / (1.0 + (value * benefit / cost) ** -p.choosiness)


def test_one_firm_decides_by_hand():
    number, given, state, start = lone_firm(quarters=3)
    units, cost, saving, chance = decision_by_hand(number, given, state, start)
    assert 0.0 < chance < 1.0
    for taste, orders in ((chance * (1.0 + 1e-9), 0), (chance * (1.0 - 1e-9), units)):
        state.upgrade_floats[UpgradeFloat.TASTE, ROBOTS, 0] = taste
        now = states(given, state, start, 1, number)[-1]
        assert now.upgrade_codes[UpgradeCode.PENDING, ROBOTS, 0] == orders
    assert now.upgrade_floats[UpgradeFloat.PENDING_COST, ROBOTS, 0] == pytest.approx(cost, rel=1e-12)
    kept = (1.0 - given.params[0].pass_through) * saving
    assert now.upgrade_floats[UpgradeFloat.PENDING_SAVING, ROBOTS, 0] == pytest.approx(kept, rel=1e-12)


def test_one_firm_grows_by_hand():
    """Two quarters after the order robots work; the gain ramps, the share follows, revenue is share times demand."""
    number, given, state, start = lone_firm(quarters=9)
    p = given.params[0]
    s = state.codes[FirmCode.INDUSTRY, 0]
    units, _, saving, _ = decision_by_hand(number, given, state, start)
    state.upgrade_floats[UpgradeFloat.TASTE, ROBOTS, 0] = 0.0
    share, demand = state.floats[FirmFloat.SHARE, 0], state.markets[MarketFloat.NOMINAL, s]
    outside = 1.0 - share
    gain = p.pass_through * saving / state.floats[FirmFloat.REVENUE_YEAR, 0]
    a = 1.0 - math.exp(-p.adjustment_rate / 4.0)
    habit = habit_out = 0.0
    for t, now in enumerate(states(given, state, start, 9, number)[1:]):
        age = t - 2
        held = gain * RAMP[min(age, 7)] if age >= 0 else 0.0
        mean = share * held
        step, step_out = a * (p.price_elasticity * (held - mean) - habit), a * (-p.price_elasticity * mean - habit_out)
        habit, habit_out = habit + step, habit_out + step_out
        share, outside = share * math.exp(step), outside * math.exp(step_out)
        share, outside = share / (share + outside), outside / (share + outside)
        demand *= math.exp(0.02)
        assert now.upgrade_codes[UpgradeCode.LEVEL, ROBOTS, 0] == (units if age >= 0 else 0)
        assert now.floats[FirmFloat.GAIN, 0] == pytest.approx(held, rel=1e-12, abs=1e-15)
        assert now.floats[FirmFloat.SHARE, 0] == pytest.approx(share, rel=1e-12)
        assert now.markets[MarketFloat.SHARE_OUT, s] == pytest.approx(outside, rel=1e-12)
        assert now.floats[FirmFloat.REVENUE, 0] == pytest.approx(share * demand, rel=1e-11)
        jobs = 4.0 * share * demand / state.floats[FirmFloat.PRODUCTIVITY, 0]
        jobs /= now.economy[EconomyFloat.PRODUCTIVITY_INDEX]
        assert now.floats[FirmFloat.EMPLOYMENT, 0] == pytest.approx(jobs, rel=1e-11)


@pytest.mark.parametrize("name", [INVENTED, HENAN])
def test_with_equal_gains_shares_and_revenue_stand_still(name):
    number, given, state, start = quiet_world(name)
    course = states(given, state, start, 8, number)
    n = state.counts[Count.SLOTS_USED]
    for now in course[1:]:
        assert now.counts[Count.SLOTS_USED] == n
        kept = now.codes[FirmCode.ACTIVE, :n] == 1  # a firm without cash and credit may still close
        assert kept.mean() > 0.99
        relative = (
            now.floats[FirmFloat.SHARE, :n] / now.markets[MarketFloat.SHARE_OUT, now.codes[FirmCode.INDUSTRY, :n]]
        )
        first = (
            state.floats[FirmFloat.SHARE, :n] / state.markets[MarketFloat.SHARE_OUT, state.codes[FirmCode.INDUSTRY, :n]]
        )
        np.testing.assert_allclose(relative[kept], first[kept], rtol=1e-12)
        assert not now.upgrade_codes[UpgradeCode.LEVEL].any()
        assert now.floats[FirmFloat.GAIN].any() == 0
        if kept.all():
            np.testing.assert_allclose(
                now.floats[FirmFloat.REVENUE, :n], course[1].floats[FirmFloat.REVENUE, :n], rtol=1e-12
            )


def test_equal_shifts_of_all_gains_move_nothing():
    number, given, state, start = quiet_world(INVENTED)
    for row in (FirmFloat.GAIN_SETTLED, FirmFloat.GAIN):
        state.floats[row] = 0.05
    state.economy[EconomyFloat.OUT_GAIN_SETTLED] = 0.05
    now = states(given, state, start, 1, number)[-1]
    n = state.counts[Count.SLOTS_USED]
    np.testing.assert_allclose(now.floats[FirmFloat.SHARE, :n], state.floats[FirmFloat.SHARE, :n], rtol=1e-12)


@pytest.mark.parametrize("name", [INVENTED, HENAN])
def test_at_constant_prices_adoption_of_reviewed_firms_stops(name):
    """Tastes persist and plans are judged at their unrounded size, so whoever reviewed once has decided."""
    creep = adopters_by_quarter(name)
    settled = creep[5:]  # from the second January on, last year's revenue is that of a year that stood still
    assert (settled == settled[0]).all(), creep
    assert settled[0].sum() > 0


def adopters_by_quarter(name):
    """``n[quarter, upgrade]`` of firms that have or ordered an upgrade; all review, none hears of more."""
    number, given, state, start = quiet_world(name)
    prepared = fitting(name, MEMBER)[1]
    given.params[0].review_rate = 1.0
    given.params[0].pass_through = 0.0
    state.upgrade_codes[UpgradeCode.AWARE] = prepared.state.upgrade_codes[UpgradeCode.AWARE]
    n = state.counts[Count.SLOTS_USED]
    state.floats[FirmFloat.CASH, :n] = 1e9
    given.params[0].local_content = 0.0  # orders would add to the revenue of the makers, hence to their plans
    course = states(given, state, start, 13, number)
    held = [
        now.upgrade_codes[UpgradeCode.LEVEL, :, :n] + now.upgrade_codes[UpgradeCode.PENDING, :, :n] for now in course
    ]
    return np.array([(one > 0).sum(axis=1) for one in held])


# The awareness of well-mixed firms


def test_well_mixed_cells_follow_the_bass_recursion():
    p, q, quarters = 0.03, 0.38, 40
    number, given, state, start = quiet_world(HENAN)
    given.params[0].innovation_rate = p
    given.params[0].imitation_rate = q
    given.params[0].review_rate = 1.0
    state.cell_passes[CellPassFloat.BOOST, ROBOTS] = math.exp(60.0)  # P = 1
    nation = state.cells[CellFloat.SCOPE] == Scope.NATION
    plain = nation & (state.cells[CellFloat.STRATUM] == 0.0)
    state.cells[CellFloat.FIRMS, nation & ~plain] = 0.0
    years = 4
    course = states(given, state, start, 4 * years, number)
    cell = int(np.flatnonzero(plain)[0])
    aware = bass(p, q, quarters=4 * years, delay=2)
    found = [now.cell_upgrades[CellUpgradeFloat.AWARE, ROBOTS, cell] for now in course]
    np.testing.assert_allclose(found, aware, rtol=1e-9)
    assert bass(p, q, quarters, delay=0)[-1] == pytest.approx(0.793118088811, rel=1e-11)  # hand check: no delay
    assert bass(p, q, quarters, delay=2)[-1] < 0.793118088811


def bass(p, q, quarters, delay):
    """Share aware by quarter, when peers count ``delay`` quarters after they ordered."""
    aware = [0.0]
    for t in range(quarters):
        adopted = aware[t - delay] if t >= delay else 0.0
        aware.append(aware[-1] + (1.0 - aware[-1]) * (1.0 - math.exp(-(p + q * adopted) / 4.0)))
    return aware


def test_firms_without_peers_learn_at_the_hazard_of_outreach():
    number, given, state, start = quiet_world(HENAN)
    given.params[0].innovation_rate = 0.2
    n = state.counts[Count.SLOTS_USED]
    for quarters in (4, 8):
        now = states(given, state, start, quarters, number)[-1]
        for k in range(given.upgrades.shape[0]):
            chance = 1.0 - math.exp(-0.2 * quarters / 4.0)
            spread = 4.0 * math.sqrt(chance * (1.0 - chance) / n)
            assert now.upgrade_codes[UpgradeCode.AWARE, k, :n].mean() == pytest.approx(chance, abs=spread)
