"""The engine against closed forms: Gibrat's law, the learning curve, energy, integrators, closures, rounds."""

import math
from itertools import pairwise

import numpy as np
import pytest

from clustercast.agents.columns import (
    Count,
    EconomyFloat,
    FirmCode,
    FirmFloat,
    MarketFloat,
    OrganisationFloat,
    SupplierFloat,
    UpgradeCode,
)
from clustercast.model.member import MemberError, make_model, prepare, scenario_tables
from clustercast.scenarios import load_plan, load_scenario
from tests.engine_runs import HENAN, INVENTED, after, fitting, model_of, own_tables, quiet_world, states, tables_under

LADDER = """
[[programme]]
id = "{name}"
label_zh = "虚构"
label_en = "invented"
subject = "firm"
act = "{act}"
instruments = ["smart-factory-promotion"]
eligible = "{eligible}"
score = "{score}"
capacity = {{value = {capacity}, unit = "firms_per_year", standing = "assumed", reason = "invented"}}
"""


# Gibrat


def test_sizes_spread_as_gibrats_law_says():
    """With yearly shocks only: the log has the variance of the sum of shocks, and the mean share is conserved."""
    number, given, state, start = quiet_world(HENAN)
    p = given.params[0]
    scale, part = 0.2, p.shock_permanent_share
    p.shock_scale, p.shock_cap, p.shock_size_exponent = scale * math.sqrt(1.0 + (1.0 - part) ** 2), 0.45, 0.0
    n, years = state.counts[Count.SLOTS_USED], 4
    now = after(given, state, start, 4 * years, number)
    kept = now.codes[FirmCode.ACTIVE, :n] == 1
    assert kept.mean() > 0.97
    s = state.codes[FirmCode.INDUSTRY, :n]
    grown = np.log(now.floats[FirmFloat.SHARE, :n] / now.markets[MarketFloat.SHARE_OUT, s])
    grown = (grown - np.log(state.floats[FirmFloat.SHARE, :n] / state.markets[MarketFloat.SHARE_OUT, s]))[kept]
    variance = 2.0 * scale**2 * ((years - 1) * part**2 + 1.0)
    mean = (years - 1) * math.log1p(-((part * scale) ** 2)) + math.log1p(-(scale**2))
    assert grown.var() == pytest.approx(variance, rel=0.08)
    assert grown.mean() == pytest.approx(mean, abs=4.0 * math.sqrt(variance / n))
    factor = np.exp(grown)
    assert factor.mean() == pytest.approx(1.0, abs=4.0 * factor.std() / math.sqrt(n))


# Learning curve and energy


def test_arm_price_follows_wrights_law():
    number, given, state, start = quiet_world(INVENTED)
    given.params[0].learning_rate = 0.2
    given.params[0].world_growth_other = 0.1
    exponent = -math.log2(1.0 - 0.2)
    expected = state.economy[EconomyFloat.WORLD_CUMULATIVE]
    elsewhere = state.economy[EconomyFloat.WORLD_OTHER]
    last_nation = state.economy[EconomyFloat.NATION_ADDED]
    first = state.economy[EconomyFloat.FIRST_CUMULATIVE]
    for now in states(given, state, start, 12, number)[1:]:
        elsewhere *= math.exp(0.1 / 4.0)
        expected += elsewhere + last_nation
        last_nation = 0.0  # nobody in the nation knows robots any more
        assert now.economy[EconomyFloat.WORLD_CUMULATIVE] == pytest.approx(expected, rel=1e-12)
        price = state.economy[EconomyFloat.FIRST_ARM_PRICE] * (expected / first) ** -exponent
        assert now.economy[EconomyFloat.ARM_PRICE] == pytest.approx(price, rel=1e-12)


def test_energy_per_value_added_falls_by_itself_only_at_the_autonomous_rate():
    number, given, state, start = quiet_world(INVENTED)
    given.params[0].energy_decline = 0.05
    n = state.counts[Count.SLOTS_USED]
    for t, now in enumerate(states(given, state, start, 12, number)):
        kept = now.codes[FirmCode.ACTIVE, :n] == 1
        intensity = now.floats[FirmFloat.ENERGY, :n][kept] / now.floats[FirmFloat.VALUE_ADDED, :n][kept]
        expected = state.floats[FirmFloat.ENERGY_BASE, :n][kept] * math.exp(-0.05 * t / 4.0)
        np.testing.assert_allclose(intensity, expected, rtol=1e-12)


# Integrators


