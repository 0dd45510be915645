"""Governments: the province and the cities below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import mesa

from clustercast.agents.government.rules import (
    effort_weight,
    scaled_intensity,
    target_gap,
    target_progress,
    tournament_weight,
)
from clustercast.agents.surroundings import Surroundings
from clustercast.scenarios.numbers import Account, Lever


class Government(mesa.Agent):
    """The province (number 0) or a city; attributes are the column ``GovernmentFloat``.

    ``goal_effort[goal]`` is its effort on every goal, 1 on average; ``above`` the government over it.
    """

    model: Surroundings

    effort: float
    progress: float
    rank: float
    outlay_year: float
    goal_effort: list[float]

    def __init__(self, model: Any, number: int, above: Government | None) -> None:
        super().__init__(model)
        self.number = number
        self.above = above

    def announce(self, texts: Sequence[Sequence[float]], multipliers: Sequence[float], goals: Sequence[int]) -> None:
        """Turn the text's intensities ``texts[industry][lever]`` into announced ones: multiplier times effort."""
        for lever, multiplier in enumerate(multipliers):
            effort = self.goal_effort[goals[lever]] if goals[lever] >= 0 else 1.0
            for industry, text in enumerate(texts):
                intensity = scaled_intensity(text[lever], multiplier * effort)
                self.model.announced[lever][industry][self.number] = intensity

    def pay_grant(self, amount: float, payee: int = Account.FIRMS) -> None:
        """Pay a grant or reward to a firm, or outside to those whose money is not followed."""
        self.model.books.post(Account.GOVERNMENTS, payee, amount)
        self.outlay_year += amount

    # December: the province divides effort ------------------------------------------------------------------------
    def evaluate(self, cities: Sequence[Government], gaps: Sequence[float], weights: Sequence[float]) -> None:
        """Divide next year's effort among goals by their gaps, and among cities by last year's table."""
        stance = self.model.stance
        attention = stance.attention * (1.0 + self.model.announced[Lever.EVALUATION][0][0])
        pulled = [effort_weight(weight, attention, gap) for weight, gap in zip(weights, gaps, strict=True)]
        total, even, pulls = 0.0, 0.0, 0.0
        for pull in pulled:
            total += pull
        for weight in weights:
            even += weight
        for city in cities:
            pulls += tournament_weight(stance.tournament, city.rank)
        self.effort = 1.0
        for city in cities:
            city.effort = tournament_weight(stance.tournament, city.rank) * float(len(cities)) / pulls
        for goal, weight in enumerate(weights):
            if weight > 0.0:
                share = (pulled[goal] / total) / (weight / even)
                for government in (self, *cities):
                    government.goal_effort[goal] = share * government.effort


def gaps_of_goals(
    targets: Sequence[Any], required: Sequence[float], figures: Sequence[float], goals: int
) -> list[float]:
    """Mean gap of each goal over the targets that serve it, on this December's ``figures`` (indicators)."""
    gaps, count = [0.0] * goals, [0.0] * goals
    for target, needed in zip(targets, required, strict=True):
        if target.goal >= 0 and needed > 0.0:
            progress = target_progress(figures[target.measure], target.base_value, target.falls)
            gaps[target.goal] += target_gap(progress, needed)
            count[target.goal] += 1.0
    return [gap / served if served > 0.0 else gap for gap, served in zip(gaps, count, strict=True)]


def rank_cities(governments: Sequence[Government], firms: Sequence[Any], city_government: Sequence[int]) -> None:
    """Mean take-up of the plan's upgrades under each government; cities ranked by it, 0 the best, 1 the last."""
    count = [0.0] * len(governments)
    for government in governments:
        government.progress = 0.0
    for firm in firms:
        over = city_government[firm.city]
        count[over] += 1.0
        for upgrade in firm.upgrades:
            if upgrade.level > 0:
                governments[over].progress += 1.0
    for government in governments:
        number = count[government.number]
        government.progress = government.progress / number if number > 0.0 else 0.0
    for city in governments[1:]:
        better = 0.0
        for other in governments[1:]:
            ahead = other.progress == city.progress and other.number < city.number
            if other.progress > city.progress or ahead:
                better += 1.0
        city.rank = better / max(1.0, len(governments) - 2.0)
