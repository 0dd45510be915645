"""What a government does in a quarter; its programmes: ``programme_acts.py``.

``government`` is a row of the region's governments (``agents/views.py``); money in CNY 10k.
"""

from typing import Any

from clustercast.agents.books import post
from clustercast.agents.government.rules import scaled_intensity
from clustercast.agents.rule import act
from clustercast.scenarios.numbers import Account


@act
def announce_levers(region: Any, government: Any, year: int, t: int) -> None:
    """Turn the text's intensities of a ``year`` into announced ones: the scenario's multiplier times effort.

    A government's effort acts on the goal that a lever serves, and on levers without a goal not at all.
    """
    levers, industries, _ = region.announced.shape
    for lever in range(levers):
        goal = region.lever_goal[lever]
        effort = government.goal_effort[goal] if goal >= 0 else 1.0
        strength = region.multipliers[lever, t] * effort
        for s in range(industries):
            intensity = scaled_intensity(region.intensity[year, s, lever], strength)
            region.announced[lever, s, government.number] = intensity


@act
def largest_intensity(region: Any, lever: int, governments: int) -> float:
    """Largest intensity of a lever, over industries and the first so many governments (1: the province)."""
    largest = 0.0
    for s in range(len(region.industries)):
        for v in range(governments):
            largest = max(largest, region.announced[lever, s, v])
    return largest


@act
def pay_grant(region: Any, government: Any, amount: float, payee: int) -> None:
    """Pay a grant or reward to a firm, or outside to those whose money is not followed."""
    post(region, Account.GOVERNMENTS, payee, amount)
    government.outlay_year += amount
