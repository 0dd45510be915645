"""How governments turn a plan's text into intensity, divide their effort, and award."""

import math

from clustercast.agents.arithmetic import clip, exponential
from clustercast.agents.rule import rule
from clustercast.scenarios.numbers import Progress


@rule
def scaled_intensity(intensity: float, multiplier: float) -> float:
    """Intensity of a lever under ``multiplier`` times its instruments: ``1 - (1 - o)^m``.

    Splitting an instrument in two of the right half strength changes nothing; doubling every instrument is ``m = 2``.
    """
    if multiplier <= 0.0 or intensity <= 0.0:
        return 0.0
    if intensity >= 1.0:
        return 1.0
    return -math.expm1(multiplier * math.log1p(-intensity))


@rule
def joint_intensity(so_far: float, intensity: float) -> float:
    """Intensity after one more instrument: ``1 - (1 - o)(1 - e)``."""
    return 1.0 - (1.0 - so_far) * (1.0 - intensity)


@rule
def target_gap(progress: float, required: float) -> float:
    """How far a target lags: ``clip(1 - progress/required, 0, 1)`` on last year's figures."""
    if required <= 0.0:
        return 0.0
    return clip(1.0 - progress / required, 0.0, 1.0)


@rule
def target_progress(figure: float, base: float, reading: int) -> float:
    """What a target's gap is read from, by ``Progress``: its figure, or what it has gained on the base.

    ``x``, ``x - x0``, ``x/x0 - 1`` (grown), ``1 - x/x0`` (fallen); a part of a base of nought is nought.
    """
    if reading == Progress.FIGURE:
        return figure
    if reading == Progress.GAIN:
        return figure - base
    if base <= 0.0:
        return 0.0
    return figure / base - 1.0 if reading == Progress.GROWN else 1.0 - figure / base


@rule
def effort_weight(weight: float, attention: float, gap: float) -> float:
    """Weight of a goal before effort is shared out: ``w exp(k gap)``."""
    return weight * exponential(attention * gap)


@rule
def tournament_weight(tournament: float, rank: float) -> float:
    """Factor of a lower government's effort by last year's rank (0 first, 1 last): ``exp(tau (1/2 - rank))``."""
    return exponential(tournament * (0.5 - rank))


@rule
def growth_requirement(base: float, goal: float, years: float, elapsed: float) -> float:
    """Level required ``elapsed`` years after the base on the path of even growth to ``goal`` in ``years``.

    ``base exp(ln(goal/base) elapsed/years)``; the goal itself where growth has no meaning (base, goal or years not
    above 0).
    """
    if base <= 0.0 or goal <= 0.0 or years <= 0.0:
        return goal
    return base * exponential(math.log(goal / base) * elapsed / years)
