"""Members weighted by how well they say a target's own figures, with the tail of the weights smoothed.

Vehtari, Simpson, Gelman, Yao, Gabry (2024), "Pareto smoothed importance sampling" (arXiv 1507.02646).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from arviz_stats.base import array_stats  # pyright: ignore[reportPrivateImportUsage]
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEAST_EFFECTIVE = 50.0
"""Below so many effective members no probability is told by weights."""
MOST_K = 0.7
"""Above this shape of their tail weights are not to be trusted."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Normalised ``weights`` [member], their effective number ``1 / sum w^2`` and the shape of their tail."""

    weights: Floats
    effective: float
    k: float

    @property
    def sound(self) -> bool:
        """Whether a probability may be told by them."""
        return self.effective >= LEAST_EFFECTIVE and self.k < MOST_K


def weigh(predicted: Floats, figures: Floats, sd: Floats) -> Weights:
    """Weights ``exp(-sum ((y - d) / sd)^2 / 2)`` of members whose own figures say d, in scores: [member, figure]."""
    logs = -0.5 * (((figures - predicted) / sd) ** 2).sum(axis=1)
    if not predicted.shape[1] or np.ptp(logs) == 0.0:
        count = len(predicted)
        return Weights(np.full(count, 1.0 / count), float(count), -np.inf)
    if len(logs) < LEAST_EFFECTIVE:  # So few can never be enough, and have no tail to speak of.
        weights = np.exp(logs - logs.max())
        weights /= weights.sum()
        return Weights(weights, float(1.0 / (weights**2).sum()), np.inf)
    with np.errstate(divide="ignore", invalid="ignore"):  # A tail of equal weights has no shape: k is nan, not sound.
        smoothed, k = array_stats.psislw(-logs)  # It takes logs of likelihoods that are to be left out.
    weights = np.exp(smoothed - smoothed.max())
    weights /= weights.sum()
    return Weights(weights, float(1.0 / (weights**2).sum()), float(k))
