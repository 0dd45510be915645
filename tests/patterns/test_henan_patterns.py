"""Patterns that the model must show on the Henan plan, with a handful of members.

A pattern that the model misses stands here with its declared band and is marked so; its test fails once it is met.
"""

from dataclasses import replace
from functools import cache, partial
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from clustercast.agents.columns import CellFloat, CellUpgradeFloat, Count, FirmCode, FirmFloat, UpgradeCode
from clustercast.agents.economy.rules import autoregression, shared_innovation
from clustercast.model import kernel
from clustercast.model.compiled.state import empty_state
from clustercast.model.inputs.cell_tables import cells_table
from clustercast.model.inputs.parameter_draw import draw_parameters
from clustercast.model.member import first_tables, make_model, prepare
from clustercast.scenarios import load_plan
from clustercast.scenarios.numbers import Scope
from tests.engine_runs import HENAN, SEED, after, member_of, model_of, states, tables_under, with_parameters

MEMBERS = range(5)
ROBOTS = 0
PLAN_YEARS = 4
SOLVED = np.array([0.0, -np.inf, np.inf])
"""Robots of the check year, and between what they may lie: anything."""


def held(prepared, upgrade=ROBOTS):
    """Units or level of every base firm at the base year."""
    return prepared.state.upgrade_codes[UpgradeCode.LEVEL, upgrade, : prepared.firms]


def nation(prepared):
    """Cells of the nation."""
    return prepared.state.cells[CellFloat.SCOPE] == Scope.NATION


def of_members(measure):
    """A measure of every member at its base year."""
    return np.array([measure(member_of(HENAN, member)) for member in MEMBERS])


@cache
def year_ends(member):
    """The state at the base year and at the end of every year of the plan as written."""
    prepared = member_of(HENAN, member)
    given = tables_under(HENAN, "as-written", prepared)
    return states(given, prepared.state, model_of(HENAN).plan.start, 4 * PLAN_YEARS, member)[::4]


def installations(prepared):
    """Robots installed in the nation in each of the twelve years to the base year."""
    start = model_of(HENAN).plan.start
    by_quarter = prepared.state.cell_vintages[:, nation(prepared)].sum(axis=1)
    return by_quarter[np.arange(start - 48, start) % 48].reshape(12, 4).sum(axis=1)


# The base population


def test_total_is_exact_and_counts_lie_in_their_ranges():
    prior = model_of(HENAN).plan.parameters["n_firms"].prior.support()
    for member in MEMBERS:
        prepared = member_of(HENAN, member)
        revenue = prepared.state.floats[FirmFloat.REVENUE_YEAR, : prepared.firms]
        assert revenue.sum() / 1e4 == pytest.approx(13_000.0, rel=1e-9)
        assert prior[0] - 1 <= prepared.firms <= prior[1] + 1
        assert revenue[prepared.state.codes[FirmCode.LEAD, : prepared.firms] == 0].min() >= 2000.0 * (1.0 - 1e-9)
        assert (revenue >= 1e6).sum() <= 8  # CNY 10 bn: a Pareto of exponent 1 would start with 19
        assert 0.15 <= (revenue >= 2e4).mean() <= 0.60
        assert 0.0003 <= (revenue >= 5e5).mean() <= 0.01


def test_tail_exponent_of_the_province():
    def exponent(prepared):
        largest = np.sort(prepared.state.floats[FirmFloat.REVENUE_YEAR, : prepared.firms])[::-1]
        top = prepared.firms // 20
        return 1.0 / np.log(largest[:top] / largest[top]).mean()

    found = of_members(exponent)
    assert found.min() > 1.0
    assert found.max() < 2.2


def test_robots_of_the_region_meet_their_prior():
    def ratio(prepared):
        others = prepared.state.cells[CellFloat.SCOPE] == Scope.OTHER_SECTORS
        stock = held(prepared).sum() + prepared.state.cell_upgrades[CellUpgradeFloat.STOCK, ROBOTS, others].sum()
        return stock / prepared.values["robot_stock_region"]

    found = of_members(ratio)
    assert np.abs(found - 1.0).max() < 0.15  # firms are drawn one by one
    assert abs(found.mean() - 1.0) < 0.06


def test_base_year_has_an_energy_intensity():
    model = model_of(HENAN)
    names = [indicator.id for indicator in model.plan.indicators]
    for member in MEMBERS:
        prepared = member_of(HENAN, member)
        base = prepared.state.indicators[names.index("energy_intensity")]
        assert base == pytest.approx(prepared.values["energy_intensity_base"] * np.exp(0.125), rel=0.15)


