"""Rules against numbers worked out by hand with 40 digits, printed to 12: a rule that is off in the eleventh fails."""

import math

import pytest

from clustercast.agents.arithmetic import chance_within
from clustercast.agents.cell.rules import binomial_approximation, willing_after
from clustercast.agents.distributions import (
    laplace_quantile,
    poisson_quantile,
)
from clustercast.agents.economy.rules import affine_to_total, stretch_to_total
from clustercast.agents.firm.awareness import awareness_hazard
from clustercast.agents.firm.investment import (
    ALWAYS,
    INDUCED,
    NEVER,
    annuity,
    discount,
    first_order_units,
    invest_probability,
    repeat_order_units,
    robot_capacity,
    robot_cost,
    stratum,
    wright_price,
)
from clustercast.agents.firm.market import (
    grown_share,
    share_step,
    shock_carried,
    shock_scale,
)
from clustercast.agents.firm.support import award_belief, expected_reward, interest_subsidy_value
from clustercast.agents.government.rules import (
    effort_weight,
    growth_requirement,
    joint_intensity,
    scaled_intensity,
    target_gap,
)
from clustercast.model.monte_carlo.interval import (
    exact_members,
    members_for_half_width,
    wilson_interval,
)


def hand(value):
    """A number of the hand calculation: equal to 1e-11 of itself."""
    return pytest.approx(value, rel=1e-11, abs=0.0)


# Awareness


def test_awareness_hazard_and_chance():
    # h = 0.03 x 1.5 + 0.38 x 0.10 a year; P = 1 - exp(-h/4); without outreach h = 0.068
    hazard = awareness_hazard(0.03, 0.5, 0.38, 0.10)
    assert hazard == hand(0.0830000000000)
    assert chance_within(hazard, 0.25) == hand(0.0205362000863)
    assert chance_within(awareness_hazard(0.03, 0.0, 0.38, 0.10), 0.25) == hand(0.0168563153651)


@pytest.mark.parametrize(
    ("steps", "share"), [(4, 0.793118088811), (8, 0.803072981022), (16, 0.807967318512)], ids=["1/4", "1/8", "1/16"]
)
def test_bass_recursion_over_ten_years(steps, share):
    # F += (1 - F) (1 - exp(-(p + q F) / steps)), `steps` to a year; a quarter of the hazard goes into each call
    adopted = 0.0
    for _ in range(10 * steps):
        hazard = awareness_hazard(0.03, 0.0, 0.38, adopted)
        adopted += (1.0 - adopted) * chance_within(hazard * 4.0 / steps, 0.25)
    assert adopted == hand(share)


# Investment


@pytest.mark.parametrize(
    ("rate", "years", "value"),
    [
        (0.8, 10.0, 1.24649905763),
        (0.8, 12.0, 1.24891946223),
        (0.5, 10.0, 1.96531694017),
        (1.0, 10.0, 0.999023437500),
        (1e-9, 12.0, 11.9999999220),  # 12 - 78e-9: the plain form loses it
        (0.0, 12.0, 12.0),
    ],
)
def test_annuity(rate, years, value):
    # A = (1 - (1+rho)^-T) / rho
    assert annuity(rate, years) == hand(value)


def test_investment_without_and_with_support():
    # z0 = 3 ln(1.24891946223 x 0.6); z1 = z0 - 3 x 1.4 ln(0.85); as first drafted, ln(AB/(C-S)), it was 0.4066
    value = annuity(0.8, 12.0)
    without = invest_probability(60.0, 100.0, 0.0, value, 3.0, 1.4, 0.5)
    with_grant = invest_probability(60.0, 100.0, 15.0, value, 3.0, 1.4, 0.5)
    assert without == hand(0.296162205245)
    assert with_grant == hand(0.454362096547)
    assert invest_probability(60.0, 100.0, 15.0, value, 3.0, 1.0, 0.5) == hand(0.406589134318)
    assert without / with_grant == hand(0.651819787557)
    assert [stratum(taste, without, with_grant) for taste in (0.20, 0.40, 0.60)] == [ALWAYS, INDUCED, NEVER]


