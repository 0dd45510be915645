"""Centres, parks, zones: what a target counts and no firm is."""

from __future__ import annotations

from typing import Any

import mesa

from clustercast.agents.surroundings import Surroundings
from clustercast.scenarios.numbers import Account, Act, Lever


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

    def __init__(self, model: Any, entity: int) -> None:
        super().__init__(model)
        self.entity = entity

    def turn_year(self) -> None:
        """What it got last year it holds from an earlier one."""
        self.titles = [1 if title == 2 else title for title in self.titles]

    def may_receive(self, programme: Any) -> bool:
        """Whether it does not hold the title."""
        return self.titles[programme.number] == 0

    def pushed(self) -> float:
        """Weight with which the plan puts it forward for titles given above."""
        return self.model.announced[Lever.PLATFORMS][max(0, self.industry)][0]

    def receive(self, programme: Any, reward: float) -> None:
        """Be designated, or come to a status; money is not followed here, so that a reward goes outside."""
        self.titles[programme.number] = 2
        if programme.act != Act.STATUS:
            self.designated = 1.0
        if programme.national == 1:
            self.national = 1.0
        programme.pay(reward, Account.OUTSIDE)
