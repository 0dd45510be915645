"""Intervals of counted shares: what defines them holds for any input."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clustercast.model.monte_carlo.interval import (
    exact_members,
    members_for_half_width,
    wilson_interval,
)

SHARE = st.floats(0.0, 1.0)

# Shares counted over members

COUNTS = st.integers(1, 5000).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials)))


@given(COUNTS)
def test_wilson_interval_holds_its_share_and_solves_its_equation(counted):
    successes, trials = counted
    share = successes / trials
    low, high = wilson_interval(successes, trials)
    assert 0.0 <= low <= share <= high <= 1.0
    assert low < high
    for end in (low, high):
        # the ends are the shares p from which the count lies z standard errors away
        z = 1.95996398454
        assert (share - end) * (share - end) * trials == pytest.approx(z * z * end * (1.0 - end), rel=1e-6, abs=1e-9)
    mirrored = wilson_interval(trials - successes, trials)
    assert (1.0 - mirrored[1], 1.0 - mirrored[0]) == (pytest.approx(low, abs=1e-12), pytest.approx(high, abs=1e-12))


@given(st.floats(0.005, 0.3), SHARE)
def test_members_for_a_half_width_give_that_width(width, probability):
    exact = exact_members(width, probability)
    assume(exact > 1.0)
    low, high = wilson_interval(probability * exact, exact)
    assert (high - low) / 2.0 == pytest.approx(width, rel=1e-9) or probability in (0.0, 1.0)
    assert exact <= members_for_half_width(width, probability) < exact + 1.0


def test_counts_that_are_none_are_refused():
    for successes, trials in ((-1, 10), (11, 10), (0, -1), (math.nan, 10)):
        with pytest.raises(ValueError, match="successes"):
            wilson_interval(successes, trials)
    assert wilson_interval(0, 0) == (0.0, 1.0)
    for width, probability in ((0.0, 0.5), (0.5, 0.5), (0.1, 1.5)):
        with pytest.raises(ValueError, match="half-width"):
            members_for_half_width(width, probability)
