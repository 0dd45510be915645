"""How a firm that grows past the size threshold comes to be."""

from typing import Any

from clustercast.agents.books import post
from clustercast.agents.distributions import normal_quantile
from clustercast.agents.draws import Draws, Stream, four_uniforms, uniform
from clustercast.agents.firm.entry import entrant_revenue
from clustercast.agents.firm.traits import give_tastes, give_traits, settle_in, take_name
from clustercast.agents.rule import act
from clustercast.scenarios.numbers import Account

CAPABILITY_OF_SKILL = 1.7
"""The logit of a rank is nearly normal with this standard deviation (Camilli 1994, J. Educ. Behav. Stat. 19(3)).

So an entrant's skill, a normal number, stands among the ranks of the base firms.
"""
LARGEST_ENTRANT = 0.5
"""Part of the outside's market that one entrant may take: the outside never runs out."""


@act
def found(region: Any, firm: Any, cluster: Any, entity: int, draws: Draws) -> None:
    """Set up an entrant: size just above the threshold, other traits from the base year's distributions."""
    p = region.params
    drawn = four_uniforms(draws.seed, draws.member, Stream.ENTRANT, entity, 0)
    further = four_uniforms(draws.seed, draws.member, Stream.ENTRANT, entity, 1)
    take_name(firm, cluster, entity, draws.quarter)
    settle_in(firm, cluster, drawn[3])
    annual = entrant_revenue(drawn[0], p.threshold_revenue, p.entry_log_excess)
    _take_share(region, firm, annual)
    character = drawn[1], drawn[2], further[0], further[1]
    give_traits(firm, p, region.industries[firm.industry], character, further[2], further[3])
    firm.employment = annual / (firm.productivity * region.economy.productivity_index)
    firm.capability = CAPABILITY_OF_SKILL * normal_quantile(drawn[1])
    firm.capital = p.capital_share * annual
    firm.cash = p.cash_share * annual
    post(region, Account.OUTSIDE, Account.FIRMS, firm.cash)
    give_tastes(firm, p, draws, Stream.ENTRANT_TASTE, Stream.ENTRANT_SHOCK)


@act
def _take_share(region: Any, firm: Any, annual: float) -> None:
    """Its share of the market comes from the outside; its gain in unit cost is the market's mean."""
    market = region.markets[firm.industry]
    share = min(annual / (4.0 * market.nominal), LARGEST_ENTRANT * market.share_out)
    market.share_out -= share
    firm.share = share
    firm.revenue_last_year = annual
    firm.gain_settled = market.mean_gain
    firm.gain = market.mean_gain


@act
def know_as_nation(firm: Any, known: Any, draws: Draws) -> None:
    """An entrant knows an upgrade with the awareness of the nation's firms, ``known[k]``; it starts without one."""
    for k, held in enumerate(firm.upgrades):
        drawn = uniform(draws, Stream.ENTRANT_TASTE, firm.entity, 8 + k // 4, k % 4)
        held.aware = 1 if drawn < known[k] else 0
