"""January: the year's counters start again."""

from __future__ import annotations

from clustercast.agents.columns import (
    CellUpgradeFloat,
    EconomyFloat,
    FirmCode,
    FirmFloat,
    GovernmentFloat,
    ProgrammeFloat,
    UpgradeCode,
)
from clustercast.agents.firm.support import award_belief
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import Given, State


@event
def turn_of_year(given: Given, state: State, n: int, quarter: int) -> None:
    """Close last year's books of firms, cells, programmes, governments and the register."""
    _firms(state.floats, state.codes, n, quarter)
    clear_upgrade_year(state.upgrade_codes, n)
    _programmes(given, state.programmes)
    clear_cell_year(state)
    _age_titles(state, n)
    for v in range(state.governments.shape[1]):
        state.governments[GovernmentFloat.OUTLAY_YEAR, v] = 0.0
    state.economy[EconomyFloat.ENTERED_YEAR] = 0.0
    state.economy[EconomyFloat.LEFT_PHASED_YEAR] = 0.0


@event
def clear_cell_year(state: State) -> None:
    """Counters of the cells' calendar year start again."""
    for k in range(state.cell_upgrades.shape[1]):
        for c in range(state.cell_upgrades.shape[2]):
            state.cell_upgrades[CellUpgradeFloat.ADDED_YEAR, k, c] = 0.0
            state.cell_upgrades[CellUpgradeFloat.USERS_ADDED_YEAR, k, c] = 0.0


@event
def _firms(floats, codes, n, quarter) -> None:
    """A firm that entered during the year keeps the annual revenue it entered with: it has no full year yet."""
    revenue = floats[FirmFloat.REVENUE_YEAR]
    revenue_last = floats[FirmFloat.REVENUE_LAST_YEAR]
    research = floats[FirmFloat.RND_YEAR]
    research_last = floats[FirmFloat.RND_LAST_YEAR]
    research_before = floats[FirmFloat.RND_BEFORE]
    products = floats[FirmFloat.PRODUCTS_YEAR]
    landmark = floats[FirmFloat.LANDMARK_YEAR]
    orders = floats[FirmFloat.CAPITAL_ORDERS_YEAR]
    spending = floats[FirmFloat.CAPITAL_SPENDING_YEAR]
    largest = floats[FirmFloat.CAPITAL_LARGEST_YEAR]
    born = codes[FirmCode.BORN]
    for i in range(n):
        if revenue[i] > 0.0 and born[i] // 4 != quarter // 4 - 1:
            revenue_last[i] = revenue[i]
        revenue[i] = 0.0
        research_before[i] = research_last[i]
        research_last[i] = research[i]
        research[i] = 0.0
        products[i] = 0.0
        landmark[i] = 0.0
        orders[i] = 0.0
        spending[i] = 0.0
        largest[i] = 0.0


@event
def _age_titles(state, n) -> None:
    """What was got last year is now held from an earlier one."""
    for g in range(state.titles.shape[0]):
        titles = state.titles[g]
        for i in range(n):
            if titles[i] == 2:
                titles[i] = 1
        bodies = state.organisation_titles[g]
        for i in range(bodies.shape[0]):
            if bodies[i] == 2:
                bodies[i] = 1
        for c in range(state.cell_titles.shape[2]):
            state.cell_titles[1, g, c] = 0.0


@event
def clear_upgrade_year(upgrade_codes, n) -> None:
    """Counters of the firms' calendar year start again, for every upgrade."""
    for k in range(upgrade_codes.shape[1]):
        added = upgrade_codes[UpgradeCode.ADDED_YEAR, k]
        first = upgrade_codes[UpgradeCode.FIRST_YEAR, k]
        second = upgrade_codes[UpgradeCode.SECOND_YEAR, k]
        for i in range(n):
            added[i] = 0
            first[i] = 0
            second[i] = 0


@event
def _programmes(given, programmes) -> None:
    p = given.params[0]
    for g in range(programmes.shape[1]):
        applicants = programmes[ProgrammeFloat.APPLICANTS, g]
        awarded = programmes[ProgrammeFloat.AWARDED, g]
        if applicants > 0.0:
            programmes[ProgrammeFloat.AWARD_RATE, g] = award_belief(
                p.first_belief_weight, p.first_belief, awarded, applicants
            )
        programmes[ProgrammeFloat.APPLICANTS, g] = 0.0
        programmes[ProgrammeFloat.AWARDED, g] = 0.0
        programmes[ProgrammeFloat.LAPSED, g] = 0.0
        programmes[ProgrammeFloat.OUTLAY_YEAR, g] = 0.0
        programmes[ProgrammeFloat.QUOTA_LEFT, g] = given.programmes[g].capacity
        programmes[ProgrammeFloat.BUDGET_LEFT, g] = given.programmes[g].budget
