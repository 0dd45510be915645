"""The owner group: legal entities under one owner, in the region and outside it."""

from __future__ import annotations

from clustercast.agents.agent import Agent


class Group(Agent):
    """An owner group."""
