"""Members on demand: the rule as arithmetic, and the driver over ensembles made by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercast.model.attainment.attainment import attain
from clustercast.model.attainment.comparison import compare
from clustercast.model.attainment.verdicts import judged, widest_half_width
from clustercast.model.experiments.sequential import joined, run_to_precision
from clustercast.model.monte_carlo.interval import Z_95, members_for_half_width, wilson_interval
from clustercast.model.monte_carlo.stopping_rule import (
    FIRST,
    ROUND,
    Precision,
    Stretch,
    half_width,
    members_wanted,
    stretches,
)
from clustercast.scenarios import Plan, load_plan, load_scenario
from tests.synthetic import make_ensemble
from tests.values import same, values_of

COUNTS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)).map(sorted).map(tuple), max_size=4)
WIDTHS = st.sampled_from([0.01, 0.02, 0.05, 0.1])


# The rule


def test_half_width_in_closed_form():
    n = 100
    assert half_width(50, n) == pytest.approx(Z_95 / (2 * np.sqrt(n + Z_95**2)))
    assert half_width(0, n) == pytest.approx(0.5 * Z_95**2 / (n + Z_95**2))
    assert half_width(n, n) == pytest.approx(half_width(0, n))
    assert half_width(0, 0) == 0.5


def test_a_scenario_begins_with_the_first_round():
    assert members_wanted([], 0, Precision(0.02)) == FIRST
    assert members_wanted([], 0, Precision(0.02, most=30)) == 30


def test_enough_is_enough():
    assert members_wanted([(0, 200), (200, 200)], 200, Precision(0.02)) == 200
    assert members_wanted([], 200, Precision(0.02)) == 200


def test_what_is_wanted_is_what_the_widest_interval_needs_in_whole_rounds():
    need = members_for_half_width(0.02, 0.5)
    wanted = members_wanted([(100, 200), (10, 200)], 200, Precision(0.02))
    assert (wanted - 200) % ROUND == 0
    assert 0 <= wanted - need < ROUND


def test_failed_members_are_made_up_for():
    need = members_for_half_width(0.05, 0.5)
    wanted = members_wanted([(50, 100)], 200, Precision(0.05))  # every second member failed
    assert 0 <= wanted - 2 * need < ROUND


def test_a_probability_without_a_member_asks_for_nothing():
    assert members_wanted([(0, 0)], 200, Precision(0.02)) == 200


@given(COUNTS, st.integers(1, 60), WIDTHS, st.integers(1, 5000))
def test_the_rule_never_takes_back_never_passes_the_cap_and_moves_until_done(counts, rounds, width, most):
    run = min(most, rounds * ROUND)
    counts = [(met, n) for met, n in counts if n <= run]
    wanted = members_wanted(counts, run, Precision(width, most))
    assert run <= wanted <= most
    short = any(n and half_width(met, n) > width for met, n in counts)
    assert (wanted > run) == (short and run < most)


@pytest.mark.parametrize(("width", "most"), [(0.0, 10), (0.5, 10), (-1.0, 10), (0.02, 0), (float("nan"), 10)])
def test_what_cannot_be_asked_for(width, most):
    with pytest.raises(ValueError, match="write"):
        Precision(width, most)


@pytest.mark.parametrize("probability", [0.02, 0.3, 0.5])
def test_stopping_by_the_rule_keeps_what_the_interval_promises(probability):
    """Members are added by looking at the result: the 95 % interval must still hold the truth about as often."""
    draw, rule, held, reached = np.random.default_rng(11), Precision(0.03), 0, 0
    for _ in range(400):
        luck = draw.random(20_000) < probability
        run = members_wanted([], 0, rule)
        while (more := members_wanted([(int(luck[:run].sum()), run)], run, rule)) > run:
            run = more
        met = int(luck[:run].sum())
        low, high = wilson_interval(met, run)
        reached += half_width(met, run) <= rule.half_width
        held += low <= probability <= high
    assert reached == 400
    assert held / 400 > 0.92


# Stretches


def test_scenarios_with_the_same_need_are_run_together():
    assert stretches({"a": 0, "b": 0}, {"a": 200, "b": 200}) == (Stretch(0, 200, ("a", "b")),)


def test_scenarios_share_what_they_can():
    found = stretches({"a": 200, "b": 200, "c": 200}, {"a": 900, "b": 500, "c": 200})
    assert found == (Stretch(200, 300, ("a", "b")), Stretch(500, 400, ("a",)))
    assert stretches({"a": 900, "b": 500}, {"a": 1000, "b": 600}) == (
        Stretch(500, 100, ("b",)),
        Stretch(900, 100, ("a",)),
    )


@given(st.dictionaries(st.sampled_from("abcd"), st.tuples(st.integers(0, 9), st.integers(0, 9)).map(sorted)))
def test_stretches_hold_every_wanted_member_of_every_scenario_once(asked):
    run, wanted = ({name: pair[k] for name, pair in asked.items()} for k in (0, 1))
    held = {name: [] for name in asked}
    for one in stretches(run, wanted):
        for name in one.scenarios:
            held[name] += range(one.first, one.first + one.members)
    assert held == {name: list(range(run[name], wanted[name])) for name in asked}


# The driver


@pytest.fixture
def plan(invented_pack) -> Plan:
    plan = load_plan(invented_pack)
    return replace(plan, targets=(plan.target("robots-added-2020"),))


SCENARIOS = [load_scenario("as-written"), load_scenario("no-incentives")]


def simulator(chances, failing=()):
    """Stands for `run_ensemble`: each member meets the target with the chance of the scenario, by its own number."""
    calls = []

    def run(plan, scenarios, *, members, seed, workers, progress, first_member):
        names = tuple(one.id for one in scenarios)
        calls.append(Stretch(first_member, members, names))
        numbers = np.arange(first_member, first_member + members)
        luck = np.random.default_rng(seed).random(20_000)[numbers]
        met = np.array([np.where(luck < chances[name], 700.0, 0.0) for name in names])[:, :, None]
        lost = [(n, name) for n in failing if n in numbers for name in names]
        progress(members, members)
        about = {"scenarios": names, "members": members, "draws": numbers[:, None], "failed": tuple(lost)}
        return make_ensemble(plan, {"robots_added": met}, seed=seed, first_member=first_member, verdicts=False, **about)

    return run, calls


def precise(plan, chances, rule, failing=()):
    run, calls = simulator(chances, failing)
    told = []
    found = run_to_precision(
        plan, SCENARIOS, rule=rule, seed=3, workers=1, progress=lambda *at: told.append(at), run=run
    )
    assert told[-1][0] == told[-1][1] == sum(one.members for one in calls)
    return found, calls


def test_every_scenario_gets_what_it_needs(plan):
    found, calls = precise(plan, {"as-written": 0.5, "no-incentives": 0.001}, Precision(0.03))
    one, other = (found.members_of(scenario.id) for scenario in SCENARIOS)
    assert other == FIRST < one
    assert calls[0] == Stretch(0, FIRST, ("as-written", "no-incentives"))
    assert all(stretch.scenarios == ("as-written",) for stretch in calls[1:])
    for scenario in SCENARIOS:
        width = widest_half_width(found, scenario.id)
        assert width is not None and width <= 0.03
    assert found.draws[:, 0].tolist() == found.dataset["member"].values.tolist() == list(range(one))


def test_members_not_run_are_neither_judged_nor_failed(plan):
    found, _ = precise(plan, {"as-written": 0.5, "no-incentives": 0.001}, Precision(0.03), failing=(7, 1000))
    written, without = attain(found)
    assert (without.members, without.failed_members) == (FIRST, 1)
    assert (written.members, written.failed_members) == (found.dataset.sizes["member"], 2)
    assert np.isnan(values_of(found)[1, FIRST:]).all()
    assert {one.member for one in found.failures} == {7, 1000}
    total, _ = compare(found, "as-written", "no-incentives")
    assert total.members == FIRST - 1
    table = found.dataset
    assert table["members_run"].values.tolist() == [table.sizes["member"], FIRST]
    assert (table["met"].values[1, FIRST:] == -1).all()


def test_the_cap_is_kept(plan):
    found, _ = precise(plan, {"as-written": 0.5, "no-incentives": 0.4}, Precision(0.01, most=450))
    assert [found.members_of(one.id) for one in SCENARIOS] == [450, 450]
    width = widest_half_width(found, "as-written")
    assert width is not None and width > 0.01


def test_equal_members_join_to_the_ensemble_of_one_run(plan):
    chances = {"as-written": 0.5, "no-incentives": 0.3}
    run, _ = simulator(chances)
    at_once = run(plan, SCENARIOS, members=500, seed=3, workers=1, progress=lambda *_: None, first_member=0)
    pieces = [
        run(plan, SCENARIOS, members=n, seed=3, workers=1, progress=lambda *_: None, first_member=first)
        for first, n in ((0, 200), (200, 300))
    ]
    found = joined({"as-written": 500, "no-incentives": 500}, pieces)
    fact = "fact_n_firms"  # by hand it depends on how many there are
    assert same(found, at_once) and found.dataset.drop_vars(fact).identical(at_once.dataset.drop_vars(fact))
    assert attain(judged(found)) == attain(judged(at_once))
