"""The inverse distribution functions are those of scipy.stats, and draws are monotone within the support."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from clustercast.scenarios.priors import FAMILIES, Fixed, Gamma, LogNormal, Normal, Triangular, Uniform, prior_keys

PAIRS = [
    (Uniform(0.10, 0.14), stats.uniform(0.10, 0.04)),
    (Triangular(0.0, 0.15, 0.34), stats.triang(0.15 / 0.34, 0.0, 0.34)),
    (Triangular(2.0, 2.0, 6.0), stats.triang(0.0, 2.0, 4.0)),
    (Triangular(2.0, 6.0, 6.0), stats.triang(1.0, 2.0, 4.0)),
    (LogNormal(0.06, 0.5), stats.lognorm(0.5, scale=0.06)),
    (Normal(-0.1, 0.02), stats.norm(-0.1, 0.02)),
    (Gamma(2.0), stats.gamma(2.0)),
    (Gamma(0.7), stats.gamma(0.7)),
]
inside = st.floats(1e-6, 1 - 1e-6)


@pytest.mark.parametrize(("prior", "law"), PAIRS, ids=lambda one: type(one).__name__)
def test_draws_are_the_inverse_distribution_function(prior, law):
    for u in (1e-6, 0.001, 0.05, 0.25, 0.44, 0.5, 0.75, 0.95, 0.999, 1 - 1e-6):
        assert prior.draw(u) == pytest.approx(law.ppf(u), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("prior", [one for one, _ in PAIRS], ids=lambda one: type(one).__name__)
@given(inside, inside)
def test_a_greater_uniform_never_draws_less(prior, one, other):
    low, high = prior.draw(min(one, other)), prior.draw(max(one, other))
    least, most = prior.support()
    rounding = 1e-12 * abs(high)  # gammaincinv wavers in the last digits
    assert least <= low <= high + rounding
    assert high <= most


def test_a_degenerate_triangle_is_its_value():
    assert Triangular(3.0, 3.0, 3.0).draw(0.3) == 3.0


def test_a_fixed_value_does_not_move():
    assert {Fixed(48.0).draw(u) for u in np.linspace(0.01, 0.99, 7)} == {48.0}


@pytest.mark.parametrize("u", [0.0, 1.0, -0.1, 1.5, float("nan")])
@pytest.mark.parametrize("prior", [Fixed(1.0), *(one for one, _ in PAIRS)], ids=lambda one: type(one).__name__)
def test_only_uniforms_strictly_inside_are_taken(prior, u):
    with pytest.raises(ValueError, match="strictly between 0 and 1"):
        prior.draw(u)


@pytest.mark.parametrize(
    ("prior", "key"),
    [
        (Uniform(2.0, 1.0), "low"),
        (Triangular(0.0, 2.0, 1.0), "mode"),
        (LogNormal(0.0, 0.5), "median"),
        (LogNormal(1.0, -0.5), "log_sd"),
        (Normal(0.0, -1.0), "sd"),
        (Gamma(0.0), "shape"),
    ],
)
def test_numbers_that_make_no_distribution_are_found(prior, key):
    assert [wrong[0] for wrong in prior.wrong()] == [key]


def test_families_are_named_as_in_the_files():
    assert list(FAMILIES) == ["fixed", "uniform", "triangular", "lognormal", "normal", "gamma"]
    assert prior_keys("triangular") == ("low", "mode", "high")
