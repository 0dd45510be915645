"""Programmes in the engine: rungs, titles given above, statuses, orders, the base, quotas shared with cells."""

import math
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from clustercast.agents.columns import (
    CellFloat,
    CellUpgradeFloat,
    Count,
    FirmCode,
    FirmFloat,
    OrganisationFloat,
    ProgrammeFloat,
    UpgradeCode,
)
from clustercast.model.member import make_model, prepare, scenario_tables
from clustercast.scenarios import load_scenario
from clustercast.scenarios.numbers import Lever, Scope
from tests.engine_runs import after, own_tables
from tests.engines import invented_plan
from tests.programmes import only, outside_path, programme

SEED = 11


def run_with(*programmes, outside=(), scenario="as-written", member=0, **values):
    """Tables, base state and plan of the invented province with these programmes alone."""
    plan = only(invented_plan(**values), *programmes, outside=outside)
    model = make_model(plan, [load_scenario(scenario)])
    prepared = prepare(model, SEED, member)
    return own_tables(scenario_tables(model, prepared, model.scenarios[0])), prepared.state, plan


def ends(given, state, plan, years, member=0):
    """The states at the ends of these years of the run, 1 the first."""
    return [after(given, state, plan.start, 4 * year, member, SEED) for year in years]


def active(state):
    """Rows of the firms in the population."""
    return state.codes[FirmCode.ACTIVE, : state.counts[Count.SLOTS_USED]] == 1


def column(state, name, g=0):
    """A number of a programme."""
    return state.programmes[ProgrammeFloat[name], g]


def within(found, trials, chance):
    """Whether a count of successes lies within four standard deviations of what the chance says."""
    return found == pytest.approx(trials * chance, abs=4.0 * math.sqrt(trials * chance * (1.0 - chance)) + 1e-9)


# Rungs and quotas


def test_a_rung_waits_a_year_and_a_title_is_got_once():
    rungs = (
        programme("first", "recognition", score="employment", capacity=5, from_year=2018),
        programme("second", "recognition", eligible='had("first")', score="employment", capacity=5, from_year=2018),
    )
    given, state, plan = run_with(*rungs)
    course = ends(given, state, plan, (1, 2, 3, 4))
    held = [[int((now.titles[g] > 0).sum()) for g in (0, 1)] for now in course]
    assert held == [[0, 0], [5, 0], [10, 5], [15, 10]]
    n = course[1].counts[Count.SLOTS_USED]
    assert (course[2].titles[1, :n] == 2).nonzero()[0].tolist() == (course[1].titles[0, :n] == 2).nonzero()[0].tolist()
    first, size = course[1].titles[0, :n] == 2, course[1].floats[FirmFloat.EMPLOYMENT, :n]
    assert size[first].min() >= size[active(course[1]) & ~first].max()
    for before, now in pairwise(course):
        assert (now.titles[:, :n][before.titles[:, :n] > 0] == 1).all()  # what is held is held on, and not got again
        assert column(now, "AWARDED_SINCE") == column(before, "AWARDED_SINCE") + column(now, "AWARDED")
    assert (course[-1].codes[FirmCode.RECOGNISED] == (course[-1].titles.max(axis=0) > 0)).all()


def test_the_budget_ends_a_round():
    rounds = programme("prize", "recognition", score="revenue_year", capacity=40, reward=30, budget=200, from_year=2018)
    given, state, plan = run_with(rounds)
    for now in ends(given, state, plan, (2, 3)):
        assert column(now, "AWARDED") == 6.0
        assert column(now, "OUTLAY_YEAR") == 180.0
        assert column(now, "BUDGET_LEFT") == 20.0


