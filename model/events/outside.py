"""Numbers that the plan's firms do not move: this year's value of every outside path."""

from typing import Any

from clustercast.agents.rule import event


@event
def look_outside(region: Any, t: int) -> None:
    """Read the quarter's value of every outside path; ``t`` counts quarters of the run from 0."""
    for path in range(len(region.outside)):
        region.outside[path] = region.outside_paths[path, t]
