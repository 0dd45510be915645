"""Governments: the province and the cities below it."""

from __future__ import annotations

from clustercast.agents.agent import Agent


class Government(Agent):
    """The province (number 0) or a city; ``goal_effort[goal]`` is its effort on every goal, 1 on average."""