def test_other_luck_in_the_burn_in_moves_the_base_year_less_than_its_ranges(monkeypatch):
    real = kernel.settle_base
    names = [indicator.id for indicator in model_of(HENAN).plan.indicators]
    columns = [names.index(name) for name in ("robots_in_use", "robot_users_share", "service_firms", "green_firms")]
    ranges = np.array([0.50, 0.50, 0.50, 0.35])  # log sd of the priors of stock, of the range of green coverage
    found = []
    for other in range(4):
        monkeypatch.setattr(kernel, "settle_base", lambda *rest, o=other: real(*rest[:4], 100 + o, rest[5]))
        found.append(np.log(prepare(model_of(HENAN), SEED, 1).state.indicators[columns]))
    assert (np.std(found, axis=0) < 0.5 * ranges).all()


# Diffusion


def test_national_diffusion_is_the_lower_half_of_an_s():
    for member in MEMBERS:
        prepared = member_of(HENAN, member)
        yearly = installations(prepared)
        assert (np.diff(yearly) > 0.0).all()  # the stock accelerates
        assert yearly[-1] / yearly[0] > 15.0
        growth = np.diff(np.log(np.cumsum(yearly)))
        assert growth[-1] < growth[:6].max()  # and its rate of growth has passed its height
        assert np.cumsum(yearly)[-1] == pytest.approx(prepared.values["robot_stock_nation"], rel=0.01)
        firms = prepared.state.cells[CellFloat.FIRMS, nation(prepared)]
        users = (
            firms * prepared.state.cell_upgrades[CellUpgradeFloat.ADOPTED, ROBOTS, nation(prepared)]
        ).sum() / firms.sum()
        assert 0.02 < users < 0.5


@pytest.mark.xfail(
    strict=True,
    reason="the surveys of users came out after the plan's origin; without them a member may have few, large users",
)
def test_robots_per_user():
    def per_user(prepared):
        units = held(prepared)
        return units[units > 0].mean()

    found = of_members(per_user)
    assert found.min() > 3.0
    assert found.max() < 40.0


def test_large_firms_first():
    rates = []
    for member in MEMBERS:
        prepared = member_of(HENAN, member)
        size = prepared.state.floats[FirmFloat.EMPLOYMENT, : prepared.firms]
        quartile = np.argsort(np.argsort(size)) * 4 // prepared.firms
        rates.append([(held(prepared)[quartile == q] > 0).mean() for q in range(4)])
    rates = np.array(rates)
    assert (np.diff(rates.mean(axis=0)) > 0.0).all()
    assert (rates[:, 3] > 1.5 * rates[:, 0]).all()


@cache
def surveyed_nation():
    """Share of firms that use robots at the base year, and of labour in them, with vectors that have seen the surveys.

    The plan itself is older than the surveys and draws from what was known at its origin.
    """
    plan = replace(model_of(HENAN).plan, posterior=load_plan("henan-manufacturing-2023").posterior)
    model = make_model(plan, ())
    state, found = empty_state(model.size), []
    for member in range(60):
        values = draw_parameters(plan, SEED, member)
        given, path = first_tables(model, values), np.zeros((4 * (plan.base_year - 2000), len(plan.upgrades)))
        state.cells[...] = cells_table(plan, values, 1.0, 1.0, 1.0)
        kernel.solve(given, state, ROBOTS, values["robot_stock_nation"], True, False, path, SOLVED)
        here = state.cells[CellFloat.SCOPE] == Scope.NATION
        firms, jobs = state.cells[CellFloat.FIRMS, here], state.cells[CellFloat.EMPLOYMENT, here]
        users = firms * state.cell_upgrades[CellUpgradeFloat.ADOPTED, ROBOTS, here]
        found.append((users.sum() / firms.sum(), (users * jobs).sum() / (firms * jobs).sum()))
    return np.array(found).T


def test_share_of_robot_users_in_the_nation_is_that_of_the_survey():
    """CEES: 10.46 % of firms at the end of 2016 (midpoint), standard deviation 0.15 in log-odds."""
    users = surveyed_nation()[0]
    assert np.log(users / (1.0 - users)).mean() == pytest.approx(np.log(0.1046 / 0.8954), abs=2.0 * 0.15)


def test_robot_users_employ_their_share_of_labour():
    """CEES: users employ 37 % of labour in 2017, so about 33 % at the end of 2016; standard deviation 0.05.

    The model stays at the lower edge: users that employ more would have installed more robots than there were.
    """
    assert surveyed_nation()[1].mean() == pytest.approx(0.33, abs=2.0 * 0.05)