def test_rewards_of_several_programmes_on_one_upgrade_add_up():
    """Two equal rewards are one of twice the size when applying costs nothing."""
    keys = {"eligible": "active == 1 and smart >= 1", "capacity": 5, "upgrade": "smart", "delay_quarters": 3}
    pair = [programme(name, "recognition", reward=3000, **keys) for name in ("one", "two")]
    single = programme("one", "recognition", reward=6000, **keys)
    wanted, found = [], []
    for chosen, into in (((single, replace(pair[1], reward=None)), wanted), (pair, found)):
        given, state, plan = run_with(*chosen, cost_of_applying=0.0)
        after_year = after(given, state, plan.start, 6, 0, SEED)
        into.append(after_year.wants.tobytes())
    assert wanted == found
    given, state, plan = run_with(replace(single, reward=None), cost_of_applying=0.0)
    assert after(given, state, plan.start, 6, 0, SEED).wants.tobytes() not in wanted


def test_belief_in_a_title_follows_its_rounds():
    title = programme("brand", "title", above_quota=400, share_of_candidates=0.05, upgrade="smart", reward=100)
    given, state, plan = run_with(title, first_belief=0.3, first_belief_weight=10.0)
    (now,) = ends(given, state, plan, (1,))
    pool, awarded = column(now, "POOL"), column(now, "AWARDED")
    assert awarded > 0.0
    assert column(now, "BELIEF") == (10.0 * 0.3 + awarded) / (10.0 + pool)


# Titles given above


@cache
def won(quota, share, score, years, members, level="national"):
    """Titles won and candidates of the last round, over members that differ in luck alone."""
    keys = {"above_quota": quota, "share_of_candidates": share, "gamma": 1.0, "level": level}
    title = programme("brand", "title", score=score, **keys)
    given, state, plan = run_with(title)
    given.multipliers[...] = 0.0  # nobody is put forward
    rounds = [ends(given, state, plan, (years,), member)[0] for member in range(members)]
    return [column(now, "AWARDED") for now in rounds], [column(now, "POOL") for now in rounds], rounds


def test_titles_won_are_the_region_s_share_of_the_field():
    awards, pools, rounds = won(60.0, 0.05, "0", 1, 30)
    chance = [1.0 - math.exp(-60.0 * 0.05 / pool) for pool in pools]
    expected = sum(pool * p for pool, p in zip(pools, chance, strict=True))
    assert sum(awards) == pytest.approx(expected, abs=4.0 * math.sqrt(expected))
    assert expected == pytest.approx(30 * 60.0 * 0.05, rel=0.03)  # theta is small
    holders = [now.titles[0] > 0 for now in rounds]
    assert all((now.codes[FirmCode.NATIONAL] == held).all() for now, held in zip(rounds, holders, strict=True))


def test_the_same_score_more_for_everyone_changes_nothing():
    assert won(60.0, 0.05, "0", 2, 3)[0] == won(60.0, 0.05, "2", 2, 3)[0]


def test_rivals_stay_when_the_region_s_candidates_go():
    """With most candidates gone the region wins ``Q W / (W + W0 (1/share - 1))``, not its share."""
    quota, share = 60.0, 0.2
    title = programme("brand", "title", above_quota=quota, share_of_candidates=share, gamma=1.0)
    given, state, plan = run_with(title, rivals_follow=0.0)
    given.multipliers[...] = 0.0
    (first,) = ends(given, state, plan, (1,))
    weight = column(first, "FIRST_WEIGHT")
    assert weight == column(first, "POOL") == active(first).sum()
    first.titles[0, ::4] = 1
    first.titles[0, 1::4] = 1
    first.titles[0, 2::4] = 1
    found = expected = 0.0
    for member in range(25):
        second = after(given, first, plan.start + 4, 4, member, SEED)
        assert column(second, "FIRST_WEIGHT") == weight
        own = column(second, "POOL")
        found += column(second, "AWARDED")
        expected += own * -math.expm1(-quota / (own + weight * (1.0 / share - 1.0)))
    assert found == pytest.approx(expected, abs=4.0 * math.sqrt(expected))
    assert expected < 0.5 * 25 * quota * share


def test_provincial_titles_are_not_national():
    _, _, rounds = won(400.0, 0.2, "0", 1, 1, "province")
    assert (rounds[0].titles > 0).any() and not rounds[0].codes[FirmCode.NATIONAL].any()


