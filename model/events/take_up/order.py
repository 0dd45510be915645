"""Events 5 and 6: firms apply, agencies select, banks lend, orders are placed."""

from __future__ import annotations

import math

from clustercast.agents.columns import (
    BankFloat,
    EconomyFloat,
    FirmCode,
    FirmFloat,
    GovernmentFloat,
    MarketFloat,
    ProgrammeFloat,
    UpgradeCode,
    UpgradeFloat,
    WantFloat,
)
from clustercast.agents.draws import Stream, uniform
from clustercast.agents.firm.finance import free_cash, open_credit, own_money_first, total_assets
from clustercast.agents.firm.investment import ALWAYS, unit_cost_gain
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import REFUSED_FINANCE, REFUSED_WITH_AWARD, REVIEWING, Given, State
from clustercast.model.events.ledger import post
from clustercast.model.events.ranking import sort_by
from clustercast.model.expressions.evaluate import FIRM, rows_into
from clustercast.scenarios.numbers import Account, Lever


@event
def order(given: Given, state: State, n: int, seed: int, member: int, quarter: int) -> None:
    """For each upgrade: grants first, by rank under quota and budget, then whoever invests unaided."""
    for s in range(state.markets.shape[1]):
        state.markets[MarketFloat.LOCAL_ORDERS, s] = 0.0
    for k in range(given.upgrades.shape[0]):
        g = given.upgrades[k].grant_programme
        if g >= 0 and state.programmes[ProgrammeFloat.OFFERED, g] > 0.0:
            _award(given, state, k, g, n, seed, member, quarter)
        _unaided(given, state, k, quarter)


@event
def _award(given, state, k, g, n, seed, member, quarter) -> None:
    count = _rank_applicants(given, state, k, g, n, seed, member, quarter)
    places = state.order[0]
    quarters_left = 4 - quarter % 4
    quota = math.ceil(state.programmes[ProgrammeFloat.QUOTA_LEFT, g] / quarters_left)
    state.programmes[ProgrammeFloat.APPLICANTS, g] += count
    awarded = 0
    for place in range(count):
        i = places[place]
        grant = state.wants[WantFloat.GRANT, k, i]
        if awarded >= quota or grant > state.programmes[ProgrammeFloat.BUDGET_LEFT, g]:
            break
        if not finance_and_order(given, state, k, i, grant, quarter):
            state.counts[REFUSED_WITH_AWARD] += 1
            state.programmes[ProgrammeFloat.LAPSED, g] += 1.0
            continue
        awarded += 1
        state.programmes[ProgrammeFloat.AWARDED, g] += 1.0
        state.programmes[ProgrammeFloat.AWARDED_SINCE, g] += 1.0
        state.programmes[ProgrammeFloat.QUOTA_LEFT, g] -= 1.0
        state.programmes[ProgrammeFloat.BUDGET_LEFT, g] -= grant
        state.programmes[ProgrammeFloat.OUTLAY_YEAR, g] += grant
        state.upgrade_codes[UpgradeCode.BY_GRANT, k, i] = 1 if state.wants[WantFloat.STRATUM, k, i] != ALWAYS else 0


@event
def _rank_applicants(given, state, k, g, n, seed, member, quarter):
    programme = given.programmes[g]
    applies = state.wants[WantFloat.APPLIES, k]
    places = state.order[0]
    score = state.keys[0]
    tie = state.keys[1]
    entity = state.codes[FirmCode.ENTITY]
    reviewers = state.reviewers
    reviewing = state.counts[REVIEWING]
    count = 0
    for place in range(reviewing):
        if applies[reviewers[place]] == 1.0:
            count += 1
    if count == 0:
        return 0
    eligible = state.keys[2]
    rows_into(given, state, programme.eligible, FIRM, n, eligible)
    rows_into(given, state, programme.score, FIRM, n, score)
    count = 0
    for place in range(reviewing):
        i = reviewers[place]
        if applies[i] == 1.0 and eligible[i] != 0.0:
            tie[i] = uniform(seed, member, Stream.SELECTION_TIE, entity[i], quarter, k)
            places[count] = i
            count += 1
    sort_by(places, state.order[1], score, tie, entity, count)
    return count


@event
def _unaided(given, state, k, quarter) -> None:
    strata = state.wants[WantFloat.STRATUM, k]
    pending = state.upgrade_codes[UpgradeCode.PENDING, k]
    reviewers = state.reviewers
    for place in range(state.counts[REVIEWING]):
        i = reviewers[place]
        if strata[i] == ALWAYS and pending[i] == 0:
            if finance_and_order(given, state, k, i, 0.0, quarter):
                state.upgrade_codes[UpgradeCode.BY_GRANT, k, i] = 0
            else:
                state.counts[REFUSED_FINANCE] += 1


