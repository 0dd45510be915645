"""The money ledger: every payment has two legs; only the outside may run any balance."""

from typing import Any

from clustercast.agents.rule import act
from clustercast.scenarios.numbers import Account


@act
def post(region: Any, payer: int, payee: int, amount: float) -> None:
    """Pay ``amount`` (CNY 10k) from one account to another: both legs at once."""
    region.flows[payer, payee] += amount
    region.balances[payer] -= amount
    region.balances[payee] += amount


@act
def open_books(region: Any) -> None:
    """Forget last quarter's flows; balances stay."""
    for payer in range(region.flows.shape[0]):
        for payee in range(region.flows.shape[1]):
            region.flows[payer, payee] = 0.0


@act
def settle(region: Any) -> None:
    """Close the quarter: taxes cover the governments' outlays, households and integrators spend, the outside balances.

    After it only firms (their cash) and the outside hold money.
    """
    balances = region.balances
    for account in range(Account.GOVERNMENTS, balances.shape[0]):
        needed = -balances[account]
        if needed > 0.0:
            from_tax = max(0.0, min(needed, balances[Account.TAX]))
            post(region, Account.TAX, account, from_tax)
            post(region, Account.OUTSIDE, account, needed - from_tax)
    for account in range(Account.INTEGRATORS, Account.OUTSIDE):
        held = balances[account]
        if held >= 0.0:
            post(region, account, Account.OUTSIDE, held)
        else:
            post(region, Account.OUTSIDE, account, -held)
    for account in range(Account.GOVERNMENTS, balances.shape[0]):
        held = balances[account]
        if held > 0.0:
            post(region, account, Account.OUTSIDE, held)
