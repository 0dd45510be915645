"""What firms earn in a zone, a park or a place of the like: its weight in the revenue of its city, or of the region."""

from __future__ import annotations

import numpy as np

from clustercast.agents.columns import FirmCode, FirmFloat, OrganisationFloat
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import Given, State


@event
def organisations(given: Given, state: State, n: int) -> None:
    """Revenue since January earned in every body that has a weight; a plan without weights costs nothing."""
    table = state.organisations
    weighed = False
    for o in range(table.shape[1]):
        weighed = weighed or table[OrganisationFloat.WEIGHT, o] > 0.0
    if weighed:
        revenue = _revenue_of_cities(given, state, n)
        for o in range(table.shape[1]):
            city = int(table[OrganisationFloat.CITY, o])
            earned = revenue[city] if city >= 0 else revenue[revenue.shape[0] - 1]
            table[OrganisationFloat.REVENUE_YEAR, o] = table[OrganisationFloat.WEIGHT, o] * earned


@event
def _revenue_of_cities(given, state, n):
    """Revenue since January of the active firms of every city, in slot order; that of the region stands last."""
    region = given.city_government.shape[0]
    revenue = np.zeros(region + 1)
    active = state.codes[FirmCode.ACTIVE]
    city = state.codes[FirmCode.CITY]
    earned = state.floats[FirmFloat.REVENUE_YEAR]
    for i in range(n):
        if active[i] == 1:
            revenue[city[i]] += earned[i]
            revenue[region] += earned[i]
    return revenue
