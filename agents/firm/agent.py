"""The firm: an above-scale legal entity of the plan's sectors.  What it does: ``acts.py``, ``take_up.py``."""

from __future__ import annotations

from clustercast.agents.agent import Agent


class Firm(Agent):
    """A firm; ``number`` is its slot.

    ``upgrades[k]`` is what it knows, holds, plans and has ordered of upgrade k; ``titles[g]`` is 0, 1 for the title of
    a programme held from an earlier year, 2 for one got this year; ``vintages[q mod life]`` the robots installed in a
    quarter; ``ramping_gain`` and ``ramping_saving`` the increments of the last five quarters, not yet past their ramp;
    ``luck[stream, word]`` its uniforms of the quarter.
    """
