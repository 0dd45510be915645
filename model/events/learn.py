"""Event 3: firms hear of upgrades, through outreach and through peers."""

from __future__ import annotations

import numpy as np

from agents.cell.rules import part_of
from agents.columns import CellFloat, CellUpgradeFloat, FirmCode, UpgradeCode, UpgradeFloat
from agents.draws import Stream
from agents.firm.awareness import awareness_hazard, chance_informed, peer_exposure, redraw_chance, share_of_others
from model.compile import event
from model.state import Given, State
from scenarios.numbers import Scope


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
def nation_shares(state, shares) -> None:  # noqa: ANN001
    """Share of the nation's firms that adopted each upgrade, into ``shares[k]``."""
    for k in range(shares.shape[0]):
        shares[k] = nation_share(state, k)


@event
def nation_share(state, k):  # noqa: ANN001, ANN202
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
def _count_circles(given, state, n, circles) -> None:  # noqa: ANN001
    """Weighted adopters of every cluster, industry and chain; the last column is the weight of all firms.

    Firms that a programme has recognised count ``demonstration_weight`` times.
    """
    demonstration = given.params[0].demonstration_weight
    active = state.codes[FirmCode.ACTIVE]
    cluster = state.codes[FirmCode.CLUSTER]
    industry = state.codes[FirmCode.INDUSTRY]
    chain = state.codes[FirmCode.CHAIN]
    titles = state.codes[FirmCode.TITLES]
    level = state.upgrade_codes[UpgradeCode.LEVEL]
    upgrades = level.shape[0]
    for i in range(n):
        if active[i] == 0:
            continue
        weight = demonstration if titles[i] != 0 else 1.0
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
def _redraw_tastes(state, k, n, chance) -> None:  # noqa: ANN001
    active = state.codes[FirmCode.ACTIVE]
    taste = state.upgrade_floats[UpgradeFloat.TASTE, k]
    gate = state.luck[Stream.TASTE_GATE, k]
    drawn = state.luck[Stream.TASTE, k]
    for i in range(n):
        if active[i] == 1 and gate[i] < chance:
            taste[i] = drawn[i]


@event
def _inform(given, state, k, n, circles, nation) -> None:  # noqa: ANN001
    p = given.params[0]
    stance = given.stance[0]
    active = state.codes[FirmCode.ACTIVE]
    cluster = state.codes[FirmCode.CLUSTER]
    industry = state.codes[FirmCode.INDUSTRY]
    chain = state.codes[FirmCode.CHAIN]
    titles = state.codes[FirmCode.TITLES]
    city = state.codes[FirmCode.CITY]
    aware = state.upgrade_codes[UpgradeCode.AWARE, k]
    level = state.upgrade_codes[UpgradeCode.LEVEL, k]
    news = state.luck[Stream.LEARN, k]
    lever = given.upgrades[k].outreach_lever
    last = circles.shape[2] - 1
    for i in range(n):
        if active[i] == 0 or aware[i] == 1:
            continue
        weight = p.demonstration_weight if titles[i] != 0 else 1.0
        adopter = 1.0 if level[i] > 0 else 0.0
        c = cluster[i]
        s = industry[i]
        near = share_of_others(circles[0, c, k], circles[0, c, last], adopter, weight)
        trade = share_of_others(circles[1, s, k], circles[1, s, last], adopter, weight)
        linked = -1.0
        if chain[i] >= 0:
            linked = share_of_others(
                circles[2, chain[i], k] - circles[0, c, k], circles[2, chain[i], last] - circles[0, c, last], 0.0, 0.0)
        exposure = peer_exposure(stance.peer_cluster, stance.peer_industry, stance.peer_chain, near, trade, linked, nation)
        outreach = state.announced[lever, s, given.city_government[city[i]]]
        hazard = awareness_hazard(p.innovation_rate, outreach, p.imitation_rate, exposure)
        if news[i] < chance_informed(hazard):
            aware[i] = 1
