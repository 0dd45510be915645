"""Event 2: governments announce; each lever has one intensity per industry and government."""

from __future__ import annotations

from clustercast.agents.columns import ProgrammeFloat
from clustercast.agents.firm.investment import LARGEST_SUPPORT_SHARE
from clustercast.agents.government.rules import scaled_intensity
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import Given, State
from clustercast.scenarios.numbers import Act


@event
def announce(given: Given, state: State, quarter: int, t: int) -> None:
    """Turn the text's intensities into announced ones: the scenario's multiplier times the effort on the lever's goal.

    ``state.announced[lever, industry, government]``; the effort of a government acts on the goal its lever serves, and
    on levers without a goal not at all.
    """
    announced = state.announced
    year = quarter // 4 - given.stance[0].first_year
    for lever in range(announced.shape[0]):
        goal = given.lever_goal[lever]
        multiplier = given.multipliers[lever, t]
        for v in range(announced.shape[2]):
            effort = 1.0
            if goal >= 0:
                effort = state.effort[goal, v]
            same = v > 0 and (goal < 0 or effort == state.effort[goal, 0])
            for s in range(announced.shape[1]):
                if same:
                    announced[lever, s, v] = announced[lever, s, 0]
                else:
                    announced[lever, s, v] = scaled_intensity(given.intensity[year, s, lever], multiplier * effort)
    _open_programmes(given, state, quarter, t)


@event
def _open_programmes(given, state, quarter, t) -> None:
    """Scale of every programme, and the grant it offers: its share of the cost, at most half."""
    programmes = state.programmes
    for g in range(given.programmes.shape[0]):
        programme = given.programmes[g]
        scale = 0.0
        if programme.from_year <= quarter // 4 <= programme.to_year:
            scale = given.multipliers[programme.lever, t]
        programmes[ProgrammeFloat.SCALE, g] = scale
        offered = 0.0
        if programme.act == Act.GRANT and programme.upgrade >= 0:
            offered = min(
                programme.support_share * given.upgrades[programme.upgrade].equipment_share * scale,
                LARGEST_SUPPORT_SHARE,
            )
        programmes[ProgrammeFloat.OFFERED, g] = offered
