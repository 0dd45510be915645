"""Fitting the model's parameters to the nation's robots: nested sampling (dynesty) in the unit cube of their priors.

The likelihood is explicit (the cells run in expectation), so no simulation-based approximation is needed, and nested
sampling gives the evidence of each variant beside its posterior.  The same seed gives the same posterior on any number
of threads; a fit that was broken off goes on from its checkpoint.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from calibration.evidence import Evidence, figures_of
from calibration.likelihood import log_likelihood
from calibration.nation.simulate import Nation
from calibration.nation.space import Space, space_of
from scenarios import Plan

LIVE_POINTS = 250
PRECISION = 0.1
"""Nested sampling ends when what is left could add this much to the log of the evidence."""
AT_ONCE = 4
"""Points proposed at once, whatever the number of threads: so these do not move results."""
CHECKPOINT_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Settings:
    """How a fit is made."""

    live_points: int = LIVE_POINTS
    seed: int = 1
    threads: int = 2
    checkpoint: Path | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """A posterior: weighted points of the unit cube, and the evidence (log, with its standard error).

    ``effective`` is Kish's effective sample size of the weights; ``information`` the nats by which the posterior is
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

    def figures(self, point: np.ndarray) -> np.ndarray:
        """What the model gives at a point for every figure of the evidence."""
        path = self.nation().follow(self.space.values(point))
        return figures_of(path, self.evidence.kinds, self.evidence.years)

    def log_likelihood(self, point: np.ndarray) -> float:
        """Log density of the evidence at a point."""
        return float(log_likelihood(self.figures(point), self.evidence))

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "own"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.own = threading.local()


class Threads:
    """The pool that dynesty maps its proposals over; compiled code gives the interpreter's lock back."""

    def __init__(self, threads: int) -> None:
        self.size = AT_ONCE
        self.executor = ThreadPoolExecutor(threads)

    def map(self, function: Callable[[Any], Any], items: Iterable[Any]) -> list[Any]:
        """Results in the order of the items."""
        return list(self.executor.map(function, items))


def identity(point: np.ndarray) -> np.ndarray:
    """The unit cube is where the points live: priors enter through their inverse distribution functions."""
    return point.copy()


def fit(plan: Plan, evidence: Evidence, known_to: int, settings: Settings, *, threshold: bool = False) -> Fit:
    """The posterior of the nation's parameters given the evidence.

    Prices are those known at the end of ``known_to``; ``threshold``: the variant without contagion.  With a checkpoint
    the fit goes on where it was broken off; a checkpoint of other settings is the caller's to avoid.
    """
    import dynesty

    nested: Any = dynesty.NestedSampler  # it gives another class than its own, which no type checker sees
    space = space_of(plan, threshold=threshold)
    workshop = Workshop(plan, evidence, space, known_to)
    threads = Threads(settings.threads)
    file = settings.checkpoint
    if file is not None and file.exists():
        sampler = nested.restore(str(file), pool=threads)
        resumed = True
    else:
        sampler = nested(
            workshop.log_likelihood, identity, len(space.names), nlive=settings.live_points, sample="rwalk",
            rstate=np.random.default_rng([settings.seed, int(threshold)]), pool=threads, queue_size=AT_ONCE,
        )  # fmt: skip
        resumed = False
    sampler.run_nested(
        dlogz=PRECISION, print_progress=False, resume=resumed, checkpoint_file=str(file) if file else None,
        checkpoint_every=CHECKPOINT_SECONDS,
    )  # fmt: skip
    threads.executor.shutdown()
    return fit_of(space, evidence, sampler.results)


def fit_of(space: Space, evidence: Evidence, found: Any) -> Fit:
    """What is kept of dynesty's results."""
    weights = np.exp(found.logwt - found.logz[-1])
    weights /= weights.sum()
    return Fit(
        space=space,
        evidence=evidence,
        points=np.asarray(found.samples),
        weights=weights,
        log_evidence=float(found.logz[-1]),
        log_evidence_error=float(found.logzerr[-1]),
        information=float(found.information[-1]),
        effective=float(1.0 / (weights**2).sum()),
        calls=int(np.sum(found.ncall)),
    )
