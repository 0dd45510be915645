"""Demand, prices and wages of the quarter, given to everyone."""

import math

from clustercast.agents.rule import rule


@rule
def autoregression(last: float, mean: float, persistence: float, innovation: float) -> float:
    """Next value of a first-order autoregression around ``mean``: ``m + a (x - m) + e``."""
    return mean + persistence * (last - mean) + innovation


@rule
def shared_innovation(common: float, own: float, common_share: float, sd: float) -> float:
    """Innovation of a sector, two standard normals, variance share c common: ``sd (sqrt(c) z0 + sqrt(1 - c) z)``."""
    return sd * (math.sqrt(common_share) * common + math.sqrt(1.0 - common_share) * own)


@rule
def excess_scale(ratio: float, mean: float, floor: float) -> float:
    """Scale of sizes' excess over ``floor`` that takes their ``mean`` to ``ratio`` times it: ``(r m - f) / (m - f)``.

    Nought or less where the wanted mean lies at the floor or below.
    """
    if ratio == 1.0:
        return 1.0
    if mean <= floor:
        return 0.0
    return (ratio * mean - floor) / (mean - floor)


@rule
def stretch_to_total(total: float, drawn_total: float, count: float, floor: float) -> float:
    """Stretch that takes ``count`` drawn sizes above ``floor`` to ``total``: ``s = (T - n floor) / (sum y - n floor)``.

    1 where the drawn sizes have no excess over the floor to stretch.
    """
    excess = drawn_total - count * floor
    if excess <= 0.0:
        return 1.0
    return (total - count * floor) / excess


@rule
def affine_to_total(value: float, floor: float, stretch: float) -> float:
    """The exact map of a drawn size onto a total: ``floor + s (y - floor)``, s of ``stretch_to_total``."""
    return floor + stretch * (value - floor)
