"""How a firm leaves the population above the size threshold: insolvent, closed by order, or fallen below it."""

from typing import Any

from clustercast.agents.books import post
from clustercast.agents.cell.threshold import take_in
from clustercast.agents.firm.acts import affordable
from clustercast.agents.firm.finance import insolvent_quarters
from clustercast.agents.rule import act
from clustercast.scenarios.numbers import Account, Form


@act
def count_insolvent(region: Any, firm: Any) -> int:
    """Quarters in a row with cash below zero and no credit."""
    credit = affordable(region, firm)[1] if firm.cash < 0.0 else 0.0
    firm.insolvent = insolvent_quarters(firm.insolvent, firm.cash, credit)
    return firm.insolvent


@act
def wind_up(region: Any, firm: Any) -> None:
    """Close: cash pays the debt, the bank bears the rest, owners keep what is left; the share goes to all."""
    paid = max(0.0, min(firm.cash, firm.debt))
    post(region, Account.FIRMS, Account.BANKS, paid)
    if firm.cash >= 0.0:
        post(region, Account.FIRMS, Account.HOUSEHOLDS, firm.cash - paid)
    else:
        post(region, Account.BANKS, Account.FIRMS, -firm.cash)
    region.bank.loans -= firm.debt
    region.bank.written_off += firm.debt - paid
    _depart(region, firm)


@act
def fall_below(region: Any, firm: Any) -> None:
    """Go on below the size threshold, outside the population, with its money and debt; the share goes outside."""
    region.markets[firm.industry].share_out += firm.share
    post(region, Account.FIRMS, Account.OUTSIDE, max(firm.cash, 0.0))
    post(region, Account.OUTSIDE, Account.FIRMS, max(-firm.cash, 0.0))
    post(region, Account.OUTSIDE, Account.BANKS, firm.debt)
    region.bank.loans -= firm.debt
    region.clusters[firm.cluster].below += 1.0
    take_in(region, firm)
    _depart(region, firm)


@act
def _depart(region: Any, firm: Any) -> None:
    """Be no longer active; orders and robots are forgotten."""
    firm.active = 0
    robots = 0
    for k, held in enumerate(firm.upgrades):
        if region.upgrades[k].form == Form.UNITS:
            robots += held.level
        held.pending = 0
    region.counts.left_robots += robots
    if robots > 0:
        for place in range(len(firm.vintages)):
            firm.vintages[place] = 0
    firm.cash = 0.0
    firm.debt = 0.0