@event
def affordable(given, state, i):
    """Cash above two months of wages and open credit of firm ``i``: (free, credit)."""
    p = given.params[0]
    floats = state.floats
    free = free_cash(
        floats[FirmFloat.CASH, i], floats[FirmFloat.EMPLOYMENT, i], state.economy[EconomyFloat.WAGE], p.social_insurance
    )
    assets = total_assets(
        floats[FirmFloat.CAPITAL, i], floats[FirmFloat.REVENUE_LAST_YEAR, i], p.capital_share, p.assets_to_revenue
    )
    eased = state.announced[
        Lever.CREDIT, state.codes[FirmCode.INDUSTRY, i], given.city_government[state.codes[FirmCode.CITY, i]]
    ]
    limit = p.leverage_limit * state.economy[EconomyFloat.SHIFT_CREDIT] * floats[FirmFloat.BORROWS, i]
    room = state.bank[BankFloat.GUARANTEE_LIMIT] - state.bank[BankFloat.GUARANTEED]
    guaranteed = max(0.0, min(eased * p.guarantee_share * assets, room))
    return free, open_credit(limit, assets, floats[FirmFloat.DEBT, i], guaranteed, p.guarantee_multiple)


@event
def pay(given, state, i, cost, free, payee) -> None:
    """Pay ``cost`` from cash first, then from a new loan; beyond the plain leverage limit the loan is guaranteed."""
    p = given.params[0]
    own = own_money_first(cost, free)
    loan = cost - own
    floats = state.floats
    if loan > 0.0:
        assets = total_assets(
            floats[FirmFloat.CAPITAL, i], floats[FirmFloat.REVENUE_LAST_YEAR, i], p.capital_share, p.assets_to_revenue
        )
        limit = p.leverage_limit * state.economy[EconomyFloat.SHIFT_CREDIT] * floats[FirmFloat.BORROWS, i]
        plain = open_credit(limit, assets, floats[FirmFloat.DEBT, i], 0.0, 0.0)
        if loan > plain:
            state.bank[BankFloat.GUARANTEED] += (loan - plain) / p.guarantee_multiple
        floats[FirmFloat.DEBT, i] += loan
        state.bank[BankFloat.LOANS] += loan
        post(state, Account.BANKS, Account.FIRMS, loan)
    floats[FirmFloat.CASH, i] -= own
    post(state, Account.FIRMS, payee, cost)


@event
def finance_and_order(given, state, k, i, grant, quarter):
    """Finance and place firm ``i``'s wanted order of upgrade ``k``; False if it cannot be financed."""
    cost = state.wants[WantFloat.COST, k, i]
    free, credit = affordable(given, state, i)
    if cost - grant > free + credit:
        return False
    if grant > 0.0:
        post(state, Account.GOVERNMENTS, Account.FIRMS, grant)
        state.governments[GovernmentFloat.OUTLAY_YEAR, 0] += grant
        post(state, Account.FIRMS, Account.INTEGRATORS, grant)
    pay(given, state, i, cost - grant, free, Account.INTEGRATORS)
    enter_order(given, state, k, i, quarter)
    if given.upgrades[k].hardware == 1:
        for s in range(given.industries.shape[0]):
            state.markets[MarketFloat.LOCAL_ORDERS, s] += (
                cost * given.params[0].local_content * given.industries[s].maker_share
            )
    return True


@event
def enter_order(given, state, k, i, quarter) -> None:
    """Put firm ``i``'s wanted order of upgrade ``k`` into its order book."""
    saving = state.wants[WantFloat.SAVING, k, i]
    psi = given.params[0].pass_through
    state.upgrade_codes[UpgradeCode.PENDING, k, i] = int(state.wants[WantFloat.UNITS, k, i])
    state.upgrade_codes[UpgradeCode.ORDERED, k, i] = quarter
    state.upgrade_floats[UpgradeFloat.PENDING_COST, k, i] = state.wants[WantFloat.COST, k, i]
    state.upgrade_floats[UpgradeFloat.PENDING_SAVING, k, i] = saving * (1.0 - psi)
    state.upgrade_floats[UpgradeFloat.PENDING_GAIN, k, i] = unit_cost_gain(
        saving, psi, state.floats[FirmFloat.REVENUE_LAST_YEAR, i]
    )


@event
def order_unfinanced(given: Given, state: State, quarter: int) -> None:
    """Burn-in: whoever invests unaided orders; money is not followed before the base year."""
    for k in range(given.upgrades.shape[0]):
        strata = state.wants[WantFloat.STRATUM, k]
        pending = state.upgrade_codes[UpgradeCode.PENDING, k]
        for place in range(state.counts[REVIEWING]):
            i = state.reviewers[place]
            if strata[i] == ALWAYS and pending[i] == 0:
                enter_order(given, state, k, i, quarter)
