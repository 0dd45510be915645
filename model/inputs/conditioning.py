"""What members take in place of their own draws, where figures have told more of them than their priors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Conditioning:
    """By the number of a member: parameters that take the place of those drawn, and ``demand[member, quarter]``, a
    factor on demand that moves its shocks to where the figures put them.
    """

    names: tuple[str, ...]
    parameters: np.ndarray
    demand: np.ndarray

    def values(self, member: int) -> dict[str, float]:
        """The parameters of a member."""
        return dict(zip(self.names, self.parameters[member].tolist(), strict=True))

    def paths(self, member: int, paths: np.ndarray, demand: int) -> Any:
        """The outside factors of a member: ``paths[path, quarter]`` with its demand moved."""
        moved = paths.copy()
        moved[demand] *= self.demand[member]
        return moved
