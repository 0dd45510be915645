"""Inverse distribution functions: a uniform draw in, a variate out."""

import math

from clustercast.agents.arithmetic import exponential
from clustercast.agents.rule import rule

MOST_EVENTS = 1000


@rule
def normal_quantile(u: float) -> float:
    """Standard normal variate of the uniform ``u`` in (0, 1).

    Rational approximations of Wichura (1988), Algorithm AS 241 (PPND16), Applied Statistics 37(3): relative error
    about 1e-16.
    """
    q = u - 0.5
    if -0.425 <= q <= 0.425:
        r = 0.180625 - q * q
        return q * _central_numerator(r) / _central_denominator(r)
    tail = u if q < 0.0 else 1.0 - u
    r = math.sqrt(-math.log(tail))
    value = _near_tail(r - 1.6) if r <= 5.0 else _far_tail(r - 5.0)
    return -value if q < 0.0 else value


@rule
def _central_numerator(r: float) -> float:
    x = 2509.0809287301226727 * r + 33430.575583588128105
    x = x * r + 67265.770927008700853
    x = x * r + 45921.953931549871457
    x = x * r + 13731.693765509461125
    x = x * r + 1971.5909503065514427
    x = x * r + 133.14166789178437745
    return x * r + 3.387132872796366608


@rule
def _central_denominator(r: float) -> float:
    x = 5226.495278852545925 * r + 28729.085735721942674
    x = x * r + 39307.89580009271061
    x = x * r + 21213.794301586595867
    x = x * r + 5394.1960214247511077
    x = x * r + 687.1870074920579083
    x = x * r + 42.313330701600911252
    return x * r + 1.0


@rule
def _near_tail(r: float) -> float:
    x = 7.7454501427834140764e-4 * r + 0.0227238449892691845833
    x = x * r + 0.24178072517745061177
    x = x * r + 1.27045825245236838258
    x = x * r + 3.64784832476320460504
    x = x * r + 5.7694972214606914055
    x = x * r + 4.6303378461565452959
    x = x * r + 1.42343711074968357734
    y = 1.05075007164441684324e-9 * r + 5.475938084995344946e-4
    y = y * r + 0.0151986665636164571966
    y = y * r + 0.14810397642748007459
    y = y * r + 0.68976733498510000455
    y = y * r + 1.6763848301838038494
    y = y * r + 2.05319162663775882187
    y = y * r + 1.0
    return x / y


@rule
def _far_tail(r: float) -> float:
    x = 2.01033439929228813265e-7 * r + 2.71155556874348757815e-5
    x = x * r + 0.0012426609473880784386
    x = x * r + 0.026532189526576123093
    x = x * r + 0.29656057182850489123
    x = x * r + 1.7848265399172913358
    x = x * r + 5.4637849111641143699
    x = x * r + 6.6579046435011037772
    y = 2.04426310338993978564e-15 * r + 1.4215117583164458887e-7
    y = y * r + 1.8463183175100546818e-5
    y = y * r + 7.868691311456132591e-4
    y = y * r + 0.0148753612908506148525
    y = y * r + 0.13692988092273580531
    y = y * r + 0.59983220655588793769
    y = y * r + 1.0
    return x / y


@rule
def laplace_quantile(u: float, scale: float) -> float:
    """Laplace variate with mean 0 and scale ``scale`` (mean absolute deviation): ``-b sign(u-1/2) ln(1-2|u-1/2|)``."""
    tail = u if u < 0.5 else 1.0 - u
    size = scale * math.log(2.0 * tail)
    return size if u < 0.5 else -size


@rule
def poisson_quantile(u: float, rate: float) -> int:
    """Poisson count by inversion: the smallest ``n`` whose cumulative probability reaches ``u``.  0 for rate <= 0.

    For rates up to 700; never more than ``MOST_EVENTS``.
    """
    if rate <= 0.0 or u <= 1.0 - rate:
        return 0  # the second for speed: exp(-rate) is never below 1 - rate
    probability = exponential(-rate)
    cumulative = probability
    count = 0
    while u > cumulative and count < MOST_EVENTS:
        count += 1
        probability = probability * rate / count
        cumulative += probability
    return count


@rule
def normal_probability(z: float) -> float:
    """Standard normal distribution function, by the error function of the standard library."""
    return 0.5 * math.erfc(-z / 1.4142135623730951)


@rule
def lognormal_quantile(u: float, median: float, log_sd: float) -> float:
    """Lognormal variate with the given median and standard deviation of its logarithm."""
    return median * exponential(log_sd * normal_quantile(u))


@rule
def truncated_lognormal_quantile(u: float, log_median: float, log_sd: float, floor: float, ceiling: float) -> float:
    """Quantile of a lognormal law cut to ``[floor, ceiling)``."""
    low = normal_probability((math.log(floor) - log_median) / log_sd)
    high = normal_probability((math.log(ceiling) - log_median) / log_sd)
    inside = low + u * (high - low)
    if inside <= 0.0:
        return floor
    if inside >= 1.0:
        return ceiling
    return min(max(math.exp(log_median + log_sd * normal_quantile(inside)), floor), ceiling)
