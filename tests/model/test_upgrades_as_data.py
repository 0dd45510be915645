"""Upgrades are data: more of them in the catalogue cost a plan nothing, more of them in a plan need no code."""

from dataclasses import replace

import numpy as np
import pytest

from clustercast.agents.columns import UpgradeCode
from clustercast.agents.draws import Stream, keyed_uniform
from clustercast.agents.lengths import WORDS, Luck
from clustercast.model.base_year.shift import SHIFT_RANGE
from clustercast.model.compiled.state import copied, empty_state
from clustercast.model.ensemble.ensemble import run_ensemble
from clustercast.model.inputs.records import upgrades_table
from clustercast.model.member import base_goal, make_model, prepare, simulate
from clustercast.scenarios import load_plan, load_scenario
from clustercast.scenarios.folder import HOME
from clustercast.scenarios.levers import LEVERS
from clustercast.scenarios.numbers import MOST_UPGRADES
from tests.engine_runs import HENAN
from tests.engines import assert_equal_engines, case_of, differ, narrowed, run_kernel
from tests.other_packs import CATALOGUE, EIGHT, FOUR, home_with_upgrades, invented_with, without

SCENARIO = "as-written"


def results(plan, seed=1, member=0):
    """Every indicator of a member, and its state at the base."""
    model = make_model(plan, [load_scenario(SCENARIO)])
    prepared = prepare(model, seed, member)
    base = copied(prepared.state)
    return simulate(model, prepared, model.scenarios[0], empty_state(model.size), seed, member), base


def test_a_longer_catalogue_changes_no_bit_of_a_plan(tmp_path):
    folder = HOME / "plans" / HENAN
    short = load_plan(folder, home=home_with_upgrades(tmp_path, FOUR))
    long = load_plan(folder)
    assert short.upgrades == long.upgrades
    assert not set(CATALOGUE[4:]) & {one.code for one in long.upgrades}
    (found, base), (wanted, other) = results(long), results(short)
    assert not differ(found, wanted)
    assert not [name for name in base._fields if differ(getattr(base, name), getattr(other, name))]


@pytest.mark.parametrize("missing", [(), ("robots",), ("smart", "service")])
def test_idle_parameters_move_nothing(missing):
    plan = without(narrowed(invented_with(FOUR), stretch_limit=5.0), missing)
    assert len(plan.idle) > 40
    held = ("robot_life_quarters",)  # how many places a fleet has by age
    moved = {name: 1.01 * plan.parameters[name].draw(0.9) for name in plan.idle if name not in held}
    found, _ = results(narrowed(plan, **moved))
    wanted, _ = results(plan)
    assert np.isfinite(found).all()
    assert not differ(found, wanted)


def test_idle_parameters_are_not_among_those_drawn():
    plan = narrowed(invented_with(FOUR), stretch_limit=5.0)
    ensemble = run_ensemble(plan, [load_scenario(SCENARIO)], members=2, seed=1, workers=1)
    assert not plan.idle & set(ensemble.parameters)
    assert set(plan.parameters_in_use) <= set(ensemble.parameters)
    assert ensemble.draws.shape[1] == len(ensemble.parameters)


@pytest.mark.parametrize("scenario", ["as-written", "double-incentives"])
def test_both_engines_with_the_whole_catalogue(scenario):
    state = assert_equal_engines(case_of(narrowed(invented_with(CATALOGUE), stretch_limit=5.0), scenario, seed=2))
    users = (state.upgrade_codes[UpgradeCode.LEVEL] > 0).any(axis=1)
    assert users[[CATALOGUE.index(code) for code in ("cloud", "cnc", "rnd_institution", "rnd_activity", "cio")]].all()