def test_who_is_put_forward_wins_more_often():
    title = programme("brand", "title", above_quota=2000, share_of_candidates=0.05, gamma=2.0)
    given, state, plan = run_with(title)
    state.codes[FirmCode.RECOGNISED] = 1
    given.multipliers[...] = 0.0
    shares = []
    for strength in (0.0, 1.0):
        given.multipliers[Lever.SELECTION] = strength
        given.intensity[:, :, Lever.SELECTION] = 0.5
        (now,) = ends(given, state, plan, (1,))
        shares.append(column(now, "AWARDED") / column(now, "POOL"))
        assert column(now, "FIRST_WEIGHT") == column(now, "POOL")  # of scores before anyone is put forward
    assert shares[1] > 1.5 * shares[0]


# Statuses


def test_a_status_comes_at_its_rate():
    rate, gamma = 0.2, 0.5
    given, state, plan = run_with(programme("listed", "status", score="lead", rate=rate, gamma=gamma))
    for place, now in enumerate(ends(given, state, plan, (1, 2, 3)), start=1):
        n = state.counts[Count.SLOTS_USED]
        here = active(now)[:n] & (now.codes[FirmCode.LEAD, :n] == 0)
        assert within((now.titles[0, :n][here] > 0).sum(), here.sum(), 1.0 - math.exp(-rate * place))
        assert not now.codes[FirmCode.RECOGNISED].any()


def test_a_status_moves_with_its_path():
    path = outside_path("index", 100.0, 0.0)
    given, state, plan = run_with(programme("listed", "status", rate=0.3, path="index"), outside=(path,))
    assert given.programmes["path_base"].tolist() == [100.0]
    for _ in range(2):
        now = after(given, state, plan.start, 4, 0, SEED)
        chance = 1.0 - math.exp(-0.3 * now.outside[0] / 100.0)
        assert within(column(now, "AWARDED"), column(now, "POOL"), chance)
        state.outside[...] = 250.0


# Orders


def test_compliance_follows_its_hazard():
    """With nothing in the way of finance the share that complied after a year is 1 - exp(-(m0 + m1 o))."""
    order = programme("order", "mandate", upgrade="service", rate=0.5, inspection_rate=1.0, from_year=2018,
                      eligible="active == 1 and born < 0")  # fmt: skip
    given, state, plan = run_with(order, service_launch_year=2000.0)
    given.intensity[:, :, Lever.EVALUATION] = 0.4
    given.params[0].innovation_rate = given.params[0].imitation_rate = 0.0
    state.floats[FirmFloat.CASH] += 1e6
    for name in (UpgradeCode.AWARE, UpgradeCode.LEVEL, UpgradeCode.PENDING):
        state.upgrade_codes[name] = 0
    before, now = ends(given, state, plan, (1, 2))
    n = state.counts[Count.SLOTS_USED]
    assert column(before, "POOL") == 0.0 and not before.upgrade_codes[UpgradeCode.PENDING, 3, :n].any()
    here = active(now)[:n]
    taken = (now.upgrade_codes[UpgradeCode.LEVEL, 3, :n] > 0) | (now.upgrade_codes[UpgradeCode.PENDING, 3, :n] > 0)
    assert within(taken[here].sum(), here.sum(), 1.0 - math.exp(-(0.5 + 0.4 * 1.0)))
    assert (now.upgrade_codes[UpgradeCode.AWARE, 3, :n][here] == taken[here]).all()
    assert column(now, "AWARDED") == column(now, "APPLICANTS") == column(now, "AWARDED_SINCE")
    assert column(now, "LAPSED") == 0.0


def test_who_cannot_finance_an_order_goes_on_without_it():
    order = programme("order", "mandate", upgrade="green", rate=40.0, inspection_rate=0.0)
    given, state, plan = run_with(order, leverage_limit=0.0, guarantee_share=0.0, green_launch_year=2000.0)
    state.floats[FirmFloat.CASH] = 0.0
    state.upgrade_codes[...] = 0
    now = after(given, state, plan.start, plan.origin - plan.start + 1, 0, SEED)
    assert column(now, "LAPSED") > 0.0
    assert column(now, "LAPSED") + column(now, "AWARDED") <= column(now, "APPLICANTS")
    n = state.counts[Count.SLOTS_USED]
    assert now.upgrade_codes[UpgradeCode.AWARE, 2, :n][active(now)[:n]].all()


