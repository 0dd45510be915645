"""The owner group: legal entities under one owner, in the region and outside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import mesa

from clustercast.agents.arithmetic import ratio
from clustercast.agents.distributions import lognormal_quantile, poisson_quantile
from clustercast.agents.draws import Stream
from clustercast.agents.surroundings import Surroundings
from clustercast.scenarios.numbers import Lever

if TYPE_CHECKING:
    from clustercast.agents.firm.agent import Firm


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

    def add_up(self, firms: Sequence[Firm]) -> None:
        """Revenue of the members in the region, and their titles."""
        self.members = 0.0
        self.revenue_home = 0.0
        for firm in firms:
            self.members += 1.0
            self.revenue_home += firm.revenue_year
            if firm.national == 1:
                self.has_national = 1.0

    def trade_outside(self) -> None:
        """Subsidiaries outside the region move with the national market of the group's industry."""
        market = self._market()
        if self.model.quarter % 4 == 0:
            self.outside_year = 0.0
        self.outside_year += (self.outside_base + self.acquired) / 4.0 * market
        self.revenue_year = self.revenue_home + self.outside_year

    def acquire(self) -> None:
        """Rare acquisitions outside the region, in December."""
        region = self.model
        p = region.params
        rate = p.acquisition_rate * (1.0 + region.announced[Lever.MERGERS][self.industry][0])
        year = region.quarter // 4
        bought = poisson_quantile(region.uniform(Stream.ACQUISITION, self.number, year, 0), rate)
        market = self._market()
        if bought > 0 and market > 0.0:
            size = lognormal_quantile(
                region.uniform(Stream.ACQUISITION, self.number, year, 1), p.acquisition_median, p.acquisition_log_sd
            )
            self.acquired += bought * size * self.revenue_year / market
            region.counts.acquisitions += bought

    def _market(self) -> float:
        """Nominal size of the national market, base year 1."""
        market = self.model.markets[self.industry]
        return ratio(market.nominal, market.base_quarter)
