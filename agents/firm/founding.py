"""How a firm that grows past the size threshold comes to be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from clustercast.agents.arithmetic import exponential
from clustercast.agents.distributions import lognormal_quantile, normal_quantile
from clustercast.agents.draws import Stream
from clustercast.agents.firm.agent import Firm
from clustercast.agents.firm.entry import entrant_revenue
from clustercast.scenarios.numbers import Account


def found(firm: Firm, cluster: Any, entity: int, known: Sequence[float]) -> None:
    """Set up an entrant of a cluster: size just above the threshold, other traits from the base year's distributions.

    It knows an upgrade with the awareness of the nation's firms, ``known[k]``, and starts without one.
    """
    region = firm.model
    p = region.params

    def draw(block: int, word: int) -> float:
        return region.uniform(Stream.ENTRANT, entity, block, word)

    _name(firm, cluster, entity, draw(0, 3))
    own = region.industries[firm.industry]
    annual = entrant_revenue(draw(0, 0), p.threshold_revenue, p.entry_log_excess)
    _take_share(firm, annual)
    skill = normal_quantile(draw(0, 1))
    firm.productivity = p.revenue_per_worker * exponential(p.revenue_per_worker_log_sd * skill)
    firm.employment = annual / (firm.productivity * region.economy.productivity_index)
    firm.capability = 1.7 * skill
    firm.hurdle = lognormal_quantile(draw(0, 2), p.hurdle_median, p.hurdle_log_sd)
    median = p.energy_intensity_base * own.energy_factor
    firm.energy_base = lognormal_quantile(draw(1, 0), median, p.energy_intensity_log_sd)
    firm.energy_kept = 1.0
    firm.value_added_share = own.value_added_share
    z = normal_quantile(draw(1, 1))
    firm.rnd_share = p.rnd_share_mean * exponential(p.rnd_share_log_sd * (z - 0.5 * p.rnd_share_log_sd))
    firm.margin = max(0.0, p.margin_mean + p.margin_sd * normal_quantile(draw(1, 2)))
    firm.borrows = 1.0 if draw(1, 3) < p.share_with_credit else 0.0
    firm.capital = p.capital_share * annual
    firm.cash = p.cash_share * annual
    region.books.post(Account.OUTSIDE, Account.FIRMS, firm.cash)
    _give_habits(firm, entity, known)


def _name(firm: Firm, cluster: Any, entity: int, place: float) -> None:
    firm.entity = entity
    firm.active = 1
    firm.cluster = cluster.number
    firm.industry = cluster.industry
    firm.chain = cluster.chain
    firm.city = cluster.cities[int(math.floor(place * cluster.n_cities))]
    firm.group = -1
    firm.born = firm.model.quarter


def _take_share(firm: Firm, annual: float) -> None:
    """Its share of the market comes from the outside; its gain in unit cost is the market's mean."""
    market = firm.model.markets[firm.industry]
    firm.share = min(annual / (4.0 * market.nominal), 0.5 * market.share_out)
    market.share_out -= firm.share
    firm.revenue_last_year = annual
    firm.gain_settled = market.mean_gain
    firm.gain = market.mean_gain


def _give_habits(firm: Firm, entity: int, known: Sequence[float]) -> None:
    """Tastes and shifts of ln benefit; what it knows."""
    region = firm.model
    for k, held in enumerate(firm.upgrades):
        block, word = k // 4, k % 4
        held.taste = region.uniform(Stream.ENTRANT_TASTE, entity, block, word)
        z = normal_quantile(region.uniform(Stream.ENTRANT_SHOCK, entity, block, word))
        held.log_shock = region.params.benefit_log_sd * z
        held.aware = 1 if region.uniform(Stream.ENTRANT_TASTE, entity, 8 + block, word) < known[k] else 0
