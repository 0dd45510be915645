"""A user's own register in place of the synthetic firms: written into the first slots as lead firms are, then held.

What a row gives overrides what is drawn for its firm; what it leaves out is drawn as ever, keyed by the firm's number.
"""

from __future__ import annotations

import numpy as np

from clustercast.agents.columns import (
    ClusterFloat,
    EconomyFloat,
    FirmCode,
    FirmFloat,
    GroupFloat,
    OrganisationFloat,
    UpgradeCode,
    UpgradeFloat,
)
from clustercast.agents.draws import Stream, uniform
from clustercast.model.base_year.burn_in import start_suppliers
from clustercast.model.base_year.lead_firms import PER_100M, group_codes
from clustercast.model.base_year.titles import hold_base_titles
from clustercast.model.base_year.traits import describe_sizes, open_accounts, rank_capability
from clustercast.model.compiled.compile import entry, event
from clustercast.model.compiled.packed import pack
from clustercast.model.compiled.state import Given, State
from clustercast.model.events.profile import note_year
from clustercast.model.expressions.evaluate import record
from clustercast.model.inputs.parameter_draw import draw_parameter
from clustercast.scenarios import Plan
from clustercast.scenarios.numbers import Form
from clustercast.scenarios.register import Register

NOT_GIVEN = -1
FEWEST_HOLDERS = 0.5
"""Stock that the burn-in aims at where the register knows of no holder: a shift must be found for some stock."""


def groups_of(plan: Plan) -> tuple[str, ...]:
    """Owner groups of the firms: those of the register, else those of the pack's lead firms."""
    return group_codes(plan) if plan.register is None else plan.register.groups()


def place_register(plan: Plan, register: Register, state: State, seed: int, member: int) -> None:
    """Write revenue, cluster, city, group and lead flag of every firm of the register into slots 0 to n-1.

    A group stands in the industry of its largest member. A group of the pack's lead firms (by its code) keeps what
    these earn outside the region.
    """
    clusters = {cluster.id: number for number, cluster in enumerate(plan.clusters)}
    cities = {city.code: number for number, city in enumerate(plan.cities)}
    industries = {industry.code: number for number, industry in enumerate(plan.industries)}
    groups = {name: number for number, name in enumerate(register.groups())}
    largest = dict.fromkeys(groups, -1.0)
    for slot, firm in enumerate(register.firms):
        cluster = clusters[firm.cluster]
        state.floats[FirmFloat.REVENUE_LAST_YEAR, slot] = firm.revenue
        state.codes[FirmCode.CLUSTER, slot] = cluster
        state.codes[FirmCode.CITY, slot] = cities[firm.city]
        state.codes[FirmCode.GROUP, slot] = groups.get(firm.group, -1)
        state.codes[FirmCode.LEAD, slot] = int(firm.lead)
        if firm.group and firm.revenue > largest[firm.group]:
            largest[firm.group] = firm.revenue
            industry = industries[plan.clusters[cluster].industry or ""]
            state.groups[GroupFloat.INDUSTRY, groups[firm.group]] = industry
    for lead in plan.lead_firms:
        if lead.group in groups and lead.revenue is not None and lead.local_share is not None:
            whole = draw_parameter(lead.revenue, f"{lead.code}.revenue", seed, member, 0) * PER_100M
            local = draw_parameter(lead.local_share, f"{lead.code}.local_share", seed, member, 0)
            state.groups[GroupFloat.OUTSIDE_BASE, groups[lead.group]] += whole * (1.0 - local)


def give_known_traits(
    given: Given, state: State, register: Register, sizes: np.ndarray, seed: int, member: int
) -> None:
    """Put employees, capital, debt, cash, R&D and energy of the rows in the place of what was drawn."""
    floats = state.floats
    for slot, firm in enumerate(register.firms):
        floats[FirmFloat.EMPLOYMENT, slot] = firm.employees
        floats[FirmFloat.PRODUCTIVITY, slot] = firm.revenue / firm.employees
        if firm.capital is not None:
            floats[FirmFloat.CAPITAL, slot] = firm.capital
        if firm.cash is not None:
            floats[FirmFloat.CASH, slot] = firm.cash
        if firm.debt is not None:
            floats[FirmFloat.DEBT, slot] = firm.debt
            floats[FirmFloat.BORROWS, slot] = 1.0 if firm.debt > 0.0 else floats[FirmFloat.BORROWS, slot]
        if firm.rnd is not None:
            floats[FirmFloat.RND_SHARE, slot] = firm.rnd / firm.revenue
        if firm.energy is not None:
            value_added = floats[FirmFloat.VALUE_ADDED_SHARE, slot] * firm.revenue
            floats[FirmFloat.ENERGY_BASE, slot] = firm.energy / value_added
    _follow_traits(given, state, len(register.firms), sizes, seed, member)


