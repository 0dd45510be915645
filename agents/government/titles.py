"""How titles and statuses come to firms and bodies, and how orders are complied with."""

import math

from clustercast.agents.arithmetic import chance_within, clip, exponential
from clustercast.agents.rule import rule

LARGEST_EXPONENT = 50.0


@rule
def quota_within(quota: float, budget: float, reward: float) -> float:
    """Awards that a round may make: the quota, or the number its budget pays for: ``min(Q, floor(B / R))``.

    Quota and result in awards, budget and reward in CNY 10k; without a reward the budget does not limit.
    """
    if reward <= 0.0:
        return quota
    if budget <= 0.0:
        return 0.0
    return min(float(math.floor(min(budget / reward, quota + 1.0))), quota)


@rule
def awards_of(quota: float, pool: float) -> float:
    """Awards of a round: ``min(Q, pool)``, the quota rounded to a whole number; a pool with cells need not be whole."""
    if quota >= pool:
        return pool
    return min(float(math.floor(quota + 0.5)), pool)


@rule
def firms_part(awards: float, firms: int, cells: float) -> int:
    """Awards that go to firms of the register: ``round(A n / (n + m))``, at least what the cells cannot take.

    ``firms`` n and ``cells`` m qualify; the cells get the rest, ``A`` less this, never more than m.
    """
    if firms <= 0:
        return 0
    part = int(math.floor(awards * firms / (firms + cells) + 0.5))
    return min(max(part, -int(math.floor(cells - awards))), firms)


@rule
def title_weight(gamma: float, score: float) -> float:
    """Weight of a candidate for a title given above: ``e^(gamma s)``; the exponent is held at 50 at most."""
    return math.exp(min(gamma * score, LARGEST_EXPONENT))


@rule
def rivals_reference(first_weight: float, weight: float, follow: float) -> float:
    """Weight of the region's candidates that the rivals' is a multiple of: ``W0^(1-f) W^f``.

    With f 0 the rivals stay as they were in the first round (W0), with 1 they grow as the region's candidates do (W).
    """
    if first_weight <= 0.0 or weight <= 0.0:
        return first_weight
    return exponential((1.0 - follow) * math.log(first_weight) + follow * math.log(weight))


@rule
def title_theta(above_quota: float, own_weight: float, first_weight: float, share_of_candidates: float) -> float:
    """Scale of the chance of a title: ``theta = Q / (W + W0 (1/share - 1))``, awards a year a unit of weight.

    Q awards a year in all the authority's territory; W is the weight of the region's candidates, W0 the reference for
    the rivals (``rivals_reference``): when the region's were W0 they were ``share`` of the whole field.  Doubling
    every weight halves theta and changes no chance.  No share of the field, or no candidates: 0.
    """
    if share_of_candidates <= 0.0:
        return 0.0
    field = own_weight
    if share_of_candidates < 1.0:
        field += first_weight * (1.0 / share_of_candidates - 1.0)
    if field <= 0.0:
        return 0.0
    return above_quota / field


@rule
def title_chance(theta: float, gamma: float, score: float) -> float:
    """Probability of a title won against the rest of the field: ``p = 1 - exp(-theta e^(gamma s))``.

    Of a status within a year, which nobody else wins: theta is its rate a year at score 0.
    """
    return chance_within(theta, title_weight(gamma, score))


@rule
def status_rate(rate: float, path_now: float, path_base: float) -> float:
    """Rate a year of a status that moves with an outside path: ``rate x_t / x_0``, plain where x_0 is not above 0."""
    if path_base <= 0.0:
        return rate
    return rate * path_now / path_base


@rule
def base_title_chance(base_share: float, weight: float) -> float:
    """Probability that one who qualifies holds a title at the base: ``min(1, share x weight)``, not below 0."""
    return clip(base_share * weight, 0.0, 1.0)