def test_break_even_is_a_half():
    value = annuity(0.8, 12.0)
    assert invest_probability(100.0 / value, 100.0, 0.0, value, 3.0, 1.4, 0.5) == hand(0.5)
    assert invest_probability(0.0, 100.0, 40.0, value, 3.0, 1.4, 0.5) == 0.0


def test_users_of_robots_without_contagion():
    # 3 workers x CNY 60k against CNY 200k x 2.5; two years on, wages x 1.08^2 and 40 % of the cost x 0.967^2
    value = annuity(0.8, 12.0)
    assert value * 180.0 / 500.0 == hand(0.449611006403)
    early = invest_probability(180.0, 500.0, 0.0, value, 3.0, 1.4, 0.5)
    late = invest_probability(180.0 * 1.08 * 1.08, 500.0 * (0.6 + 0.4 * 0.967 * 0.967), 0.0, value, 3.0, 1.4, 0.5)
    assert early == hand(0.0833163591546)
    assert late == hand(0.135003007172)
    slope = (math.log(late / (1.0 - late)) - math.log(early / (1.0 - early))) / 2.0
    assert slope == hand(0.270344261958)


def test_price_by_wrights_law_and_installed_cost():
    # b = -log2(0.8); 100 x 1.5^-b; 100 x 2^-b = 80; installed 87.76... + 1.5 x 100, from 250
    price = wright_price(100.0, 1.5, 1.0, 0.20)
    assert -math.log(price / 100.0) / math.log(1.5) == hand(0.321928094887)
    assert price == hand(87.7629628473)
    assert wright_price(100.0, 2.0, 1.0, 0.20) == hand(80.0)
    assert robot_cost(1.0, price, 100.0, 1.5) == hand(237.762962847)
    assert robot_cost(1.0, 100.0, 100.0, 1.5) == hand(250.0)


def test_robot_orders():
    # n* = 0.15 x 180 / 3 = 9; 0.35 x 9 = 3.15; floor(3.15 + 0.97) = 4, floor(3.15 + 0.80) = 3
    capacity = robot_capacity(0.15, 180.0, 3.0)
    assert capacity * 0.35 == hand(3.15)
    assert first_order_units(capacity, 0.35, 0.97) == 4
    assert first_order_units(capacity, 0.35, 0.80) == 3
    assert repeat_order_units(capacity, 0.0, 0.35, 0.97) == 4
    assert repeat_order_units(capacity, 9.0, 0.35, 0.97) == 0


# Markets

SHARES = (0.030, 0.008, 0.962)
GAINS = (0.06, 0.0, 0.02)


def test_replicator_in_its_simple_form():
    # f exp((x - xbar) / 4) / Z, one quarter at 1 a year: what partial adjustment is held against
    mean = sum(share * gain for share, gain in zip(SHARES, GAINS, strict=True))
    grown = [grown_share(share, (gain - mean) / 4.0) for share, gain in zip(SHARES, GAINS, strict=True)]
    shares = [share / sum(grown) for share in grown]
    assert shares == [hand(0.0302935800652), hand(0.00795801797747), hand(0.961748401957)]


def one_quarter(shares, habits, gains):
    """Partial adjustment of the market, elasticity 4 and speed 0.5 a year: (mean gain, shares, habits)."""
    mean = sum(share * gain for share, gain in zip(shares, gains, strict=True))
    steps = [
        share_step(gain, mean, habit, 4.0, chance_within(0.5, 0.25)) for gain, habit in zip(gains, habits, strict=True)
    ]
    grown = [grown_share(share, step) for share, step in zip(shares, steps, strict=True)]
    return mean, [share / sum(grown) for share in grown], [h + d for h, d in zip(habits, steps, strict=True)]


