"""Event 1: demand, prices, wages and the robot price of the quarter."""

import math
from typing import Any

from clustercast.agents.distributions import normal_quantile
from clustercast.agents.draws import Draws, Stream, uniform
from clustercast.agents.economy.rules import autoregression, shared_innovation
from clustercast.agents.firm.investment import wright_price
from clustercast.agents.rule import event
from clustercast.scenarios.numbers import Path

COMMON = 1_000_000


@event
def move_economy(region: Any, draws: Draws, t: int) -> None:
    """Draw the year's growth in January; move every path by a quarter; ``t`` counts quarters of the run from 0."""
    if draws.quarter % 4 == 0:
        _draw_demand(region, draws, t)
        _draw_prices(region, draws, t)
    _move_prices(region, t)
    _move_demand(region, t)
    price = learn_by_doing(region, region.economy.first_arm_price)
    region.economy.arm_price = price * region.paths[Path.ARM_PRICE, t]


@event
def _draw_demand(region: Any, draws: Draws, t: int) -> None:
    """Growth of every industry's real demand this year: a shock common to all, and its own."""
    p, year = region.params, draws.quarter // 4
    common = normal_quantile(uniform(draws, Stream.DEMAND, COMMON, year, 0))
    for market in region.markets:
        own = normal_quantile(uniform(draws, Stream.DEMAND, market.number, year, 0))
        surprise = shared_innovation(common, own, p.demand_common_share, p.demand_sd)
        gap = region.industries[market.number].growth_gap
        if t == 0:
            market.real_growth = p.nowcast_demand_growth + gap + surprise * p.nowcast_surprise_share
        else:
            mean = p.demand_growth + gap
            market.real_growth = autoregression(market.real_growth, mean, p.demand_persistence, surprise)


@event
def _draw_prices(region: Any, draws: Draws, t: int) -> None:
    """Growth of producer prices, wages and the energy price this year, and the loan rate."""
    p, economy = region.params, region.economy
    if t == 0:
        economy.ppi_growth = p.nowcast_ppi_growth
    else:
        surprise = p.ppi_sd * _shock_of_year(draws, 0)
        economy.ppi_growth = autoregression(economy.ppi_growth, p.ppi_growth, p.ppi_persistence, surprise)
    economy.wage_growth = p.wage_growth + p.wage_sd * _shock_of_year(draws, 1)
    economy.loan_rate = max(economy.loan_rate + p.loan_rate_sd * _shock_of_year(draws, 2), p.loan_rate_floor)
    economy.energy_growth = p.energy_price_growth + p.energy_price_sd * _shock_of_year(draws, 3)


@event
def _shock_of_year(draws: Draws, word: int) -> float:
    """A standard normal of the calendar year."""
    return normal_quantile(uniform(draws, Stream.ECONOMY, 0, draws.quarter // 4, word))


@event
def _step_of(region: Any, path: int, t: int) -> float:
    """Change of a scenario's factor against the quarter before."""
    if t == 0:
        return region.paths[path, 0]
    return region.paths[path, t] / region.paths[path, t - 1]


@event
def _move_prices(region: Any, t: int) -> None:
    economy = region.economy
    economy.ppi *= math.exp(economy.ppi_growth / 4.0)
    step = math.exp(economy.wage_growth / 4.0) * _step_of(region, Path.WAGE, t)
    economy.wage *= step
    economy.wage_nation *= step
    economy.loan_rate *= _step_of(region, Path.LOAN_RATE, t)
    economy.energy_price *= math.exp(economy.energy_growth / 4.0) * _step_of(region, Path.ENERGY_PRICE, t)
    economy.productivity_index *= math.exp(region.params.productivity_growth / 4.0)
    economy.shift_integration = region.paths[Path.INTEGRATION_PRICE, t]
    economy.shift_credit = region.paths[Path.CREDIT_LIMIT, t]


@event
def _move_demand(region: Any, t: int) -> None:
    """Nominal demand of every industry: base quarter x real index x producer prices x the scenario's factor."""
    total, base = 0.0, 0.0
    for market in region.markets:
        market.real_index *= math.exp(market.real_growth / 4.0)
        index = market.real_index * region.economy.ppi * region.paths[Path.DEMAND, t]
        market.nominal = market.base_quarter * index
        total += market.base_quarter * (1.0 - market.share_out) * index
        base += market.base_quarter * (1.0 - market.share_out)
    region.economy.demand_index = total / base if base > 0.0 else 0.0


@event
def learn_by_doing(region: Any, first_price: float) -> float:
    """The world's robots of another quarter, and the price of the arm that was ``first_price`` when counting began."""
    p, economy = region.params, region.economy
    economy.world_other *= math.exp(p.world_growth_other / 4.0)
    economy.world_cumulative += economy.world_other + economy.nation_added + economy.region_added
    return wright_price(first_price, economy.world_cumulative, economy.first_cumulative, p.learning_rate)
