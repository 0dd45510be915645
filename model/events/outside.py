"""Numbers that the plan's firms do not move: this year's value of every outside path."""

from __future__ import annotations

from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import Given, State


@event
def outside(given: Given, state: State, t: int) -> None:
    """Read the quarter's value of every outside path; ``t`` counts quarters of the run from 0."""
    for path in range(state.outside.shape[0]):
        state.outside[path] = given.outside[path, t]
