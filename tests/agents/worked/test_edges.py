"""Rules on both sides of every condition, at its edge and just beyond: a moved bound changes one of these numbers."""

import math
from statistics import NormalDist

import pytest

from clustercast.agents import arithmetic, distributions
from clustercast.agents.cell import rules as cell
from clustercast.agents.economy import rules as economy
from clustercast.agents.firm import awareness, entry, finance, innovation, investment, market, size, support
from clustercast.agents.government import rules as government
from clustercast.agents.government import titles
from clustercast.agents.supplier import rules as supplier
from clustercast.scenarios.numbers import Progress
from tests.small_region import e, same

NORMAL = NormalDist()
ALWAYS, INDUCED, NEVER = 2, 1, 0

EDGES = [
    (arithmetic.exponential, (-700.0,), e(-700.0)),
    (arithmetic.exponential, (-700.5,), 0.0),
    (arithmetic.exponential, (700.5,), e(700.0)),
    (arithmetic.power, (0.25, 0.5), 0.5),
    (arithmetic.ratio, (6.0, -4.0), -1.5),
    (arithmetic.ratio, (6.0, 1.0), 6.0),
    (arithmetic.ratio, (6.0, -1.0), -6.0),
    (arithmetic.clip, (-0.5, -1.0, 2.0), -0.5),
    # distributions: e^-0.7 is still none; never more than a thousand
    (distributions.laplace_quantile, (0.25, 0.2), 0.2 * math.log(0.5)),
    (distributions.laplace_quantile, (0.75, 0.2), -0.2 * math.log(0.5)),
    (distributions.laplace_quantile, (0.9, 0.2), -0.2 * math.log(0.2)),
    (distributions.poisson_quantile, (e(-0.7), 0.7), 0),
    (distributions.poisson_quantile, (0.35, 0.7), 0),
    (distributions.poisson_quantile, (0.9, 0.2), 1),
    (distributions.poisson_quantile, (0.5, 3.0), 3),
    (distributions.poisson_quantile, (1.0, 700.0), 1000),
    (distributions.normal_probability, (1.5,), NORMAL.cdf(1.5)),
    (distributions.truncated_lognormal_quantile, (0.0, 0.0, 0.1, 1e-9, 9.0), 1e-9),
    (distributions.truncated_lognormal_quantile, (1.0, 0.0, 0.1, 0.2, 1e9), 1e9),
    # cells: nothing is divided by 1 - 1; willing firms are some of the undecided; 0.2 of two with a spread of 0.32
    (cell.willing_after, (0.3, 0.5, 0.1, 1.0, 1.0, 0.0), 0.4),
    (cell.willing_after, (0.7, 0.5, 0.0, 0.5, 0.5, 0.0), 0.5),
    (cell.willing_after, (-0.1, 0.5, 0.0, 0.5, 0.5, 0.0), 0.0),
    (cell.willing_after, (0.2, 0.5, 0.0, 0.1, 1.0, 0.2), 0.02 + 0.2 * (0.05 - 0.02)),
    (cell.willing_after, (0.0, 0.5, 0.0, 0.4, 0.0, 0.0), 0.2),
    (cell.binomial_approximation, (2.0, 0.2, 1.0), 0.4 + math.sqrt(0.32)),
    (cell.binomial_approximation, (100.0, 1.0, -3.0), 100.0),
    (cell.binomial_approximation, (100.0, 1.5, -3.0), 100.0),
    (cell.binomial_approximation, (100.0, -0.5, 3.0), 0.0),
    (cell.part_of, (3.0, 0.5), 6.0),
    (cell.part_of, (3.0, -1.0), 0.0),
    (cell.ready_for_next, (0.4, 0.5, 0.5, 0.06), 0.34),
    (cell.ready_for_next, (0.4, -0.1, 0.2, 0.0), 0.0),
    (cell.mixed_share, (0.2, 3.0, 0.5, 1.0), 1.1 / 3.5),
    (cell.robots_brought, (4.0, 0.0), 1),
    (cell.robots_brought, (1e18, 2.0), 2**24),
    (cell.robots_brought, (5.0, -1.0), 1),
    (cell.robots_brought, (10.0, 0.5), 20),
    (cell.robots_brought, (9.0, 2.0), 5),
    (cell.robots_brought, (8.8, 2.0), 4),
    (cell.robots_brought, (0.3, 1.0), 1),
    # economy
    (economy.stretch_to_total, (2.0, 1.0, 2.0, 0.25), 3.0),
    (economy.excess_scale, (3.0, 0.1, 0.2), 0.0),
    (economy.excess_scale, (0.5, 2.0, 0.2), 0.8 / 1.8),
    (economy.excess_scale, (2.0, 2.0, 0.2), 3.8 / 1.8),
    # awareness: nobody else; half a weight; circles without others, one at a time
    (awareness.share_of_others, (0.25, 1.5, 0.0, 1.0), 0.5),
    (awareness.share_of_others, (1.0, 0.5, 1.0, 1.0), -1.0),
    (awareness.peer_exposure, (0.4, 0.2, 0.1, 0.3, -1.0, 0.2, 0.05), 0.165),
    (awareness.peer_exposure, (0.4, 0.2, 0.1, 0.3, 0.1, -1.0, 0.05), 0.16),
    # entry and finance
    (entry.expected_entries, (0.08, 500.0, 30.0, 0.5, 0.2), 720.0),
    (entry.expected_entries, (0.08, 500.0, 30.0, -1.0, 0.2), 0.0),
    (finance.free_cash, (84.5, 60.0, 6.0, 0.4, 6.0), 0.5),
    (finance.free_cash, (84.5, 60.0, 6.0, 0.4, 9.0), 28.5),
    (finance.free_cash, (83.5, 60.0, 6.0, 0.4, 6.0), 0.0),
    (finance.open_credit, (0.6, 100.0, 79.5, 5.0, 4.0), 0.5),
    (finance.open_credit, (0.6, 100.0, 80.5, 5.0, 4.0), 0.0),
    (finance.investment_trigger, (0.2, 0.25), 0.15),
    (finance.capital_order, (-5.0, -10.0, 0.4, 0.1), 0.0),
    (finance.capital_order, (-5.0, -1.0, 0.4, 0.1), 0.0),
    (finance.capital_order, (0.0, 1.0, 0.4, 0.1), 0.4),
    (finance.capital_order, (36.0, 100.0, 0.4, 0.1), 0.0),
    (finance.capital_drift, (0.05, 0.03), 0.08),
    (finance.capital_drift, (0.05, -0.04), 0.02),
    (finance.years_to_review, (0.25,), 0.875),
    (finance.left_by_wear, (0.4,), e(-0.1)),
    # two years on the way and 2 of waiting: up to a half evenly; then 0.2 + 0.2 ln(0.5/0.25); held at 0.9
    (finance.opening_gap, (0.25, 0.2, 0.1, 2.0), 0.1),
    (finance.opening_gap, (0.75, 0.2, 0.1, 2.0), 0.2 + 0.2 * math.log(2.0)),
    (finance.opening_gap, (0.9999, 0.2, 0.1, 2.0), 0.9),
    (finance.opening_gap, (0.98, 0.2, 0.1, 2.0), 0.2 + 0.2 * math.log(25.0)),
    (finance.steady_order, (50.0, 0.2, 0.1, 2.0), 20.0),
    (finance.insolvent_quarters, (2, -1.0, -1.0), 3),
    (finance.insolvent_quarters, (2, -0.5, 0.5), 0),
    (finance.insolvent_quarters, (2, 0.5, 0.0), 0),
    (finance.payout, (30.5, 30.0, 0.25), 0.125),
    (finance.payout, (30.0, 30.0, 0.25), 0.0),
    (finance.payout, (29.5, 30.0, 0.25), 0.0),
    # innovation
    (innovation.product_rate, (0.8, 2.0, 0.5, 0.5), 0.4),
    (innovation.product_rate, (0.8, 2.0, -0.5, 0.5), 0.0),
    # investment
    (investment.annuity, (0.0, 12.0), 12.0),
    (investment.annuity, (1.0, 2.0), 0.75),
    (investment.annuity, (-0.5, 2.0), 6.0),
    (investment.discount, (1.0, 8.0), 0.25),
    # z = 2 ln(A B / C), support of 1 in 100 counted; 1/(1 + z^-2)
    (investment.invest_probability, (0.5, 0.5, 0.0, 2.0, 2.0, 1.0, 0.5), 0.8),
    (investment.invest_probability, (-1.0, -1.0, 0.0, 2.0, 2.0, 1.0, 0.5), 0.0),
    (investment.invest_probability, (1.0, 0.0, 0.0, 2.0, 2.0, 1.0, 0.5), 0.0),
    (investment.invest_probability, (1.0, 1.0, 0.0, -1.0, 2.0, 1.0, 0.5), 0.0),
    (investment.invest_probability, (100.0, 100.0, 1.0, 1.0, 2.0, 1.0, 0.5), 1.0 / (1.0 + 0.99**2)),
    (investment.invest_probability, (100.0, 100.0, -25.0, 1.0, 2.0, 1.0, 0.5), 1.0 / (1.0 + 1.25**2)),
    (investment.invest_probability, (100.0, 100.0, 50.0, 1.0, 2.0, 1.0, 0.2), 1.0 / (1.0 + 0.8**2)),
    (investment.least_return, (0.2, 2.0, 0.25, 2.0), 1.0),
    (investment.least_return, (0.2, 2.0, 0.25, 0.5), 0.125),
    (investment.least_return, (0.2, 2.0, 0.0, 2.0), 0.0),
    (investment.least_return, (0.2, -2.0, 1.0, 2.0), 0.0),
    (investment.least_return, (0.2, 2.0, 0.25, 0.0), 0.0),
    (investment.least_return, (0.2, 2.0, 0.25, -1.0), 0.0),
    (investment.least_return, (1.0, 2.0, 0.25, 2.0), 0.0),
    (investment.least_return, (1.5, 2.0, 0.25, 2.0), 0.0),
    (investment.raised_by_support, (0.36, 0.5, 0.5), 1.25),
    (investment.raised_by_support, (0.75, 1.0, 0.5), 2.0),
    (investment.raised_by_support, (0.75, 1.0, 0.2), 1.25),
    (investment.stratum, (0.3, 0.3, 0.5), ALWAYS),
    (investment.stratum, (0.5, 0.3, 0.5), INDUCED),
    (investment.stratum, (0.6, 0.3, 0.5), NEVER),
    (investment.first_order_units, (10.0, 0.35, 0.5), 4),
    (investment.repeat_order_units, (9.5, 9.0, 0.35, 0.9), 1),
    (investment.judged_at_unrounded_order, (4.0, 25.0, 5.0, 0.25, 0.5), math.sqrt(1.25)),
    (investment.judged_at_unrounded_order, (4.0, 25.0, 5.0, 0.25, 0.75), 1.25**0.25),
    (investment.judged_at_unrounded_order, (4.0, 6.0, 5.0, 0.25, 0.5), 0.5),
    (investment.judged_at_unrounded_order, (4.0, 11.0, 5.0, 0.25, 0.5), math.sqrt(1.5 / 4.0)),
    (investment.judged_at_unrounded_order, (0.0, 25.0, 5.0, 0.25, 0.5), 1.0),
    (investment.judged_at_unrounded_order, (-1.0, 25.0, 5.0, 0.25, 0.5), 1.0),
    (investment.judged_at_unrounded_order, (1.0, 25.0, 5.0, 0.25, 0.5), math.sqrt(5.0)),
    (investment.judged_at_unrounded_order, (0.5, 25.0, 5.0, 0.25, 0.5), math.sqrt(10.0)),
    (investment.size_shift, (0.5, 0.3), -0.3 * math.log(400.0)),
    (investment.size_shift, (-1.0, 0.3), 0.0),
    (investment.robot_cost, (2.0, 50.0, 100.0, 1.5), 400.0),
    (arithmetic.chance_within, (math.log(4.0), 1.0), 0.75),
    (investment.firm_benefit, (100.0, 0.6, 0.25, 4.0, 0.5, 2.0), 140.0),
    (investment.unit_cost_gain, (40.0, 0.5, 0.5), 40.0),
    (investment.unit_cost_gain, (40.0, 0.5, -1.0), 0.0),
    (investment.wright_price, (100.0, 2.0, 0.5, 0.2), 64.0),
    (investment.wright_price, (100.0, 2.0, 0.0, 0.2), 100.0),
    (investment.wright_price, (100.0, 2.0, -1.0, 0.2), 100.0),
    (investment.wright_price, (100.0, 2.0, 0.5, -0.2), 100.0),
    (investment.expected_probability, (0.8, 1.0, 0.5, 0.2, 1.25, 2.0, 1.0, 0.5), 0.5 + 0.2 * 0.3),
    (investment.expected_probability, (80.0, 100.0, -10.0, 0.2, 1.25, 2.0, 1.0, 0.5), 0.5),
    (investment.expected_probability, (80.0, 100.0, 50.0, -0.2, 1.25, 2.0, 1.0, 0.5), 0.5),
    # market: 0.2 / sqrt(1.16) (64/16)^-0.5; nobody's revenue has the largest scale
    (market.shock_scale, (0.2, 0.6, 64.0, 16.0, -0.5, 0.45), 0.1 / math.sqrt(1.16)),
    (market.shock_scale, (0.2, 0.6, 0.5, 2.0, -0.5, 0.45), 0.4 / math.sqrt(1.16)),
    (market.shock_scale, (0.2, 0.6, 0.5, 8.0, -0.5, 0.45), 0.45),
    (market.shock_scale, (0.2, 0.6, 0.0, 16.0, -0.5, 0.45), 0.45),
    (market.shock_scale, (0.2, 0.6, -1.0, 16.0, -0.5, 0.45), 0.45),
    (market.employment_level, (4000.0, 50.0, 1.6, 0.1, 1.0), 50.0 * e(0.1)),
    *((size.size_class, (revenue,), number) for revenue, number in [
        (9_999.0, 0), (10_000.0, 1), (49_999.0, 1), (50_000.0, 2), (100_000.0, 3), (499_999.0, 3), (500_000.0, 4),
    ]),
    # support
    (support.expected_reward, (0.4, 20.0, 0.5, 3.5), 0.5),
    (support.expected_reward, (0.4, 20.0, 0.5, 4.5), 0.0),
    (support.years_of_loan, (12.0,), 3),
    (support.years_of_loan, (12.5,), 4),
    (support.interest_subsidy_value, (90.0, 0.1, 2, 1.0), 9.0 / 2.0 + 4.5 / 4.0),
    # governments
    (government.scaled_intensity, (-0.5, 1.0), 0.0),
    (government.scaled_intensity, (0.36, 0.0), 0.0),
    (government.scaled_intensity, (1.5, 0.5), 1.0),
    (government.scaled_intensity, (0.19, 0.5), 0.1),
    (government.target_gap, (0.25, 0.5), 0.5),
    (government.target_gap, (3.0, -4.0), 0.0),
    (government.target_progress, (80.0, 100.0, Progress.FIGURE), 80.0),
    (government.target_progress, (80.0, 100.0, Progress.GAIN), -20.0),
    (government.target_progress, (120.0, 100.0, Progress.GROWN), 0.2),
    (government.target_progress, (80.0, 100.0, Progress.FALLEN), 0.2),
    (government.target_progress, (0.1, 0.5, Progress.FALLEN), 0.8),
    (government.target_progress, (80.0, 0.0, Progress.FALLEN), 0.0),
    (government.target_progress, (80.0, -1.0, Progress.GROWN), 0.0),
    (government.effort_weight, (2.0, 2.0, 0.25), 2.0 * e(0.5)),
    (government.growth_requirement, (0.25, 0.5, 0.5, 0.25), 0.25 * math.sqrt(2.0)),
    (government.growth_requirement, (-1.0, 400.0, 4.0, 2.0), 400.0),
    (government.growth_requirement, (100.0, -1.0, 4.0, 2.0), -1.0),
    (government.growth_requirement, (100.0, 400.0, -4.0, 2.0), 400.0),
    # titles: four paid for of three; 3.9 paid for; a quota of 3.5 when 4.2 are
    (titles.quota_within, (3.0, 200.0, 50.0), 3.0),
    (titles.quota_within, (3.0, 195.0, 50.0), 3.0),
    (titles.quota_within, (3.5, 210.0, 50.0), 3.5),
    (titles.quota_within, (3.0, 1.0, 0.5), 2.0),
    (titles.quota_within, (3.0, 0.5, 0.25), 2.0),
    (titles.quota_within, (3.0, -1.0, 50.0), 0.0),
    (titles.quota_within, (3.0, 10.0, -50.0), 3.0),
    (titles.awards_of, (3.2, 10.0), 3.0),
    (titles.awards_of, (3.0, 3.0), 3.0),
    (titles.awards_of, (2.6, 2.8), 2.8),
    (titles.firms_part, (5.0, 3, 1.0), 3),
    (titles.firms_part, (2.0, 1, 3.0), 1),
    (titles.firms_part, (3.0, 3, 3.0), 2),
    (titles.title_weight, (1.0, 49.5), e(49.5)),
    (titles.rivals_reference, (0.0, 400.0, 0.5), 0.0),
    (titles.rivals_reference, (-1.0, 400.0, 0.5), -1.0),
    (titles.rivals_reference, (100.0, -400.0, 0.5), 100.0),
    (titles.rivals_reference, (0.25, 0.5, 0.25), 0.25**0.75 * 0.5**0.25),
    (titles.title_theta, (80.0, 300.0, 100.0, 1.5), 80.0 / 300.0),
    (titles.title_theta, (80.0, 500.0, 100.0, -0.5), 0.0),
    (titles.title_theta, (80.0, 0.5, 0.0, 1.0), 160.0),
    (titles.title_theta, (80.0, 0.0, 0.0, 1.0), 0.0),
    (titles.title_theta, (80.0, -1.0, 0.0, 1.0), 0.0),
    (titles.status_rate, (0.02, 0.75, 0.5), 0.03),
    (titles.status_rate, (0.02, 150.0, -1.0), 0.02),
    # suppliers
    (supplier.next_capacity, (0.5, 1.05, 0.5, 2.0, 0.1, 0.05), 0.5 * 1.05),
    (supplier.next_capacity, (-1.0, 50.0, 0.5, 2.0, 0.1, 0.05), -1.0),
    (supplier.next_capacity, (0.25, 0.5, 0.5, 2.0, 0.1, 0.05), 0.25),
    (supplier.next_capacity, (100.0, -1.0, 0.5, 2.0, 0.1, 0.05), 100.0 * e(-0.05)),
    (supplier.next_capacity, (100.0, 420.0, 0.5, 4.0, 0.2, 0.1), 105.0),
    (supplier.next_capacity, (100.0, 900.0, 0.5, 4.0, 0.2, 0.1), 100.0 * e(0.3)),
    (supplier.next_capacity, (100.0, 200.0, 0.5, 4.0, 0.2, 0.1), 100.0 * e(-0.1)),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "given", "value"), EDGES, ids=lambda part: getattr(part, "__name__", ""))
