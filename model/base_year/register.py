"""A user's own register in place of the synthetic firms: written into the first slots as lead firms are, then held.

What a row gives overrides what is drawn for its firm; what it leaves out is drawn as ever, keyed by the firm's number.
"""

import numpy as np

from clustercast.agents.columns import GroupFloat
from clustercast.model.base_year.known import NOT_GIVEN
from clustercast.model.base_year.lead_firms import PER_100M, Named, group_codes, place_firms
from clustercast.model.compiled.state import State
from clustercast.model.inputs.parameter_draw import draw_parameter
from clustercast.scenarios import Plan
from clustercast.scenarios.register import Register

FEWEST_HOLDERS = 0.5
"""Stock that the burn-in aims at where the register knows of no holder: a shift must be found for some stock."""


def groups_of(plan: Plan) -> tuple[str, ...]:
    """Owner groups of the firms: those of the register, else those of the pack's lead firms."""
    return group_codes(plan) if plan.register is None else plan.register.groups()


def place_register(plan: Plan, register: Register, state: State, seed: int, member: int) -> None:
    """Write revenue, cluster, city, group and lead flag of every firm of the register into slots 0 to n-1.

    A group of the pack's lead firms (by its code) keeps what these earn outside the region.
    """
    firms = [Named(one.revenue, one.cluster, one.city, one.group, one.lead) for one in register.firms]
    groups = register.groups()
    place_firms(plan, state, groups, firms)
    for lead in plan.lead_firms:
        if lead.group in groups and lead.revenue is not None and lead.local_share is not None:
            whole = draw_parameter(lead.revenue, f"{lead.code}.revenue", seed, member, 0) * PER_100M
            local = draw_parameter(lead.local_share, f"{lead.code}.local_share", seed, member, 0)
            state.groups[GroupFloat.OUTSIDE_BASE, groups.index(lead.group)] += whole * (1.0 - local)


def known_traits(register: Register) -> np.ndarray:
    """``known[trait, firm]``: employees, capital, cash, debt, R&D and energy of the rows, NaN where a row has none."""
    rows = [(one.employees, one.capital, one.cash, one.debt, one.rnd, one.energy) for one in register.firms]
    return np.array(rows, dtype=np.float64).T.copy()  # None becomes NaN


def known_goal(plan: Plan, upgrade: int, goal: float, own_only: bool) -> tuple[float, bool]:
    """What the burn-in aims at, and whether in the plan's own industries only: the register's count where it has one.

    Rows that say what their firm holds stand for those that do not. Robots are then solved on the plan's own firms.
    """
    if plan.register is None:
        return goal, own_only
    told, holders, held = plan.register.holders(upgrade)
    if not told:
        return goal, own_only
    count = held if plan.upgrades[upgrade].form == "units" else holders
    return max(FEWEST_HOLDERS, count * len(plan.register.firms) / told), True


def known_levels(register: Register) -> np.ndarray:
    """``levels[upgrade, firm]`` that the rows say their firms hold, ``NOT_GIVEN`` where they do not."""
    rows = [[NOT_GIVEN if x is None else x for x in one.levels] for one in register.firms]
    return np.array(rows, dtype=np.int64).T.copy()