def spread_between_clusters(taken, cluster):
    """Squared distance of the clusters' rates from the mean, weighted by firms, of clusters with more than 20."""
    total = 0.0
    for code in np.unique(cluster):
        here = cluster == code
        if here.sum() > 20:
            total += here.sum() * (taken[here].mean() - taken.mean()) ** 2
    return total


def excess_over_chance(of_member):
    """Mean over members of the spread between clusters, over that when firms change places at random."""
    rng = np.random.default_rng(2)
    ratios = []
    for member in MEMBERS:
        taken, cluster = of_member(member)
        chance = [spread_between_clusters(rng.permutation(taken), cluster) for _ in range(60)]
        ratios.append(spread_between_clusters(taken, cluster) / np.mean(chance))
    return float(np.mean(ratios))


def news_of(peers, member):
    """Which base firms have come to know robots when only some peers count, and the firms' clusters."""
    prepared = member_of(HENAN, member)
    given = with_parameters(tables_under(HENAN, "no-incentives", prepared), innovation_rate=0.0, imitation_rate=3.0)
    stance = given.stance[0]
    for one in ("cluster", "industry", "chain", "nation"):
        stance[f"peer_{one}"] = float(one == peers)
    end = after(given, prepared.state, model_of(HENAN).plan.start, 4 * PLAN_YEARS, member)
    n = prepared.firms
    fresh = prepared.state.upgrade_codes[UpgradeCode.AWARE, ROBOTS, :n] == 0
    known = (end.upgrade_codes[UpgradeCode.AWARE, ROBOTS, :n] > 0).astype(float)[fresh]
    return known, prepared.state.codes[FirmCode.CLUSTER, :n][fresh]


def test_news_gathers_in_clusters_when_only_their_peers_count():
    """Clusters differ in what firms know, beyond chance, where news comes from the cluster and not from the nation."""
    near, far = (excess_over_chance(partial(news_of, peers)) for peers in ("cluster", "nation"))
    assert far == pytest.approx(1.0, abs=0.5)
    assert near > 1.5 * far


@pytest.mark.xfail(
    strict=True, reason="take-up is held back by what pays, not by news: clusters differ no more than chance"
)
def test_take_up_gathers_in_clusters():
    def taken(member):
        prepared = member_of(HENAN, member)
        return (held(prepared) > 0).astype(float), prepared.state.codes[FirmCode.CLUSTER, : prepared.firms]

    assert excess_over_chance(taken) > 1.5


# Growth


def growth_between(before, now, chosen):
    """Log growth of annual revenue of some firms, and their revenue before."""
    first, second = before.floats[FirmFloat.REVENUE_YEAR][chosen], now.floats[FirmFloat.REVENUE_YEAR][chosen]
    return np.log(second / first), first


def slope_by_size(growth, size):
    """Slope of the log mean absolute growth on log size, over ten classes of size."""
    edges = np.quantile(size, np.linspace(0.0, 1.0, 11))
    means, spreads = [], []
    for low, high in pairwise(edges):
        here = (size >= low) & (size <= high)
        means.append(np.log(size[here]).mean())
        spreads.append(np.log(np.abs(growth[here] - np.median(growth[here])).mean()))
    return np.polyfit(means, spreads, 1)[0]


def test_annual_growth_is_shaped_like_a_laplace_law():
    for member in MEMBERS:
        before, now = year_ends(member)[2:4]
        both = (
            (before.codes[FirmCode.ACTIVE] == 1) & (now.codes[FirmCode.ACTIVE] == 1) & (before.codes[FirmCode.BORN] < 0)
        )
        growth = growth_between(before, now, both)[0]
        growth = growth - np.median(growth)
        scale, sd = np.abs(growth).mean(), growth.std()
        laplace, normal = -np.log(2.0 * scale) - 1.0, -0.5 * np.log(2.0 * np.pi * sd**2) - 0.5
        assert laplace > normal + 0.01
        assert 0.2 < scale < 0.4


