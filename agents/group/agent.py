"""The owner group: legal entities under one owner, in the region and outside it."""

from __future__ import annotations

from typing import Any

import mesa

from clustercast.agents.surroundings import Surroundings


class Group(mesa.Agent):
    """An owner group; attributes are the column ``GroupFloat``."""

    model: Surroundings

    members: float
    revenue_year: float
    revenue_home: float
    outside_base: float
    outside_year: float
    acquired: float
    has_national: float
    industry: int

    def __init__(self, model: Any, number: int) -> None:
        super().__init__(model)
        self.number = number
