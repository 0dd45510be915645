"""The cell: many firms outside the plan's register, weighted, the firms' rules in expectation."""

from __future__ import annotations

from clustercast.agents.agent import Agent


class Cell(Agent):
    """A cell of weighted firms; ``upgrades[k]`` is its state of upgrade k, ``vintages[q mod life]`` its robots by age.

    ``titles[g]`` is the share of its firms that hold a title, ``titles_year[g]`` the share that got it this year.
    """
