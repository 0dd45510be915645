"""The firm: an above-scale legal entity of the plan's sectors.  What it does: ``agents/firm/acts.py`` and others."""

from __future__ import annotations

from typing import Any

import mesa

from clustercast.agents.firm.upgrade import FirmUpgrade
from clustercast.agents.surroundings import Surroundings


class Firm(mesa.Agent):
    """A firm; attributes are the columns ``FirmFloat`` and ``FirmCode`` (units and meanings there).

    ``slot`` is its place among the region's firms; ``upgrades[k]`` is what it holds of upgrade k;
    ``titles[g]`` is 0, 1 for the title of a programme held from an earlier year, 2 for one got this year;
    ``vintages[q mod life]`` the robots installed in a quarter; ``ramping_gain`` and ``ramping_saving`` the increments
    of the last five quarters, not yet past their ramp.
    """

    model: Surroundings

    revenue: float
    revenue_year: float
    revenue_last_year: float
    share: float
    transitory: float
    gain: float
    habit: float
    employment: float
    productivity: float
    energy_base: float
    energy_kept: float
    energy: float
    value_added: float
    value_added_share: float
    capital: float
    cash: float
    debt: float
    borrows: float
    margin: float
    saving: float
    gain_settled: float
    saving_settled: float
    capability: float
    hurdle: float
    rnd_share: float
    rnd_year: float
    rnd_last_year: float
    rnd_before: float
    product_rate: float
    products_year: float
    landmark_year: float
    capital_orders_year: float
    capital_spending_year: float
    capital_largest_year: float

    entity: int
    active: int
    cluster: int
    industry: int
    city: int
    chain: int
    group: int
    lead: int
    recognised: int
    national: int
    born: int
    insolvent: int
    taken_up: int
    renewed: int

    upgrades: list[FirmUpgrade]
    titles: list[int]
    vintages: list[int]
    ramping_gain: list[float]
    ramping_saving: list[float]
    slot: int
    luck: Any

    def __init__(self, model: Any) -> None:
        super().__init__(model)
