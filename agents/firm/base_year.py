"""What a firm of the base population is at the end of the base year, by its own draws.

``firm`` is a row of the region's firms (``agents/views.py``), ``p`` the parameters.  Money in CNY 10k.
"""

import math
from typing import Any

from clustercast.agents.draws import Draws, Stream, four_uniforms, uniform
from clustercast.agents.firm.acts import assets
from clustercast.agents.firm.finance import capital_drift, opening_gap, steady_order, years_to_review
from clustercast.agents.firm.innovation import product_rate
from clustercast.agents.firm.traits import give_tastes, give_traits
from clustercast.agents.lengths import RAMP_QUARTERS
from clustercast.agents.rule import act


@act
def describe(firm: Any, p: Any, industry: Any, own_growth: float, draws: Draws) -> None:
    """Traits and tastes; capital as in a steady (S,s) world that grew like the base year; debt below the limit."""
    character = four_uniforms(draws.seed, draws.member, Stream.BASE_CHARACTER, firm.entity, 0)
    finance = four_uniforms(draws.seed, draws.member, Stream.BASE_FINANCE, firm.entity, 0)
    give_traits(firm, p, industry, character, finance[0], finance[2])
    give_tastes(firm, p, draws, Stream.BASE_TASTE, Stream.BASE_SHOCK)
    firm.employment = firm.revenue_last_year / firm.productivity
    drift = capital_drift(p.depreciation, own_growth)
    gap = opening_gap(finance[1], p.investment_gap, drift, years_to_review(p.review_rate))
    firm.capital = p.capital_share * firm.revenue_last_year * math.exp(-own_growth) * (1.0 - gap)
    firm.cash = p.cash_share * firm.revenue_last_year
    firm.debt = firm.borrows * p.leverage_limit * assets(firm, p) * finance[3]


@act
def is_known(value: float) -> bool:
    """Whether a register gives a value: not a NaN."""
    return value == value


@act
def give_known_traits(firm: Any, known: Any) -> None:
    """Put what a register knows of the firm (``known[trait, firm]``) in the place of what was drawn; NaN is not known.

    Employees, who are always known, then capital, cash, debt, R&D and energy of the year.
    """
    i = firm.number
    firm.employment = known[0, i]
    firm.productivity = firm.revenue_last_year / known[0, i]
    if is_known(known[1, i]):
        firm.capital = known[1, i]
    if is_known(known[2, i]):
        firm.cash = known[2, i]
    if is_known(known[3, i]):
        firm.debt = known[3, i]
        if firm.debt > 0.0:
            firm.borrows = 1.0
    if is_known(known[4, i]):
        firm.rnd_share = known[4, i] / firm.revenue_last_year
    if is_known(known[5, i]):
        firm.energy_base = known[5, i] / (firm.value_added_share * firm.revenue_last_year)


@act
def open_sales(firm: Any, market: Any, momentum: float) -> None:
    """Share of the national market, and the momentum that the share carries on."""
    firm.share = firm.revenue_last_year / (4.0 * market.base_quarter)
    firm.habit = -momentum
    firm.revenue_year = firm.revenue_last_year
    firm.revenue = firm.revenue_last_year / 4.0


@act
def open_research(firm: Any) -> float:
    """R&D of the base year and of the years before; how much a year."""
    spent = firm.revenue_last_year * firm.rnd_share
    firm.rnd_year = spent
    firm.rnd_last_year = spent
    firm.rnd_before = spent
    return spent


@act
def count_from_here(firm: Any, gain: float, saving: float) -> None:
    """Levels become base levels, realised gains nought: ``gain`` and ``saving`` are what is still on its ramp."""
    for held in firm.upgrades:
        held.base_level = held.level
        held.added = 0
    firm.taken_up = 0
    firm.gain_settled = -gain
    firm.saving_settled = -saving
    firm.gain = 0.0
    firm.saving = 0.0
    firm.energy_kept = 1.0


@act
def close_base_year(firm: Any, p: Any, mean_rnd: float, own_growth: float, draws: Draws) -> None:
    """What the base year's indicators need: last year's revenue, expected products, investment, energy."""
    firm.revenue_last_year = firm.revenue_year * math.exp(-own_growth)
    expected = 4.0 * product_rate(p.products_per_firm, firm.rnd_before, mean_rnd, p.rnd_exponent)
    firm.products_year = expected
    firm.landmark_year = expected * p.landmark_share
    _invest(firm, p, own_growth, draws)
    firm.value_added = firm.value_added_share * firm.revenue
    firm.value_added_year = firm.value_added_share * firm.revenue_year
    firm.energy = firm.energy_base * firm.value_added


@act
def _invest(firm: Any, p: Any, own_growth: float, draws: Draws) -> None:
    """General investment of a year like the base year: so many mean orders that they make up for wear and growth."""
    drift = capital_drift(p.depreciation, own_growth)
    bought = drift * firm.capital
    wanted = p.capital_share * firm.revenue_last_year
    order = steady_order(wanted, p.investment_gap, drift, years_to_review(p.review_rate))
    if order <= 0.0 or uniform(draws, Stream.BASE_FINANCE, firm.entity, 1, 0) >= bought / order:
        return
    firm.capital_spending_year = order / p.fai_multiple
    firm.capital_largest_year = order
    if order / p.fai_multiple >= p.project_threshold:
        firm.capital_orders_year = 1.0


# what a register says that a firm holds -------------------------------------------------------------------------------
@act
def keep_gains(firm: Any, held: Any, level: int, gain: float, saving: float, units: bool) -> None:
    """Gain and saving of what is held, for the wear of robots: in proportion, or the usual one where there was none."""
    before = held.level
    if before > 0:
        held.gain_held *= level / before
        held.saving_held *= level / before
    elif units:
        held.gain_held = level * gain / firm.revenue_last_year
        held.saving_held = level * saving
    if before != level:  # nothing of the firm is still on its ramp
        for place in range(RAMP_QUARTERS):
            firm.ramping_gain[place] = 0.0
            firm.ramping_saving[place] = 0.0
        firm.gain_settled = 0.0
        firm.saving_settled = 0.0


@act
def set_level(held: Any, level: int, fresh: bool) -> None:
    """Hold a level or so many robots, and have nothing on order; ``fresh`` if it was taken up in the base year."""
    same = held.level == level
    held.level = level
    held.base_level = level
    if level > 0:
        held.aware = 1
    held.pending = 0
    held.delivered = 0
    held.by_grant = 0
    held.pending_cost = 0.0
    held.pending_saving = 0.0
    held.pending_gain = 0.0
    if not same:
        new = 1 if fresh and level > 0 else 0
        held.first_year = new if level == 1 else 0
        held.second_year = new if level == 2 else 0
        held.added_year = new


@act
def spread_vintages(firm: Any, held: Any, profile: Any, u: float, base_end: int) -> None:
    """Robots spread over the ages that the region's robots have; those of the base year's quarters were added in it.

    ``profile[age]`` is the cumulative share of the region's robots by age in quarters.
    """
    life = len(firm.vintages)
    for place in range(life):
        firm.vintages[place] = 0
    added = 0
    for robot in range(held.level):
        at = (robot + u) / held.level
        age = 0
        while age < life - 1 and profile[age] < at:
            age += 1
        firm.vintages[(base_end - age) % life] += 1
        if age < 4:
            added += 1
    held.added_year = added
    held.first_year = 1 if held.level > 0 and added == held.level else 0
    held.second_year = 0
