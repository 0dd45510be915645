"""The bank of the region."""

from __future__ import annotations

import mesa

from clustercast.agents.surroundings import Surroundings


class Bank(mesa.Agent):
    """It lends within the leverage limit, and beyond it on guarantees; attributes are the column ``BankFloat``."""

    model: Surroundings

    loans: float
    guaranteed: float
    guarantee_limit: float
    written_off: float
