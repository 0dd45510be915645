"""Opponents that have an end: the Bass curve and the logistic curve, fitted to yearly installations.

Both are fitted to ln y by bounded least squares (scipy), with the early point of the series where one is known.
Uncertainty of the parameters comes from a parametric bootstrap: the curve is refitted to the fitted one plus normal
errors with the residuals' variance, `REFITS` times, and each draw adds such an error to every year ahead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import curve_fit

from clustercast.calibration.hindcast.forecaster import Draws, History

FIRST = 2000
"""Year after which time is counted in both curves: the last before the first robots of the series."""
MOST_ROBOTS = 10e6
"""Ceiling of all robots ever sold (units), `assumed`: about one for five of China's factory workers."""
SERVICE_LIFE = 12.0
"""Years; the ceiling of yearly installations is the ceiling of robots over it."""
REFITS = 200

Curve = Callable[..., np.ndarray]


@dataclass(frozen=True, slots=True)
class Form:
    """A curve for ln y with its start and bounds: ``curve(t, *parameters)``, t in years since `FIRST`."""

    curve: Curve
    start: list[float]
    low: list[float]
    high: list[float]


def bass(history: History) -> Draws:
    """Bass (1969): y(t) = m [F(t) - F(t-1)] with F = (1 - e^(-(p+q)t)) / (1 + (q/p) e^(-(p+q)t)).

    Parameters ln m, ln p, ln q; draws (n, H) in units a year.
    """
    sold = float(history.values.sum() + history.early_values.sum())
    low = [np.log(sold), np.log(1e-8), np.log(0.01)]
    high = [np.log(MOST_ROBOTS), np.log(0.1), np.log(2.0)]
    return _bootstrap(history, Form(ln_bass, [np.log(5 * sold), np.log(1e-4), np.log(0.4)], low, high))


def logistic(history: History) -> Draws:
    """Logistic curve of yearly installations: y(t) = k / (1 + e^(-r (t - t0))); parameters ln k, ln r, t0."""
    largest = float(history.values.max())
    low = [np.log(largest), np.log(0.01), 0.0]
    high = [np.log(MOST_ROBOTS / SERVICE_LIFE), np.log(2.0), 60.0]
    return _bootstrap(history, Form(ln_logistic, [np.log(2 * largest), np.log(0.4), 15.0], low, high))


def ln_bass(t: np.ndarray, ln_m: float, ln_p: float, ln_q: float) -> np.ndarray:
    """ln of yearly sales of the Bass curve; t years since its beginning, t >= 1."""
    p, q = np.exp(ln_p), np.exp(ln_q)

    def adopted(time: np.ndarray) -> np.ndarray:
        fading = np.exp(-(p + q) * time)
        return (1 - fading) / (1 + q / p * fading)

    return ln_m + np.log(np.maximum(adopted(t) - adopted(t - 1), 1e-300))


def ln_logistic(t: np.ndarray, ln_k: float, ln_r: float, t0: float) -> np.ndarray:
    """ln of the logistic curve, without overflow."""
    return ln_k - np.logaddexp(0.0, -np.exp(ln_r) * (t - t0))


def _bootstrap(history: History, form: Form) -> Draws:
    t = np.concatenate([history.early_years, history.years]) - float(FIRST)
    y = np.log(np.concatenate([history.early_values, history.values]))
    best = _fit(form, t, y, form.start)
    fitted = form.curve(t, *best)
    spread = np.sqrt(np.sum((y - fitted) ** 2) / (len(y) - len(best)))
    ahead = history.ahead - float(FIRST)
    errors = history.random.standard_normal((REFITS, len(y)))
    refits = [_fit(form, t, fitted + spread * error, best) for error in errors]
    lines = np.array([form.curve(ahead, *refit) for refit in refits])
    rows = np.arange(history.draws) % REFITS
    return np.exp(lines[rows] + spread * history.random.standard_normal((history.draws, len(ahead))))


def _fit(form: Form, t: np.ndarray, y: np.ndarray, start: np.ndarray | list[float]) -> np.ndarray:
    inside = np.clip(start, np.array(form.low) + 1e-9, np.array(form.high) - 1e-9)
    found, _ = curve_fit(form.curve, t, y, p0=inside, bounds=(form.low, form.high), max_nfev=5000)
    return found
