"""What an owner group does: members in the region, subsidiaries outside it, rare acquisitions (December)."""

from typing import Any

from clustercast.agents.arithmetic import ratio
from clustercast.agents.distributions import lognormal_quantile, poisson_quantile
from clustercast.agents.draws import Draws, Stream, uniform
from clustercast.agents.rule import act
from clustercast.scenarios.numbers import Lever


@act
def take_up_member(group: Any, firm: Any) -> None:
    """Count an active firm of the group, its revenue this year, and whether it holds a national title."""
    group.members += 1.0
    group.revenue_home += firm.revenue_year
    if firm.national == 1:
        group.has_national = 1.0


@act
def market_of(region: Any, group: Any) -> float:
    """Nominal size of the national market of the group's industry, base year 1."""
    market = region.markets[int(group.industry)]
    return ratio(market.nominal, market.base_quarter)


@act
def trade_outside(region: Any, group: Any, january: bool) -> None:
    """Revenue of subsidiaries outside the region moves with the national market of the group's industry."""
    if january:
        group.outside_year = 0.0
    group.outside_year += (group.outside_base + group.acquired) / 4.0 * market_of(region, group)
    group.revenue_year = group.revenue_home + group.outside_year


@act
def acquire(region: Any, group: Any, draws: Draws) -> None:
    """Rare acquisitions outside the region: Poisson, raised by the lever ``mergers``, of lognormal relative size."""
    p, year = region.params, draws.quarter // 4
    rate = p.acquisition_rate * (1.0 + region.announced[Lever.MERGERS, int(group.industry), 0])
    bought = poisson_quantile(uniform(draws, Stream.ACQUISITION, group.number, year, 0), rate)
    market = market_of(region, group)
    if bought > 0 and market > 0.0:
        drawn = uniform(draws, Stream.ACQUISITION, group.number, year, 1)
        size = lognormal_quantile(drawn, p.acquisition_median, p.acquisition_log_sd)
        group.acquired += bought * size * group.revenue_year / market
        region.counts.acquisitions += bought
