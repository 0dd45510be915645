"""Character, finance and market standing of the base population."""

import math
from typing import Any

from clustercast.agents.arithmetic import chance_within
from clustercast.agents.cell.rules import part_of
from clustercast.agents.distributions import normal_quantile
from clustercast.agents.draws import Draws, Stream, uniform
from clustercast.agents.firm.acts import assets
from clustercast.agents.firm.base_year import describe, open_research, open_sales
from clustercast.agents.rule import event
from clustercast.model.events.ranking import rank
from clustercast.scenarios.numbers import Account


@event
def describe_firms(region: Any, draws: Draws, own_growth: float) -> None:
    """Traits, jobs, finance and tastes of every base firm; then their capability."""
    for firm in region.firms:
        describe(firm, region.params, region.industries[firm.industry], own_growth, draws)
    rank_capability(region, draws)


@event
def rank_capability(region: Any, draws: Draws) -> None:
    """Rank of revenue per employee within the industry on the logit scale, plus noise."""
    p, order = region.params, region.order
    for s in range(len(region.industries)):
        count = _list_industry(region, s)
        rank(region, count)
        for place in range(count):
            firm = region.firms[order[0, place]]
            part = (count - place - 0.5) / count
            z = normal_quantile(uniform(draws, Stream.BASE_SKILL, firm.entity, 0, 0))
            firm.capability = math.log(part / (1.0 - part)) + p.capability_sd * z


@event
def _list_industry(region: Any, industry: int) -> int:
    """Firms of an industry with their productivity, for ``rank``; how many."""
    order, keys = region.order, region.keys
    count = 0
    for firm in region.firms:
        if firm.industry == industry:
            order[0, count] = firm.number
            keys[0, firm.number] = firm.productivity
            keys[1, firm.number] = firm.productivity
            keys[2, firm.number] = firm.entity
            count += 1
    return count


@event
def open_markets(region: Any, excess_growth: float) -> None:
    """National markets such that the region holds its share of each; momentum of the base year's excess growth.

    What the region outgrew the nation by because its industries' demand grows faster than others' is no momentum.
    """
    p, markets = region.params, region.markets
    for firm in region.firms:
        markets[firm.industry].base_quarter += firm.revenue_last_year
    faster, whole = 0.0, 0.0
    for s in range(len(markets)):
        market, share = markets[s], region.industries[s].national_share
        home = market.base_quarter
        market.base_quarter = home / share / 4.0
        market.nominal = market.base_quarter
        market.share_out = 1.0 - share if home > 0.0 else 1.0
        market.real_index = 1.0
        faster += home * region.industries[s].growth_gap
        whole += home
    momentum = p.momentum * (excess_growth - part_of(faster, whole)) / chance_within(p.adjustment_rate, 1.0)
    for firm in region.firms:
        open_sales(firm, markets[firm.industry], momentum)
    open_research_of_all(region)


@event
def open_research_of_all(region: Any) -> None:
    """R&D of every firm in the base years, and its mean."""
    research = 0.0
    for firm in region.firms:
        research += open_research(firm)
    region.economy.mean_rnd = research / len(region.firms)


@event
def open_accounts(region: Any) -> None:
    """Opening balances: firms' cash against the outside; loans of the bank; firms below the threshold by cluster."""
    p = region.params
    cash, debt, held = 0.0, 0.0, 0.0
    for firm in region.firms:
        cash += firm.cash
        debt += firm.debt
        held += assets(firm, p)
        region.clusters[firm.cluster].base_firms += 1.0
    region.balances[Account.FIRMS] = cash
    region.balances[Account.OUTSIDE] = -cash
    region.bank.loans = debt
    region.bank.guarantee_limit = p.guarantee_share * held
    for cluster in region.clusters:
        below: float = p.below_scale_ratio * cluster.base_firms
        cluster.below = float(math.floor(below))
        cluster.base_below = cluster.below


@event
def describe_sizes(region: Any, sizes: Any) -> None:
    """Mean employees of a firm, and the standard deviation of their logarithm, into ``sizes``."""
    n = len(region.firms)
    total, logs = 0.0, 0.0
    for firm in region.firms:
        total += firm.employment
        logs += math.log(firm.employment)
    spread = 0.0
    for firm in region.firms:
        apart = math.log(firm.employment) - logs / n
        spread += apart * apart
    sizes[0] = total / n
    sizes[1] = math.sqrt(spread / n)