def test_edge(rule, given, value):
    found = rule(*given)
    assert same(found, value), f"{found!r} is not {value!r}"


@pytest.mark.parametrize(
    "u",
    [
        0.5, 0.55, 0.3, 0.7, 0.92499, 0.07501, 0.9251, 0.0749, 0.02, 0.98, 1e-3, 1.0 - 1e-3, 1e-5, 1e-8, 1.5e-11,
        1.3e-11, 1e-13, 1e-20, 1e-40, 1e-100, 1e-200, 1e-300, 1.0 - 1e-12,
    ],
)  # fmt: skip
def test_normal_quantile_in_every_part_of_its_range(u):
    assert distributions.normal_quantile(u) == pytest.approx(NORMAL.inv_cdf(u), rel=2e-15, abs=1e-300)


@pytest.mark.parametrize(("u", "log_median", "log_sd"), [(0.2, 1.0, 0.8), (0.9, -0.5, 1.5), (0.5, 2.0, 0.4)])
def test_truncated_lognormal(u, log_median, log_sd):
    low, high = (NORMAL.cdf((math.log(bound) - log_median) / log_sd) for bound in (0.2, 9.0))
    expected = math.exp(log_median + log_sd * NORMAL.inv_cdf(low + u * (high - low)))
    found = distributions.truncated_lognormal_quantile(u, log_median, log_sd, 0.2, 9.0)
    assert found == pytest.approx(expected, rel=1e-12)
