"""How likely observed figures are along a path of the nation's robots.

Installations: ``ln y_t - ln m_t = e_t``, ``e_t = r e_(t-1) + w_t``, Student t with 4 degrees of freedom, standard
deviation of ``e`` 0.15 (0.10 for revisions of the series, 0.11 for the cycle), r = 0.5; the first error has the whole
spread.  Firms and installations of electronics: normal in log-odds, 0.15.  Labour: normal in the share, 0.05.  Stock:
normal in logs, 0.075 (15 percent either way are two standard deviations).  Works on one path or on a table of paths.
"""

from __future__ import annotations

import math

import numpy as np

from calibration.evidence import ELECTRONICS, INSTALLATIONS, LABOUR, STOCK, USERS, Evidence

FREEDOM = 4.0
PERSISTENCE = 0.5
SD = {INSTALLATIONS: 0.15, STOCK: 0.075, USERS: 0.15, LABOUR: 0.05, ELECTRONICS: 0.15}
IMPOSSIBLE = -1e300
T_SCALE = math.sqrt((FREEDOM - 2.0) / FREEDOM)
"""Scale of a Student t over its standard deviation."""
_T_CONSTANT = math.lgamma((FREEDOM + 1.0) / 2.0) - math.lgamma(FREEDOM / 2.0) - 0.5 * math.log(FREEDOM * math.pi)
_SD_INNOVATION = SD[INSTALLATIONS] * math.sqrt(1.0 - PERSISTENCE * PERSISTENCE)


def log_likelihood(figures: np.ndarray, evidence: Evidence) -> np.ndarray:
    """Log density of the evidence where the model gives ``figures[..., figure]``."""
    away = straight(evidence.values, evidence.kinds) - straight(figures, evidence.kinds)
    n = evidence.of_installations
    total = log_errors(away[..., :n])
    if n < len(evidence.kinds):
        sd = np.array([SD[kind] for kind in evidence.kinds[n:]])
        z = away[..., n:] / sd
        total = total - (0.5 * z * z + np.log(sd) + 0.5 * math.log(2.0 * math.pi)).sum(axis=-1)
    return np.where(np.isfinite(total), total, IMPOSSIBLE)


def straight(figures: np.ndarray, kinds: tuple[str, ...]) -> np.ndarray:
    """Figures on the scales of their errors: logs of units, log-odds of shares, but shares of labour as they are."""
    bent = np.log(np.maximum(figures, 1e-9))
    for place, kind in enumerate(kinds):
        if kind == LABOUR:
            bent[..., place] = figures[..., place]
        elif kind in (USERS, ELECTRONICS):
            bent[..., place] -= np.log1p(-np.minimum(figures[..., place], 1.0 - 1e-9))
    return bent


def bent_back(scaled: np.ndarray, kinds: tuple[str, ...]) -> np.ndarray:
    """The inverse of ``straight``."""
    figures = np.exp(scaled)
    for place, kind in enumerate(kinds):
        if kind == LABOUR:
            figures[..., place] = scaled[..., place]
        elif kind in (USERS, ELECTRONICS):
            figures[..., place] /= 1.0 + figures[..., place]
    return figures


def log_errors(errors: np.ndarray) -> np.ndarray:
    """Log density of the errors ``[..., year]`` of consecutive years."""
    later = errors[..., 1:] - PERSISTENCE * errors[..., :-1]
    return log_t(errors[..., 0], SD[INSTALLATIONS]) + log_t(later, _SD_INNOVATION).sum(axis=-1)


def log_t(deviation: np.ndarray, sd: float) -> np.ndarray:
    """Log density of a Student t with 4 degrees of freedom and standard deviation ``sd``."""
    z = deviation / (sd * T_SCALE)
    return _T_CONSTANT - math.log(sd * T_SCALE) - 0.5 * (FREEDOM + 1.0) * np.log1p(z * z / FREEDOM)


def drawn_evidence(figures: np.ndarray, like: Evidence, rng: np.random.Generator) -> Evidence:
    """Figures as they could have been observed where the model gives ``figures``: a draw from the density above."""
    n = like.of_installations
    noise = np.array([rng.normal(0.0, SD[kind]) for kind in like.kinds])
    noise[:n] = continued(np.zeros(1), n, rng, fresh=True)[0]
    return like.with_values(bent_back(straight(figures, like.kinds) + noise, like.kinds))


def continued(last: np.ndarray, years: int, rng: np.random.Generator, *, fresh: bool = False) -> np.ndarray:
    """Errors ``[draw, year]`` of the years after one with errors ``last``; ``fresh``: nothing goes before."""
    drawn = rng.standard_t(FREEDOM, (len(last), years)) * T_SCALE
    errors = np.zeros((len(last), years))
    before = last
    for t in range(years):
        first = fresh and t == 0
        before = SD[INSTALLATIONS] * drawn[:, t] if first else PERSISTENCE * before + _SD_INNOVATION * drawn[:, t]
        errors[:, t] = before
    return errors
