"""Arithmetic that must give the same bits in Python and in compiled code."""

import math

from clustercast.agents.rule import rule

LARGEST_EXPONENT = 700.0


@rule
def exponential(x: float) -> float:
    """``exp(x)``, 0 below -700 and held at ``exp(700)`` above, so that no engine overflows."""
    if x < -LARGEST_EXPONENT:
        return 0.0
    if x > LARGEST_EXPONENT:
        return math.exp(LARGEST_EXPONENT)
    return math.exp(x)


@rule
def power(base: float, exponent: float) -> float:
    """``base ** exponent`` for a base of at least 0, as ``exp(exponent * log(base))``; 0 for a base of 0 or less."""
    if base <= 0.0:
        return 0.0
    return exponential(exponent * math.log(base))


@rule
def logistic(z: float) -> float:
    """``1 / (1 + exp(-z))``, without overflow on either side."""
    if z >= 0.0:
        return 1.0 / (1.0 + exponential(-z))
    grown = exponential(z)
    return grown / (1.0 + grown)


@rule
def clip(x: float, low: float, high: float) -> float:
    """``x`` held within ``[low, high]``."""
    if x < low:
        return low
    if x > high:
        return high
    return x


@rule
def positive_part(x: float) -> float:
    """``x``, or 0 where it lies below."""
    if x < 0.0:
        return 0.0
    return x


@rule
def chance_within(rate: float, years: float) -> float:
    """Chance that what comes at a ``rate`` a year has come after some, or part of a gap closed: ``1 - exp(-r t)``."""
    return -math.expm1(-rate * years)


@rule
def ratio(numerator: float, denominator: float) -> float:
    """``numerator / denominator``, 0 where the denominator is 0."""
    if denominator == 0.0:
        return 0.0
    return numerator / denominator
