"""Numbers of members as normal scores and back: the scale on which an update is linear."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import rankdata

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class NormalScores:
    """The normal scores of a sample: ``z = Phi^-1((rank - 1/2) / n)``, ties at their mean rank.

    ``values`` are its distinct values in order, ``scores`` theirs, ``spread`` its standard deviation; ``bounds`` are
    the scores between neighbours, where a sample with ties changes from one value to the next.
    """

    values: Floats
    scores: Floats
    bounds: Floats
    spread: float
    tied: bool

    @staticmethod
    def of(sample: Floats) -> NormalScores:
        """The scores of a sample, [member]."""
        values, counts = np.unique(sample, return_counts=True)
        scores = np.unique(ndtri((rankdata(sample) - 0.5) / len(sample)))
        bounds = ndtri(np.cumsum(counts)[:-1] / len(sample))
        return NormalScores(values, scores, bounds, float(np.std(sample)), len(values) < len(sample))

    @property
    def varies(self) -> bool:
        """Whether the sample has more than one value."""
        return len(self.values) > 1

    def scored(self, numbers: Floats) -> Floats:
        """The scores of numbers: linear between those of the sample, beyond them a score for each ``spread``."""
        inside = np.interp(numbers, self.values, self.scores)
        beyond = numbers - np.clip(numbers, self.values[0], self.values[-1])
        return inside + beyond / self.spread if self.varies else inside + beyond

    def numbers(self, scores: Floats) -> Floats:
        """The numbers of scores: the inverse of `scored`; of a sample with ties the value that the score falls to."""
        if self.tied:
            return self.values[np.searchsorted(self.bounds, scores)]
        beyond = scores - np.clip(scores, self.scores[0], self.scores[-1])
        return np.interp(scores, self.scores, self.values) + beyond * self.spread
