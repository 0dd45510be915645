"""Event 9, continued: the quarter's money of every firm, and its general investment."""

from typing import Any

from clustercast.agents.bank.acts import receive
from clustercast.agents.books import post
from clustercast.agents.firm.acts import announced, earn, invest, pay_out, serve_debt
from clustercast.agents.firm.finance import left_by_wear
from clustercast.agents.rule import event
from clustercast.scenarios.numbers import Account, Lever


@event
def keep_accounts(region: Any) -> None:
    """Sales in; wages, taxes, materials, interest, repayment and payout out; then lumpy investment."""
    _earn(region)
    _serve_debt(region)
    _pay_out(region)
    _invest(region)


@event
def _earn(region: Any) -> None:
    p = region.params
    labour_cost = region.economy.wage * (1.0 + p.social_insurance) / 4.0
    unworn = left_by_wear(p.depreciation)
    sales, wages, taxes, materials = 0.0, 0.0, 0.0, 0.0
    for firm in region.firms:
        if firm.active == 1:
            paid, tax, bought = earn(firm, p, labour_cost, unworn)
            sales += firm.revenue
            wages += paid
            taxes += tax
            materials += bought
    post(region, Account.OUTSIDE, Account.FIRMS, sales)
    post(region, Account.FIRMS, Account.HOUSEHOLDS, wages)
    post(region, Account.FIRMS, Account.TAX, taxes)
    post(region, Account.FIRMS, Account.OUTSIDE, materials)


@event
def _serve_debt(region: Any) -> None:
    p = region.params
    rate = region.economy.loan_rate + p.loan_premium
    interests, subsidies, repayments = 0.0, 0.0, 0.0
    for firm in region.firms:
        if firm.active == 1 and firm.debt > 0.0:
            interest, subsidy, repaid = serve_debt(firm, p, rate, announced(region, firm, Lever.CREDIT))
            interests += interest
            subsidies += subsidy
            repayments += repaid
    receive(region.bank, p, repayments)
    region.governments[0].outlay_year += subsidies
    post(region, Account.GOVERNMENTS, Account.FIRMS, subsidies)
    post(region, Account.FIRMS, Account.BANKS, interests + repayments)


@event
def _pay_out(region: Any) -> None:
    total = 0.0
    for firm in region.firms:
        if firm.active == 1:
            total += pay_out(firm, region.params)
    post(region, Account.FIRMS, Account.HOUSEHOLDS, total)


@event
def _invest(region: Any) -> None:
    bought, lent = 0.0, 0.0
    for firm in region.firms:
        if firm.active == 1:
            spent, borrowed = invest(firm, region.params, region.economy, announced(region, firm, Lever.INVESTMENT))
            bought += spent
            lent += borrowed
    region.bank.loans += lent
    post(region, Account.BANKS, Account.FIRMS, lent)
    post(region, Account.FIRMS, Account.OUTSIDE, bought)
