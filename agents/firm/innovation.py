"""New products from research and development."""

from clustercast.agents.arithmetic import power
from clustercast.agents.rule import rule


@rule
def product_rate(base_rate: float, research: float, mean_research: float, exponent: float) -> float:
    """Expected new products of a firm in a quarter: ``lambda0 / 4 (RD / RDbar)^exponent``; RD lagged two years."""
    if mean_research <= 0.0:
        return 0.0
    return base_rate / 4.0 * power(research / mean_research, exponent)


@rule
def research_spending(revenue: float, share: float, response: float, intensity: float) -> float:
    """R&D of a quarter: its share of revenue, raised by ``response x o`` while the plan's R&D instruments act."""
    return revenue * share * (1.0 + response * intensity)
