"""How much better or worse than an opponent: skill with its bootstrap interval, and coverage with its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import scoringrules
from scipy.stats import binomtest

from clustercast.calibration.hindcast.judged import Judged

RESAMPLES = 10_000
ENOUGH_ERRORS = 12
"""Independent errors below which no Diebold-Mariano test is made."""
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
Verdict = Literal["wins", "ties", "loses"]
Block = Literal["origin", "year"]
Scale = Literal["crps", "crps_log"]


@dataclass(frozen=True, slots=True)
class Skill:
    """``value`` = 1 - mean CRPS of the model over that of the opponent (1 perfect, 0 equal, negative worse).

    ``low`` and ``high``: 90 % bootstrap interval; ``blocks`` the number of blocks drawn from; ``verdict`` wins or loses
    where the interval leaves out zero, else ties.
    """

    opponent: str
    value: float
    low: float
    high: float
    blocks: int
    pairs: int
    verdict: Verdict


def skill(model: Sequence[Judged], other: Sequence[Judged], block: Block, seed: int, scale: Scale = "crps") -> Skill:
    """Skill of the model's forecasts against an opponent's, pair by pair; whole blocks are resampled together.

    Blocks are origins, or target years where there is one origin only: errors of one origin hang together, so an
    interval over years is too narrow.
    """
    if [(a.origin, a.year) for a in model] != [(b.origin, b.year) for b in other]:
        raise ValueError("model and opponent must be judged on the same origins and years")
    ours = np.array([getattr(one, scale) for one in model])
    theirs = np.array([getattr(one, scale) for one in other])
    block_of = np.array([one.origin if block == "origin" else one.year for one in model])
    sums = np.array([[ours[block_of == b].sum(), theirs[block_of == b].sum()] for b in np.unique(block_of)])
    random = np.random.Generator(np.random.Philox(seed))
    drawn = sums[random.integers(0, len(sums), (RESAMPLES, len(sums)))].sum(axis=1)
    low, high = np.quantile(_gain(drawn[:, 0], drawn[:, 1]), (0.05, 0.95))
    value = float(_gain(ours.sum(), theirs.sum()))
    verdict: Verdict = "wins" if low > 0 else "loses" if high < 0 else "ties"
    return Skill(other[0].forecaster, value, float(low), float(high), len(sums), len(ours), verdict)


def _gain(ours: np.ndarray | float, theirs: np.ndarray | float) -> np.ndarray:
    """1 - ours / theirs; 0 where both are 0."""
    ours, theirs = np.asarray(ours, float), np.asarray(theirs, float)
    safe = np.where(theirs > 0, theirs, 1.0)
    return np.where(theirs > 0, 1 - ours / safe, np.where(ours > 0, -np.inf, 0.0))


@dataclass(frozen=True, slots=True)
class Share:
    """A share of cases with its 95 % binomial interval (Clopper and Pearson), as if the cases were independent."""

    count: int
    cases: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share, nan of none."""
        return self.count / self.cases if self.cases else float("nan")


def share(hits: Sequence[bool]) -> Share:
    """The share of hits with its interval."""
    count, cases = sum(hits), len(hits)
    if cases == 0:
        return Share(0, 0, 0.0, 1.0)
    interval = binomtest(count, cases).proportion_ci(0.95, "exact")
    return Share(count, cases, float(interval.low), float(interval.high))


def coverage(judged: Sequence[Judged], band: int) -> Share:
    """How many outcomes lie in a central band."""
    return share([one.inside[band] for one in judged])


def brier(judged: Sequence[Judged]) -> float:
    """Mean squared error of the probabilities of reaching each threshold (0 perfect)."""
    reached = np.array([one.reached for one in judged], float).ravel()
    stated = np.array([one.probabilities for one in judged]).ravel()
    return float(np.mean(np.asarray(scoringrules.brier_score(reached, stated))))


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts whose probability lay between ``low`` and ``high``: their mean, and how often it came true."""

    low: float
    high: float
    stated: float
    came_true: Share


def reliability(judged: Sequence[Judged]) -> list[Bin]:
    """How often thresholds were reached, by the probability that was stated; bins without a forecast are left out."""
    reached = np.array([one.reached for one in judged], bool).ravel()
    stated = np.array([one.probabilities for one in judged]).ravel()
    places = np.clip(np.searchsorted(BINS, stated, side="right") - 1, 0, len(BINS) - 2)
    bins = []
    for place in range(len(BINS) - 1):
        here = places == place
        if here.any():
            stands = float(stated[here].mean())
            bins.append(Bin(BINS[place], BINS[place + 1], stands, share(list(map(bool, reached[here])))))
    return bins


def pit_counts(judged: Sequence[Judged], cells: int = 4) -> list[int]:
    """How many outcomes fell in each equal part of the forecast's distribution (flat when it is right)."""
    pits = [one.pit for one in judged]
    return [int(n) for n in np.histogram(pits, bins=cells, range=(0.0, 1.0))[0]]


def mean_crps(judged: Sequence[Judged], scale: Scale = "crps") -> float:
    """Mean CRPS, in the unit of the series (``crps``) or in ln of it (``crps_log``)."""
    return float(np.mean([getattr(one, scale) for one in judged]))