def test_integrators_deliver_the_oldest_orders_first_and_never_more_than_their_capacity():
    number, given, state, start = quiet_world(INVENTED)
    n = int(state.counts[Count.SLOTS_USED])
    rng = np.random.default_rng(5)
    orders = rng.integers(1, 6, n)
    age = rng.integers(1, 5, n)  # quarters ago
    state.upgrade_codes[UpgradeCode.PENDING, 0, :n] = orders
    state.upgrade_codes[UpgradeCode.ORDERED, 0, :n] = start - age
    state.suppliers[SupplierFloat.CAPACITY, 0] = 6.3
    possible, given_out = 0.0, 0
    course = states(given, state, start, 10, number)
    for before, now in pairwise(course):
        here = now.codes[FirmCode.ACTIVE, :n] == 1
        capacity = before.suppliers[SupplierFloat.CAPACITY, 0]
        handed = now.upgrade_codes[UpgradeCode.DELIVERED, 0, :n]
        possible += capacity
        given_out += handed.sum()
        assert given_out <= possible + 1e-9
        assert handed.sum() >= math.floor(capacity)  # a queue is waiting
        assert now.suppliers[SupplierFloat.DELIVERED, 0] == handed.sum()
        left = before.upgrade_codes[UpgradeCode.PENDING, 0, :n] - handed
        np.testing.assert_array_equal(now.upgrade_codes[UpgradeCode.PENDING, 0, :n][here], left[here])
        assert now.suppliers[SupplierFloat.BACKLOG, 0] == left.sum()
        growth = math.log(now.suppliers[SupplierFloat.CAPACITY, 0] / capacity)
        assert -0.05 - 1e-12 <= growth <= 0.10 + 1e-12
        served = now.upgrade_codes[UpgradeCode.LEVEL, 0, :n][here] > 0
        waiting = left[here] == orders[here]
        assert age[here][served].min() >= age[here][waiting].max()  # first come, first served


def test_nothing_is_delivered_before_two_quarters():
    number, given, state, start = quiet_world(INVENTED)
    n = int(state.counts[Count.SLOTS_USED])
    state.upgrade_codes[UpgradeCode.PENDING, 0, :n] = 2
    state.upgrade_codes[UpgradeCode.ORDERED, 0, :n] = start
    robots = [int(now.upgrade_codes[UpgradeCode.LEVEL, 0, :n].sum()) for now in states(given, state, start, 4, number)]
    assert robots[:3] == [0, 0, 0]
    assert robots[3] >= 2 * (n - 2)


def test_robots_retire_after_forty_eight_quarters_and_not_before():
    number, given, state, start = quiet_world(INVENTED)
    n = int(state.counts[Count.SLOTS_USED])
    life = state.vintages.shape[0]
    assert life == 48
    state.upgrade_codes[UpgradeCode.LEVEL, 0, :n] = 3
    state.vintages[(start + 2) % life, :n] = 1  # installed 46 quarters ago
    state.vintages[(start - 1) % life, :n] = 2  # installed last quarter
    for t, now in enumerate(states(given, state, start, 5, number)):
        here = now.codes[FirmCode.ACTIVE, :n] == 1
        assert set(now.upgrade_codes[UpgradeCode.LEVEL, 0, :n][here]) == {3 if t < 3 else 2}


# Programmes


@pytest.fixture
def pack_with(invented_pack):
    """A function that gives tables and state of the invented province with further programmes."""

    def build(*programmes):
        path = invented_pack / "programmes.toml"
        path.write_text(path.read_text(encoding="utf-8") + "".join(programmes), encoding="utf-8")
        plan = load_plan(invented_pack)
        model = make_model(plan, [load_scenario("as-written")])
        for number in range(40):
            try:
                prepared = prepare(model, 7, number)
            except MemberError:
                continue
            return number, own_tables(scenario_tables(model, prepared, model.scenarios[0])), prepared.state, plan
        raise AssertionError("no member meets the accounts")

    return build


def test_phase_out_closes_the_ordered_number_of_the_lowest_ranked(pack_with):
    text = LADDER.format(name="old-plants", act="phase_out", eligible="active == 1", score="0 - capability", capacity=4)
    number, given, state, plan = pack_with(text)
    year = 4 * (plan.origin // 4 - plan.start // 4)
    before, now = (after(given, state, plan.start, year + q, number) for q in (3, 4))
    n = before.counts[Count.SLOTS_USED]
    assert now.counts[Count.LEFT_PHASED] == 4
    closed = (before.codes[FirmCode.ACTIVE, :n] == 1) & (now.codes[FirmCode.ACTIVE, :n] == 0)
    stay = now.codes[FirmCode.ACTIVE, :n] == 1
    capability = now.floats[FirmFloat.CAPABILITY, :n]
    phased = np.sort(capability[closed])[:4]
    assert phased.max() < capability[stay].min()


def test_a_round_awards_the_best_within_quota_and_never_twice():
    number, prepared = fitting(INVENTED, 0)
    plan = model_of(INVENTED).plan
    given = tables_under(INVENTED, "as-written", prepared)
    course = [after(given, prepared.state, plan.start, 4 * year, number) for year in (1, 2, 3, 4)]
    designated = [int(now.organisations[OrganisationFloat.DESIGNATED].sum()) for now in course]
    assert designated == [1, 2, 2, 2]  # one a year; there are two candidates
    best = int(
        np.argmax(
            np.where(
                prepared.state.organisations[OrganisationFloat.KIND]
                == prepared.state.organisations[OrganisationFloat.KIND, 0],
                prepared.state.organisations[OrganisationFloat.QUALITY],
                -1.0,
            )
        )
    )
    assert course[0].organisations[OrganisationFloat.DESIGNATED, best] == 1.0
