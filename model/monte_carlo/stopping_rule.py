"""How many members are enough: until the 95 % interval of every probability is as narrow as was asked.

The rule is a pure function of counts. Members come in rounds: `FIRST` to begin with, then a multiple of `ROUND`, as
many as the shares so far say are still wanted. Which members are run therefore depends on what the earlier ones gave,
never on the number of workers or on which of them was first. A scenario that has enough stops; members are numbered
from 0 in every scenario, so that those of the shorter one are common to both.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from clustercast.model.monte_carlo.interval import members_for_half_width, wilson_interval

FIRST = 200
"""Members of the first round."""
ROUND = 100
"""Members of a later round are a multiple of this."""
MOST = 10_000
"""The cap where none is given."""


@dataclass(frozen=True, slots=True)
class Precision:
    """What is asked for: every 95 % half-width (Wilson, 0 to 1) at most ``half_width``, with at most ``most`` members.

    Raises ValueError unless ``0 < half_width < 1/2`` and ``most >= 1``.
    """

    half_width: float
    most: int = MOST

    def __post_init__(self) -> None:
        if not 0.0 < self.half_width < 0.5:
            raise ValueError(f"no number of members gives a half-width of {self.half_width}: write 0.02 or the like")
        if self.most < 1:
            raise ValueError(f"at most {self.most} members are none: write a number from 1")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Members to be run in one go: ``members`` of them, from number ``first`` on, under ``scenarios``."""

    first: int
    members: int
    scenarios: tuple[str, ...]


def half_width(successes: int, trials: int) -> float:
    """Half the width of the 95 % interval (Wilson) of a share counted as ``successes`` of ``trials``; 1/2 of none."""
    low, high = wilson_interval(successes, trials)
    return 0.5 * (high - low)


def members_wanted(counts: Iterable[tuple[int, int]], run: int, rule: Precision) -> int:
    """Members, in all, that a scenario with ``run`` of them should have; ``run`` itself when it has enough.

    ``counts`` are successes and trials of its projected probabilities. Trials are fewer than members where some failed,
    and as many more are asked for; a probability without a trial is none and asks for nothing. Never above the cap.
    """
    if run == 0:
        return min(FIRST, rule.most)
    short = [(met, n) for met, n in counts if n > 0 and half_width(met, n) > rule.half_width]
    if not short:
        return run
    needed = max(members_for_half_width(rule.half_width, met / n) * run / n for met, n in short)
    return max(run, min(rule.most, run + ROUND * max(1, math.ceil((needed - run) / ROUND))))


def stretches(run: Mapping[str, int], wanted: Mapping[str, int]) -> tuple[Stretch, ...]:
    """What to run next: every scenario from the members it has to those it wants, together where they overlap.

    Members of several scenarios are run in one go, because they share the work of their base year.
    """
    ends = sorted({*run.values(), *wanted.values()})
    found: list[Stretch] = []
    for first, last in pairwise(ends):
        names = tuple(name for name, goal in wanted.items() if run[name] <= first and last <= goal)
        if names:
            found.append(Stretch(first, last - first, names))
    return tuple(found)
