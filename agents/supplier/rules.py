"""The integrators that install what firms order."""

from __future__ import annotations

import math

from clustercast.agents.arithmetic import clip, exponential
from clustercast.agents.rule import rule

SLOWEST_SHRINK = -0.05
FASTEST_GROWTH = 0.10


@rule
def next_capacity(capacity: float, backlog: float, help_intensity: float) -> float:
    """Capacity of the next quarter: ``x exp(clip(ln(backlog / (2 cap)), -0.05, 0.10 (1 + o)))``.

    An integrator wants a backlog of two quarters; ``help_intensity`` o is the intensity of the plan's instruments that
    cultivate solution providers.
    """
    if capacity <= 0.0:
        return capacity
    if backlog <= 0.0:
        return capacity * exponential(SLOWEST_SHRINK)
    pressure = math.log(backlog / (2.0 * capacity))
    return capacity * exponential(clip(pressure, SLOWEST_SHRINK, FASTEST_GROWTH * (1.0 + help_intensity)))
