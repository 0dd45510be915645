"""A second, quick way to a posterior, for fitting hundreds of times: adaptive importance sampling.

In normal scores z of the priors (standard normal) the likelihood is nearly Gaussian.  Gauss-Newton steps find its
height and curvature; draws from a Student t about it, and some from the prior, are weighted by the posterior over the
mixture of all proposals so far, and the next round's t is fitted to the weighted draws (Cornuet, Marin, Mira and
Robert 2012).  The weights are exact; Kish's effective size says whether the draws are enough.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import solve_triangular
from scipy.special import gammaln, logsumexp, ndtr

from calibration.evidence import INSTALLATIONS, Evidence
from calibration.inference import Workshop
from calibration.likelihood import PERSISTENCE, SD, log_likelihood, straight

FREEDOM = 6.0
WIDENING = 1.1
FROM_PRIOR = 0.1
"""Part of each round that is drawn from the prior, so that no region is missed for good."""
STEPS = 6
NUDGE = 0.02
FARTHEST = 6.0
FLATTEST = 0.02

Normal = tuple[np.ndarray, np.ndarray]
"""Centre, and lower triangular factor of the covariance."""


@dataclass(frozen=True, slots=True)
class Reweighted:
    """``points`` of the unit cube with ``weights`` that sum to 1."""

    points: np.ndarray
    weights: np.ndarray

    @property
    def effective(self) -> float:
        """Kish's effective sample size."""
        return float(1.0 / (self.weights**2).sum())


def reweighted(
    workshop: Workshop, evidence: Evidence, seed: int, *, draws: int = 1000, rounds: int = 10, enough: float = 400.0
) -> Reweighted:
    """Weighted points of the posterior: up to ``rounds`` of ``draws``, fewer once the effective size is ``enough``."""
    rng = np.random.default_rng(seed)
    proposals = [gaussian_start(workshop, evidence)]
    scores, heights = np.zeros((0, len(workshop.space.names))), np.zeros(0)
    for number in range(rounds):
        drawn = _drawn(proposals[-1], draws, rng)
        figures = np.array([workshop.figures(ndtr(z)) for z in drawn])
        scores = np.concatenate([scores, drawn])
        heights = np.concatenate([heights, log_likelihood(figures, evidence) + _log_normal(drawn)])
        log = heights - _log_mixture(scores, proposals)
        found = Reweighted(ndtr(scores), np.exp(log - logsumexp(log)))
        if found.effective >= enough or number == rounds - 1:
            break
        proposals.append(_fitted(scores, log))
    return found


def gaussian_start(workshop: Workshop, evidence: Evidence) -> Normal:
    """Height and curvature of the posterior in normal scores, by damped Gauss-Newton steps."""
    whiten = np.linalg.inv(np.linalg.cholesky(error_covariance(evidence)))
    observed = straight(evidence.values, evidence.kinds)

    def missed(z: np.ndarray) -> np.ndarray:
        return whiten @ (observed - straight(workshop.figures(ndtr(z)), evidence.kinds))

    z, damping = np.zeros(len(workshop.space.names)), 1.0
    now = missed(z)
    for _ in range(STEPS):
        jacobian = np.array([(missed(z + nudge) - now) / NUDGE for nudge in NUDGE * np.eye(len(z))]).T
        precision = np.eye(len(z)) + jacobian.T @ jacobian
        step = np.linalg.solve(precision, -(z + jacobian.T @ now))
        while damping > 1e-3:
            tried = np.clip(z + damping * step, -FARTHEST, FARTHEST)
            there = missed(tried)
            if there @ there + tried @ tried < now @ now + z @ z:
                z, now, damping = tried, there, min(1.0, 2.0 * damping)
                break
            damping *= 0.5
    return z, np.linalg.cholesky(np.linalg.inv(precision))


def error_covariance(evidence: Evidence) -> np.ndarray:
    """Covariance of the errors of all figures, on their straight scales."""
    n = evidence.of_installations
    covariance = np.diag([SD[kind] ** 2 for kind in evidence.kinds])
    apart = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    covariance[:n, :n] = SD[INSTALLATIONS] ** 2 * PERSISTENCE**apart
    return covariance


def _drawn(proposal: Normal, draws: int, rng: np.random.Generator) -> np.ndarray:
    centre, factor = proposal
    normal = rng.standard_normal((draws, len(centre)))
    stretch = np.sqrt(FREEDOM / rng.chisquare(FREEDOM, draws)) * WIDENING
    drawn = centre + (normal * stretch[:, None]) @ factor.T
    prior = rng.random(draws) < FROM_PRIOR
    drawn[prior] = normal[prior]
    return drawn


def _log_normal(z: np.ndarray) -> np.ndarray:
    return -0.5 * (z**2).sum(axis=1) - 0.5 * z.shape[1] * np.log(2.0 * np.pi)


def _log_student(z: np.ndarray, proposal: Normal) -> np.ndarray:
    centre, factor = proposal[0], proposal[1] * WIDENING
    d = len(centre)
    inner = (solve_triangular(factor, (z - centre).T, lower=True) ** 2).sum(axis=0)
    constant = gammaln((FREEDOM + d) / 2.0) - gammaln(FREEDOM / 2.0) - 0.5 * d * np.log(FREEDOM * np.pi)
    return constant - np.log(np.diag(factor)).sum() - 0.5 * (FREEDOM + d) * np.log1p(inner / FREEDOM)


def _log_mixture(z: np.ndarray, proposals: list[Normal]) -> np.ndarray:
    """Log density of all rounds' draws together."""
    parts = [np.log((1.0 - FROM_PRIOR) / len(proposals)) + _log_student(z, one) for one in proposals]
    return logsumexp([np.log(FROM_PRIOR) + _log_normal(z), *parts], axis=0)


def _fitted(z: np.ndarray, log: np.ndarray) -> Normal:
    """Mean and covariance of the weighted draws; weights are flattened while few draws carry them."""
    power = 1.0
    weights = _normalised(log)
    while 1.0 / (weights**2).sum() < 6.0 * z.shape[1] and power > FLATTEST:
        power *= 0.8
        weights = _normalised(power * log)
    mean = weights @ z
    covariance = (z - mean).T @ ((z - mean) * weights[:, None]) + 1e-4 * np.eye(z.shape[1])
    return mean, np.linalg.cholesky(covariance)


def _normalised(log: np.ndarray) -> np.ndarray:
    return np.exp(log - logsumexp(log))