@entry
def _follow_traits(given: Given, state: State, n: int, sizes, seed: int, member: int) -> None:
    """All that follows from the traits, anew: capability, R&D of the base years, accounts, sizes."""
    given = pack(given)
    state = pack(state)
    rank_capability(given, state, n, seed, member)
    research = 0.0
    for i in range(n):
        spent = state.floats[FirmFloat.REVENUE_LAST_YEAR, i] * state.floats[FirmFloat.RND_SHARE, i]
        state.floats[FirmFloat.RND_YEAR, i] = spent
        state.floats[FirmFloat.RND_LAST_YEAR, i] = spent
        state.floats[FirmFloat.RND_BEFORE, i] = spent
        research += spent
    state.economy[EconomyFloat.MEAN_RND] = research / n
    for c in range(state.clusters.shape[1]):
        state.clusters[ClusterFloat.BASE_FIRMS, c] = 0.0
    open_accounts(given, state, n)
    describe_sizes(state, n, sizes)


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


def hold_register(given: Given, state: State, register: Register, base_end: int, seed: int, member: int) -> None:
    """After the burn-in: every firm holds what its row says, as if it had held it for a while."""
    levels = np.array([[NOT_GIVEN if x is None else x for x in one.levels] for one in register.firms], dtype=np.int64)
    if (levels != NOT_GIVEN).any():
        _hold(given, state, np.ascontiguousarray(levels.T), base_end, seed, member)


@entry
def _hold(given: Given, state: State, levels, base_end: int, seed: int, member: int) -> None:
    given = pack(given)
    state = pack(state)
    n = levels.shape[1]
    profile = _ages(state, n, base_end)
    for k in range(levels.shape[0]):
        units = given.upgrades[k].form == Form.UNITS
        gain, saving = _usual_gain(state, k, n)
        fresh = _fresh_share(state, k, n)
        for i in range(n):
            if levels[k, i] != NOT_GIVEN:
                _keep_gains(state, k, i, levels[k, i], gain, saving, units)
                u = uniform(seed, member, Stream.BASE_PLACE, i, 1 + k, 0)
                _set_level(state, k, i, levels[k, i], u < fresh)
                if units:
                    _spread_vintages(state, k, i, levels[k, i], profile, u, base_end)
    start_suppliers(state, n)
    _hold_titles_again(given, state, n, seed, member)
    record(given, state, n)
    note_year(given, state, n, 0)


@event
def _hold_titles_again(given, state, n, seed, member) -> None:
    """Titles at the base hang on what firms hold: those that the burn-in's levels earned are taken back first."""
    for g in range(state.titles.shape[0]):
        for i in range(n):
            state.titles[g, i] = 0
        for i in range(state.organisations.shape[1]):
            state.organisation_titles[g, i] = 0
        for c in range(state.cells.shape[1]):
            state.cell_titles[0, g, c] = 0.0
    for i in range(n):
        state.codes[FirmCode.RECOGNISED, i] = 0
        state.codes[FirmCode.NATIONAL, i] = 0
    for i in range(state.organisations.shape[1]):
        state.organisations[OrganisationFloat.DESIGNATED, i] = 0.0
        state.organisations[OrganisationFloat.NATIONAL, i] = 0.0
    hold_base_titles(given, state, n, seed, member)


@event
def _ages(state, n, base_end):
    """Cumulative share of the robots by age in quarters (0: this quarter), as the burn-in left them; even if none."""
    life = state.vintages.shape[0]
    profile = np.zeros(life)
    total = 0.0
    for age in range(life):
        for i in range(n):
            total += state.vintages[(base_end - age) % life, i]
        profile[age] = total
    for age in range(life):
        profile[age] = profile[age] / total if total > 0.0 else (age + 1.0) / life
    return profile


