"""Inverse distribution functions against the distributions they invert."""

import math
from statistics import NormalDist

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import poisson

from clustercast.agents.distributions import (
    normal_probability,
    normal_quantile,
    poisson_quantile,
    truncated_lognormal_quantile,
)

ROUNDING = 1e-13
INSIDE = st.floats(1e-9, 1.0 - 1e-9)


@given(st.floats(1e-300, 1.0 - 2.0**-53))
def test_normal_quantile_is_the_inverse(u):
    assert normal_quantile(u) == pytest.approx(NormalDist().inv_cdf(u), rel=1e-13, abs=1e-15)
    assert normal_probability(normal_quantile(u)) == pytest.approx(u, rel=1e-12)


@given(INSIDE, INSIDE, st.floats(-2.0, 6.0), st.floats(0.2, 2.0))
def test_truncated_lognormal_inverts_its_own_distribution(u, other, log_median, log_sd):
    floor, ceiling = 0.2, 100.0
    size = truncated_lognormal_quantile(u, log_median, log_sd, floor, ceiling)
    assert floor <= size <= ceiling
    if other > u:
        assert truncated_lognormal_quantile(other, log_median, log_sd, floor, ceiling) >= size * (1.0 - ROUNDING)
    low, here, high = (normal_probability((math.log(x) - log_median) / log_sd) for x in (floor, size, ceiling))
    assume(high - low > 1e-6 and low < 0.99)
    assert (here - low) / (high - low) == pytest.approx(u, abs=1e-8)


@given(INSIDE, st.floats(0.001, 100.0))
def test_poisson_quantile_is_the_inverse(u, rate):
    assume(abs(poisson.cdf(poisson_quantile(u, rate), rate) - u) > 1e-12)
    assert poisson_quantile(u, rate) == int(poisson.ppf(u, rate))
