"""What sets one firm apart from another, by its own draws: firms of the base population and entrants alike."""

import math
from typing import Any

from clustercast.agents.arithmetic import exponential
from clustercast.agents.distributions import lognormal_quantile, normal_quantile
from clustercast.agents.draws import Draws, four_uniforms
from clustercast.agents.rule import act


@act
def give_traits(firm: Any, p: Any, industry: Any, character: tuple[float, ...], margin: float, credit: float) -> None:
    """Productivity, hurdle, energy and R&D by the four uniforms of its ``character``; margin; whether banks lend."""
    firm.productivity = lognormal_quantile(character[0], p.revenue_per_worker, p.revenue_per_worker_log_sd)
    firm.hurdle = lognormal_quantile(character[1], p.hurdle_median, p.hurdle_log_sd)
    energy = p.energy_intensity_base * industry.energy_factor
    firm.energy_base = lognormal_quantile(character[2], energy, p.energy_intensity_log_sd)
    firm.energy_kept = 1.0
    firm.value_added_share = industry.value_added_share
    z = normal_quantile(character[3])
    firm.rnd_share = p.rnd_share_mean * exponential(p.rnd_share_log_sd * (z - 0.5 * p.rnd_share_log_sd))
    firm.margin = max(0.0, p.margin_mean + p.margin_sd * normal_quantile(margin))
    firm.borrows = 1.0 if credit < p.share_with_credit else 0.0


@act
def give_tastes(firm: Any, p: Any, draws: Draws, tastes: int, shocks: int) -> None:
    """Persistent taste and shift of ln benefit of every upgrade, of two streams; four of them are a block of draws."""
    taste = shock = (0.0, 0.0, 0.0, 0.0)
    for k, held in enumerate(firm.upgrades):
        if k % 4 == 0:
            taste = four_uniforms(draws.seed, draws.member, tastes, firm.entity, k // 4)
            shock = four_uniforms(draws.seed, draws.member, shocks, firm.entity, k // 4)
        held.taste = taste[k % 4]
        held.log_shock = p.benefit_log_sd * normal_quantile(shock[k % 4])


@act
def settle_in(firm: Any, cluster: Any, place: float) -> None:
    """Stand in a city of the cluster, by a uniform, under no group."""
    firm.cluster = cluster.number
    cities: int = cluster.n_cities
    firm.city = cluster.cities[int(math.floor(place * cities))]
    firm.group = -1


@act
def take_name(firm: Any, cluster: Any, entity: int, born: int) -> None:
    """Be active under a number of its own, in the industry and the supply chain of its cluster."""
    firm.entity = entity
    firm.active = 1
    firm.industry = cluster.industry
    firm.chain = cluster.chain
    firm.born = born
