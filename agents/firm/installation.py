"""From delivery to effect: the J-curve and the wear of robots."""

from clustercast.agents.rule import rule

SHORTEST_WAIT = 2
"""Quarters from order to delivery at least: as many quarters of orders wait in a cell."""


@rule
def ramp(age: int, dip: float) -> float:
    """Share of the full effect realised ``age`` quarters after installation: ``dip`` twice, .25 .5 .75, then 1.

    A J-curve: a negative ``dip`` costs at first.
    """
    if age <= 1:
        return dip
    if age == 2:
        return 0.25
    if age == 3:
        return 0.5
    if age == 4:
        return 0.75
    return 1.0
