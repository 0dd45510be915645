"""The quarters before the plan, from 2001: their prices, and what the cells had not yet heard of."""

from typing import Any

from clustercast.agents.cell.acts import forget
from clustercast.agents.rule import event


@event
def set_prices(region: Any, step: int) -> None:
    """Wages and robot price of a quarter of the past; ``step`` counts from 2001Q1."""
    p, economy = region.params, region.economy
    economy.wage = p.wage_base * region.history[0, step]
    economy.wage_nation = p.wage_china_base * region.history[0, step]
    economy.first_arm_price = p.arm_price_base
    economy.arm_price = p.arm_price_base * region.history[1, step]
    economy.energy_price = 1.0
    economy.ppi = 1.0
    economy.shift_integration = 1.0
    economy.shift_credit = 1.0
    economy.productivity_index = 1.0


@event
def forget_upgrade(region: Any, k: int, first: int, last: int) -> None:
    """Forget an upgrade in cells ``first`` to ``last - 1``."""
    rows = region.cells
    for c in range(first, last):
        forget(rows[c], rows[c].upgrades[k])


@event
def open_world(region: Any) -> None:
    """Robots of the world from which its learning is counted, by what the nation installed last quarter."""
    p, economy = region.params, region.economy
    world = economy.nation_added / p.china_world_share
    economy.world_other = world - economy.nation_added
    economy.world_cumulative = 4.0 * world * p.world_cumulative_ratio
    economy.first_cumulative = economy.world_cumulative
    economy.region_added = 0.0
