"""The nation alone: its cells and robots from 2001 to any year, by the rules and in the order of a run.

The calibration reads installations, stock and users a year from it.  The years up to the base year are those of the
burn-in; later ones differ from it in nothing but their prices.
"""

from __future__ import annotations

from typing import Any

from clustercast.agents.draws import Draws
from clustercast.agents.rule import event
from clustercast.model.base_year.past import forget_upgrade, open_world, set_prices
from clustercast.model.compiled.state import NATION_FROM
from clustercast.model.events.cells import describe_cells, follow_cells, nation_share, weigh_cells
from clustercast.model.events.economy import learn_by_doing

INSTALLED, STOCK, USERS, JOBS = range(4)
MEASURES = 4
"""A year's robots installed, robots in use, firms that use them and employees of these firms, at its end."""


@event
def follow_nation(region: Any, k: int, learning_from: int, years: Any) -> None:
    """Run upgrade ``k``, robots, in the nation's cells, the only ones there are, to the end of the history.

    ``years[year, measure, stratum]`` is written.  Wages and the robot's price are those of the history;
    from step ``learning_from`` on (counted from 2001Q1) the price follows Wright's law as in a run instead.
    """
    cells, economy = len(region.cells), region.economy
    forget_upgrade(region, k, 0, cells)
    describe_cells(region, k, 0, cells)
    arm = 0.0
    for step in range(region.history.shape[1]):
        set_prices(region, step)
        if step >= learning_from:
            if step == learning_from:
                open_world(region)
                arm = region.params.arm_price_base * region.history[1, step - 1]
            economy.arm_price = learn_by_doing(region, arm)
        economy.nation_added = 0.0
        weigh_cells(region, k, 0, cells)
        seen = nation_share(region, k)
        follow_cells(region, Draws(0, 0, 4 * NATION_FROM + step), k, seen, 0, cells, False)
        if step % 4 == 3:
            _count_year(region, k, step // 4, years)


@event
def _count_year(region: Any, k: int, year: int, years: Any) -> None:
    """What each stratum has installed this year, its stock, its users and their employees."""
    for measure in range(MEASURES):
        for s in range(years.shape[2]):
            years[year, measure, s] = 0.0
    for cell in region.cells:
        held, s = cell.upgrades[k], int(cell.stratum)
        users = cell.firms * held.adopted
        years[year, INSTALLED, s] += held.added_year
        held.added_year = 0.0
        years[year, STOCK, s] += held.stock
        years[year, USERS, s] += users
        years[year, JOBS, s] += users * cell.employment
