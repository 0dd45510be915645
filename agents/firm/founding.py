"""How a firm that grows past the size threshold comes to be."""

from __future__ import annotations

import math
from typing import Any

from clustercast.agents.arithmetic import exponential
from clustercast.agents.books import post
from clustercast.agents.distributions import lognormal_quantile, normal_quantile
from clustercast.agents.draws import Draws, Stream, four_uniforms, uniform
from clustercast.agents.firm.entry import entrant_revenue
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
    _name(firm, cluster, entity, draws.quarter, drawn[3])
    annual = entrant_revenue(drawn[0], p.threshold_revenue, p.entry_log_excess)
    _take_share(region, firm, annual)
    _staff(region, firm, annual, drawn[1])
    own = region.industries[firm.industry]
    firm.hurdle = lognormal_quantile(drawn[2], p.hurdle_median, p.hurdle_log_sd)
    firm.energy_base = lognormal_quantile(
        further[0], p.energy_intensity_base * own.energy_factor, p.energy_intensity_log_sd
    )
    firm.energy_kept = 1.0
    firm.value_added_share = own.value_added_share
    z = normal_quantile(further[1])
    firm.rnd_share = p.rnd_share_mean * exponential(p.rnd_share_log_sd * (z - 0.5 * p.rnd_share_log_sd))
    firm.margin = max(0.0, p.margin_mean + p.margin_sd * normal_quantile(further[2]))
    firm.borrows = 1.0 if further[3] < p.share_with_credit else 0.0
    firm.capital = p.capital_share * annual
    firm.cash = p.cash_share * annual
    post(region, Account.OUTSIDE, Account.FIRMS, firm.cash)
    _give_habits(firm, p, draws)


@act
def _name(firm: Any, cluster: Any, entity: int, quarter: int, place: float) -> None:
    firm.entity = entity
    firm.active = 1
    firm.cluster = cluster.number
    firm.industry = cluster.industry
    firm.chain = cluster.chain
    cities: int = cluster.n_cities
    firm.city = cluster.cities[int(math.floor(place * cities))]
    firm.group = -1
    firm.born = quarter


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
def _staff(region: Any, firm: Any, annual: float, draw: float) -> None:
    """Revenue per employee is lognormal; capability goes with it."""
    p, skill = region.params, normal_quantile(draw)
    firm.productivity = p.revenue_per_worker * exponential(p.revenue_per_worker_log_sd * skill)
    firm.employment = annual / (firm.productivity * region.economy.productivity_index)
    firm.capability = CAPABILITY_OF_SKILL * skill


@act
def _give_habits(firm: Any, p: Any, draws: Draws) -> None:
    """Persistent tastes and shifts of ln benefit, four upgrades a block of draws."""
    for block in range((len(firm.upgrades) + 3) // 4):
        taste = four_uniforms(draws.seed, draws.member, Stream.ENTRANT_TASTE, firm.entity, block)
        shock = four_uniforms(draws.seed, draws.member, Stream.ENTRANT_SHOCK, firm.entity, block)
        for k in range(4 * block, min(4 * block + 4, len(firm.upgrades))):
            held = firm.upgrades[k]
            held.taste = taste[k % 4]
            held.log_shock = p.benefit_log_sd * normal_quantile(shock[k % 4])


@act
def know_as_nation(firm: Any, known: Any, draws: Draws) -> None:
    """An entrant knows an upgrade with the awareness of the nation's firms, ``known[k]``; it starts without one."""
    for k, held in enumerate(firm.upgrades):
        drawn = uniform(draws, Stream.ENTRANT_TASTE, firm.entity, 8 + k // 4, k % 4)
        held.aware = 1 if drawn < known[k] else 0