@event
def _usual_gain(state, k, n):
    """Gain (times revenue) and saving of a level or robot held, over all that the burn-in left with any."""
    gain = 0.0
    saving = 0.0
    held = 0.0
    for i in range(n):
        gain += state.upgrade_floats[UpgradeFloat.GAIN_HELD, k, i] * state.floats[FirmFloat.REVENUE_LAST_YEAR, i]
        saving += state.upgrade_floats[UpgradeFloat.SAVING_HELD, k, i]
        held += state.upgrade_codes[UpgradeCode.LEVEL, k, i]
    if held == 0.0:
        return 0.0, 0.0
    return gain / held, saving / held


@event
def _fresh_share(state, k, n):
    """Share of those that hold an upgrade that took it up in the base year, in the burn-in."""
    holders = 0.0
    fresh = 0.0
    for i in range(n):
        if state.upgrade_codes[UpgradeCode.LEVEL, k, i] > 0:
            holders += 1.0
            fresh += state.upgrade_codes[UpgradeCode.FIRST_YEAR, k, i]
    return fresh / holders if holders > 0.0 else 0.0


@event
def _keep_gains(state, k, i, level, gain, saving, units) -> None:
    """Gain and saving of what is held, for the wear of robots: in proportion, or the usual one where there was none."""
    before = state.upgrade_codes[UpgradeCode.LEVEL, k, i]
    floats = state.upgrade_floats
    if before > 0:
        floats[UpgradeFloat.GAIN_HELD, k, i] *= level / before
        floats[UpgradeFloat.SAVING_HELD, k, i] *= level / before
    elif units:
        floats[UpgradeFloat.GAIN_HELD, k, i] = level * gain / state.floats[FirmFloat.REVENUE_LAST_YEAR, i]
        floats[UpgradeFloat.SAVING_HELD, k, i] = level * saving
    if before != level:  # nothing of the firm is still on its ramp
        for place in range(state.ramping.shape[1]):
            state.ramping[0, place, i] = 0.0
            state.ramping[1, place, i] = 0.0
        state.floats[FirmFloat.GAIN_SETTLED, i] = 0.0
        state.floats[FirmFloat.SAVING_SETTLED, i] = 0.0


@event
def _set_level(state, k, i, level, fresh) -> None:
    codes = state.upgrade_codes
    same = codes[UpgradeCode.LEVEL, k, i] == level
    codes[UpgradeCode.LEVEL, k, i] = level
    codes[UpgradeCode.BASE_LEVEL, k, i] = level
    if level > 0:
        codes[UpgradeCode.AWARE, k, i] = 1
    codes[UpgradeCode.PENDING, k, i] = 0
    codes[UpgradeCode.DELIVERED, k, i] = 0
    codes[UpgradeCode.BY_GRANT, k, i] = 0
    state.upgrade_floats[UpgradeFloat.PENDING_COST, k, i] = 0.0
    state.upgrade_floats[UpgradeFloat.PENDING_SAVING, k, i] = 0.0
    state.upgrade_floats[UpgradeFloat.PENDING_GAIN, k, i] = 0.0
    if not same:
        new = 1 if fresh and level > 0 else 0
        codes[UpgradeCode.FIRST_YEAR, k, i] = new if level == 1 else 0
        codes[UpgradeCode.SECOND_YEAR, k, i] = new if level == 2 else 0
        codes[UpgradeCode.ADDED_YEAR, k, i] = new


@event
def _spread_vintages(state, k, i, level, profile, u, base_end) -> None:
    """Robots spread over the ages that the region's robots have; those of the base year's quarters were added in it."""
    life = state.vintages.shape[0]
    for place in range(life):
        state.vintages[place, i] = 0
    added = 0
    for robot in range(level):
        at = (robot + u) / level
        age = 0
        while age < life - 1 and profile[age] < at:
            age += 1
        state.vintages[(base_end - age) % life, i] += 1
        if age < 4:
            added += 1
    state.upgrade_codes[UpgradeCode.ADDED_YEAR, k, i] = added
    state.upgrade_codes[UpgradeCode.FIRST_YEAR, k, i] = 1 if level > 0 and added == level else 0
    state.upgrade_codes[UpgradeCode.SECOND_YEAR, k, i] = 0
