"""Fitting the model's parameters to the nation's robots: importance nested sampling in the unit cube of their priors.

The likelihood is explicit (the cells run in expectation), so no simulation-based approximation is needed.  The cube is
searched in shells of rising likelihood whose bounds a small neural network draws (nautilus; Lange 2023, MNRAS 525);
points within them are weighted exactly, so the network decides on speed alone, and the evidence of each variant comes
beside its posterior.  The same seed gives the same posterior on any number of threads; a fit that was broken off goes
on from its checkpoint.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from clustercast.calibration.evidence import Evidence, figures_of
from clustercast.calibration.likelihood import Errors, log_likelihood
from clustercast.calibration.nation.simulate import Nation
from clustercast.calibration.nation.space import ERROR_PERSISTENCE, ERROR_SD, Space, space_of
from clustercast.scenarios import Plan

LIVE_POINTS = 400
EFFECTIVE = 1500
"""Points whose likelihoods are the bounds', and the effective size at which a fit ends."""
AT_ONCE = 100
"""Points proposed at once, whatever the number of threads: so these do not move results."""
NETWORK = {"hidden_layer_sizes": (64, 32), "max_iter": 400, "tol": 1e-4}
"""Smaller than nautilus's own: half the time, the same posterior."""
NEVER_SPLIT = 10**9
"""Outer bounds are one ellipsoid each: posteriors of the nation have one height."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a fit is made."""

    live_points: int = LIVE_POINTS
    effective: int = EFFECTIVE
    seed: int = 1
    threads: int = 2
    checkpoint: Path | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """A posterior: weighted points of the unit cube, and the evidence (log, with its standard error).

    ``effective`` is the effective sample size; ``information`` the nats by which the posterior is
    narrower than the prior; ``calls`` how many times the likelihood was worked out.
    """

    space: Space
    evidence: Evidence
    points: np.ndarray
    weights: np.ndarray
    log_evidence: float
    log_evidence_error: float
    information: float
    effective: float
    calls: int

    def drawn(self, count: int, seed: int) -> list[dict[str, float]]:
        """Equally weighted parameter vectors, by systematic resampling of the points."""
        rng = np.random.default_rng([seed, count])
        places = (rng.random() + np.arange(count)) / count
        chosen = np.searchsorted(np.cumsum(self.weights), places).clip(max=len(self.weights) - 1)
        return [self.space.values(self.points[i]) for i in rng.permutation(chosen)]


class Workshop:
    """One ``Nation`` a thread, and the likelihood of a point of the unit cube in it."""

    def __init__(self, plan: Plan, evidence: Evidence, space: Space, known_to: int) -> None:
        self.plan, self.evidence, self.space, self.known_to = plan, evidence, space, known_to
        self.own = threading.local()

    def nation(self) -> Nation:
        """The workspace of this thread."""
        if not hasattr(self.own, "nation"):
            self.own.nation = Nation(self.plan, self.evidence.last_year, self.known_to)
        return self.own.nation

    def figures(self, values: Mapping[str, float]) -> np.ndarray:
        """What the model gives with a vector of parameters for every figure of the evidence."""
        return figures_of(self.nation().follow(values), self.evidence.kinds, self.evidence.years)

    def log_likelihood(self, point: np.ndarray) -> float:
        """Log density of the evidence at a point of the unit cube."""
        values = self.space.values(point)
        return float(log_likelihood(self.figures(values), self.evidence, errors_of(values)))

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "own"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.own = threading.local()


def errors_of(values: Mapping[str, float]) -> Errors:
    """The errors of installations that a vector of a fit goes with."""
    return Errors(values[ERROR_SD], values[ERROR_PERSISTENCE])


def as_it_is(point: np.ndarray) -> np.ndarray:
    """The unit cube is where the points live: priors enter through their inverse distribution functions."""
    return point


def fit(plan: Plan, evidence: Evidence, known_to: int, settings: Settings, *, threshold: bool = False) -> Fit:
    """The posterior of the nation's parameters given the evidence.

    Prices are those known at the end of ``known_to``; ``threshold``: the variant without contagion.  With a checkpoint
    the fit goes on where it was broken off; a checkpoint of other settings is the caller's to avoid.
    """
    from clustercast.calibration.checkpoint import sampler_of

    space = space_of(plan, threshold=threshold)
    workshop = Workshop(plan, evidence, space, known_to)
    with ThreadPoolExecutor(settings.threads) as threads:

        def log_likelihoods(points: np.ndarray) -> np.ndarray:
            return np.array(list(threads.map(workshop.log_likelihood, points)))

        sampler = sampler_of(
            settings.checkpoint, as_it_is, log_likelihoods, n_dim=len(space.names), n_live=settings.live_points,
            vectorized=True, n_batch=AT_ONCE, n_networks=1, neural_network_kwargs=NETWORK, split_threshold=NEVER_SPLIT,
            seed=seed_of(settings, threshold),
        )  # fmt: skip
        sampler.run(n_eff=settings.effective, discard_exploration=True)
    return fit_of(space, evidence, sampler)


def seed_of(settings: Settings, threshold: bool) -> int:
    """The variants have seeds of their own."""
    return int(np.random.SeedSequence([settings.seed, int(threshold)]).generate_state(1)[0])


def fit_of(space: Space, evidence: Evidence, sampler: Any) -> Fit:
    """What is kept of nautilus's results."""
    points, logs, heights = sampler.posterior()
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    return Fit(
        space=space,
        evidence=evidence,
        points=np.asarray(points),
        weights=weights,
        log_evidence=float(sampler.log_z),
        log_evidence_error=float(1.0 / np.sqrt(sampler.n_eff)),
        information=float(weights @ heights - sampler.log_z),
        effective=float(sampler.n_eff),
        calls=int(sampler.n_like),
    )
