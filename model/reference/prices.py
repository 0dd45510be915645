"""Event 1 of the readable engine: demand, prices, wages and the robot price of the quarter."""

from __future__ import annotations

import math
from typing import Any

from clustercast.agents.distributions import normal_quantile
from clustercast.agents.draws import Stream
from clustercast.agents.economy.rules import autoregression, shared_innovation
from clustercast.agents.firm.investment import wright_price
from clustercast.scenarios.numbers import Path

LOWEST_LOAN_RATE = 0.01
COMMON = 1_000_000


def move_economy(region: Any) -> None:
    """Draw the year's growth in January; move every path by a quarter."""
    if region.january:
        _draw_demand(region)
        _draw_prices(region)
    _move_prices(region)
    _move_demand(region)
    _price_robots(region)


def look_outside(region: Any) -> None:
    """Read the quarter's value of every outside path."""
    for place, values in enumerate(region.outside_paths):
        region.outside[place] = values[region.step_number]


def _draw_demand(region: Any) -> None:
    p, year = region.params, region.quarter // 4
    common = normal_quantile(region.uniform(Stream.DEMAND, COMMON, year, 0))
    for market in region.markets:
        own = normal_quantile(region.uniform(Stream.DEMAND, market.number, year, 0))
        surprise = shared_innovation(common, own, p.demand_common_share, p.demand_sd)
        gap = region.industries[market.number].growth_gap
        if region.step_number == 0:
            market.real_growth = p.nowcast_demand_growth + gap + surprise * p.nowcast_surprise_share
        else:
            mean = p.demand_growth + gap
            market.real_growth = autoregression(market.real_growth, mean, p.demand_persistence, surprise)


def _draw_prices(region: Any) -> None:
    p, economy, year = region.params, region.economy, region.quarter // 4
    z = [normal_quantile(region.uniform(Stream.ECONOMY, 0, year, word)) for word in range(4)]
    if region.step_number == 0:
        economy.ppi_growth = p.nowcast_ppi_growth
    else:
        economy.ppi_growth = autoregression(economy.ppi_growth, p.ppi_growth, p.ppi_persistence, p.ppi_sd * z[0])
    economy.wage_growth = p.wage_growth + p.wage_sd * z[1]
    economy.loan_rate = max(economy.loan_rate + p.loan_rate_sd * z[2], LOWEST_LOAN_RATE)
    economy.energy_growth = p.energy_price_growth + p.energy_price_sd * z[3]


def _factor(region: Any, path: int) -> float:
    """The scenario's factor on a path this quarter."""
    return region.paths[path][region.step_number]


def _step_of(region: Any, path: int) -> float:
    """Change of a scenario's factor against the quarter before."""
    if region.step_number == 0:
        return _factor(region, path)
    return _factor(region, path) / region.paths[path][region.step_number - 1]


def _move_prices(region: Any) -> None:
    p, economy = region.params, region.economy
    economy.ppi *= math.exp(economy.ppi_growth / 4.0)
    step = math.exp(economy.wage_growth / 4.0) * _step_of(region, Path.WAGE)
    economy.wage *= step
    economy.wage_nation *= step
    economy.loan_rate *= _step_of(region, Path.LOAN_RATE)
    economy.energy_price *= math.exp(economy.energy_growth / 4.0) * _step_of(region, Path.ENERGY_PRICE)
    economy.productivity_index *= math.exp(p.productivity_growth / 4.0)
    economy.shift_integration = _factor(region, Path.INTEGRATION_PRICE)
    economy.shift_credit = _factor(region, Path.CREDIT_LIMIT)


def _move_demand(region: Any) -> None:
    total, base = 0.0, 0.0
    for market in region.markets:
        market.real_index *= math.exp(market.real_growth / 4.0)
        index = market.real_index * region.economy.ppi * _factor(region, Path.DEMAND)
        market.nominal = market.base_quarter * index
        total += market.base_quarter * (1.0 - market.share_out) * index
        base += market.base_quarter * (1.0 - market.share_out)
    region.economy.demand_index = total / base if base > 0.0 else 0.0


def _price_robots(region: Any) -> None:
    p, economy = region.params, region.economy
    economy.world_other *= math.exp(p.world_growth_other / 4.0)
    economy.world_cumulative += economy.world_other + economy.nation_added + economy.region_added
    price = wright_price(economy.first_arm_price, economy.world_cumulative, economy.first_cumulative, p.learning_rate)
    economy.arm_price = price * _factor(region, Path.ARM_PRICE)
