"""The compiled engine: a run, and its base year.

The order of a quarter is ``model/quarter.py``; ``model/region.py`` steps through the same on Mesa agents.
"""

import math
from typing import Any

from clustercast.agents.draws import Draws
from clustercast.agents.rule import event
from clustercast.model.base_year.burn_in import burn_in
from clustercast.model.base_year.known import hold_levels, take_known_traits
from clustercast.model.base_year.nation import follow_nation
from clustercast.model.base_year.shift import solve_shift
from clustercast.model.base_year.year import close_year
from clustercast.model.base_year.year import populate as fill_population
from clustercast.model.compiled.compile import entry
from clustercast.model.compiled.row_types import region_of
from clustercast.model.compiled.state import DONE, NOT_FINITE, Given, State
from clustercast.model.quarter import run_quarter


@entry
def run(given: Given, state: State, out, seed: int, member: int, first_quarter: int, begin: int, end: int) -> int:
    """Run quarters ``begin`` to ``end - 1``, counted from the run's first, each in the order of ``run_quarter``.

    ``out[indicator, quarter]`` is recorded.  A run in steps is the run at once.  Returns a status (0 done).
    """
    region = region_of(given, state)
    for t in range(begin, end):
        run_quarter(region, Draws(seed, member, first_quarter + t), t)
        if not keep(region, out, t):
            return region.counts.status if region.counts.status != DONE else NOT_FINITE
    return DONE


@event
def keep(region: Any, out, t: int) -> bool:
    """Copy the quarter's indicators into ``out[:, t]``; False when the run must end."""
    if region.counts.status != DONE:
        return False
    for j in range(len(region.figures)):
        out[j, t] = region.figures[j]
        if not math.isfinite(out[j, t]):
            return False
    return True


@entry
def populate(
    given: Given,
    state: State,
    n: int,
    total: float,
    own_growth: float,
    excess_growth: float,
    cumulative,
    sizes,
    seed: int,
    member: int,
) -> int:
    """Set up the base population behind the firms that stand already (``year.populate``)."""
    draws = Draws(seed, member, 0)
    return fill_population(region_of(given, state), draws, n, total, own_growth, excess_growth, cumulative, sizes)


@entry
def solve(given: Given, state: State, k: int, goal: float, nation: bool, own_only: bool, path, checked) -> float:
    """Shift of ln benefit of one upgrade that meets the base year's stock (``shift.solve_shift``)."""
    return solve_shift(region_of(given, state), k, goal, nation, own_only, path, checked)


@entry
def follow(given: Given, state: State, k: int, learning_from: int, years) -> None:
    """The nation's robots a year, to the end of ``given.history`` (``nation.follow_nation``)."""
    follow_nation(region_of(given, state), k, learning_from, years)


@entry
def settle_base(given: Given, state: State, nation_growth: float, own_growth: float, seed: int, member: int) -> None:
    """The burn-in of the register's firms, and the economy at the end of the base year."""
    region = region_of(given, state)
    burn_in(region, seed, member)
    close_year(region, Draws(seed, member, 0), nation_growth, own_growth)


@entry
def know_traits(given: Given, state: State, known, sizes, seed: int, member: int) -> None:
    """Take a register's traits in the place of those drawn (``known.take_known_traits``)."""
    take_known_traits(region_of(given, state), Draws(seed, member, 0), known, sizes)


@entry
def hold(given: Given, state: State, levels, seed: int, member: int, base_end: int) -> None:
    """Let firms hold what a register says (``known.hold_levels``)."""
    hold_levels(region_of(given, state), Draws(seed, member, base_end), levels)
