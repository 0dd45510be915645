"""The integrators that install what firms order."""

import math

from clustercast.agents.arithmetic import clip, exponential
from clustercast.agents.rule import rule


@rule
def next_capacity(
    capacity: float, backlog: float, help_intensity: float, wanted: float, growth: float, shrink: float
) -> float:
    """Capacity of the next quarter: ``x exp(clip(ln(backlog / (b cap)), -h, g (1 + o)))``.

    An integrator has a backlog of ``wanted`` b quarters of work in mind; ``growth`` g and ``shrink`` h are the fastest
    in a quarter; ``help_intensity`` o is the intensity of the plan's instruments that cultivate solution providers.
    """
    if capacity <= 0.0:
        return capacity
    if backlog <= 0.0:
        return capacity * exponential(-shrink)
    pressure = math.log(backlog / (wanted * capacity))
    return capacity * exponential(clip(pressure, -shrink, growth * (1.0 + help_intensity)))
