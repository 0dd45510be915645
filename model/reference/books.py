"""The money ledger of the readable engine: every payment has two legs; only the outside may run any balance."""

from __future__ import annotations

from clustercast.scenarios.numbers import Account


class Books:
    """``flows[payer][payee]`` of the quarter and ``balances[account]``."""

    def __init__(self, flows: list[list[float]], balances: list[float]) -> None:
        self.flows = flows
        self.balances = balances

    def post(self, payer: int, payee: int, amount: float) -> None:
        """Pay ``amount`` from one account to another: both legs at once."""
        self.flows[payer][payee] += amount
        self.balances[payer] -= amount
        self.balances[payee] += amount

    def open(self) -> None:
        """Forget last quarter's flows; balances stay."""
        for row in self.flows:
            for payee in range(len(row)):
                row[payee] = 0.0

    def settle(self) -> None:
        """Taxes cover the governments' outlays, households and integrators spend, the outside balances."""
        governments = range(Account.GOVERNMENTS, len(self.balances))
        for account in governments:
            needed = -self.balances[account]
            if needed > 0.0:
                from_tax = max(0.0, min(needed, self.balances[Account.TAX]))
                self.post(Account.TAX, account, from_tax)
                self.post(Account.OUTSIDE, account, needed - from_tax)
        for account in range(Account.INTEGRATORS, Account.OUTSIDE):
            held = self.balances[account]
            if held >= 0.0:
                self.post(account, Account.OUTSIDE, held)
            else:
                self.post(Account.OUTSIDE, account, -held)
        for account in governments:
            held = self.balances[account]
            if held > 0.0:
                self.post(account, Account.OUTSIDE, held)
