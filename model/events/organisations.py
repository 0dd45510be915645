"""What firms earn in a zone, a park or a place of the like: its weight in the revenue of its city, or of the region."""

from typing import Any

from clustercast.agents.arrays import zeros
from clustercast.agents.rule import event


@event
def add_up_organisations(region: Any) -> None:
    """Revenue since January earned in every body that has a weight; a plan without weights costs nothing."""
    if not _weighed(region):
        return
    revenue = _revenue_of_cities(region)
    whole = len(region.city_government)
    for body in region.organisations:
        place = int(body.city) if body.city >= 0 else whole
        body.revenue_year = body.weight * revenue[place]


@event
def _weighed(region: Any) -> bool:
    """Whether any body has a weight."""
    weighed = False
    for body in region.organisations:
        weighed = weighed or body.weight > 0.0
    return weighed


@event
def _revenue_of_cities(region: Any) -> Any:
    """Revenue since January of the active firms of every city, in slot order; that of the region stands last."""
    whole = len(region.city_government)
    revenue = zeros(whole + 1)
    for firm in region.firms:
        if firm.active == 1:
            revenue[firm.city] += firm.revenue_year
            revenue[whole] += firm.revenue_year
    return revenue
