"""Event 3: firms hear of upgrades, through outreach and through peers."""

from typing import Any

from clustercast.agents.arithmetic import chance_within
from clustercast.agents.arrays import zeros
from clustercast.agents.draws import Draws
from clustercast.agents.firm.awareness import (
    awareness_hazard,
    peer_exposure,
    share_of_others,
)
from clustercast.agents.firm.take_up import hear, redraw_taste, weight_among_peers
from clustercast.agents.government.acts import largest_intensity
from clustercast.agents.lengths import Luck
from clustercast.agents.rule import event
from clustercast.model.compiled.shortcut import shortcut
from clustercast.model.events.cells import nation_share


@event
def learn(region: Any, draws: Draws) -> None:
    """Redraw some persistent tastes; then inform firms by the hazard ``p (1 + o) + q x`` of each upgrade.

    Adoption is that of the start of the quarter.
    """
    circles = _count_circles(region, draws.quarter)
    redraw = chance_within(region.params.taste_redraw, 0.25)
    for k in range(len(region.upgrades)):
        for firm in region.firms:
            if firm.active == 1:
                redraw_taste(firm, firm.upgrades[k], redraw, draws)
        if draws.quarter >= region.upgrades[k].launch:
            inform(region, k, circles, nation_share(region, k))


@event
def _count_circles(region: Any, quarter: int) -> Any:
    """Weight of the adopters in every circle: ``circles[0, cluster, k]``, ``[1, industry, k]``, ``[2, chain, k]``.

    In the place behind the last upgrade, of all firms.  Nobody hears of an upgrade before it is on the market.
    """
    upgrades = len(region.upgrades)
    circles = zeros(3, max(len(region.clusters), len(region.industries)), upgrades + 1)
    for firm in region.firms:
        if firm.active == 1:
            weight = weight_among_peers(firm, region.params)
            _count(circles, firm, upgrades, weight)
    for k in range(upgrades):
        if quarter >= region.upgrades[k].launch:
            for firm in region.firms:
                if (firm.upgrades[k].level > 0) & (firm.active == 1):
                    _count(circles, firm, k, weight_among_peers(firm, region.params))
    return circles


@event
def _count(circles: Any, firm: Any, place: int, weight: float) -> None:
    circles[0, firm.cluster, place] += weight
    circles[1, firm.industry, place] += weight
    if firm.chain >= 0:
        circles[2, firm.chain, place] += weight


# who is informed ------------------------------------------------------------------------------------------------------
def inform(region: Any, k: int, circles: Any, nation: float) -> None:
    """Firms that do not know an upgrade yet hear of it with the chance that their surroundings give."""
    for firm in region.firms:
        held = firm.upgrades[k]
        if firm.active == 1 and held.aware == 0:
            exposure = _exposure(region, k, firm.cluster, weight_among_peers(firm, region.params), circles, nation)
            government = region.city_government[firm.city]
            hear(firm, held, _chance(region, k, firm.industry, government, exposure))


@event
def _exposure(region: Any, k: int, cluster: int, weight: float, circles: Any, nation: float) -> float:
    """Exposure of a firm of a cluster that has not adopted: weighted shares of adopters among the others."""
    stance, place = region.stance, region.clusters[cluster]
    s, chain, last = place.industry, place.chain, len(region.upgrades)
    near = share_of_others(circles[0, cluster, k], circles[0, cluster, last], 0.0, weight)
    trade = share_of_others(circles[1, s, k], circles[1, s, last], 0.0, weight)
    linked = -1.0
    if chain >= 0:
        adopters = circles[2, chain, k] - circles[0, cluster, k]
        linked = share_of_others(adopters, circles[2, chain, last] - circles[0, cluster, last], 0.0, 0.0)
    return peer_exposure(stance.peer_cluster, stance.peer_industry, stance.peer_chain, near, trade, linked, nation)


@event
def _chance(region: Any, k: int, industry: int, government: int, exposure: float) -> float:
    """Chance within the quarter of a firm of an industry under a government."""
    p = region.params
    outreach = region.announced[region.upgrades[k].outreach_lever, industry, government]
    return chance_within(awareness_hazard(p.innovation_rate, outreach, p.imitation_rate, exposure), 0.25)


@shortcut(inform)
def _inform_by_kind(region: Any, k: int, circles: Any, nation: float) -> None:
    """The chance depends on cluster, government and whether the firm was recognised only.

    Each combination is worked out once, and only for firms whose draw could do at all.
    """
    exposures = zeros(2, len(region.clusters))
    most = _largest_chance(region, k, _exposures(region, k, circles, nation, exposures))
    chances = zeros(2, len(region.clusters), len(region.governments))
    city_government = region.city_government
    for firm in region.firms:
        held = firm.upgrades[k]
        if not ((firm.luck[Luck.LEARN, k] < most) & (firm.active == 1) & (held.aware == 0)):
            continue
        shown = 1 if firm.recognised == 1 else 0
        c, v = firm.cluster, city_government[firm.city]
        if chances[shown, c, v] == 0.0:
            chances[shown, c, v] = _chance(region, k, region.clusters[c].industry, v, exposures[shown, c])
        hear(firm, held, chances[shown, c, v])


@event
def _exposures(region: Any, k: int, circles: Any, nation: float, exposures: Any) -> float:
    """Exposure of the firms of every cluster that were not, and that were recognised; returns the largest."""
    largest = 0.0
    for shown in range(2):
        weight = region.params.demonstration_weight if shown == 1 else 1.0
        for c in range(len(region.clusters)):
            exposures[shown, c] = _exposure(region, k, c, weight, circles, nation)
            largest = max(largest, exposures[shown, c])
    return largest


@event
def _largest_chance(region: Any, k: int, exposure: float) -> float:
    """Above the chance of any firm: that of one told most and most exposed, and a little more."""
    p, lever = region.params, region.upgrades[k].outreach_lever
    outreach = largest_intensity(region, lever, len(region.governments))
    return 1.000001 * chance_within(awareness_hazard(p.innovation_rate, outreach, p.imitation_rate, exposure), 0.25)
