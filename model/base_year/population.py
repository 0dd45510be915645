"""Sizes and places of the base population: named lead firms, the rest lognormal, exactly on the accounts' total."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from clustercast.agents.arithmetic import exponential
from clustercast.agents.cell.rules import part_of
from clustercast.agents.columns import FirmCode, FirmFloat
from clustercast.agents.distributions import normal_probability, truncated_lognormal_quantile
from clustercast.agents.draws import Stream, uniform
from clustercast.agents.economy.rules import affine_to_total, excess_scale, stretch_to_total
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import Given, State

STRETCHED_TOO_FAR = 3
TOO_SMALL = 4
BISECTIONS = 60


@event
def truncated_lognormal_mean(log_median, log_sd, floor, ceiling):
    """Mean of a lognormal law cut to ``[floor, ceiling)``."""
    low = (math.log(floor) - log_median) / log_sd
    high = (math.log(ceiling) - log_median) / log_sd
    mass = normal_probability(high) - normal_probability(low)
    if mass < 1e-300:
        return floor if log_median < math.log(floor) else ceiling
    above = normal_probability(high - log_sd) - normal_probability(low - log_sd)
    return exponential(log_median + 0.5 * log_sd * log_sd) * above / mass


@event
def solve_log_median(mean, log_sd, floor, ceiling):
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
def draw_sizes(given: Given, state: State, leads: int, n: int, total: float, seed: int, member: int) -> None:
    """Base-year revenue of firms ``leads..n-1``: stratified quantiles of one law for all industries.

    Nothing is drawn where every firm stands already.
    """
    p = given.params[0]
    revenue = state.floats[FirmFloat.REVENUE_LAST_YEAR]
    rest = n - leads
    if rest == 0:
        return
    floor = p.size_floor * 10000.0
    ceiling = p.size_ceiling * 10000.0
    mean = _left_for_unnamed(revenue, leads, total) / rest
    log_median = solve_log_median(mean, p.size_log_sd, floor, ceiling)
    for j in range(rest):
        u = (j + uniform(seed, member, Stream.BASE_SIZE, leads + j, 0, 0)) / rest
        revenue[leads + j] = truncated_lognormal_quantile(u, log_median, p.size_log_sd, floor, ceiling)


@event
def _left_for_unnamed(revenue, leads, total):
    """What the accounts' total leaves for firms without a name."""
    named = 0.0
    for i in range(leads):
        named += revenue[i]
    return total - named


@event
def fit_sizes(given: Given, state: State, leads: int, n: int, total: float) -> int:
    """The exact affine map of the drawn sizes onto the total; the excess over the floor is scaled by industry.

    Nothing is mapped where every firm stands already.
    Returns a status: 0, ``STRETCHED_TOO_FAR`` when the map stretches beyond the limit, or ``TOO_SMALL``.
    """
    p = given.params[0]
    revenue = state.floats[FirmFloat.REVENUE_LAST_YEAR]
    industry = state.codes[FirmCode.INDUSTRY]
    rest = n - leads
    if rest == 0:
        return 0
    floor = p.size_floor * 10000.0
    wanted = _left_for_unnamed(revenue, leads, total)
    drawn = 0.0
    for i in range(leads, n):
        drawn += revenue[i]
    stretch = stretch_to_total(wanted, drawn, rest, floor)
    if stretch > 1.0 + p.stretch_limit or stretch < 1.0 - p.stretch_limit:
        return STRETCHED_TOO_FAR
    scale: Any = np.zeros(given.industries.shape[0])
    if not _scale_industries(given, state, leads, n, wanted / rest, floor, scale):
        return TOO_SMALL
    for i in range(leads, n):
        revenue[i] = affine_to_total(revenue[i], floor, stretch * scale[industry[i]])
    return 0


@event
def _scale_industries(given, state, leads, n, mean, floor, scale):
    """Scale of each industry's excess over the floor: expected means are to each other as the factors of size.

    Together they keep the excess that was drawn, so the stretch onto the total is what it is without factors; factors
    that are all 1 give scales of exactly 1.  False when an industry's mean would lie at the floor or below.
    """
    revenue = state.floats[FirmFloat.REVENUE_LAST_YEAR]
    industry = state.codes[FirmCode.INDUSTRY]
    factors = 0.0
    for i in range(leads, n):
        factors += given.industries[industry[i]].size_factor
    for s in range(scale.shape[0]):
        ratio = given.industries[s].size_factor * (n - leads) / factors
        scale[s] = excess_scale(ratio, mean, floor)
    before = 0.0
    after = 0.0
    for i in range(leads, n):
        if scale[industry[i]] <= 0.0:
            return False
        before += revenue[i] - floor
        after += scale[industry[i]] * (revenue[i] - floor)
    for s in range(scale.shape[0]):
        scale[s] = scale[s] * part_of(before, after)
    return True


@event
def place_firms(given, state: State, leads: int, n: int, cumulative, seed: int, member: int) -> None:
    """Cluster of every unnamed firm by the drawn weights (``cumulative[cluster]``), city evenly within the cluster."""
    codes = state.codes
    for i in range(leads, n):
        u = uniform(seed, member, Stream.BASE_PLACE, i, 0, 0)
        c = 0
        while c < cumulative.shape[0] - 1 and u > cumulative[c]:
            c += 1
        codes[FirmCode.CLUSTER, i] = c
        u = uniform(seed, member, Stream.BASE_PLACE, i, 0, 1)
        codes[FirmCode.CITY, i] = given.clusters[c].cities[int(math.floor(u * given.clusters[c].n_cities))]
        codes[FirmCode.GROUP, i] = -1
    for i in range(n):
        c = codes[FirmCode.CLUSTER, i]
        codes[FirmCode.ENTITY, i] = i
        codes[FirmCode.ACTIVE, i] = 1
        codes[FirmCode.INDUSTRY, i] = given.clusters[c].industry
        codes[FirmCode.CHAIN, i] = given.clusters[c].chain
        codes[FirmCode.BORN, i] = -1
