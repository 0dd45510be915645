"""The bank of the region."""

from __future__ import annotations

from clustercast.agents.agent import Agent


class Bank(Agent):
    """It lends within the leverage limit, and beyond it on guarantees."""