def test_nobody_is_ordered_anything_without_incentives():
    order = programme("order", "mandate", upgrade="green", rate=40.0)
    given, state, plan = run_with(order, scenario="no-incentives")
    (now,) = ends(given, state, plan, (4,))
    assert column(now, "AWARDED_SINCE") == column(now, "APPLICANTS") == 0.0


# The base


def test_a_share_holds_the_title_at_the_base_by_weight():
    held = programme("known", "recognition", base_share=0.2, base_weight="1 + (employment > 200)", capacity=0,
                     eligible="active == 1 and employment > 50")  # fmt: skip
    given, state, plan = run_with(held)
    n = state.counts[Count.SLOTS_USED]
    size, title = state.floats[FirmFloat.EMPLOYMENT, :n], state.titles[0, :n]
    for low, high, chance in ((0.0, 50.0, 0.0), (50.0, 200.0, 0.2), (200.0, 1e9, 0.4)):
        group = (size > low) & (size <= high)
        assert group.sum() > 20
        assert within((title[group] > 0).sum(), group.sum(), chance)
    assert title.max() == 1 and column(state, "AWARDED_SINCE") == 0.0
    assert (state.codes[FirmCode.RECOGNISED, :n] == title).all()
    (now,) = ends(given, state, plan, (1,))
    assert (
        column(now, "POOL")
        == ((now.floats[FirmFloat.EMPLOYMENT] > 50) & (now.titles[0] == 0))[:n][active(now)[:n]].sum()
        + ((now.floats[FirmFloat.EMPLOYMENT] > 50) & (now.codes[FirmCode.ACTIVE] == 1))[n:].sum()
    )


def test_organisations_hold_titles_at_the_base():
    keys = {"subject": "organisation", "score": "quality", "eligible": "designated == 0", "base_share": 1.0}
    _, state, _ = run_with(programme("centre", "title", above_quota=1, share_of_candidates=0.1, **keys))
    assert (state.organisation_titles == 1).all()
    assert (state.organisations[[OrganisationFloat.DESIGNATED, OrganisationFloat.NATIONAL]] == 1.0).all()


# Cells


def in_region(state):
    """Rows of the cells that programmes reach."""
    scope = state.cells[CellFloat.SCOPE].astype(int)
    return (scope == Scope.OTHER_SECTORS) | (scope == Scope.BELOW_SCALE)


def held_in_cells(state, year, g=0):
    """Firms of the cells that hold a title (``year`` 0) or got it this year (1)."""
    return (state.cells[CellFloat.FIRMS] * state.cell_titles[year, g])[in_region(state)].sum()


def test_firms_and_cells_share_the_quota_in_proportion_to_who_qualifies():
    shared = programme("srdi", "recognition", score="revenue_year", capacity=50, cells="0.02 + robots_adopted",
                       from_year=2018)  # fmt: skip
    given, state, plan = run_with(shared)
    total = 0.0
    for now in ends(given, state, plan, (2, 3)):
        firms = (now.titles[0] == 2).sum()
        pool, total = column(now, "POOL"), total + 50.0
        assert column(now, "AWARDED") == 50.0
        assert column(now, "AWARDED_SINCE") == total
        assert firms + held_in_cells(now, 1) == pytest.approx(50.0, rel=1e-12)
        candidates = active(now).sum() - (now.titles[0][: now.counts[Count.SLOTS_USED]][active(now)] == 1).sum()
        assert firms == math.floor(50.0 * candidates / pool + 0.5)
        region = in_region(now)
        qualified = np.minimum(1.0, 0.02 + now.cell_upgrades[CellUpgradeFloat.ADOPTED, 0])
        lacking = np.maximum(0.0, qualified - (now.cell_titles[0, 0] - now.cell_titles[1, 0]))
        firms_lacking = (now.cells[CellFloat.FIRMS] * lacking)[region]
        assert pool == pytest.approx(candidates + firms_lacking.sum(), rel=1e-12)
        got = (now.cells[CellFloat.FIRMS] * now.cell_titles[1, 0])[region]
        np.testing.assert_allclose(got, firms_lacking * (50.0 - firms) / firms_lacking.sum(), rtol=1e-9)
        assert not now.cell_titles[:, 0, ~region].any()


