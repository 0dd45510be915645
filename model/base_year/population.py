"""Sizes and places of the base population: named lead firms, the rest lognormal, exactly on the accounts' total."""

import math
from typing import Any

from clustercast.agents.arithmetic import exponential
from clustercast.agents.arrays import zeros
from clustercast.agents.cell.rules import part_of
from clustercast.agents.distributions import normal_probability, truncated_lognormal_quantile
from clustercast.agents.draws import Draws, Stream, uniform
from clustercast.agents.economy.rules import affine_to_total, excess_scale, stretch_to_total
from clustercast.agents.firm.traits import settle_in, take_name
from clustercast.agents.rule import event

STRETCHED_TOO_FAR = 3
TOO_SMALL = 4
BISECTIONS = 60


@event
def truncated_lognormal_mean(log_median: float, log_sd: float, floor: float, ceiling: float) -> float:
    """Mean of a lognormal law cut to ``[floor, ceiling)``."""
    low = (math.log(floor) - log_median) / log_sd
    high = (math.log(ceiling) - log_median) / log_sd
    mass = normal_probability(high) - normal_probability(low)
    if mass < 1e-300:
        return floor if log_median < math.log(floor) else ceiling
    above = normal_probability(high - log_sd) - normal_probability(low - log_sd)
    return exponential(log_median + 0.5 * log_sd * log_sd) * above / mass


@event
def solve_log_median(mean: float, log_sd: float, floor: float, ceiling: float) -> float:
    """Log median with which the truncated law has the wanted mean, by bisection."""
    low = math.log(floor) - 6.0 * log_sd
    high = math.log(ceiling) + 6.0 * log_sd
    for _ in range(BISECTIONS):
        middle = 0.5 * (low + high)
        if truncated_lognormal_mean(middle, log_sd, floor, ceiling) < mean:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


@event
def draw_sizes(region: Any, draws: Draws, leads: int, total: float) -> None:
    """Base-year revenue of the firms behind the first ``leads``: stratified quantiles of one law for all industries.

    Nothing is drawn where every firm stands already.
    """
    p = region.params
    rest = len(region.firms) - leads
    if rest == 0:
        return
    floor = p.size_floor * 10000.0
    ceiling = p.size_ceiling * 10000.0
    mean = _left_for_unnamed(region, leads, total) / rest
    log_median = solve_log_median(mean, p.size_log_sd, floor, ceiling)
    for j in range(rest):
        u = (j + uniform(draws, Stream.BASE_SIZE, leads + j, 0, 0)) / rest
        revenue = truncated_lognormal_quantile(u, log_median, p.size_log_sd, floor, ceiling)
        region.firms[leads + j].revenue_last_year = revenue


@event
def _left_for_unnamed(region: Any, leads: int, total: float) -> float:
    """What the accounts' total leaves for firms without a name."""
    named = 0.0
    for i in range(leads):
        named += region.firms[i].revenue_last_year
    return total - named


@event
def fit_sizes(region: Any, leads: int, total: float) -> int:
    """The exact affine map of the drawn sizes onto the total; the excess over the floor is scaled by industry.

    Nothing is mapped where every firm stands already.
    Returns a status: 0, ``STRETCHED_TOO_FAR`` when the map stretches beyond the limit, or ``TOO_SMALL``.
    """
    p = region.params
    n = len(region.firms)
    rest = n - leads
    if rest == 0:
        return 0
    floor = p.size_floor * 10000.0
    wanted = _left_for_unnamed(region, leads, total)
    drawn = 0.0
    for i in range(leads, n):
        drawn += region.firms[i].revenue_last_year
    stretch = stretch_to_total(wanted, drawn, rest, floor)
    if stretch > 1.0 + p.stretch_limit or stretch < 1.0 - p.stretch_limit:
        return STRETCHED_TOO_FAR
    scale = zeros(len(region.industries))
    if not _scale_industries(region, leads, wanted / rest, floor, scale):
        return TOO_SMALL
    for i in range(leads, n):
        firm = region.firms[i]
        firm.revenue_last_year = affine_to_total(firm.revenue_last_year, floor, stretch * scale[firm.industry])
    return 0


@event
def _scale_industries(region: Any, leads: int, mean: float, floor: float, scale: Any) -> bool:
    """Scale of each industry's excess over the floor: expected means are to each other as the factors of size.

    Together they keep the excess that was drawn, so the stretch onto the total is what it is without factors; factors
    that are all 1 give scales of exactly 1.  False when an industry's mean would lie at the floor or below.
    """
    n = len(region.firms)
    factors = 0.0
    for i in range(leads, n):
        factors += region.industries[region.firms[i].industry].size_factor
    for s in range(len(region.industries)):
        ratio = region.industries[s].size_factor * (n - leads) / factors
        scale[s] = excess_scale(ratio, mean, floor)
    before, after = 0.0, 0.0
    for i in range(leads, n):
        firm = region.firms[i]
        if scale[firm.industry] <= 0.0:
            return False
        before += firm.revenue_last_year - floor
        after += scale[firm.industry] * (firm.revenue_last_year - floor)
    for s in range(len(region.industries)):
        scale[s] = scale[s] * part_of(before, after)
    return True


@event
def place_firms(region: Any, draws: Draws, leads: int, cumulative: Any) -> None:
    """Cluster of every unnamed firm by the drawn weights (``cumulative[cluster]``), city evenly within the cluster."""
    for i in range(leads, len(region.firms)):
        firm = region.firms[i]
        u = uniform(draws, Stream.BASE_PLACE, i, 0, 0)
        c = 0
        while c < len(cumulative) - 1 and u > cumulative[c]:
            c += 1
        settle_in(firm, region.clusters[c], uniform(draws, Stream.BASE_PLACE, i, 0, 1))
    for firm in region.firms:
        take_name(firm, region.clusters[firm.cluster], firm.number, -1)
