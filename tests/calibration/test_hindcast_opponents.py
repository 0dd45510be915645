"""Opponents: each goes on as its own law says, and covers what its law makes."""

import numpy as np
import pytest

from clustercast.calibration.hindcast import curves, time_series
from clustercast.calibration.hindcast.forecaster import History
from clustercast.calibration.hindcast.opponents import OPPONENTS
from clustercast.calibration.hindcast.skill import share

YEARS = np.arange(2005, 2019)
AHEAD = np.array([2019, 2020, 2022])
NONE = np.array([])


def history(values, years=YEARS, seed=5, early=(NONE, NONE)) -> History:
    random = np.random.Generator(np.random.Philox(seed))
    return History(years, np.asarray(values, float), AHEAD, random, *early)


def noisy(values, sd=0.01):
    random = np.random.Generator(np.random.Philox(9))
    return values * np.exp(sd * random.standard_normal(len(values)))


def median(draws):
    return np.median(draws, axis=0)


def test_persistence_stays_and_widens():
    draws = time_series.persistence(history(1000 * 1.2 ** (YEARS - 2018.0)))
    assert median(draws) == pytest.approx(1000, rel=0.05)
    spread = np.log(draws).std(axis=0)
    assert spread[2] / spread[0] == pytest.approx(2.0, rel=0.05)


@pytest.mark.parametrize("method", [time_series.drift, time_series.log_trend, time_series.ar1, time_series.ets])
def test_what_grows_steadily_is_carried_on(method):
    values = noisy(1000 * np.exp(0.2 * (YEARS - 2018)))
    assert median(method(history(values))) == pytest.approx(1000 * np.exp(0.2 * (AHEAD - 2018)), rel=0.06)


def test_a_line_is_carried_on():
    random = np.random.Generator(np.random.Philox(9))
    values = 1000 + 50 * (YEARS - 2018) + random.standard_normal(len(YEARS))
    assert median(time_series.linear_trend(history(values))) == pytest.approx(1000 + 50 * (AHEAD - 2018), rel=0.01)


def test_a_falling_line_ends_at_zero():
    draws = time_series.linear_trend(history(np.maximum(1300 - 100.0 * (YEARS - 2005), 1)))
    assert draws.min() >= 0 and draws[:, -1].max() < 300


@pytest.mark.parametrize(
    ("method", "curve", "truth"),
    [
        (curves.bass, curves.ln_bass, (np.log(1e6), np.log(1e-3), np.log(0.45))),
        (curves.logistic, curves.ln_logistic, (np.log(2e5), np.log(0.5), 15.0)),
    ],
)
def test_curves_find_what_they_were_given(method, curve, truth):
    made = np.exp(curve(YEARS - 2000.0, *truth))
    wanted = np.exp(curve(AHEAD - 2000.0, *truth))
    assert median(method(history(noisy(made)))) == pytest.approx(wanted, rel=0.1)


def test_bass_is_the_closed_form():
    """Sales of ten years add up to m F(10); hand-checked F for p 0.03, q 0.38 is 0.812803221221."""
    sold = np.exp(curves.ln_bass(np.arange(1.0, 11.0), 0.0, np.log(0.03), np.log(0.38))).sum()
    assert sold == pytest.approx(0.812803221221, rel=1e-10)


def test_the_early_point_moves_the_curves():
    values = noisy(np.exp(curves.ln_bass(YEARS - 2000.0, np.log(1e6), np.log(1e-3), np.log(0.45))), 0.1)[-6:]
    alone = curves.bass(history(values, YEARS[-6:]))
    early = curves.bass(history(values, YEARS[-6:], early=(np.array([2001]), np.array([900.0]))))
    assert not np.allclose(median(alone), median(early))


@pytest.mark.parametrize(
    ("method", "law"),
    [
        (time_series.persistence, "walk"),
        (time_series.drift, "drift"),
        (time_series.log_trend, "trend"),
        (time_series.linear_trend, "line"),
        (time_series.ar1, "walk"),
    ],
)
def test_bands_cover_what_the_law_makes(method, law):
    random = np.random.Generator(np.random.Philox(11))
    hits, runs, long = [], 120, 40
    years = np.arange(2018 - long + 1, 2023)
    for run in range(runs):
        error = 0.1 * random.standard_normal(len(years))
        path = {
            "walk": np.exp(5 + error.cumsum()),
            "drift": np.exp(5 + 0.05 * (years - 2018) + error.cumsum()),
            "trend": np.exp(5 + 0.05 * (years - 2018) + error),
            "line": 1000 + 10 * (years - 2018) + 50 * error,
        }[law]
        draws = method(history(path[:long], years[:long], seed=run))
        low, high = np.quantile(draws[:, 1], (0.05, 0.95))
        hits.append(bool(low <= path[long + 1] <= high))
    found = share(hits)
    assert found.low <= 0.9 <= found.high


@pytest.mark.parametrize("method", [time_series.ar1, time_series.ets])
def test_a_missing_year_is_refused(method):
    with pytest.raises(ValueError, match="every year"):
        method(history(np.arange(1.0, 7.0), np.array([2010, 2011, 2013, 2014, 2015, 2016])))


@pytest.mark.parametrize("opponent", OPPONENTS, ids=lambda one: one.id)
def test_opponents_forecast_from_the_first_origin_on(opponent):
    draws = opponent.forecast(2016, (1, 2, 3, 4), 1)
    assert draws.shape[1] == 4 and np.all(np.isfinite(draws)) and np.all(draws >= 0)
    assert np.array_equal(draws, opponent.forecast(2016, (1, 2, 3, 4), 1))
    assert not np.array_equal(draws, opponent.forecast(2016, (1, 2, 3, 4), 2))
