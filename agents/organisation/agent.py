"""Centres, parks, zones: what a target counts and no firm is."""

from __future__ import annotations

from clustercast.agents.agent import Agent


class Organisation(Agent):
    """An organisation; ``titles[g]`` is as a firm's."""
