"""Event 12, second part: each December targets are compared with what they require, and effort is divided anew."""

from __future__ import annotations

import numpy as np

from clustercast.agents.columns import FirmCode, GovernmentFloat, UpgradeCode
from clustercast.agents.government.rules import effort_weight, target_gap, target_progress, tournament_weight
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import Given, State
from clustercast.scenarios.numbers import Lever


@event
def evaluate(given: Given, state: State, n: int, quarter: int) -> None:
    """Next year's effort of every government on every goal; its sum is conserved."""
    if given.stance[0].effort_frozen == 1:
        return
    goals = state.effort.shape[0]
    gaps = np.zeros(goals)
    _gaps(given, state, quarter, gaps)
    _rank_cities(given, state, n)
    _divide(given, state, gaps)


@event
def _gaps(given, state, quarter, gaps) -> None:
    """Mean gap of each goal over the targets that serve it, on this December's figures."""
    year = quarter // 4 - given.stance[0].first_year
    count = np.zeros(gaps.shape[0])
    for j in range(given.targets.shape[0]):
        goal = given.targets[j].goal
        required = given.required[j, year]
        if goal < 0 or required <= 0.0:
            continue
        target = given.targets[j]
        figure = target_progress(state.indicators[target.measure], target.base_value, target.falls)
        gaps[goal] += target_gap(figure, required)
        count[goal] += 1.0
    for goal in range(gaps.shape[0]):
        if count[goal] > 0.0:
            gaps[goal] = gaps[goal] / count[goal]


@event
def _rank_cities(given, state, n) -> None:
    """Rank cities by the mean take-up of the plan's upgrades among their firms; 0 the best, 1 the last."""
    progress = state.governments[GovernmentFloat.PROGRESS]
    cities = progress.shape[0]
    firms = np.zeros(cities)
    for v in range(cities):
        progress[v] = 0.0
    for i in range(n):
        if state.codes[FirmCode.ACTIVE, i] == 0:
            continue
        v = given.city_government[state.codes[FirmCode.CITY, i]]
        firms[v] += 1.0
        for k in range(state.upgrade_codes.shape[1]):
            if state.upgrade_codes[UpgradeCode.LEVEL, k, i] > 0:
                progress[v] += 1.0
    for v in range(cities):
        progress[v] = progress[v] / firms[v] if firms[v] > 0.0 else 0.0
    for v in range(1, cities):
        better = 0.0
        for other in range(1, cities):
            if progress[other] > progress[v] or (progress[other] == progress[v] and other < v):
                better += 1.0
        state.governments[GovernmentFloat.RANK, v] = better / max(1.0, cities - 2.0)


@event
def _divide(given, state, gaps) -> None:
    """``e = E w exp(k gap) / sum``; a goal's mean effort is 1: an even split leaves the text's intensities alone."""
    goals = state.effort.shape[0]
    cities = state.effort.shape[1]
    attention = given.stance[0].attention * (1.0 + state.announced[Lever.EVALUATION, 0, 0])
    weights = np.zeros(goals)
    total = 0.0
    for goal in range(goals):
        weights[goal] = effort_weight(given.goals[goal].weight, attention, gaps[goal])
        total += weights[goal]
    even = 0.0
    for goal in range(goals):
        even += given.goals[goal].weight
    pulls = 0.0
    for v in range(1, cities):
        pulls += tournament_weight(given.stance[0].tournament, state.governments[GovernmentFloat.RANK, v])
    state.governments[GovernmentFloat.EFFORT, 0] = 1.0
    for v in range(1, cities):
        pull = tournament_weight(given.stance[0].tournament, state.governments[GovernmentFloat.RANK, v])
        state.governments[GovernmentFloat.EFFORT, v] = pull * (cities - 1.0) / pulls
    for goal in range(goals):
        if given.goals[goal].weight <= 0.0:
            continue
        share = (weights[goal] / total) / (given.goals[goal].weight / even)
        for v in range(cities):
            state.effort[goal, v] = share * state.governments[GovernmentFloat.EFFORT, v]
