"""How a firm comes to know an upgrade: outreach and peers (Bass 1969, Management Science 15(5))."""

from clustercast.agents.arithmetic import positive_part
from clustercast.agents.rule import rule


@rule
def awareness_hazard(innovation: float, outreach: float, imitation: float, exposure: float) -> float:
    """Hazard of being informed, per year: ``h = p (1 + o) + q x``.

    ``innovation`` p and ``imitation`` q per year; ``outreach`` o in 0..1; ``exposure`` x, the weighted share of other
    adopters, in 0..1.
    """
    return innovation * (1.0 + outreach) + imitation * exposure


@rule
def share_of_others(adopters: float, total: float, own_adopter: float, own_weight: float) -> float:
    """Weighted share of adopters among the *others* of a circle; -1 where a firm has no others.

    ``adopters`` and ``total`` are weighted sums over the circle, the firm itself included.
    """
    others = total - own_weight
    if others <= 0.0:
        return -1.0
    return positive_part((adopters - own_adopter * own_weight) / others)


@rule
def peer_exposure(
    weight_cluster: float,
    weight_industry: float,
    weight_chain: float,
    cluster: float,
    industry: float,
    chain: float,
    nation: float,
) -> float:
    """Exposure ``x = sum_k omega_k a_k`` over cluster, industry, supply chain and nation, weights summing to 1.

    A circle without others (share -1) passes its weight to the nation.
    """
    exposure = nation
    if cluster >= 0.0:
        exposure += weight_cluster * (cluster - nation)
    if industry >= 0.0:
        exposure += weight_industry * (industry - nation)
    if chain >= 0.0:
        exposure += weight_chain * (chain - nation)
    return exposure