def test_partial_adjustment():
    # d = (1 - e^(-1/8)) (4 (x - xbar) - h); 1 - e^(-1/8) = 0.117503097415
    assert chance_within(0.5, 0.25) == hand(0.117503097415)
    mean, shares, habits = one_quarter(SHARES, (0.0, 0.0, 0.0), GAINS)
    assert mean == hand(0.0210400000000)
    assert shares == [hand(0.0305542410423), hand(0.00792123331751), hand(0.961524525640)]
    assert habits == [hand(0.0183116827012), hand(-0.00988906067848), hand(-0.000488812885248)]
    for _ in range(15):
        _, shares, habits = one_quarter(shares, habits, GAINS)
    assert shares[0] == hand(0.0343167944569)


@pytest.mark.parametrize("gain", [0.0, 0.02, -0.1])
def test_equal_gains_move_nothing(gain):
    # every d is 0 but for the rounding of the mean, so every factor is 1 and shares change by the rounding of Z alone
    assert share_step(gain, gain, 0.0, 4.0, chance_within(0.5, 0.25)) == 0.0
    shares, habits = list(SHARES), [0.0, 0.0, 0.0]
    for _ in range(40):
        _, shares, habits = one_quarter(shares, habits, (gain, gain, gain))
        assert all(abs(a - b) <= math.ulp(b) for a, b in zip(shares, SHARES, strict=True))


def test_laplace_inverse():
    # 0.2 ln 5
    assert laplace_quantile(0.9, 0.2) == hand(0.321887582487)
    assert laplace_quantile(0.1, 0.2) == hand(-0.321887582487)
    assert laplace_quantile(0.5, 0.2) == 0.0


@pytest.mark.parametrize(
    ("draw", "this_year", "carried"),
    [
        (0.1, 0.605980261711, 0.754005176301),
        (0.5, 0.929386960750, 0.974579305870),  # 1 - b^2 and 1 - (0.6 b)^2
        (0.9, 1.42539316441, 1.25967944688),
    ],
)
def test_growth_shock_of_a_firm(draw, this_year, carried):
    # b = 0.215 / sqrt(1.16) (200/1076)^-0.17
    scale = shock_scale(0.215, 0.6, 200.0, 1076.0, -0.17, 0.45)
    assert scale == hand(0.265731140912)
    assert math.exp(shock_carried(draw, scale, 1.0)) == hand(this_year)
    assert math.exp(shock_carried(draw, scale, 0.6)) == hand(carried)


@pytest.mark.parametrize(("scale", "drift"), [(0.215, 1.04846530890), (0.42, 1.21418164157)])
def test_drift_that_the_correction_takes_out(scale, drift):
    # E[e^shock] of a Laplace draw is 1 / (1 - b^2); the correction at the median is its inverse
    assert math.exp(-shock_carried(0.5, scale, 1.0)) == hand(drift)


# Support and government


def test_expected_reward():
    # pi = (10 x 0.4 + 12)/(10 + 50); 1.8^(-5/4); S = pi 20 x 0.4796 - 1.5; at a hurdle of 0.08 it is 3.34
    belief = award_belief(10.0, 0.4, 12.0, 50.0)
    assert belief == hand(0.266666666667)
    assert discount(0.8, 5.0) == hand(0.479633345206)
    assert expected_reward(belief, 20.0, discount(0.8, 5.0), 1.5) == hand(1.05804450776)
    assert expected_reward(belief, 20.0, discount(0.08, 5.0), 1.5) == hand(3.34416618335)
    assert expected_reward(belief, 2.0, discount(0.8, 5.0), 1.5) == 0.0


def test_interest_subsidy():
    # 2/1.8 + (4/3)/1.8^2 + (2/3)/1.8^3
    assert interest_subsidy_value(100.0, 0.02, 3, 0.8) == hand(1.63694558756)


def test_effort_is_divided_by_gaps():
    # 3 x (2 e^0.8, e^0.2, 1) / sum
    gaps = (target_gap(0.6, 1.0), target_gap(0.9, 1.0), target_gap(1.3, 1.0))
    assert gaps == (hand(0.4), hand(0.1), 0.0)
    weights = [effort_weight(weight, 2.0, gap) for weight, gap in zip((2.0, 1.0, 1.0), gaps, strict=True)]
    efforts = [3.0 * weight / sum(weights) for weight in weights]
    assert efforts == [hand(2.00124036864), hand(0.549152000465), hand(0.449607630895)]


