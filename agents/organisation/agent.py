"""Centres, parks, zones: what a target counts and no firm is."""

from __future__ import annotations

from typing import Any

import mesa

from clustercast.agents.surroundings import Surroundings


class Organisation(mesa.Agent):
    """An organisation; attributes are the column ``OrganisationFloat``; ``titles[g]`` is as a firm's."""

    model: Surroundings

    kind: int
    industry: int
    city: int
    quality: float
    designated: float
    national: float
    weight: float
    size: float
    revenue_year: float

    titles: list[int]

    def __init__(self, model: Any, number: int) -> None:
        super().__init__(model)
        self.number = number
