"""The rolling hindcast: no forecaster sees what it is judged on, and a perfect one wins."""

import numpy as np
import pytest

from clustercast.calibration.hindcast import time_series
from clustercast.calibration.hindcast.forecaster import TARGET, Forecaster, on_installations
from clustercast.calibration.hindcast.rolling import HELD_OUT_ORIGIN, ORIGINS, outcomes_after, run_hindcast
from clustercast.calibration.hindcast.skill import coverage
from clustercast.calibration.observed import LookAheadError, observed

PERSISTENCE = on_installations("persistence", time_series.persistence)
TREND = on_installations("log_trend", time_series.log_trend)


def oracle(factor=1.0, spread=0.02, name="oracle") -> Forecaster:
    """Knows the outcomes, times a factor: what no honest forecaster can be."""

    def forecast(origin, horizons, seed):
        truth = outcomes_after(origin)
        random = np.random.Generator(np.random.Philox(seed))
        centre = np.array([truth[origin + horizon - 1] for horizon in horizons])
        return factor * centre * np.exp(spread * random.standard_normal((2000, len(centre))))

    return Forecaster(name, forecast)


def test_who_knows_the_outcome_wins_against_everyone():
    found = run_hindcast(oracle(), [PERSISTENCE, TREND])
    for one in (*found.skills(held_out_years=True), *found.skills(held_out_years=False)):
        assert one.verdict == "wins" and one.value > 0.8
    assert coverage(found.rolling("oracle"), 90).value == 1


def test_who_is_wrong_by_a_factor_loses():
    found = run_hindcast(oracle(3.0, name="wrong"), [oracle(), PERSISTENCE])
    assert all(one.verdict == "loses" for one in found.skills(held_out_years=False))
    assert coverage(found.rolling("wrong"), 90).count == 0


def test_a_forecaster_that_looks_ahead_is_stopped():
    def peeking(origin, horizons, seed):
        known = observed(TARGET, origin=origin)
        return np.full((10, len(horizons)), known.at(origin))

    with pytest.raises(LookAheadError, match="2016 is not known"):
        run_hindcast(Forecaster("peeking", peeking), [PERSISTENCE])


def test_held_out_years_are_judged_and_no_origin_lies_among_them():
    found = run_hindcast(PERSISTENCE, [TREND])
    assert [one.year for one in found.held_out("log_trend")] == [2019, 2020, 2021, 2022]
    assert max(ORIGINS) == HELD_OUT_ORIGIN
    for one in found.judged:
        assert 1 <= one.horizon <= 4 and one.year == one.origin + one.horizon - 1
        assert observed(TARGET, origin=one.origin).years.max() < one.origin <= HELD_OUT_ORIGIN


def test_every_origin_is_judged_four_years_ahead():
    found = run_hindcast(PERSISTENCE, [TREND])
    assert len(found.rolling("persistence")) == 4 * len(ORIGINS)


def test_the_same_seed_gives_the_same_scores():
    assert run_hindcast(PERSISTENCE, [TREND], seed=3).judged == run_hindcast(PERSISTENCE, [TREND], seed=3).judged
    assert run_hindcast(PERSISTENCE, [TREND], seed=4).judged != run_hindcast(PERSISTENCE, [TREND], seed=3).judged


@pytest.mark.parametrize("bad", [np.zeros((10, 3)), np.full((10, 4), np.nan)])
def test_draws_that_are_none_are_refused(bad):
    with pytest.raises(ValueError, match="wanted finite draws"):
        run_hindcast(Forecaster("bad", lambda *_: bad), [PERSISTENCE])
