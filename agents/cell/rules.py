"""Firms as weighted cells: the firms' rules in expectation.

A cell holds, for one upgrade, the share aware A, the share willing S (aware, not yet adopted, persistent taste below
the probability P) and the share adopted F.  The flows are those of a firm's rules averaged over tastes.
"""

import math

from clustercast.agents.arithmetic import clip, positive_part
from clustercast.agents.lengths import MOST_ROBOTS
from clustercast.agents.rule import rule

TYPE_WEIGHTS = (1.0 / 6.0, 2.0 / 3.0, 1.0 / 6.0)
"""Weights of the types within a size: three nodes of a standard normal."""
SIZE_CLASSES = 4
"""Sizes of a block of cells, the smallest first; the types of a size stand side by side."""


@rule
def willing_after(
    willing: float, undecided: float, newly_aware: float, chance: float, last_chance: float, redraw: float
) -> float:
    """Share willing after news, a change of P and redrawn tastes, before anyone invests.

    ``undecided`` = A - F - newly_aware, those aware before who have not adopted; ``chance`` P now, ``last_chance`` P
    before.  Newly aware firms are willing with probability P.  If P rises, of the unwilling (taste above the old P)
    the part ``(P - P0)/(1 - P0)`` becomes willing; if it falls, of the willing only ``P/P0`` remain.  Redrawn tastes
    are willing with probability P.
    """
    held = clip(willing, 0.0, undecided)
    unwilling = undecided - held
    if chance >= last_chance:
        if last_chance < 1.0:
            held += unwilling * (chance - last_chance) / (1.0 - last_chance)
    elif last_chance > 0.0:
        held = held * chance / last_chance
    held += redraw * (undecided * chance - held)
    return held + newly_aware * chance


@rule
def binomial_approximation(trials: float, chance: float, normal: float) -> float:
    """Binomial count by its normal limit, held within 0 and ``trials``."""
    mean = trials * chance
    return clip(mean + math.sqrt(positive_part(mean * (1.0 - chance))) * normal, 0.0, trials)


@rule
def part_of(some: float, whole: float) -> float:
    """A share, 0 of nothing."""
    if whole <= 0.0:
        return 0.0
    return some / whole


@rule
def lacking_share(qualified: float, held: float) -> float:
    """Share of a cell's firms that qualifies and lacks the title: ``clip(q, 0, 1) - h``, not below 0.

    Whoever holds it is taken to be among those who qualify.
    """
    return positive_part(clip(qualified, 0.0, 1.0) - held)


@rule
def waiting_free(aware: float, adopted: float, first_wait: float, second_wait: float) -> float:
    """Share that knows the upgrade and has neither adopted nor ordered it."""
    return positive_part(aware - adopted - first_wait - second_wait)


@rule
def ready_for_next(adopted: float, chance: float, next_chance: float, taken: float) -> float:
    """Share ready for the next level: adopters whose taste also lies below the next step's P, less those who took it.

    Adopters' tastes lie below P; of them the part ``P'/P`` lies below P'.
    """
    if chance <= 0.0:
        return 0.0
    return positive_part(adopted * min(next_chance / chance, 1.0) - taken)


@rule
def mixed_share(share: float, firms: float, part: float, holds: float) -> float:
    """Share of the holders once a weight ``part`` of firms with share ``holds`` has joined ``firms`` with ``share``."""
    return (share * firms + part * holds) / (firms + part)


@rule
def robots_brought(stock: float, users: float) -> int:
    """Robots of a user that leaves a cell: the mean of its users, rounded, at least one."""
    if users <= 0.0:
        return 1
    return int(min(max(math.floor(stock / users + 0.5), 1), MOST_ROBOTS))
