"""The circles in which firms hear of upgrades: cluster, industry, supply chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clustercast.agents.firm.agent import Firm


class Circle:
    """Weight of a circle's firms, and of its adopters of each upgrade."""

    __slots__ = ("adopters", "weight")

    def __init__(self, upgrades: int) -> None:
        self.weight = 0.0
        self.adopters = [0.0] * upgrades


class Circles:
    """Every circle of the region at the start of a quarter."""

    def __init__(self, clusters: int, industries: int, upgrades: int) -> None:
        self.clusters = [Circle(upgrades) for _ in range(clusters)]
        self.industries = [Circle(upgrades) for _ in range(industries)]
        self.chains = [Circle(upgrades) for _ in range(clusters)]

    def count(self, firm: Firm) -> None:
        """Count a firm in its circles; recognised firms weigh more."""
        weight = firm.weight()
        circles = [self.clusters[firm.cluster], self.industries[firm.industry]]
        if firm.chain >= 0:
            circles.append(self.chains[firm.chain])
        for circle in circles:
            circle.weight += weight
            for k, held in enumerate(firm.upgrades):
                if held.level > 0:
                    circle.adopters[k] += weight
