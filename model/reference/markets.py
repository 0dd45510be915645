"""Event 9 of the readable engine: markets clear, and the quarter's money moves."""

from __future__ import annotations

from typing import Any

from clustercast.agents.cell.rules import part_of
from clustercast.agents.draws import Stream
from clustercast.agents.firm.market import adjusted_in_quarter, energy_intensity, grown_share, share_step
from clustercast.scenarios.numbers import Account


def clear_markets(region: Any) -> None:
    """Shares move with gains, and in January with the year's shock; revenue, jobs, energy and R&D follow."""
    firms = region.active()
    _average_gains(region, firms)
    if region.january:
        for firm in firms:
            firm.take_shock(region.uniform(Stream.GROWTH, firm.entity, region.quarter // 4, 0))
    adjusted = adjusted_in_quarter(region.params.adjustment_rate)
    for firm in firms:
        firm.compete(adjusted)
    _move_outside(region, adjusted)
    _normalise(region, firms)
    _sell(region, firms)
    _operate(region)


def _average_gains(region: Any, firms: list[Any]) -> None:
    """Mean gain of each market, share-weighted, the outside included."""
    totals = [market.share_out for market in region.markets]
    for market in region.markets:
        market.mean_gain = market.share_out * market.gain_out
    for firm in firms:
        region.markets[firm.industry].mean_gain += firm.share * firm.effective_gain()
        totals[firm.industry] += firm.share
    for market in region.markets:
        market.mean_gain = part_of(market.mean_gain, totals[market.number])


def _move_outside(region: Any, adjusted: float) -> None:
    elasticity = region.params.price_elasticity
    for market in region.markets:
        step = share_step(market.gain_out, market.mean_gain, market.habit_out, elasticity, adjusted)
        market.habit_out += step
        market.share_out = grown_share(market.share_out, step)


def _normalise(region: Any, firms: list[Any]) -> None:
    """Shares of an industry, outside included, sum to one; a leaver's share so goes to all who stay."""
    totals = [market.share_out for market in region.markets]
    for firm in firms:
        totals[firm.industry] += firm.share
    for firm in firms:
        firm.share = firm.share / totals[firm.industry]
    for market in region.markets:
        if totals[market.number] > 0.0:
            market.share_out = market.share_out / totals[market.number]


def _sell(region: Any, firms: list[Any]) -> None:
    """``R = f D``; orders placed with the region's makers come on top and are taken from the outside."""
    makers = [0.0] * len(region.markets)
    for firm in firms:
        makers[firm.industry] += firm.share
    for market in region.markets:
        market.region_revenue = 0.0
    for firm in region.firms:
        firm.revenue = 0.0
    for firm in firms:
        firm.sell(makers[firm.industry])
    for market in region.markets:
        market.outside_revenue = market.nominal - market.region_revenue


def _operate(region: Any) -> None:
    years = (region.quarter + 1 - region.stance.first_year * 4) / 4.0
    decline = energy_intensity(1.0, region.params.energy_decline, years, 1.0)
    for firm in region.firms:
        if firm.active == 1:
            firm.operate(decline)
        else:
            firm.idle()


def keep_accounts(region: Any) -> None:
    """Sales in; wages, taxes, materials, interest, repayment and payout out; then lumpy investment."""
    firms = region.active()
    _earn(region, firms)
    _serve_debt(region, [firm for firm in firms if firm.debt > 0.0])
    _pay_out(region, firms)
    _invest(region, firms)


def _earn(region: Any, firms: list[Any]) -> None:
    """Net profit plus the wear of capital stays as cash."""
    labour_cost = region.economy.wage * (1.0 + region.params.social_insurance) / 4.0
    sales, wages, taxes, materials = 0.0, 0.0, 0.0, 0.0
    for firm in firms:
        paid, tax, bought = firm.earn(labour_cost)
        sales += firm.revenue
        wages += paid
        taxes += tax
        materials += bought
    region.books.post(Account.OUTSIDE, Account.FIRMS, sales)
    region.books.post(Account.FIRMS, Account.HOUSEHOLDS, wages)
    region.books.post(Account.FIRMS, Account.TAX, taxes)
    region.books.post(Account.FIRMS, Account.OUTSIDE, materials)


def _serve_debt(region: Any, firms: list[Any]) -> None:
    rate = region.economy.loan_rate + region.params.loan_premium
    interests, subsidies, repayments = 0.0, 0.0, 0.0
    for firm in firms:
        interest, subsidy, repaid = firm.serve_debt(rate)
        interests += interest
        subsidies += subsidy
        repayments += repaid
    region.bank.receive(repayments)
    region.province.pay_grant(subsidies)
    region.books.post(Account.FIRMS, Account.BANKS, interests + repayments)


def _pay_out(region: Any, firms: list[Any]) -> None:
    total = 0.0
    for firm in firms:
        total += firm.pay_out()
    region.books.post(Account.FIRMS, Account.HOUSEHOLDS, total)


def _invest(region: Any, firms: list[Any]) -> None:
    bought, lent = 0.0, 0.0
    for firm in firms:
        wanted, borrowed = firm.invest()
        bought += wanted
        lent += borrowed
    region.bank.loans += lent
    region.books.post(Account.BANKS, Account.FIRMS, lent)
    region.books.post(Account.FIRMS, Account.OUTSIDE, bought)
