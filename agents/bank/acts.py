"""What the bank of the region does.  Money in CNY 10k."""

from typing import Any

from clustercast.agents.books import post
from clustercast.agents.firm.finance import debt_service
from clustercast.agents.rule import act
from clustercast.scenarios.numbers import Account


@act
def room(bank: Any) -> float:
    """Guaranteed volume that is left."""
    return bank.guarantee_limit - bank.guaranteed


@act
def lend(region: Any, firm: Any, loan: float, plain: float) -> None:
    """Lend to a firm; what lies beyond the credit that is open to it without a guarantee (``plain``) is guaranteed."""
    bank = region.bank
    if loan > plain:
        bank.guaranteed += (loan - plain) / region.params.guarantee_multiple
    firm.debt += loan
    bank.loans += loan
    post(region, Account.BANKS, Account.FIRMS, loan)


@act
def receive(bank: Any, p: Any, repayments: float) -> None:
    """Take the quarter's repayments; guarantees run out over the life of a loan."""
    bank.loans -= repayments
    bank.guaranteed -= debt_service(bank.guaranteed, p.loan_life_quarters)
