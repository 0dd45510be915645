"""Event 9, continued: the quarter's money of every firm, and its general investment."""

from __future__ import annotations

from clustercast.agents.columns import BankFloat, EconomyFloat, FirmCode, FirmFloat, GovernmentFloat
from clustercast.agents.draws import CAPITAL_WORD, Stream
from clustercast.agents.firm.finance import (
    capital_order,
    debt_service,
    free_cash,
    investment_trigger,
    left_by_wear,
    open_credit,
    own_money_first,
    payout,
    total_assets,
)
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import Given, State
from clustercast.model.events.ledger import post
from clustercast.scenarios.numbers import Account, Lever


@event
def accounts(given: Given, state: State, n: int) -> None:
    """Sales in; wages, taxes, materials, interest, repayment and payout out; then lumpy investment."""
    _earn(given, state, n)
    _serve_debt(given, state, n)
    _pay_out(given, state, n)
    _invest(given, state, n)


@event
def _earn(given, state, n) -> None:
    """Net profit plus the wear of capital stays as cash: it is earned and not paid to anyone."""
    p = given.params[0]
    active = state.codes[FirmCode.ACTIVE]
    revenue = state.floats[FirmFloat.REVENUE]
    employment = state.floats[FirmFloat.EMPLOYMENT]
    value_added_share = state.floats[FirmFloat.VALUE_ADDED_SHARE]
    capital = state.floats[FirmFloat.CAPITAL]
    margin = state.floats[FirmFloat.MARGIN]
    saving = state.floats[FirmFloat.SAVING]
    cash = state.floats[FirmFloat.CASH]
    labour_cost = state.economy[EconomyFloat.WAGE] * (1.0 + p.social_insurance) / 4.0
    unworn = left_by_wear(p.depreciation)
    sales = 0.0
    wages = 0.0
    taxes = 0.0
    materials = 0.0
    for i in range(n):
        if active[i] == 0:
            continue
        left = capital[i] * unworn
        kept = margin[i] * revenue[i] + saving[i] / 4.0 + (capital[i] - left)
        paid = employment[i] * labour_cost
        tax = p.tax_rate * value_added_share[i] * revenue[i]
        capital[i] = left
        cash[i] += kept
        sales += revenue[i]
        wages += paid
        taxes += tax
        materials += revenue[i] - paid - tax - kept
    post(state, Account.OUTSIDE, Account.FIRMS, sales)
    post(state, Account.FIRMS, Account.HOUSEHOLDS, wages)
    post(state, Account.FIRMS, Account.TAX, taxes)
    post(state, Account.FIRMS, Account.OUTSIDE, materials)


@event
def _serve_debt(given, state, n) -> None:
    p = given.params[0]
    eased = state.announced[Lever.CREDIT]
    government = given.city_government
    active = state.codes[FirmCode.ACTIVE]
    industry = state.codes[FirmCode.INDUSTRY]
    city = state.codes[FirmCode.CITY]
    debt = state.floats[FirmFloat.DEBT]
    cash = state.floats[FirmFloat.CASH]
    rate = state.economy[EconomyFloat.LOAN_RATE] + p.loan_premium
    interests = 0.0
    subsidies = 0.0
    repayments = 0.0
    for i in range(n):
        if active[i] == 0 or debt[i] <= 0.0:
            continue
        subsidy = debt[i] * p.interest_subsidy_points * eased[industry[i], government[city[i]]] / 4.0
        interest = debt[i] * rate / 4.0
        repaid = debt_service(debt[i], p.loan_life_quarters)
        cash[i] += subsidy - interest - repaid
        debt[i] -= repaid
        interests += interest
        subsidies += subsidy
        repayments += repaid
    state.bank[BankFloat.LOANS] -= repayments
    state.bank[BankFloat.GUARANTEED] -= debt_service(state.bank[BankFloat.GUARANTEED], p.loan_life_quarters)
    state.governments[GovernmentFloat.OUTLAY_YEAR, 0] += subsidies
    post(state, Account.GOVERNMENTS, Account.FIRMS, subsidies)
    post(state, Account.FIRMS, Account.BANKS, interests + repayments)


@event
def _pay_out(given, state, n) -> None:
    """Part of the cash beyond what the firm likes to hold goes to its owners."""
    p = given.params[0]
    active = state.codes[FirmCode.ACTIVE]
    revenue = state.floats[FirmFloat.REVENUE]
    cash = state.floats[FirmFloat.CASH]
    total = 0.0
    for i in range(n):
        if active[i] == 1:
            paid = payout(cash[i], p.cash_share * 4.0 * revenue[i], p.payout_share)
            cash[i] -= paid
            total += paid
    post(state, Account.FIRMS, Account.HOUSEHOLDS, total)


@event
def _invest(given, state, n) -> None:
    """Lumpy general investment of reviewing firms, from cash first, then from plain (unguaranteed) credit."""
    p = given.params[0]
    wage = state.economy[EconomyFloat.WAGE]
    limit = p.leverage_limit * state.economy[EconomyFloat.SHIFT_CREDIT]
    urged = state.announced[Lever.INVESTMENT]
    government = given.city_government
    review = state.luck[Stream.REVIEW, CAPITAL_WORD]
    active = state.codes[FirmCode.ACTIVE]
    industry = state.codes[FirmCode.INDUSTRY]
    city = state.codes[FirmCode.CITY]
    renewed = state.codes[FirmCode.RENEWED]
    capital = state.floats[FirmFloat.CAPITAL]
    revenue = state.floats[FirmFloat.REVENUE_LAST_YEAR]
    employment = state.floats[FirmFloat.EMPLOYMENT]
    borrows = state.floats[FirmFloat.BORROWS]
    cash = state.floats[FirmFloat.CASH]
    debt = state.floats[FirmFloat.DEBT]
    spending = state.floats[FirmFloat.CAPITAL_SPENDING_YEAR]
    orders = state.floats[FirmFloat.CAPITAL_ORDERS_YEAR]
    largest = state.floats[FirmFloat.CAPITAL_LARGEST_YEAR]
    bought = 0.0
    lent = 0.0
    for i in range(n):
        if active[i] == 0 or review[i] >= p.review_rate:
            continue
        trigger = investment_trigger(p.investment_gap, urged[industry[i], government[city[i]]])
        wanted = capital_order(capital[i], revenue[i], p.capital_share, trigger)
        if wanted <= 0.0:
            continue
        free = free_cash(cash[i], employment[i], wage, p.social_insurance)
        assets = total_assets(capital[i], revenue[i], p.capital_share, p.assets_to_revenue)
        if wanted > free + open_credit(limit * borrows[i], assets, debt[i], 0.0, 0.0):
            continue
        own = own_money_first(wanted, free)
        cash[i] -= own
        debt[i] += wanted - own
        lent += wanted - own
        bought += wanted
        capital[i] += wanted
        spending[i] += wanted / p.fai_multiple
        largest[i] = max(largest[i], wanted)
        renewed[i] = 1
        if wanted / p.fai_multiple >= p.project_threshold:
            orders[i] += 1.0
    state.bank[BankFloat.LOANS] += lent
    post(state, Account.BANKS, Account.FIRMS, lent)
    post(state, Account.FIRMS, Account.OUTSIDE, bought)
