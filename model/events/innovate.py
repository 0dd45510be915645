"""Event 11: research turns into products."""

from typing import Any

from clustercast.agents.firm.acts import innovate_products, plan_research
from clustercast.agents.rule import event


@event
def innovate(region: Any, quarter: int) -> None:
    """Products of the quarter; their rate changes in January only, with the research of the year before the last."""
    p = region.params
    if quarter % 4 == 0:
        mean = region.economy.mean_rnd
        for firm in region.firms:
            plan_research(firm, p, mean)
    for firm in region.firms:
        if firm.active == 1:
            innovate_products(firm, p)