def test_wording_of_promotion():
    # 1 - 0.95^38; two of e', 1 - (1 - e')^2 = 0.05, in the place of each give the same
    half = 1.0 - math.sqrt(0.95)
    whole = split = 0.0
    for _ in range(38):
        whole = joint_intensity(whole, 0.05)
        split = joint_intensity(joint_intensity(split, half), half)
    assert whole == hand(0.857604258654)
    assert split == hand(0.857604258654)
    assert scaled_intensity(0.05, 38.0) == hand(0.857604258654)
    assert scaled_intensity(half, 76.0) == hand(0.857604258654)


def test_target_algebra():
    # (20/13)^(1/4) - 1 = 0.1137 a year
    assert growth_requirement(13_000.0, 20_000.0, 4.0, 4.0) == hand(20_000.0)
    assert growth_requirement(13_000.0, 20_000.0, 4.0, 1.0) == hand(13_000.0 * 1.113708824555)


# Statistics and sizes


@pytest.mark.parametrize(
    ("successes", "low", "high"),
    [
        (137, 0.297691018504, 0.390305354211),
        (0, 0.0, 0.00951229433430),
        (400, 0.990487705666, 1.0),
        (200, 0.451234504170, 0.548765495830),
    ],
)
def test_wilson_interval(successes, low, high):
    assert wilson_interval(successes, 400, 1.95996398454) == (hand(low), hand(high))


@pytest.mark.parametrize(
    ("width", "exact", "members"), [(0.05, 380.304423249, 381), (0.02, 2397.07030411, 2398)], ids=["5", "2"]
)
def test_members_for_a_half_width(width, exact, members):
    # z^2 / (4 w^2) - z^2
    assert exact_members(width, 0.5) == hand(exact)
    assert members_for_half_width(width) == members


def test_affine_map_onto_a_total():
    # s = (10 - 3 x 0.2) / (5.5 - 3 x 0.2) = 9.4 / 4.9
    stretch = stretch_to_total(10.0, 5.5, 3.0, 0.2)
    assert stretch == hand(1.91836734694)
    sizes = [affine_to_total(size, 0.2, stretch) for size in (0.5, 1.0, 4.0)]
    assert sizes == [hand(0.775510204082), hand(1.73469387755), hand(7.48979591837)]
    assert sum(sizes) == hand(10.0)


def test_poisson_inverse():
    # e^-0.7 and e^-0.7 (1 + 0.7) part the counts
    assert [poisson_quantile(u, 0.7) for u in (0.49, 0.50, 0.85)] == [0, 1, 2]
    for count, cumulative in ((0, 0.496585303791), (1, 0.844195016445)):
        assert poisson_quantile(cumulative * (1.0 - 1e-11), 0.7) == count
        assert poisson_quantile(cumulative * (1.0 + 1e-11), 0.7) == count + 1


# Cells


def test_willing_cell():
    # undecided 0.5, of them 0.1 willing; P rises 0.2 -> 0.3: + 0.4 x 0.1/0.8; redrawn 2.5 %: + 0.025 (0.15 - 0.15);
    # news 0.04 x 0.3; falls 0.2 -> 0.1: 0.05, + 0.025 (0.05 - 0.05)
    assert willing_after(0.1, 0.5, 0.04, 0.3, 0.2, 0.025) == hand(0.162)
    assert willing_after(0.1, 0.5, 0.0, 0.1, 0.2, 0.025) == hand(0.05)


def test_binomial_approximation():
    # 100 x 0.2 + 4 z, held within 0 and 100
    assert binomial_approximation(100.0, 0.2, 1.5) == hand(26.0)
    assert binomial_approximation(100.0, 0.2, -6.0) == 0.0
    assert binomial_approximation(100.0, 0.2, 21.0) == 100.0
