"""Event 13: the money ledger. Every payment has two legs; only the outside may run any balance."""

from __future__ import annotations

from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import State
from clustercast.scenarios.numbers import Account


@event
def post(state: State, payer: int, payee: int, amount: float) -> None:
    """Pay ``amount`` from one account to another: both legs at once."""
    state.flows[payer, payee] += amount
    state.balances[payer] -= amount
    state.balances[payee] += amount


@event
def open_books(state: State) -> None:
    """Forget last quarter's flows; balances stay."""
    for payer in range(state.flows.shape[0]):
        for payee in range(state.flows.shape[1]):
            state.flows[payer, payee] = 0.0


@event
def settle(state: State) -> None:
    """Close the quarter: taxes cover the governments' outlays, households and integrators spend, the outside balances.

    After it only firms (their cash) and the outside hold money.
    """
    for account in range(Account.GOVERNMENTS, state.balances.shape[0]):
        needed = -state.balances[account]
        if needed > 0.0:
            from_tax = max(0.0, min(needed, state.balances[Account.TAX]))
            post(state, Account.TAX, account, from_tax)
            post(state, Account.OUTSIDE, account, needed - from_tax)
    for account in range(Account.INTEGRATORS, Account.OUTSIDE):
        held = state.balances[account]
        if held >= 0.0:
            post(state, account, Account.OUTSIDE, held)
        else:
            post(state, Account.OUTSIDE, account, -held)
    for account in range(Account.GOVERNMENTS, state.balances.shape[0]):
        held = state.balances[account]
        if held > 0.0:
            post(state, account, Account.OUTSIDE, held)
