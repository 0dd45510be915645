"""The integrators of one upgrade in the region, who install what firms order."""

from __future__ import annotations

from clustercast.agents.agent import Agent


class Supplier(Agent):
    """First come, first served, within the capacity."""