def test_spread_of_growth_falls_with_size():
    """As size^-0.17 among all firms; flatter among those that stay, since the unlucky small leave."""
    open_ended, staying = [], []
    for member in MEMBERS:
        prepared = member_of(HENAN, member)
        start = model_of(HENAN).plan.start
        given = with_parameters(tables_under(HENAN, "no-incentives", prepared), threshold_revenue=0.0, entry_rate=0.0)
        before, now = (after(given, prepared.state, start, quarters, member) for quarters in (8, 12))
        active = now.codes[FirmCode.ACTIVE] == 1
        growth, _ = growth_between(before, now, active)
        open_ended.append(slope_by_size(growth, prepared.state.floats[FirmFloat.REVENUE_YEAR][active]))
        before, now = year_ends(member)[2:4]
        both = (
            (before.codes[FirmCode.ACTIVE] == 1) & (now.codes[FirmCode.ACTIVE] == 1) & (before.codes[FirmCode.BORN] < 0)
        )
        staying.append(slope_by_size(*growth_between(before, now, both)))
    assert np.mean(open_ended) == pytest.approx(-0.17, abs=0.03)
    assert -0.17 < np.mean(staying) < -0.05


# Flows over the threshold


def flows(ends):
    """Gross inflow and outflow of each year, as shares of the firms at its beginning."""
    rates = []
    for before, now in pairwise(ends):
        firms = (before.codes[FirmCode.ACTIVE] == 1).sum()
        moved = now.counts - before.counts
        rates.append([moved[Count.ENTERED] / firms, (moved[Count.LEFT_BELOW] + moved[Count.LEFT_INSOLVENT]) / firms])
    return np.array(rates)


def test_inflow_over_the_threshold_is_10_to_14_percent_a_year():
    rates = np.mean([flows(year_ends(member)) for member in MEMBERS], axis=0)[:, 0]
    assert 0.10 <= rates.mean() <= 0.14


@pytest.mark.xfail(
    strict=True,
    reason="nominal growth of 10 % a year lifts firms off a fixed threshold: 6 to 7 % fall below it",
)
def test_outflow_below_the_threshold_is_10_to_14_percent_a_year():
    rates = np.mean([flows(year_ends(member)) for member in MEMBERS], axis=0)[:, 1]
    assert 0.10 <= rates.mean() <= 0.14


def test_without_growth_the_outflow_nears_its_band():
    """From the third year on: the base starts without transitory shocks and with few firms at the threshold."""
    found = []
    for member in MEMBERS:
        prepared = member_of(HENAN, member)
        given = with_parameters(
            tables_under(HENAN, "no-incentives", prepared), demand_growth=0.0, demand_sd=0.0, nowcast_demand_growth=0.0,
            ppi_growth=0.0, ppi_sd=0.0, nowcast_ppi_growth=0.0)  # fmt: skip
        start = model_of(HENAN).plan.start
        ends = [prepared.state, *(after(given, prepared.state, start, 4 * year, member) for year in (1, 2, 3, 4))]
        found.append(flows(ends)[2:, 1])
    assert 0.09 <= np.mean(found) <= 0.14


# Demand


def chance_of_a_slump(draws=400, paths=40, years=6):
    """Chance that demand of one of two industries falls 45 % in six years: from the base, and from its height."""
    rng = np.random.default_rng(4)
    plan = model_of(HENAN).plan
    deep = np.log(0.55)
    from_base = from_height = 0
    for draw in range(draws):
        v = draw_parameters(plan, SEED, draw)
        z = rng.standard_normal((3, years, paths))
        level = np.zeros((2, years + 1, paths))
        for s in range(2):
            growth: Any = np.zeros(paths)
            for year in range(years):
                surprise = shared_innovation(z[0, year], z[1 + s, year], v["demand_common_share"], v["demand_sd"])
                if year == 0:
                    growth = v["nowcast_demand_growth"] + surprise * v["nowcast_surprise_share"]
                else:
                    growth = autoregression(growth, v["demand_growth"], v["demand_persistence"], surprise)
                level[s, year + 1] = level[s, year] + growth
        below = level - np.maximum.accumulate(level, axis=1)
        from_base += (level.min(axis=1) < deep).any(axis=0).sum()
        from_height += (below.min(axis=1) < deep).any(axis=0).sum()
    return from_base / (draws * paths), from_height / (draws * paths)


def test_demand_may_fall_by_45_percent_from_its_height():
    """Farm or mining machinery, within six years: 2 to 15 % (at the lower edge; 0.002 for the sampling error)."""
    from_base, from_height = chance_of_a_slump()
    assert 0.02 - 0.002 <= from_height <= 0.15
    assert from_base <= from_height


@pytest.mark.xfail(
    strict=True, reason="with a mean growth of 5 to 10 % a fall of 45 % below the base year has a chance of 1 %"
)
def test_demand_may_fall_by_45_percent_below_the_base_year():
    assert 0.02 <= chance_of_a_slump()[0] <= 0.15
