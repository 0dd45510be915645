"""Event 1: demand, prices, wages and the robot price of the quarter."""

from __future__ import annotations

import math

from clustercast.agents.columns import EconomyFloat as E
from clustercast.agents.columns import MarketFloat as M
from clustercast.agents.distributions import normal_quantile
from clustercast.agents.draws import Stream, uniform
from clustercast.agents.economy.rules import autoregression, shared_innovation
from clustercast.agents.firm.investment import wright_price
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import Given, State
from clustercast.scenarios.numbers import Path

LOWEST_LOAN_RATE = 0.01
COMMON = 1_000_000


@event
def economy(given: Given, state: State, seed: int, member: int, quarter: int, t: int) -> None:
    """Draw the year's growth in January; move every path by a quarter; ``t`` counts quarters of the run from 0."""
    if quarter % 4 == 0:
        _demand_of_the_year(given, state, seed, member, quarter, t)
        _prices_of_the_year(given, state, seed, member, quarter, t)
    _move_prices(given, state, t)
    _move_demand(given, state, t)
    _robot_price(given, state, t)


@event
def _demand_of_the_year(given, state, seed, member, quarter, t) -> None:
    p = given.params[0]
    year = quarter // 4
    common = normal_quantile(uniform(seed, member, Stream.DEMAND, COMMON, year, 0))
    growth = state.markets[M.REAL_GROWTH]
    for s in range(growth.shape[0]):
        own = normal_quantile(uniform(seed, member, Stream.DEMAND, s, year, 0))
        surprise = shared_innovation(common, own, p.demand_common_share, p.demand_sd)
        gap = given.industries[s].growth_gap
        if t == 0:
            growth[s] = p.nowcast_demand_growth + gap + surprise * p.nowcast_surprise_share
        else:
            growth[s] = autoregression(growth[s], p.demand_growth + gap, p.demand_persistence, surprise)


@event
def _prices_of_the_year(given, state, seed, member, quarter, t) -> None:
    p = given.params[0]
    economy = state.economy
    year = quarter // 4
    z = normal_quantile(uniform(seed, member, Stream.ECONOMY, 0, year, 0))
    if t == 0:
        economy[E.PPI_GROWTH] = p.nowcast_ppi_growth
    else:
        economy[E.PPI_GROWTH] = autoregression(economy[E.PPI_GROWTH], p.ppi_growth, p.ppi_persistence, p.ppi_sd * z)
    z = normal_quantile(uniform(seed, member, Stream.ECONOMY, 0, year, 1))
    economy[E.WAGE_GROWTH] = p.wage_growth + p.wage_sd * z
    z = normal_quantile(uniform(seed, member, Stream.ECONOMY, 0, year, 2))
    economy[E.LOAN_RATE] = max(economy[E.LOAN_RATE] + p.loan_rate_sd * z, LOWEST_LOAN_RATE)
    z = normal_quantile(uniform(seed, member, Stream.ECONOMY, 0, year, 3))
    economy[E.ENERGY_GROWTH] = p.energy_price_growth + p.energy_price_sd * z


@event
def _step_of(given, path, t):
    """Change of a scenario's factor against the quarter before."""
    if t == 0:
        return given.paths[path, 0]
    return given.paths[path, t] / given.paths[path, t - 1]


@event
def _move_prices(given, state, t) -> None:
    p = given.params[0]
    economy = state.economy
    economy[E.PPI] *= math.exp(economy[E.PPI_GROWTH] / 4.0)
    step = math.exp(economy[E.WAGE_GROWTH] / 4.0) * _step_of(given, Path.WAGE, t)
    economy[E.WAGE] *= step
    economy[E.WAGE_NATION] *= step
    economy[E.LOAN_RATE] *= _step_of(given, Path.LOAN_RATE, t)
    economy[E.ENERGY_PRICE] *= math.exp(economy[E.ENERGY_GROWTH] / 4.0) * _step_of(given, Path.ENERGY_PRICE, t)
    economy[E.PRODUCTIVITY_INDEX] *= math.exp(p.productivity_growth / 4.0)
    economy[E.SHIFT_INTEGRATION] = given.paths[Path.INTEGRATION_PRICE, t]
    economy[E.SHIFT_CREDIT] = given.paths[Path.CREDIT_LIMIT, t]


@event
def _move_demand(given, state, t) -> None:
    markets = state.markets
    ppi = state.economy[E.PPI]
    total = 0.0
    base = 0.0
    for s in range(markets.shape[1]):
        markets[M.REAL_INDEX, s] *= math.exp(markets[M.REAL_GROWTH, s] / 4.0)
        index = markets[M.REAL_INDEX, s] * ppi * given.paths[Path.DEMAND, t]
        markets[M.NOMINAL, s] = markets[M.BASE_QUARTER, s] * index
        total += markets[M.BASE_QUARTER, s] * (1.0 - markets[M.SHARE_OUT, s]) * index
        base += markets[M.BASE_QUARTER, s] * (1.0 - markets[M.SHARE_OUT, s])
    state.economy[E.DEMAND_INDEX] = total / base if base > 0.0 else 0.0


@event
def _robot_price(given, state, t) -> None:
    economy = state.economy
    price = learn_by_doing(given, state, economy[E.FIRST_ARM_PRICE])
    economy[E.ARM_PRICE] = price * given.paths[Path.ARM_PRICE, t]


@event
def learn_by_doing(given: Given, state: State, first_price: float) -> float:
    """The world's robots of another quarter, and the price of the arm that was ``first_price`` when counting began."""
    p = given.params[0]
    economy = state.economy
    economy[E.WORLD_OTHER] *= math.exp(p.world_growth_other / 4.0)
    economy[E.WORLD_CUMULATIVE] += economy[E.WORLD_OTHER] + economy[E.NATION_ADDED] + economy[E.REGION_ADDED]
    return wright_price(first_price, economy[E.WORLD_CUMULATIVE], economy[E.FIRST_CUMULATIVE], p.learning_rate)
