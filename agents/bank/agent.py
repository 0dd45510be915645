"""The bank of the region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa

from clustercast.agents.firm.finance import debt_service
from clustercast.agents.surroundings import Surroundings
from clustercast.scenarios.numbers import Account

if TYPE_CHECKING:
    from clustercast.agents.firm.agent import Firm


class Bank(mesa.Agent):
    """It lends within the leverage limit, and beyond it on guarantees; attributes are the column ``BankFloat``."""

    model: Surroundings

    loans: float
    guaranteed: float
    guarantee_limit: float
    written_off: float

    def __init__(self, model: Any) -> None:
        super().__init__(model)

    def room(self) -> float:
        """Guaranteed volume that is left."""
        return self.guarantee_limit - self.guaranteed

    def lend(self, firm: Firm, loan: float) -> None:
        """Lend to a firm; what lies beyond the plain leverage limit is guaranteed."""
        plain = firm.plain_credit()
        if loan > plain:
            self.guaranteed += (loan - plain) / self.model.params.guarantee_multiple
        firm.debt += loan
        self.loans += loan
        self.model.books.post(Account.BANKS, Account.FIRMS, loan)

    def receive(self, repayments: float) -> None:
        """Take the quarter's repayments; guarantees run out over the life of a loan."""
        self.loans -= repayments
        self.guaranteed -= debt_service(self.guaranteed, self.model.params.loan_life_quarters)

    def write_off(self, debt: float, paid: float) -> None:
        """Close the loan of a firm that paid a part of its debt."""
        self.loans -= debt
        self.written_off += debt - paid
