"""Intervals of counted shares, and the parts of an energy cut: what defines them holds for any input."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clustercast.model.attainment.energy_decomposition import energy_parts
from clustercast.model.monte_carlo.interval import (
    effective_members,
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


def test_members_that_share_nothing_or_everything():
    assert effective_members(400, 1, 0.9) == 400
    assert effective_members(400, 20, 0.0) == 400
    assert effective_members(400, 20, 1.0) == 20


# Energy

FIRM = st.tuples(st.floats(0.0, 1e3), st.floats(0.0, 1e3), st.floats(0.01, 5.0), SHARE)


@given(st.lists(FIRM, min_size=1, max_size=20), st.floats(0.5, 1.0))
def test_parts_of_the_energy_cut_add_up(firms, alone):
    before, after, intensity, kept = (list(column) for column in zip(*firms, strict=True))
    assume(sum(before) > 1.0 and sum(after) > 1.0)
    later = [e * alone * share for e, share in zip(intensity, kept, strict=True)]
    parts = energy_parts(before, after, intensity, later, alone)
    assert parts.autonomous + parts.within + parts.between == pytest.approx(parts.cut, abs=1e-12)
    assert parts.autonomous == pytest.approx(1.0 - alone)
    assert parts.within >= -1e-12


def test_each_part_of_the_energy_cut_by_itself():
    steady, intensity = (100.0, 50.0), (0.3, 0.6)
    alone = energy_parts(steady, steady, intensity, (0.27, 0.54), 0.9)
    assert (alone.autonomous, alone.within, alone.between) == pytest.approx((0.1, 0.0, 0.0), abs=1e-15)
    upgraded = energy_parts(steady, steady, intensity, (0.3, 0.3))
    assert (upgraded.autonomous, upgraded.within, upgraded.between) == pytest.approx((0.0, 0.25, 0.0), abs=1e-15)
    closed = energy_parts(steady, (100.0, 0.0), intensity, (0.3, 0.0))
    assert (closed.autonomous, closed.within, closed.between) == pytest.approx((0.0, 0.0, 0.25), abs=1e-15)


def test_energy_of_nobody_is_refused():
    with pytest.raises(ValueError, match="value added"):
        energy_parts((0.0,), (1.0,), (0.3,), (0.3,))
    with pytest.raises(ValueError, match="no energy"):
        energy_parts((1.0,), (1.0,), (0.0,), (0.0,))
    with pytest.raises(ValueError, match="zip"):
        energy_parts((1.0, 2.0), (1.0,), (0.3,), (0.3,))
