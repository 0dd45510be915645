"""Cash, credit, debt and general capital of a firm."""

import math

from clustercast.agents.arithmetic import positive_part
from clustercast.agents.rule import rule

LEAST_DRIFT = 0.02
"""Where revenue shrinks as fast as capital wears no gap ever opens, and the (S,s) world has no steady state."""
WIDEST_GAP = 0.9
"""The tail of the gap is exponential; no firm has less than a tenth of its capital at the base."""


@rule
def free_cash(cash: float, employment: float, wage: float, social_insurance: float, reserve: float) -> float:
    """Cash above the wages kept, one of ``reserve`` parts of a year's, not below 0.  Wage in CNY 10k a year."""
    return positive_part(cash - employment * wage * (1.0 + social_insurance) / reserve)


@rule
def open_credit(leverage: float, assets: float, debt: float, guaranteed: float, multiple: float) -> float:
    """Further borrowing allowed: ``leverage x assets - debt + guaranteed x multiple``, not below 0."""
    return positive_part(leverage * assets - debt + guaranteed * multiple)


@rule
def total_assets(capital: float, annual_revenue: float, capital_share: float, assets_to_revenue: float) -> float:
    """Balance-sheet total: capital plus the working assets that revenue needs (assets/revenue less capital share)."""
    return capital + positive_part(assets_to_revenue - capital_share) * annual_revenue


@rule
def investment_trigger(gap: float, announced: float) -> float:
    """Gap below the wanted capital at which a firm orders: ``gap x (1 - o)``, narrower the more a plan urges (o)."""
    return gap * (1.0 - announced)


@rule
def capital_order(capital: float, annual_revenue: float, capital_share: float, trigger: float) -> float:
    """Lumpy (S,s) order of general capital: up to ``kappa R`` once capital lies ``trigger`` below it, else 0."""
    wanted = capital_share * annual_revenue
    if wanted <= 0.0 or capital >= (1.0 - trigger) * wanted:
        return 0.0
    return wanted - capital


@rule
def capital_drift(wear: float, growth: float) -> float:
    """How fast the gap below the wanted capital widens a year: wear plus growth of revenue, not below a least one."""
    return max(wear + growth, LEAST_DRIFT)


@rule
def years_to_review(rate: float) -> float:
    """Mean time (years) from a moment within a quarter to a firm's next review, of chance ``rate`` each quarter."""
    return (1.0 / rate - 0.5) / 4.0


@rule
def opening_gap(place: float, trigger: float, drift: float, wait: float) -> float:
    """Gap below the wanted capital at a random moment of a steady (S,s) world; ``place`` is uniform on (0, 1).

    The gap widens by ``drift`` a year (wear and growth).  A firm spends ``trigger / drift`` years on the way to the
    trigger, every gap alike, and then ``wait`` years on average until it reviews (exponential).
    """
    on_the_way = trigger / drift
    part = on_the_way / (on_the_way + wait)
    if place < part:
        return trigger * place / part
    return min(trigger + drift * wait * math.log((1.0 - part) / (1.0 - place)), WIDEST_GAP)


@rule
def steady_order(wanted: float, trigger: float, drift: float, wait: float) -> float:
    """Mean order of a firm in that world: the gap at which it comes to review, of the wanted capital."""
    return (trigger + drift * wait) * wanted


@rule
def left_by_wear(annual_rate: float) -> float:
    """Part of capital that a quarter's wear leaves: ``exp(-delta / 4)``, the same for all firms."""
    return math.exp(-annual_rate / 4.0)


@rule
def insolvent_quarters(so_far: int, cash: float, credit: float) -> int:
    """Quarters in a row with cash below zero and no credit; 0 when either comes back."""
    if cash < 0.0 and credit <= 0.0:
        return so_far + 1
    return 0


@rule
def debt_service(debt: float, life_quarters: float) -> float:
    """Repayment of a quarter: an even part of the debt, never more than it."""
    return min(debt / life_quarters, debt)


@rule
def payout(cash: float, liked: float, share: float) -> float:
    """Part of the cash above what the firm likes to hold that goes to its owners, not below 0."""
    return share * positive_part(cash - liked)