def test_base_shares_are_met_on_average():
    plan = narrowed(invented_with(EIGHT), stretch_limit=5.0)
    model = make_model(plan, [load_scenario(SCENARIO)])
    state = empty_state(model.size)
    shared = [k for k, upgrade in enumerate(plan.upgrades) if upgrade.base_share]
    held, wanted, at_limit = np.zeros(len(shared)), np.zeros(len(shared)), 0
    for member in range(30):
        prepared = prepare(model, 1, member, state)
        levels = prepared.state.upgrade_codes[UpgradeCode.LEVEL, :, : prepared.firms]
        held += (levels[shared] > 0).mean(axis=1)
        wanted += [prepared.values[plan.upgrades[k].base_share or ""] for k in shared]
        at_limit += sum(abs(prepared.given.upgrades[k].log_shift) >= SHIFT_RANGE for k in shared)
    assert held / wanted == pytest.approx(np.ones(len(shared)), abs=0.2)
    assert at_limit <= 3  # of 150


def test_base_goal_is_a_share_of_the_firms_or_counts_times_factors():
    robots, smart = invented_with(FOUR).upgrades[:2]
    cloud = next(one for one in invented_with(EIGHT).upgrades if one.code == "cloud")
    values = {
        "robot_stock_region": 280.0, "smart_base_factories": 2.0, "smart_base_workshops": 3.0,
        "equipment_share": 0.25, "smart_pilot_coverage": 2.0, "cloud_base_share": 0.1,
    }  # fmt: skip
    assert base_goal(robots, values, 100) == 280.0
    assert base_goal(smart, values, 100) == 2.5
    assert base_goal(cloud, values, 100) == 10.0


def test_levers_hardware_and_costs_come_from_the_catalogue():
    plan = invented_with(CATALOGUE)
    values = plan.parameters.centre()
    table = upgrades_table(plan, values)
    levers = list(LEVERS)
    assert [levers[number] for number in table["outreach_lever"]] == [one.outreach for one in plan.upgrades]
    assert [one.code for one, hard in zip(plan.upgrades, table["hardware"], strict=True) if hard] == [
        "robots", "smart", "green", "cnc",
    ]  # fmt: skip
    k = CATALOGUE.index("cloud")
    assert table[k].pilot_cost == pytest.approx(values["cloud_cost_share"] * values["smart_reference_revenue"])
    assert table[k].cost_exponent == 1.0
    assert table[CATALOGUE.index("cnc")].cost_exponent == values["levels_cost_exponent"]
    assert table[CATALOGUE.index("audit")].energy_cut == values["audit_energy_saving"]
    assert table[CATALOGUE.index("robots")].check_year == 2011


def test_every_upgrade_has_draws_of_its_own():
    assert len({16 * quarter + k for quarter in range(8060, 8100) for k in range(MOST_UPGRADES)}) == 40 * MOST_UPGRADES
    tastes = {(k // 4, k % 4) for k in range(MOST_UPGRADES)}
    known = {(8 + k // 4, k % 4) for k in range(MOST_UPGRADES)}
    assert len(tastes) == len(known) == MOST_UPGRADES
    assert not tastes & known


def test_bulk_draws_have_a_word_for_every_upgrade():
    case = case_of(narrowed(invented_with(CATALOGUE), stretch_limit=5.0), SCENARIO)
    _, state = run_kernel(case)
    assert state.luck.shape[1] == 12
    last = case.model.plan.end
    for place in Luck:
        words = range(WORDS if place == Luck.REVIEW else 12)
        expected = [keyed_uniform(case.seed, case.member, Stream[place.name], 5, last, word) for word in words]
        assert state.luck[place, : len(words), 5].tolist() == expected


def test_an_upgrade_that_nobody_can_hear_of_changes_no_other():
    """Upgrades beyond those of a plan, not launched yet, leave the others as they are."""
    plan = narrowed(invented_with(FOUR), stretch_limit=5.0)
    more = narrowed(invented_with(EIGHT), stretch_limit=5.0)
    late = [one for one in more.upgrades if one.code == "cloud"]
    plan = replace(plan, upgrades=plan.upgrades[:3])
    wider = replace(plan, upgrades=(*plan.upgrades, *late))
    wider = narrowed(wider, cloud_launch_year=2050.0)
    found, wide = results(wider)
    wanted, slim = results(plan)
    assert wide.upgrade_codes[UpgradeCode.LEVEL, 3].max() == 0
    assert not differ(wide.upgrade_codes[:, :3], slim.upgrade_codes)
    assert not differ(found, wanted)