def test_an_open_quota_reaches_everyone_once():
    given, state, plan = run_with(programme("all", "recognition", cells="0.25"))
    first, second = ends(given, state, plan, (1, 2))
    region = in_region(first)
    assert first.cell_titles[0, 0, region] == pytest.approx(0.25, rel=1e-15)
    assert second.cell_titles[0, 0, region] == pytest.approx(0.25, rel=1e-15)
    assert column(first, "AWARDED") == column(first, "POOL")
    assert not second.cell_titles[1].any()
    assert column(second, "AWARDED") == (second.titles[0] == 2).sum()  # the year's entrants


def test_a_rung_of_the_cells_waits_a_year_too():
    rungs = (
        programme("first", "recognition", cells="0.5"),
        programme("second", "recognition", eligible='had("first")', cells='had("first")'),
    )
    given, state, plan = run_with(*rungs)
    first, second = ends(given, state, plan, (1, 2))
    assert not first.cell_titles[0, 1].any()
    assert second.cell_titles[0, 1, in_region(second)] == pytest.approx(0.5, rel=1e-15)


def test_a_status_comes_to_cells_with_binomial_noise():
    given, state, plan = run_with(programme("reform", "status", eligible="active == 0", rate=0.3, cells="0.5"))
    (now,) = ends(given, state, plan, (1,))
    pool, chance = column(now, "POOL"), 1.0 - math.exp(-0.3)
    assert column(now, "AWARDED") == pytest.approx(held_in_cells(now, 1), rel=1e-12)
    assert within(column(now, "AWARDED"), pool, chance)
    assert now.cell_titles[0, 0].max() <= 0.5


def test_base_share_of_cells():
    _, state, _ = run_with(programme("known", "recognition", base_share=0.4, cells="0.5"))
    assert state.cell_titles[0, 0, in_region(state)] == pytest.approx(0.2, rel=1e-15)
    assert not state.cell_titles[0, 0, ~in_region(state)].any()
    assert not state.cell_titles[1].any()


def test_closures_in_cells_lower_their_firms_and_leave_their_shares():
    closure = programme("workshops", "phase_out", eligible="active == 0", capacity=30, cells="1 - green_adopted",
                        from_year=2018)  # fmt: skip
    given, state, plan = run_with(closure)
    before, now = (after(given, state, plan.start, quarters, 0, SEED) for quarters in (7, 8))
    region = in_region(now)
    gone = (before.cells[CellFloat.FIRMS] - now.cells[CellFloat.FIRMS])[region]
    assert gone.sum() == pytest.approx(30.0, rel=1e-12)
    assert column(now, "AWARDED") == 30.0
    same, _, _ = run_with(replace(closure, capacity=None, cells=None))
    open_end = after(same, state, plan.start, 8, 0, SEED)
    for name in (CellUpgradeFloat.ADOPTED, CellUpgradeFloat.AWARE):
        np.testing.assert_array_equal(now.cell_upgrades[name], open_end.cell_upgrades[name])
    kept = now.cells[CellFloat.FIRMS] / before.cells[CellFloat.FIRMS]
    robots, all_robots = (one.cell_upgrades[CellUpgradeFloat.STOCK, 0] for one in (now, open_end))
    np.testing.assert_allclose(robots, all_robots * kept, rtol=1e-12)


def test_rewards_of_cells_are_paid_outside():
    prize = programme("prize", "recognition", eligible="active == 0", cells="0.1", capacity=20, reward=7)
    given, state, plan = run_with(prize)
    (now,) = ends(given, state, plan, (1,))
    assert column(now, "OUTLAY_YEAR") == pytest.approx(20 * 7.0, rel=1e-12)
    assert now.floats[FirmFloat.CASH].sum() == pytest.approx(
        now.balances[0], rel=1e-9
    )  # the firms' account is their cash
