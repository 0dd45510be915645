"""How sure a share counted over members is: intervals, and how many members it takes."""

import math

Z_95 = 1.95996398454
"""Standard normal quantile of 97.5 %."""


def wilson_interval(successes: float, trials: float, z: float = Z_95) -> tuple[float, float]:
    """Interval of a share counted as ``successes`` of ``trials`` (Wilson 1927, JASA 22(158)).

    With ``p = successes / trials``: ``(p + z^2/2n +- z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n)``, inside 0..1, never
    of width 0.  ``trials`` may be an effective number of members, not whole.  Without trials nothing is known: (0, 1).
    Raises ValueError unless ``0 <= successes <= trials``.
    """
    if not 0.0 <= successes <= trials:
        raise ValueError(f"{successes} successes of {trials} trials: write numbers from 0, successes at most trials")
    if trials == 0:
        return 0.0, 1.0
    share = successes / trials
    squared = z * z / trials
    middle = (share + 0.5 * squared) / (1.0 + squared)
    half = z / (1.0 + squared) * math.sqrt(share * (1.0 - share) / trials + 0.25 * squared / trials)
    low = 0.0 if successes == 0 else max(0.0, middle - half)
    high = 1.0 if successes == trials else min(1.0, middle + half)
    return low, high


def exact_members(width: float, probability: float = 0.5, z: float = Z_95) -> float:
    """Number of members, not whole, at which the Wilson interval of ``probability`` has the half-width ``width``.

    Solves the half-width for n; at a probability of one half ``z^2 / (4 w^2) - z^2``.  Raises ValueError unless
    ``0 < width < 1/2`` and ``0 <= probability <= 1``.
    """
    if not (0.0 < width < 0.5 and 0.0 <= probability <= 1.0):
        raise ValueError(f"no number of members gives a half-width of {width} at a probability of {probability}")
    spread = probability * (1.0 - probability)
    root = math.sqrt(spread * spread + 4.0 * width * width * (0.25 - spread))
    return z * z * ((spread + root) / (2.0 * width * width) - 1.0)


def members_for_half_width(width: float, probability: float = 0.5, z: float = Z_95) -> int:
    """The fewest members whose Wilson interval is no wider than ``width`` to either side; at least 1."""
    return max(1, math.ceil(exact_members(width, probability, z)))
