"""Firms that grow past the size threshold of the statistics."""

import math

from clustercast.agents.rule import rule


@rule
def expected_entries(annual_rate: float, base_firms: float, below: float, base_below: float, intensity: float) -> float:
    """Expected entries of a cluster in a quarter: ``r/4 N0 (B / B0)(1 + o)``.

    ``annual_rate`` r per year of the base firms N0 above the threshold; ``below`` B of ``base_below`` B0 firms stand
    below it now; ``intensity`` o of the instruments that attract firms.
    """
    if base_below <= 0.0:
        return 0.0
    return annual_rate / 4.0 * base_firms * below / base_below * (1.0 + intensity)


@rule
def entrant_revenue(draw: float, threshold: float, log_excess: float) -> float:
    """Annual revenue of an entrant: the threshold times ``exp`` of an exponential excess of mean ``log_excess``.

    The upper side of a Laplace shock at the threshold is exponential.
    """
    return threshold * math.exp(-log_excess * math.log(draw))
