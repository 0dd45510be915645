"""Opponents that carry a series on: persistence, drift, trends, AR(1), exponential smoothing.

Each is a predictive distribution: errors are normal with the variance estimated from the residuals (divided by their
degrees of freedom), in logs for all but the linear trend, and the uncertainty of a mean or slope is drawn with them.
Normal and not Student-t: with the two to six degrees of freedom at hand the exponential of a Student-t has no mean, and
the opponent would lose by its tails alone.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from statsmodels.tsa.arima.model import ARIMA
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

from clustercast.calibration.hindcast.forecaster import Draws, History


def persistence(history: History) -> Draws:
    """Random walk of ln y: the last value goes on, ``ln y(t) = ln y(T) + e``, e of variance s^2 (t - T) and mean 0.

    s^2 is the mean of squared changes of ln y a year.  Draws (n, H) in the unit of the series.
    """
    change, gap = _changes(history)
    spread = np.sqrt(np.mean(change**2 / gap))
    return np.exp(np.log(history.values[-1]) + spread * _walk(history))


def drift(history: History) -> Draws:
    """Random walk of ln y with drift: the mean growth of the past goes on, itself uncertain with s^2 / (T - t0)."""
    change, gap = _changes(history)
    years = gap.sum()
    growth = change.sum() / years
    spread = np.sqrt(np.sum((change - growth * gap) ** 2 / gap) / (len(change) - 1))
    slope = growth + spread / np.sqrt(years) * history.random.standard_normal((history.draws, 1))
    return np.exp(np.log(history.values[-1]) + slope * history.steps + spread * _walk(history))


def linear_trend(history: History) -> Draws:
    """Least squares line through the values; draws below zero count as zero."""
    return np.maximum(_line(history, history.values), 0.0)


def log_trend(history: History) -> Draws:
    """Least squares line through ln y: constant growth."""
    return np.exp(_line(history, np.log(history.values)))


def ar1(history: History) -> Draws:
    """Growth of ln y as AR(1) about its mean (ARIMA(1,1,0) with drift), by exact maximum likelihood.

    The variance is multiplied by m / (m - 2), m changes and two coefficients.  Needs a value for every year.
    """
    _refuse_gaps(history)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # few points: the start values are not stationary, the estimate is
        fit = ARIMA(np.log(history.values), order=(1, 1, 0), trend="t").fit()
    furthest = int(history.steps.max())
    ahead = fit.get_forecast(furthest)
    changes = len(history.values) - 1
    spread = np.sqrt(np.asarray(ahead.var_pred_mean) * changes / (changes - 2))
    at = history.steps - 1
    normal = history.random.standard_normal((history.draws, len(at)))
    return np.exp(np.asarray(ahead.predicted_mean)[at] + spread[at] * normal)


def ets(history: History) -> Draws:
    """Exponential smoothing of ln y (additive errors): of level, trend, damped trend that with the lowest AIC.

    Only forms that leave a residual degree of freedom are weighed.  The variance of errors is the sum of squares over
    the degrees of freedom.  Needs a value for every year.
    """
    _refuse_gaps(history)
    level = np.log(history.values)
    forms: tuple[dict[str, Any], ...] = ({"trend": None}, {"trend": "add"}, {"trend": "add", "damped_trend": True})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # few points: some forms do not converge, the AIC tells
        fits: list[Any] = [
            ETSModel(level, error="add", initialization_method="estimated", **form).fit(disp=False) for form in forms
        ]
    fit = min((fit for fit in fits if len(fit.params) < len(level)), key=lambda fit: fit.aic)
    spread = np.sqrt(np.sum(np.asarray(fit.resid) ** 2) / (len(level) - len(fit.params)))
    furthest = int(history.steps.max())
    errors = spread * history.random.standard_normal((furthest, history.draws))
    paths = fit.simulate(furthest, anchor="end", repetitions=history.draws, random_errors=errors)
    return np.exp(np.asarray(paths).T[:, history.steps - 1])


def _changes(history: History) -> tuple[np.ndarray, np.ndarray]:
    """Changes of ln y between known years, and the years between them."""
    return np.diff(np.log(history.values)), np.diff(history.years).astype(float)


def _walk(history: History) -> np.ndarray:
    """Standard random walks at the years ahead, (n, H): independent normal steps of variance one a year."""
    furthest = int(history.steps.max())
    return history.random.standard_normal((history.draws, furthest)).cumsum(axis=1)[:, history.steps - 1]


def _line(history: History, y: np.ndarray) -> np.ndarray:
    """Draws of a least squares line ahead, with the uncertainty of its coefficients and of its errors, (n, H)."""
    middle = history.years.mean()
    x = history.years - middle
    slope = (x @ y) / (x @ x)
    spread_sq = np.sum((y - y.mean() - slope * x) ** 2) / (len(y) - 2)
    ahead = history.ahead - middle
    normal = history.random.standard_normal
    level = y.mean() + np.sqrt(spread_sq / len(y)) * normal((history.draws, 1))
    slopes = slope + np.sqrt(spread_sq / (x @ x)) * normal((history.draws, 1))
    return level + slopes * ahead + np.sqrt(spread_sq) * normal((history.draws, len(ahead)))


def _refuse_gaps(history: History) -> None:
    """Raises ValueError where a year is missing."""
    if np.any(np.diff(history.years) != 1):
        raise ValueError("a value for every year is needed")
