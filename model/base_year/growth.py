"""What the base population is drawn on: the accounts' revenue and growth, the weights of the clusters."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from scipy.special import gammaincinv  # pyright: ignore[reportMissingTypeStubs]

from clustercast.agents.draws import Stream, keyed_uniform
from clustercast.model.base_year.lead_firms import PER_100M
from clustercast.model.inputs.parameter_draw import drawn_accounts, key_of
from clustercast.scenarios import Plan


@dataclass(frozen=True, slots=True)
class BaseGrowth:
    """Revenue of the base year (CNY 10k), growth of the region and of the nation in it (log points)."""

    revenue: float
    own: float
    nation: float

    @property
    def excess(self) -> float:
        """By how much the region outgrew the nation."""
        return self.own - self.nation


def base_growth(plan: Plan, seed: int, member: int) -> BaseGrowth:
    """The accounts of the base year, by this member's draw."""
    accounts = drawn_accounts(plan, seed, member)
    own = math.log1p(accounts["accounts.base_growth"] / 100.0)
    nation = math.log1p(accounts["accounts.nation_growth"] / 100.0)
    return BaseGrowth(accounts["accounts.base_revenue"] * PER_100M, own, nation)


def cumulative_weights(plan: Plan, values: Mapping[str, float], seed: int, member: int) -> np.ndarray:
    """Cumulative shares of the clusters among the unnamed firms: Dirichlet around the pack's weights."""
    industries = {industry.code: industry.weight for industry in plan.industries if not industry.auxiliary}
    within = {code: sum(c.weight for c in plan.clusters if c.industry == code) for code in industries}
    gammas: list[float] = []
    for cluster in plan.clusters:
        share = 0.0
        if cluster.industry in industries and cluster.weight > 0:
            share = industries[cluster.industry] * cluster.weight / within[cluster.industry]
        u = keyed_uniform(seed, member, Stream.PLACE_WEIGHT, key_of(cluster.id), 0, 0)
        gammas.append(float(gammaincinv(values["place_concentration"] * share, u)) if share > 0 else 0.0)
    cumulative = list(accumulate(gammas))
    return np.array([so_far / cumulative[-1] for so_far in cumulative])
