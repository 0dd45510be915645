"""Luck hangs on who and when: not on rows, other firms, other members, workers or the order of scenarios."""

from dataclasses import replace

import numpy as np
import pytest

from clustercast.agents.columns import Count, FirmCode, FirmFloat, UpgradeFloat
from clustercast.agents.draws import Stream, keyed_uniform
from clustercast.agents.lengths import Luck
from clustercast.model.compiled.state import copied
from clustercast.model.ensemble.ensemble import run_ensemble
from clustercast.model.inputs.parameter_draw import draw_parameters
from clustercast.scenarios import load_scenario
from tests.engine_runs import (
    HENAN,
    INVENTED,
    SEED,
    advance,
    after,
    fitting,
    model_of,
    plan_of,
    tables_under,
    with_parameters,
)
from tests.values import same, values_of

SCENARIOS = ("as-written", "no-incentives", "double-incentives")
OF_SLOTS = ("floats", "codes", "upgrade_floats", "upgrade_codes", "vintages", "ramping", "luck", "wants")
MEMBERS = 24


@pytest.fixture(scope="module")
def ensemble():
    return many(SCENARIOS)


def many(names, members=MEMBERS, workers=2, seed=SEED):
    chosen = [load_scenario(name) for name in names]
    return run_ensemble(plan_of(INVENTED), chosen, members=members, seed=seed, workers=workers)


def test_some_members_of_the_invented_province_run(ensemble):
    finished = np.isfinite(values_of(ensemble)).all(axis=(0, 2, 3))
    assert finished.sum() >= 4


@pytest.mark.parametrize("workers", [1, 3])
def test_workers_change_no_byte(ensemble, workers):
    other = many(SCENARIOS, workers=workers)
    assert same(other, ensemble)


def test_order_of_scenarios_changes_no_byte(ensemble):
    other = many(SCENARIOS[::-1])
    assert values_of(other)[::-1].tobytes() == values_of(ensemble).tobytes()


def test_same_seed_gives_the_same_bytes_and_another_seed_does_not(ensemble):
    assert same(many(SCENARIOS), ensemble)
    other = many(SCENARIOS, seed=SEED + 1)
    assert not np.array_equal(other.draws, ensemble.draws)
    assert not np.array_equal(values_of(other), values_of(ensemble), equal_nan=True)


def test_more_members_move_no_ones_draws(ensemble):
    few = many(SCENARIOS, members=8)
    assert values_of(few).tobytes() == values_of(ensemble)[:, :8].tobytes()
    assert few.draws.tobytes() == ensemble.draws[:8].tobytes()


def test_scenarios_share_the_luck_of_the_base_population():
    number, prepared = fitting(INVENTED, 0)
    start = model_of(INVENTED).plan.start
    one, other = (after(tables_under(INVENTED, s, prepared), prepared.state, start, 10, number) for s in SCENARIOS[:2])
    n = prepared.firms
    assert np.array_equal(one.luck[:, :, :n], other.luck[:, :, :n])
    assert np.array_equal(one.codes[FirmCode.ENTITY, :n], other.codes[FirmCode.ENTITY, :n])


@pytest.mark.parametrize("name", [INVENTED, HENAN])
def test_arrivals_move_no_ones_draws(name):
    number, prepared = fitting(name, 0)
    start = model_of(name).plan.start
    given = tables_under(name, "as-written", prepared)
    crowded = with_parameters(given, entry_rate=2.0 * given.params[0].entry_rate)
    few = after(given, prepared.state, start, 9, number)
    many_more = after(crowded, prepared.state, start, 9, number)
    n = prepared.firms
    assert many_more.counts[Count.SLOTS_USED] > few.counts[Count.SLOTS_USED]
    assert np.array_equal(few.luck[:, :, :n], many_more.luck[:, :, :n])
    slots = {int(e): i for i, e in enumerate(many_more.codes[FirmCode.ENTITY, : many_more.counts[Count.SLOTS_USED]])}
    moved = 0
    for i in range(n, few.counts[Count.SLOTS_USED]):
        j = slots[int(few.codes[FirmCode.ENTITY, i])]
        moved += i != j
        for trait in (
            FirmFloat.HURDLE,
            FirmFloat.PRODUCTIVITY,
            FirmFloat.MARGIN,
            FirmFloat.RND_SHARE,
            FirmFloat.BORROWS,
        ):
            assert few.floats[trait, i] == many_more.floats[trait, j]
        assert np.array_equal(
            few.upgrade_floats[UpgradeFloat.LOG_SHOCK, :, i], many_more.upgrade_floats[UpgradeFloat.LOG_SHOCK, :, j]
        )
        if few.codes[FirmCode.BORN, i] < start + 8:  # not yet drawn in the quarter of entry
            assert np.array_equal(few.luck[:, :, i], many_more.luck[:, :, j])
    assert moved > 0


def test_bulk_draws_hang_on_the_entity():
    number, prepared = fitting(INVENTED, 0)
    start = model_of(INVENTED).plan.start
    state = after(tables_under(INVENTED, "as-written", prepared), prepared.state, start, 6, number)
    for i in (0, 17, prepared.firms + 2):
        entity = int(state.codes[FirmCode.ENTITY, i])
        for place in Luck:
            expected = [keyed_uniform(SEED, number, Stream[place.name], entity, start + 5, word) for word in range(4)]
            assert state.luck[place, :, i].tolist() == expected


@pytest.mark.parametrize("name", [INVENTED, HENAN])
def test_order_of_rows_changes_nothing_but_rounding(name):
    number, prepared = fitting(name, 0)
    plan = model_of(name).plan
    given = tables_under(name, "double-incentives", prepared)
    shuffled = permuted(prepared.state, np.random.default_rng(3).permutation(prepared.firms))
    plain = copied(prepared.state)
    expected = advance(given, plain, plan.start, plan.n_quarters, number)
    found = advance(given, shuffled, plan.start, plan.n_quarters, number)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9)
    assert plain.counts.tolist() == shuffled.counts.tolist()
    n = plain.counts[Count.SLOTS_USED]
    one, other = (np.argsort(state.codes[FirmCode.ENTITY, :n]) for state in (plain, shuffled))
    np.testing.assert_array_equal(plain.codes[:, :n][:, one], shuffled.codes[:, :n][:, other])
    np.testing.assert_array_equal(
        plain.upgrade_codes[:, :, :n][:, :, one], shuffled.upgrade_codes[:, :, :n][:, :, other]
    )
    np.testing.assert_allclose(plain.floats[:, :n][:, one], shuffled.floats[:, :n][:, other], rtol=1e-9, atol=1e-6)


def permuted(state, order):
    """The state with its firms in other rows."""
    n = order.shape[0]
    changed = {}
    for name in OF_SLOTS:
        block = getattr(state, name).copy()
        block[..., :n] = block[..., order]
        changed[name] = block
    return copied(state)._replace(**changed)


def test_draws_of_a_parameter_do_not_depend_on_which_others_there_are():
    plan = plan_of(INVENTED)
    some = {name: plan.parameters[name] for name in ("taste_redraw", "choosiness", "n_firms")}
    drawn = draw_parameters(plan, SEED, 3)
    assert draw_parameters(replace(plan, parameters=some), SEED, 3) == {name: drawn[name] for name in some}
