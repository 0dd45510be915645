"""The break-even support: the share of equipment cost, paid as grants, with which a target reaches 50 %.

Where the text names no amount, the share is drawn member by member; the members tell what more would do.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clustercast.model.attainment.drivers import in_fifths
from clustercast.scenarios import Plan, Target

EVEN = 0.5
FEWEST = 100


@dataclass(frozen=True, slots=True)
class BreakEvenSupport:
    """``verdict``: "any" (50 % even at the low end), "within" (at ``share``) or "not_reached" up to ``most``."""

    verdict: str
    share: float | None
    most: float


def support_parameter(plan: Plan, target: Target) -> str | None:
    """Name of the drawn grant share that serves a target: that of the grant for the upgrade of its goal."""
    for programme in plan.programmes:
        if programme.act == "grant" and programme.upgrade is not None and programme.upgrade == target.goal:
            return f"{programme.id}.support_share"
    return None


def break_even_support(shares: NDArray[np.float64], met: NDArray[np.bool_]) -> BreakEvenSupport | None:
    """Where the probability, by fifths of the drawn share and made non-decreasing, passes 50 %.

    ``shares`` and ``met`` of the same members.  None with fewer than 100 members or a share that does not vary.
    """
    if len(met) < FEWEST or np.ptp(shares) == 0.0:
        return None
    groups = in_fifths(shares)
    centres = np.array([float(shares[group].mean()) for group in groups])
    chances = rising([float(met[group].mean()) for group in groups])
    most = float(shares.max())
    if chances[0] >= EVEN:
        return BreakEvenSupport("any", None, most)
    if chances[-1] < EVEN:
        return BreakEvenSupport("not_reached", None, most)
    return BreakEvenSupport("within", float(np.interp(EVEN, chances, centres)), most)


def rising(values: list[float]) -> list[float]:
    """The nearest non-decreasing sequence by least squares (pool adjacent violators, equal weights)."""
    blocks: list[tuple[float, int]] = []
    for value in values:
        blocks.append((value, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (first, n), (second, m) = blocks[-2], blocks[-1]
            blocks[-2:] = [((first * n + second * m) / (n + m), n + m)]
    return [mean for mean, n in blocks for _ in range(n)]
