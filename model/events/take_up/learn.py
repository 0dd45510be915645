"""Event 3: firms hear of upgrades, through outreach and through peers."""

from __future__ import annotations

import numpy as np

from clustercast.agents.cell.rules import part_of
from clustercast.agents.columns import CellFloat, CellUpgradeFloat, FirmCode, UpgradeCode, UpgradeFloat
from clustercast.agents.draws import Stream
from clustercast.agents.firm.awareness import (
    awareness_hazard,
    chance_informed,
    peer_exposure,
    redraw_chance,
    share_of_others,
)
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import Given, State
from clustercast.scenarios.numbers import Scope


@event
def learn(given: Given, state: State, n: int, quarter: int) -> None:
    """Redraw some persistent tastes; then inform firms by the hazard ``p (1 + o) + q x`` of each upgrade."""
    upgrades = given.upgrades.shape[0]
    nation = np.zeros(upgrades)
    nation_shares(state, nation)
    clusters = given.clusters.shape[0]
    circles = np.zeros((3, max(clusters, given.industries.shape[0]), upgrades + 1))
    _count_circles(given, state, n, circles)
    redraw = redraw_chance(given.params[0].taste_redraw)
    for k in range(upgrades):
        _redraw_tastes(state, k, n, redraw)
        if quarter >= given.upgrades[k].launch:
            _inform(given, state, k, n, circles, nation[k])


@event
def nation_shares(state, shares) -> None:
    """Share of the nation's firms that adopted each upgrade, into ``shares[k]``."""
    for k in range(shares.shape[0]):
        shares[k] = nation_share(state, k)


@event
def nation_share(state, k):
    """Share of the nation's firms that adopted an upgrade."""
    scope = state.cells[CellFloat.SCOPE]
    firms = state.cells[CellFloat.FIRMS]
    adopted = state.cell_upgrades[CellUpgradeFloat.ADOPTED, k]
    some = 0.0
    total = 0.0
    for c in range(scope.shape[0]):
        if int(scope[c]) == Scope.NATION:
            some += firms[c] * adopted[c]
            total += firms[c]
    return part_of(some, total)


@event
def _count_circles(given, state, n, circles) -> None:
    """Weighted adopters of every cluster, industry and chain; the last column is the weight of all firms.

    Firms that a programme has recognised count ``demonstration_weight`` times.
    """
    demonstration = given.params[0].demonstration_weight
    active = state.codes[FirmCode.ACTIVE]
    cluster = state.codes[FirmCode.CLUSTER]
    industry = state.codes[FirmCode.INDUSTRY]
    chain = state.codes[FirmCode.CHAIN]
    recognised = state.codes[FirmCode.RECOGNISED]
    level = state.upgrade_codes[UpgradeCode.LEVEL]
    upgrades = level.shape[0]
    for i in range(n):
        if active[i] == 0:
            continue
        weight = demonstration if recognised[i] == 1 else 1.0
        circles[0, cluster[i], upgrades] += weight
        circles[1, industry[i], upgrades] += weight
        if chain[i] >= 0:
            circles[2, chain[i], upgrades] += weight
        for k in range(upgrades):
            if level[k, i] > 0:
                circles[0, cluster[i], k] += weight
                circles[1, industry[i], k] += weight
                if chain[i] >= 0:
                    circles[2, chain[i], k] += weight


@event
def _redraw_tastes(state, k, n, chance) -> None:
    active = state.codes[FirmCode.ACTIVE]
    taste = state.upgrade_floats[UpgradeFloat.TASTE, k]
    gate = state.luck[Stream.TASTE_GATE, k]
    drawn = state.luck[Stream.TASTE, k]
    for i in range(n):
        if active[i] == 1 and gate[i] < chance:
            taste[i] = drawn[i]


@event
def _inform(given, state, k, n, circles, nation) -> None:
    """Inform firms that do not know the upgrade yet.

    Such a firm has not adopted it, so its chance depends on its cluster, its government and whether it was recognised
    only: each combination is worked out once, and only for firms whose draw could do at all.
    """
    exposures = np.zeros((2, given.clusters.shape[0]))
    most = _largest_chance(given, state, k, _exposures(given, k, circles, nation, exposures))
    active = state.codes[FirmCode.ACTIVE]
    cluster = state.codes[FirmCode.CLUSTER]
    recognised = state.codes[FirmCode.RECOGNISED]
    city = state.codes[FirmCode.CITY]
    aware = state.upgrade_codes[UpgradeCode.AWARE, k]
    news = state.luck[Stream.LEARN, k]
    government = given.city_government
    chances = np.zeros((2, given.clusters.shape[0], state.effort.shape[1]))
    for i in range(n):
        if not ((news[i] < most) & (active[i] == 1) & (aware[i] == 0)):
            continue
        shown = 1 if recognised[i] == 1 else 0
        c = cluster[i]
        v = government[city[i]]
        if chances[shown, c, v] == 0.0:
            chances[shown, c, v] = _chance(given, state, k, c, v, exposures[shown, c])
        if news[i] < chances[shown, c, v]:
            aware[i] = 1


@event
def _largest_chance(given, state, k, exposure):
    """Above the chance of any firm: that of one told most and most exposed, and a little more."""
    p = given.params[0]
    announced = state.announced[given.upgrades[k].outreach_lever]
    outreach = 0.0
    for s in range(announced.shape[0]):
        for v in range(announced.shape[1]):
            outreach = max(outreach, announced[s, v])
    return 1.000001 * chance_informed(awareness_hazard(p.innovation_rate, outreach, p.imitation_rate, exposure))


@event
def _exposures(given, k, circles, nation, exposures):
    """Exposure of the firms of every cluster that were not, and that were recognised; returns the largest."""
    largest = 0.0
    for shown in range(2):
        for c in range(exposures.shape[1]):
            exposures[shown, c] = _exposure(given, k, c, shown, circles, nation)
            largest = max(largest, exposures[shown, c])
    return largest


@event
def _exposure(given, k, c, shown, circles, nation):
    p = given.params[0]
    stance = given.stance[0]
    last = circles.shape[2] - 1
    s = given.clusters[c].industry
    chain = given.clusters[c].chain
    weight = p.demonstration_weight if shown == 1 else 1.0
    near = share_of_others(circles[0, c, k], circles[0, c, last], 0.0, weight)
    trade = share_of_others(circles[1, s, k], circles[1, s, last], 0.0, weight)
    linked = -1.0
    if chain >= 0:
        linked = share_of_others(
            circles[2, chain, k] - circles[0, c, k], circles[2, chain, last] - circles[0, c, last], 0.0, 0.0
        )
    return peer_exposure(stance.peer_cluster, stance.peer_industry, stance.peer_chain, near, trade, linked, nation)


@event
def _chance(given, state, k, c, v, exposure):
    p = given.params[0]
    s = given.clusters[c].industry
    outreach = state.announced[given.upgrades[k].outreach_lever, s, v]
    return chance_informed(awareness_hazard(p.innovation_rate, outreach, p.imitation_rate, exposure))
