"""The nation alone: its cells and robots from 2001 to any year, by the rules and in the order of a run.

The calibration reads installations, stock and users a year from it.  The years up to the base year are those of the
burn-in; later ones differ from it in nothing but their prices.
"""

from __future__ import annotations

import numpy as np

from clustercast.agents.columns import CellFloat, CellUpgradeFloat, EconomyFloat
from clustercast.model.base_year.burn_in import clear_cells, open_world, set_prices
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import Given, State
from clustercast.model.events.cells import SCRATCH, describe_cells, follow_cells, weigh_cells
from clustercast.model.events.economy import learn_by_doing
from clustercast.model.events.take_up.learn import nation_share
from clustercast.model.inputs.price_history import NATION_FROM

INSTALLED, STOCK, USERS, JOBS = range(4)
MEASURES = 4
"""A year's robots installed, robots in use, firms that use them and employees of these firms, at its end."""


@event
def follow_nation(given: Given, state: State, k: int, learning_from: int, years) -> None:
    """Run upgrade ``k``, robots, in the nation's cells, the only ones there are, to the end of ``given.history``.

    ``years[year, measure, stratum]`` is written.  Wages and the robot's price are those of ``given.history``; from step
    ``learning_from`` on (counted from 2001Q1) the price follows Wright's law as in a run instead.
    """
    cells = state.cells.shape[1]
    economy = state.economy
    clear_cells(state, k)
    scratch = np.zeros((SCRATCH, cells))
    describe_cells(given, state, k, 0, cells, scratch)
    years[:] = 0.0
    arm = 0.0
    for step in range(given.history.shape[1]):
        set_prices(given, state, step)
        if step >= learning_from:
            if step == learning_from:
                open_world(given, state)
                arm = given.params[0].arm_price_base * given.history[1, step - 1]
            economy[EconomyFloat.ARM_PRICE] = learn_by_doing(given, state, arm)
        economy[EconomyFloat.NATION_ADDED] = 0.0
        weigh_cells(given, state, k, 0, cells, scratch)
        seen = nation_share(state, k)
        follow_cells(given, state, k, seen, 0, cells, 0, 0, 4 * NATION_FROM + step, False, scratch)
        if step % 4 == 3:
            _count_year(state, k, years[step // 4])


@event
def _count_year(state, k, year) -> None:
    """What each stratum has installed this year, its stock, its users and their employees."""
    up = state.cell_upgrades
    for c in range(state.cells.shape[1]):
        s = int(state.cells[CellFloat.STRATUM, c])
        users = state.cells[CellFloat.FIRMS, c] * up[CellUpgradeFloat.ADOPTED, k, c]
        year[INSTALLED, s] += up[CellUpgradeFloat.ADDED_YEAR, k, c]
        up[CellUpgradeFloat.ADDED_YEAR, k, c] = 0.0
        year[STOCK, s] += up[CellUpgradeFloat.STOCK, k, c]
        year[USERS, s] += users
        year[JOBS, s] += users * state.cells[CellFloat.EMPLOYMENT, c]
