"""How likely observed figures are along a path of the nation's robots.

Installations: ``ln y_t - ln m_t = e_t``, ``e_t = r e_(t-1) + w_t``, Student t with 4 degrees of freedom; the standard
deviation of ``e`` and r are ``Errors``, which a fit searches along with the parameters; the first error has the whole
spread.  Firms and installations of electronics: normal in log-odds, 0.15.  Labour: normal in the share, 0.05.  Stock:
normal in logs, 0.075 (15 percent either way are two standard deviations).  Works on one path or on a table of paths.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from clustercast.calibration.evidence import ELECTRONICS, LABOUR, STOCK, USERS, Evidence

FREEDOM = 4.0
SD = {STOCK: 0.075, USERS: 0.15, LABOUR: 0.05, ELECTRONICS: 0.15}
IMPOSSIBLE = -1e300
T_SCALE = math.sqrt((FREEDOM - 2.0) / FREEDOM)
"""Scale of a Student t over its standard deviation."""
_T_CONSTANT = math.lgamma((FREEDOM + 1.0) / 2.0) - math.lgamma(FREEDOM / 2.0) - 0.5 * math.log(FREEDOM * math.pi)


@dataclass(frozen=True, slots=True)
class Errors:
    """How ln installations depart from the model's: standard deviation (log points), and r from year to year."""

    sd: float = 0.15
    persistence: float = 0.5

    @property
    def innovation(self) -> float:
        """Standard deviation of what a year adds, log points."""
        return self.sd * math.sqrt(1.0 - self.persistence * self.persistence)


USUAL = Errors()
"""Before any fit: 0.10 for revisions of the series and 0.11 for the cycle, half of an error left after a year."""


def log_likelihood(figures: np.ndarray, evidence: Evidence, errors: Errors = USUAL) -> np.ndarray:
    """Log density of the evidence where the model gives ``figures[..., figure]``."""
    away = straight(evidence.values, evidence.kinds) - straight(figures, evidence.kinds)
    n = evidence.of_installations
    total = log_errors(away[..., :n], errors)
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


def log_errors(away: np.ndarray, errors: Errors) -> np.ndarray:
    """Log density of the errors ``away[..., year]`` of consecutive years."""
    later = away[..., 1:] - errors.persistence * away[..., :-1]
    return log_t(away[..., 0], errors.sd) + log_t(later, errors.innovation).sum(axis=-1)


def log_t(deviation: np.ndarray, sd: float) -> np.ndarray:
    """Log density of a Student t with 4 degrees of freedom and standard deviation ``sd``."""
    z = deviation / (sd * T_SCALE)
    return _T_CONSTANT - math.log(sd * T_SCALE) - 0.5 * (FREEDOM + 1.0) * np.log1p(z * z / FREEDOM)


def drawn_evidence(figures: np.ndarray, like: Evidence, rng: np.random.Generator, errors: Errors = USUAL) -> Evidence:
    """Figures as they could have been observed where the model gives ``figures``: a draw from the density above."""
    n = like.of_installations
    first = errors.sd * T_SCALE * rng.standard_t(FREEDOM)
    later = continued(first, n - 1, rng, errors)
    others = [rng.normal(0.0, SD[kind]) for kind in like.kinds[n:]]
    noise = np.array([first, *later, *others])
    return like.with_values(bent_back(straight(figures, like.kinds) + noise, like.kinds))


def continued(last: float, years: int, rng: np.random.Generator, errors: Errors) -> np.ndarray:
    """A draw of the errors ``[year]`` of the years after one with the error ``last``."""
    found = np.zeros(years)
    for t, shock in enumerate(rng.standard_t(FREEDOM, years)):
        last = errors.persistence * last + errors.innovation * T_SCALE * shock
        found[t] = last
    return found
