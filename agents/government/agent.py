"""Governments: the province and the cities below it."""

from __future__ import annotations

from typing import Any

import mesa

from clustercast.agents.surroundings import Surroundings


class Government(mesa.Agent):
    """The province (number 0) or a city; attributes are the column ``GovernmentFloat``.

    ``goal_effort[goal]`` is its effort on every goal, 1 on average; ``above`` the government over it.
    """

    model: Surroundings

    effort: float
    progress: float
    rank: float
    outlay_year: float
    goal_effort: list[float]

    def __init__(self, model: Any, number: int, above: Government | None) -> None:
        super().__init__(model)
        self.number = number
        self.above = above
