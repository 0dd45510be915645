"""From delivery to effect: the J-curve and the wear of robots."""

from __future__ import annotations

import math

from clustercast.agents.rule import rule

RAMP_QUARTERS = 5


@rule
def ramp(age: int) -> float:
    """Share of the full effect realised ``age`` quarters after installation: -.2 -.2 .25 .5 .75, then 1 (a J-curve)."""
    if age <= 1:
        return -0.2
    if age == 2:
        return 0.25
    if age == 3:
        return 0.5
    if age == 4:
        return 0.75
    return 1.0


@rule
def realised_factor(hurdle_rate: float, quarters: int, delay: int) -> float:
    """Present value of 1 a year over ``quarters``, paid each quarter, after ``delay`` quarters and along the ramp.

    For reports: what the annuity of the decision leaves out (the decision has no ramp or delay inside).
    """
    quarterly = math.sqrt(math.sqrt(1.0 / (1.0 + hurdle_rate)))
    factor = 1.0
    for _ in range(delay):
        factor *= quarterly
    value = 0.0
    for age in range(quarters):
        factor *= quarterly
        value += ramp(age) / 4.0 * factor
    return value
