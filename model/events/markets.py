"""Event 9: markets clear, with the rest of the nation as a player."""

from typing import Any

from clustercast.agents.arithmetic import chance_within
from clustercast.agents.arrays import zeros
from clustercast.agents.cell.rules import part_of
from clustercast.agents.draws import Draws, Stream, uniform
from clustercast.agents.firm.acts import compete, effective_gain, idle, operate, sell, take_shock
from clustercast.agents.firm.market import energy_intensity, grown_share, share_step
from clustercast.agents.rule import event


@event
def clear_markets(region: Any, draws: Draws) -> None:
    """Shares move with gains, and in January with the year's shock; revenue, jobs, energy and R&D follow."""
    _average_gains(region)
    if draws.quarter % 4 == 0:
        _shock_of_the_year(region, draws)
    totals = _move_shares(region)
    makers = _normalise(region, totals)
    _sell(region, makers)
    _operate(region, draws.quarter)


@event
def _average_gains(region: Any) -> None:
    """Mean gain of each market, weighted by share, the outside included."""
    totals = zeros(len(region.markets))
    for market in region.markets:
        market.mean_gain = market.share_out * market.gain_out
        totals[market.number] = market.share_out
    for firm in region.firms:
        if firm.active == 1:
            region.markets[firm.industry].mean_gain += firm.share * effective_gain(region, firm)
            totals[firm.industry] += firm.share
    for market in region.markets:
        market.mean_gain = part_of(market.mean_gain, totals[market.number])


@event
def _shock_of_the_year(region: Any, draws: Draws) -> None:
    """One Laplace draw a firm and year."""
    for firm in region.firms:
        if firm.active == 1:
            take_shock(firm, region.params, uniform(draws, Stream.GROWTH, firm.entity, draws.quarter // 4, 0))


@event
def _move_shares(region: Any) -> Any:
    """Firms and the outside win or lose share; returns the sum of the moved shares of every industry."""
    elasticity = region.params.price_elasticity
    adjusted = chance_within(region.params.adjustment_rate, 0.25)
    totals = zeros(len(region.markets))
    for market in region.markets:
        step = share_step(market.gain_out, market.mean_gain, market.habit_out, elasticity, adjusted)
        market.habit_out += step
        market.share_out = grown_share(market.share_out, step)
        totals[market.number] = market.share_out
    for firm in region.firms:
        if firm.active == 1:
            compete(region, firm, region.markets[firm.industry].mean_gain, adjusted)
            totals[firm.industry] += firm.share
    return totals


@event
def _normalise(region: Any, totals: Any) -> Any:
    """Shares of an industry, outside included, sum to one; a leaver's share so goes to all who stay.

    Returns the share of the region's makers in every industry.
    """
    makers = zeros(len(region.markets))
    for firm in region.firms:
        if firm.active == 1:
            firm.share = firm.share / totals[firm.industry]
            makers[firm.industry] += firm.share
    for market in region.markets:
        if totals[market.number] > 0.0:
            market.share_out = market.share_out / totals[market.number]
    return makers


@event
def _sell(region: Any, makers: Any) -> None:
    """``R = f D``; orders placed with the region's makers come on top and are taken from the outside."""
    for market in region.markets:
        market.region_revenue = 0.0
    for firm in region.firms:
        firm.revenue = 0.0
        if firm.active == 1:
            sell(firm, region.markets[firm.industry], makers[firm.industry])
    for market in region.markets:
        market.outside_revenue = market.nominal - market.region_revenue


@event
def _operate(region: Any, quarter: int) -> None:
    """Employment, value added, energy and R&D of the quarter."""
    years = (quarter + 1 - region.stance.first_year * 4) / 4.0
    decline = energy_intensity(1.0, region.params.energy_decline, years, 1.0)
    for firm in region.firms:
        if firm.active == 1:
            operate(region, firm, decline)
        else:
            idle(firm)
