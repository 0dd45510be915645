"""Event 12, second part: each December targets are compared with what they require, and effort is divided anew."""

from typing import Any

from clustercast.agents.arrays import zeros
from clustercast.agents.government.rules import effort_weight, target_gap, target_progress, tournament_weight
from clustercast.agents.rule import event
from clustercast.scenarios.numbers import Lever


@event
def evaluate(region: Any, quarter: int) -> None:
    """Next year's effort of every government on every goal; its sum is conserved."""
    if region.stance.effort_frozen == 1:
        return
    gaps = _gaps_of_goals(region, quarter // 4 - region.stance.first_year)
    _rank_cities(region)
    _divide_among_governments(region)
    _divide_among_goals(region, gaps)


@event
def _gaps_of_goals(region: Any, year: int) -> Any:
    """Mean gap of each goal over the targets that serve it, on this December's figures."""
    gaps, count = zeros(len(region.goals)), zeros(len(region.goals))
    for target in region.targets:
        required = region.required[target.number, year]
        if target.goal >= 0 and required > 0.0:
            progress = target_progress(region.figures[target.measure], target.base_value, target.reading)
            gaps[target.goal] += target_gap(progress, required)
            count[target.goal] += 1.0
    for goal in range(len(gaps)):
        if count[goal] > 0.0:
            gaps[goal] = gaps[goal] / count[goal]
    return gaps


@event
def _rank_cities(region: Any) -> None:
    """Mean take-up of the plan's upgrades under each government; cities ranked by it, 0 the best, 1 the last."""
    firms = zeros(len(region.governments))
    taken = zeros(len(region.governments))
    for firm in region.firms:
        if firm.active == 1:
            over = region.city_government[firm.city]
            firms[over] += 1.0
            for held in firm.upgrades:
                if held.level > 0:
                    taken[over] += 1.0
    for city in region.governments:
        number = firms[city.number]
        city.progress = taken[city.number] / number if number > 0.0 else 0.0
    for city in region.governments:
        if city.number > 0:
            city.rank = _ahead_of(region, city) / max(1.0, len(region.governments) - 2.0)


@event
def _ahead_of(region: Any, city: Any) -> float:
    """How many cities stand before this one."""
    ahead = 0.0
    for other in region.governments:
        ties = other.progress == city.progress and other.number < city.number
        if other.number > 0 and (other.progress > city.progress or ties):
            ahead += 1.0
    return ahead


@event
def _divide_among_governments(region: Any) -> None:
    """The province's effort is 1; a city's is pulled by its rank, 1 on average."""
    tournament, cities = region.stance.tournament, len(region.governments) - 1.0
    pulls = 0.0
    for city in region.governments:
        if city.number > 0:
            pulls += tournament_weight(tournament, city.rank)
    for government in region.governments:
        if government.number == 0:
            government.effort = 1.0
        else:
            government.effort = tournament_weight(tournament, government.rank) * cities / pulls


@event
def _divide_among_goals(region: Any, gaps: Any) -> None:
    """``e = E w exp(k gap) / sum``; a goal's mean effort is 1: an even split leaves the text's intensities alone."""
    attention = region.stance.attention * (1.0 + region.announced[Lever.EVALUATION, 0, 0])
    total, even = 0.0, 0.0
    for goal in region.goals:
        total += effort_weight(goal.weight, attention, gaps[goal.number])
        even += goal.weight
    for goal in region.goals:
        if goal.weight > 0.0:
            pulled = effort_weight(goal.weight, attention, gaps[goal.number])
            share = (pulled / total) / (goal.weight / even)
            for government in region.governments:
                government.goal_effort[goal.number] = share * government.effort
