"""From delivery to effect: the J-curve and the wear of robots."""

from __future__ import annotations

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
