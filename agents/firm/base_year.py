"""What a firm of the base population is at the end of the base year, by its own draws.

``firm`` is a row of the region's firms (``agents/views.py``), ``p`` the parameters.  Money in CNY 10k.
"""

from __future__ import annotations

import math
from typing import Any

from clustercast.agents.arithmetic import exponential
from clustercast.agents.distributions import normal_quantile
from clustercast.agents.draws import Draws, Stream, four_uniforms, uniform
from clustercast.agents.firm.acts import assets
from clustercast.agents.firm.finance import capital_drift, opening_gap, steady_order, years_to_review
from clustercast.agents.firm.innovation import product_rate
from clustercast.agents.firm.installation import RAMP_QUARTERS
from clustercast.agents.rule import act


@act
def give_character(firm: Any, p: Any, industry: Any, draws: Draws) -> None:
    """Productivity, jobs, hurdle, energy and R&D."""
    drawn = four_uniforms(draws.seed, draws.member, Stream.BASE_CHARACTER, firm.number, 0)
    z = normal_quantile(drawn[0])
    firm.productivity = p.revenue_per_worker * exponential(p.revenue_per_worker_log_sd * z)
    firm.employment = firm.revenue_last_year / firm.productivity
    z = normal_quantile(drawn[1])
    firm.hurdle = p.hurdle_median * exponential(p.hurdle_log_sd * z)
    z = normal_quantile(drawn[2])
    firm.energy_base = p.energy_intensity_base * industry.energy_factor * exponential(p.energy_intensity_log_sd * z)
    z = normal_quantile(drawn[3])
    firm.rnd_share = p.rnd_share_mean * exponential(p.rnd_share_log_sd * (z - 0.5 * p.rnd_share_log_sd))
    firm.value_added_share = industry.value_added_share
    firm.energy_kept = 1.0


@act
def give_finance(firm: Any, p: Any, own_growth: float, draws: Draws) -> None:
    """Margin; capital as in a steady (S,s) world that grew like the base year; debt anywhere below the limit."""
    drawn = four_uniforms(draws.seed, draws.member, Stream.BASE_FINANCE, firm.number, 0)
    firm.margin = max(0.0, p.margin_mean + p.margin_sd * normal_quantile(drawn[0]))
    drift = capital_drift(p.depreciation, own_growth)
    gap = opening_gap(drawn[1], p.investment_gap, drift, years_to_review(p.review_rate))
    firm.capital = p.capital_share * firm.revenue_last_year * math.exp(-own_growth) * (1.0 - gap)
    firm.cash = p.cash_share * firm.revenue_last_year
    firm.borrows = 1.0 if drawn[2] < p.share_with_credit else 0.0
    firm.debt = firm.borrows * p.leverage_limit * assets(firm, p) * drawn[3]


@act
def give_tastes(firm: Any, p: Any, draws: Draws) -> None:
    """Persistent taste and shift of ln benefit of every upgrade; four of them are one block of draws."""
    taste = shock = (0.0, 0.0, 0.0, 0.0)
    for held in firm.upgrades:
        k: int = held.number
        if k % 4 == 0:
            taste = four_uniforms(draws.seed, draws.member, Stream.BASE_TASTE, firm.number, k // 4)
            shock = four_uniforms(draws.seed, draws.member, Stream.BASE_SHOCK, firm.number, k // 4)
        held.taste = taste[k % 4]
        held.log_shock = p.benefit_log_sd * normal_quantile(shock[k % 4])


@act
def is_known(value: float) -> bool:
    """Whether a register gives a value: not a NaN."""
    return value == value


@act
def give_known_traits(
    firm: Any, employees: float, capital: float, cash: float, debt: float, rnd: float, energy: float
) -> None:
    """Put what a register knows of the firm in the place of what was drawn; a NaN is not known."""
    firm.employment = employees
    firm.productivity = firm.revenue_last_year / employees
    if is_known(capital):
        firm.capital = capital
    if is_known(cash):
        firm.cash = cash
    if is_known(debt):
        firm.debt = debt
        if debt > 0.0:
            firm.borrows = 1.0
    if is_known(rnd):
        firm.rnd_share = rnd / firm.revenue_last_year
    if is_known(energy):
        firm.energy_base = energy / (firm.value_added_share * firm.revenue_last_year)


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
