"""Small rules against a number or two worked out by hand (the formula of each stands in its docstring)."""

import math

import pytest

from clustercast.agents import arithmetic, distributions
from clustercast.agents.cell import rules as cell
from clustercast.agents.economy import rules as economy
from clustercast.agents.firm import awareness, entry, finance, innovation, installation, investment, market, support
from clustercast.agents.government import rules as government
from clustercast.agents.government import titles
from clustercast.agents.supplier import rules as supplier

E_01 = math.exp(0.1)
INTEGRATOR = (2.0, 0.1, 0.05)
"""Backlog wanted, fastest growth, fastest fall."""

WORKED = [
    # arithmetic
    (arithmetic.exponential, (2.0,), 7.38905609893065),
    (arithmetic.exponential, (-701.0,), 0.0),
    (arithmetic.exponential, (701.0,), math.exp(700.0)),
    (arithmetic.power, (9.0, 0.5), 3.0),
    (arithmetic.power, (2.0, -2.0), 0.25),
    (arithmetic.power, (0.0, -2.0), 0.0),
    (arithmetic.power, (-3.0, 2.0), 0.0),
    (arithmetic.logistic, (math.log(3.0),), 0.75),
    (arithmetic.logistic, (-math.log(3.0),), 0.25),
    (arithmetic.logistic, (-800.0,), 0.0),
    (arithmetic.clip, (5.0, -1.0, 2.0), 2.0),
    (arithmetic.clip, (-5.0, -1.0, 2.0), -1.0),
    (arithmetic.clip, (0.5, -1.0, 2.0), 0.5),
    (arithmetic.ratio, (6.0, 4.0), 1.5),
    (arithmetic.ratio, (6.0, 0.0), 0.0),
    # distributions
    (distributions.lognormal_quantile, (0.5, 7.0, 0.4), 7.0),
    (distributions.lognormal_quantile, (0.8413447460685429, 7.0, 0.4), 7.0 * math.exp(0.4)),
    (distributions.truncated_lognormal_quantile, (0.5, 0.0, 1.0, 0.25, 4.0), 1.0),
    (distributions.poisson_quantile, (0.999, 0.0), 0),
    (distributions.poisson_quantile, (0.999, -1.0), 0),
    # cells: a share of nothing; 0.6 - 0.3 - 0.1 - 0.05; 0.4 x 0.2/0.5 - 0.06
    (cell.part_of, (3.0, 4.0), 0.75),
    (cell.part_of, (3.0, 0.0), 0.0),
    (cell.waiting_free, (0.6, 0.3, 0.1, 0.05), 0.15),
    (cell.waiting_free, (0.3, 0.2, 0.1, 0.05), 0.0),
    (cell.ready_for_next, (0.4, 0.5, 0.2, 0.06), 0.1),
    (cell.ready_for_next, (0.4, 0.2, 0.5, 0.06), 0.34),
    (cell.ready_for_next, (0.4, 0.5, 0.2, 0.3), 0.0),
    (cell.ready_for_next, (0.4, 0.0, 0.2, 0.0), 0.0),
    # economy: 0.05 + 0.6 x 0.10 - 0.02; 0.1 (0.6 x 2 - 0.8)
    (economy.autoregression, (0.15, 0.05, 0.6, -0.02), 0.09),
    (economy.shared_innovation, (2.0, -1.0, 0.36, 0.1), 0.04),
    (economy.stretch_to_total, (10.0, 0.5, 3.0, 0.2), 1.0),
    # (3 x 2.2 - 0.2) / (2.2 - 0.2); at the floor nothing is left to scale
    (economy.excess_scale, (3.0, 2.2, 0.2), 3.2),
    (economy.excess_scale, (1.0, 0.1, 0.2), 1.0),
    (economy.excess_scale, (0.1, 2.0, 0.2), 0.0),
    (economy.excess_scale, (2.0, 0.2, 0.2), 0.0),
    # awareness: two of 9 weights are left out, one's own 3 adopted; 0.05 + 0.4 x 0.25 + 0.2 x 0.05 + 0.1 x 0.15
    (awareness.share_of_others, (5.0, 11.0, 1.0, 3.0), 0.25),
    (awareness.share_of_others, (5.0, 11.0, 0.0, 1.0), 0.5),
    (awareness.share_of_others, (3.0, 3.0, 1.0, 3.0), -1.0),
    (awareness.share_of_others, (0.5, 4.0, 1.0, 1.0), 0.0),
    (awareness.peer_exposure, (0.4, 0.2, 0.1, 0.3, 0.1, 0.2, 0.05), 0.175),
    (awareness.peer_exposure, (0.4, 0.2, 0.1, -1.0, 0.1, 0.2, 0.05), 0.075),
    (awareness.peer_exposure, (0.4, 0.2, 0.1, 0.0, 0.0, 0.0, 0.05), 0.015),
    (arithmetic.chance_within, (0.4, 0.25), 1.0 - 1.0 / E_01),
    # entry: 0.08/4 x 500 x 30/40 x 1.2; 2000 x 0.25^-0.5
    (entry.expected_entries, (0.08, 500.0, 30.0, 40.0, 0.2), 9.0),
    (entry.expected_entries, (0.08, 500.0, 30.0, 0.0, 0.2), 0.0),
    (entry.entrant_revenue, (0.25, 2000.0, 0.5), 4000.0),
    # finance: 500 - 60 x 6 x 1.4/6; 0.6 x 100 - 30 + 5 x 4; 30 + (0.9 - 0.4) x 100
    (finance.free_cash, (500.0, 60.0, 6.0, 0.4, 6.0), 416.0),
    (finance.free_cash, (50.0, 60.0, 6.0, 0.4, 6.0), 0.0),
    (finance.open_credit, (0.6, 100.0, 30.0, 5.0, 4.0), 50.0),
    (finance.open_credit, (0.6, 100.0, 90.0, 5.0, 4.0), 0.0),
    (finance.total_assets, (30.0, 100.0, 0.4, 0.9), 80.0),
    (finance.total_assets, (30.0, 100.0, 0.9, 0.4), 30.0),
    (finance.capital_order, (35.0, 100.0, 0.4, 0.1), 5.0),
    (finance.capital_order, (37.0, 100.0, 0.4, 0.1), 0.0),
    (finance.capital_order, (0.0, 0.0, 0.4, 0.1), 0.0),
    (finance.left_by_wear, (0.4,), 1.0 / E_01),
    (finance.insolvent_quarters, (2, -1.0, 0.0), 3),
    (finance.insolvent_quarters, (2, -1.0, 1.0), 0),
    (finance.insolvent_quarters, (2, 0.0, 0.0), 0),
    (finance.debt_service, (60.0, 12.0), 5.0),
    (finance.debt_service, (60.0, 0.5), 60.0),
    (finance.payout, (50.0, 30.0, 0.25), 5.0),
    (finance.payout, (20.0, 30.0, 0.25), 0.0),
    # innovation: 0.8/4 x 4^0.5; 100 x 0.02 x (1 + 0.5 x 0.2)
    (innovation.product_rate, (0.8, 40.0, 10.0, 0.5), 0.4),
    (innovation.product_rate, (0.8, 0.0, 10.0, 0.5), 0.0),
    (innovation.product_rate, (0.8, 40.0, 0.0, 0.5), 0.0),
    (innovation.research_spending, (100.0, 0.02, 0.5, 0.2), 2.2),
    # installation
    *((installation.ramp, (age, -0.2), value) for age, value in enumerate([-0.2, -0.2, 0.25, 0.5, 0.75, 1.0, 1.0])),
    # investment: 2 (3 x 6 x 1.4 - 1.5); 4^0.5 (50 + 100 x 1.5); 0.4 x 300 x 4^0.5
    (investment.size_shift, (200.0 * math.e, 0.3), 0.3),
    (investment.size_shift, (100.0, 0.5), -0.5 * math.log(2.0)),
    (investment.size_shift, (0.0, 0.5), 0.0),
    (investment.robot_saving, (2.0, 3.0, 6.0, 0.4, 1.5), 47.4),
    (investment.robot_cost, (4.0**0.5, 50.0, 100.0, 1.5), 400.0),
    (investment.level_cost, (0.4, 300.0, 8000.0, 2000.0, 0.5), 240.0),
    # 0.4 x (0.1 x 0.9 + 0.2 x 0.05 + 0.03) x 1000; 0.25 x 0.4 - 0.04; 0.5 x 40/1000
    (investment.level_saving, (0.4, 0.1, 0.2, 0.03, 1000.0, 0.9, 0.05), 52.0),
    (investment.net_gain, (0.25, 0.4, 0.04), 0.06),
    (investment.net_gain, (0.25, 0.1, 0.04), 0.0),
    (investment.unit_cost_gain, (40.0, 0.5, 1000.0), 0.02),
    (investment.unit_cost_gain, (40.0, 0.5, 0.0), 0.0),
    # half of a gap closes within a year at a speed of ln 2; then 100 (1 - 0.6 + 0.6 x 0.25 x 4 x 0.5) e^0.1
    (arithmetic.chance_within, (math.log(2.0), 1.0), 0.5),
    (investment.firm_benefit, (100.0, 0.6, 0.25, 4.0, 0.5, E_01), 70.0 * E_01),
    (investment.wright_price, (100.0, 12.0, 3.0, 0.2), 64.0),
    (investment.wright_price, (100.0, 12.0, 3.0, 0.0), 100.0),
    (investment.wright_price, (100.0, 0.0, 3.0, 0.0), 100.0),
    (investment.robot_capacity, (0.3, 200.0, 3.0), 20.0),
    (investment.robot_capacity, (0.5, 3e12, 3.0), 2.0**24),
    (investment.first_order_units, (0.4, 0.35, 0.2), 1),
    (investment.repeat_order_units, (9.0, 4.0, 0.35, 0.3), 2),
    (investment.repeat_order_units, (9.0, 12.0, 0.35, 0.9), 0),
    # a grant of half the cost, won with 0.2: P0 = 1/2, P1 = 1/(1 + 2^-2)
    (investment.expected_probability, (80.0, 100.0, 50.0, 0.2, 1.25, 2.0, 1.0, 0.5), 0.5 + 0.2 * 0.3),
    (investment.expected_probability, (80.0, 100.0, 0.0, 0.2, 1.25, 2.0, 1.0, 0.5), 0.5),
    (investment.expected_probability, (80.0, 100.0, 50.0, 0.0, 1.25, 2.0, 1.0, 0.5), 0.5),
    # market: 4000 / (50 x 1.6) e^0.1; 2 e^-0.1 x 0.8; 1 - 0.2 x 0.4
    (market.employment_level, (4000.0, 50.0, 1.6, 0.2, 0.5), 50.0 * E_01),
    (market.employment_level, (4000.0, 50.0, 1.6, 0.1, 0.0), 50.0),
    (market.energy_intensity, (2.0, 0.04, 2.5, 0.8), 1.6 / E_01),
    (market.energy_kept, (0.2, 0.4), 0.92),
    (market.grown_share, (0.3, 0.1), 0.3 * E_01),
    # support
    (support.worth_applying, (100.0, 0.05, 4.0), True),
    (support.worth_applying, (100.0, 0.05, 5.0), False),
    # titles: two of three awards are paid for; 10 of 30 + 10; the cells take 1.9 of 4, so that firms take 3
    (titles.quota_within, (3.0, 120.0, 50.0), 2.0),
    (titles.quota_within, (3.0, 150.0, 50.0), 3.0),
    (titles.quota_within, (2.6, 150.0, 50.0), 2.6),
    (titles.quota_within, (2.6, 149.0, 50.0), 2.0),
    (titles.quota_within, (3.0, 0.0, 50.0), 0.0),
    (titles.quota_within, (3.0, 0.0, 0.0), 3.0),
    (titles.quota_within, (1e18, 1e18, 50.0), 2e16),
    (titles.awards_of, (2.5, 10.0), 3.0),
    (titles.awards_of, (1e18, 10.25), 10.25),
    (titles.awards_of, (3.6, 3.7), 3.7),
    (titles.firms_part, (20.0, 30, 10.0), 15),
    (titles.firms_part, (4.0, 3, 1.9), 3),
    (titles.firms_part, (7.0, 9, 0.0), 7),
    (titles.firms_part, (7.0, 0, 12.5), 0),
    (titles.title_weight, (0.5, 2.0 * math.log(4.0)), 4.0),
    (titles.title_weight, (1.0, 60.0), math.exp(50.0)),
    (titles.rivals_reference, (100.0, 400.0, 0.5), 200.0),
    (titles.rivals_reference, (100.0, 0.0, 0.5), 100.0),
    (titles.title_theta, (80.0, 300.0, 100.0, 0.04), 80.0 / (300.0 + 2400.0)),
    (titles.title_theta, (80.0, 300.0, 100.0, 1.0), 80.0 / 300.0),
    (titles.title_theta, (80.0, 300.0, 100.0, 0.0), 0.0),
    (titles.title_theta, (80.0, 0.0, 0.0, 0.04), 0.0),
    (titles.status_rate, (0.02, 150.0, 100.0), 0.03),
    (titles.status_rate, (0.02, 150.0, 0.0), 0.02),
    (arithmetic.chance_within, (0.4 + 1.6 * 0.5, 0.25), 1.0 - math.exp(-0.3)),
    (titles.base_title_chance, (0.2, 3.0), 0.6),
    (titles.base_title_chance, (0.5, 3.0), 1.0),
    (titles.base_title_chance, (0.5, -3.0), 0.0),
    (cell.lacking_share, (0.6, 0.2), 0.6 - 0.2),
    (cell.lacking_share, (1.4, 0.2), 0.8),
    (cell.lacking_share, (0.1, 0.2), 0.0),
    (titles.title_chance, (0.1, 0.5, 2.0 * math.log(4.0)), 1.0 - math.exp(-0.4)),
    (titles.title_chance, (1e-30, 1.0, 60.0), -math.expm1(-1e-30 * math.exp(50.0))),
    # government
    (government.joint_intensity, (0.0, 0.05), 0.05),
    (government.joint_intensity, (0.2, 0.5), 0.6),
    (government.scaled_intensity, (0.36, 0.5), 0.2),
    (government.scaled_intensity, (0.36, -1.0), 0.0),
    (government.scaled_intensity, (0.0, 2.0), 0.0),
    (government.scaled_intensity, (1.0, 0.5), 1.0),
    (government.target_gap, (3.0, 4.0), 0.25),
    (government.target_gap, (-1.0, 4.0), 1.0),
    (government.target_gap, (3.0, 0.0), 0.0),
    (government.tournament_weight, (0.4, 0.25), E_01),
    (government.tournament_weight, (0.4, 0.75), 1.0 / E_01),
    (government.growth_requirement, (100.0, 400.0, 4.0, 2.0), 200.0),
    (government.growth_requirement, (0.0, 400.0, 4.0, 2.0), 400.0),
    (government.growth_requirement, (100.0, 400.0, 0.0, 2.0), 400.0),
    (government.growth_requirement, (100.0, 0.0, 4.0, 2.0), 0.0),
    # suppliers: ln(300/200) is held at 0.10, ln(190/200) just below -0.05
    (support.years_of_loan, (12.0,), 3),
    (support.years_of_loan, (13.0,), 4),
    (supplier.next_capacity, (100.0, 300.0, 0.0, *INTEGRATOR), 100.0 * E_01),
    (supplier.next_capacity, (100.0, 300.0, 0.5, *INTEGRATOR), 100.0 * math.exp(0.15)),
    (supplier.next_capacity, (100.0, 210.0, 0.5, *INTEGRATOR), 105.0),
    (supplier.next_capacity, (100.0, 190.0, 0.5, *INTEGRATOR), 100.0 * math.exp(-0.05)),
    (supplier.next_capacity, (100.0, 0.0, 0.5, *INTEGRATOR), 100.0 * math.exp(-0.05)),
    (supplier.next_capacity, (0.0, 50.0, 0.5, *INTEGRATOR), 0.0),
]


@pytest.mark.parametrize(("rule", "given", "value"), WORKED, ids=lambda part: getattr(part, "__name__", ""))
def test_worked_number(rule, given, value):
    found = rule(*given)
    assert found == pytest.approx(value, rel=1e-13, abs=0.0)
    assert type(found) is type(value)
