"""Centres, parks, zones: what a target counts and no firm is."""

from __future__ import annotations

from typing import Any

import mesa

from agents.surroundings import Surroundings
from scenarios.numbers import Lever


class Organisation(mesa.Agent):
    """An organisation; attributes are the column ``OrganisationFloat``."""

    model: Surroundings

    kind: int
    industry: int
    city: int
    quality: float
    designated: float
    national: float
    titles: int
    weight: float
    size: float
    revenue_year: float

    def __init__(self, model: Any, entity: int) -> None:
        super().__init__(model)
        self.entity = entity

    def may_receive(self, programme: Any) -> bool:
        """Whether it does not hold the title."""
        return (self.titles // (1 << programme.number)) % 2 == 0

    def pushed(self) -> float:
        """Weight with which the plan puts it forward for titles given above."""
        return self.model.announced[Lever.PLATFORMS][max(0, self.industry)][0]

    def receive(self, programme: Any, national: bool) -> None:
        """Be designated."""
        self.titles += 1 << programme.number
        self.designated = 1.0
        if national:
            self.national = 1.0
