"""Rules against what theory says of them: directions, limits, closed forms against integration."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from clustercast.agents.arithmetic import chance_within
from clustercast.agents.cell.rules import willing_after
from clustercast.agents.distributions import laplace_quantile
from clustercast.agents.firm.awareness import (
    awareness_hazard,
    peer_exposure,
    share_of_others,
)
from clustercast.agents.firm.installation import ramp
from clustercast.agents.firm.investment import (
    ALWAYS,
    INDUCED,
    NEVER,
    annuity,
    discount,
    firm_benefit,
    invest_probability,
    least_return,
    raised_by_support,
    stratum,
    wright_price,
)
from clustercast.agents.firm.market import share_step, shock_carried, shock_scale
from clustercast.agents.firm.support import interest_subsidy_value
from clustercast.agents.government.rules import effort_weight, growth_requirement, scaled_intensity
from clustercast.agents.supplier.rules import next_capacity

ROUNDING = 1e-13
SHARE = st.floats(0.0, 1.0)
INSIDE = st.floats(1e-9, 1.0 - 1e-9)
MONEY = st.floats(1e-2, 1e6)
RISE = st.floats(1.0, 10.0)
RATE = st.floats(0.01, 3.0)
BETA = st.floats(0.5, 12.0)
KAPPA = st.floats(1.0, 1.8)
SCALE = st.floats(0.01, 0.45)  # of the growth shocks


# Whether an upgrade pays


@given(MONEY, MONEY, SHARE, st.floats(0.1, 12.0), BETA, KAPPA, RISE)
def test_chance_rises_with_benefit_support_and_annuity_and_falls_with_cost(
    benefit, cost, part, value, beta, kappa, rise
):
    support = part * cost
    chance = invest_probability(benefit, cost, support, value, beta, kappa, 0.5)
    assert 0.0 <= chance <= 1.0
    assert invest_probability(benefit * rise, cost, support, value, beta, kappa, 0.5) >= chance - ROUNDING
    assert invest_probability(benefit, cost, support * rise, value, beta, kappa, 0.5) >= chance - ROUNDING
    assert invest_probability(benefit, cost, support, value * rise, beta, kappa, 0.5) >= chance - ROUNDING
    assert invest_probability(benefit, cost * rise, support, value, beta, kappa, 0.5) <= chance + ROUNDING
    assert invest_probability(benefit, cost, support, value, beta, kappa + rise, 0.5) >= chance - ROUNDING


@given(st.floats(1.0, 1e3), st.floats(1.0, 1e3), SHARE, BETA, KAPPA, st.sampled_from([1e-4, 1e-2, 1e4]))
def test_chance_knows_no_unit_of_money(benefit, cost, part, beta, kappa, unit):
    chance = invest_probability(benefit, cost, part * cost, 1.25, beta, kappa, 0.5)
    converted = invest_probability(benefit * unit, cost * unit, part * cost * unit, 1.25, beta, kappa, 0.5)
    assert converted == pytest.approx(chance, rel=1e-11, abs=1e-300)


@given(MONEY, st.floats(0.1, 12.0), BETA, KAPPA)
def test_chance_at_break_even_is_a_half_for_any_choosiness(cost, value, beta, kappa):
    assert invest_probability(cost / value, cost, 0.0, value, beta, kappa, 0.5) == pytest.approx(0.5, abs=1e-12)


@given(st.floats(1e-6, 0.999999), st.floats(0.1, 12.0), st.floats(1e-3, 1e3), BETA, st.floats(1.0, 1e6))
def test_least_return_makes_the_chance_the_taste(taste, value, boost, beta, cost):
    benefit = least_return(taste, value, boost, beta) * cost * boost
    assert invest_probability(benefit, cost, 0.0, value, beta, 1.3, 0.5) == pytest.approx(taste, rel=1e-9)


@given(part=st.floats(0.0, 0.5), cost=st.floats(1.0, 1e5), beta=st.floats(1.0, 5.0), kappa=st.floats(1.0, 1.8))
def test_support_counts_like_a_benefit_raised(part, cost, beta, kappa):
    supported = invest_probability(0.1 * cost, cost, part * cost, 5.0, beta, kappa, 0.5)
    raised = invest_probability(0.1 * cost * raised_by_support(part, kappa, 0.5), cost, 0.0, 5.0, beta, kappa, 0.5)
    assert raised == pytest.approx(supported, rel=1e-9)


@given(MONEY, MONEY, BETA, KAPPA)
def test_support_beyond_half_of_the_cost_changes_nothing(benefit, cost, beta, kappa):
    half = invest_probability(benefit, cost, 0.5 * cost, 1.25, beta, kappa, 0.5)
    assert invest_probability(benefit, cost, 5.0 * cost, 1.25, beta, kappa, 0.5) == half


@pytest.mark.parametrize(("benefit", "cost"), [(0.0, 1.0), (-3.0, 1.0), (1.0, 0.0), (1e-320, 1e300)])
def test_nothing_to_gain_is_no_chance(benefit, cost):
    assert invest_probability(benefit, cost, 0.0, 1.25, 3.0, 1.4, 0.5) == 0.0


@given(INSIDE, MONEY, MONEY, SHARE, SHARE, KAPPA)
def test_strata_follow_the_two_chances(taste, benefit, cost, small, large, kappa):
    small, large = sorted((small, large))
    chances = [invest_probability(benefit, cost, part * cost, 1.25, 3.0, kappa, 0.5) for part in (0.0, small, large)]
    with_small = stratum(taste, chances[0], max(chances[0], chances[1]))
    with_large = stratum(taste, chances[0], max(chances[0], chances[1], chances[2]))
    assert (with_small == ALWAYS) == (with_large == ALWAYS) == (taste <= chances[0])
    assert with_large >= with_small, "a larger grant took a firm out of the induced"
    assert NEVER < INDUCED < ALWAYS


@given(MONEY, SHARE, SHARE, st.floats(0.0, 6.0), st.floats(0.0, 1.0), st.floats(-1.0, 1.0))
def test_benefit_is_between_what_is_kept_and_what_share_can_win(saving, passed, margin, elasticity, speed, shift):
    benefit = firm_benefit(saving, passed, margin, elasticity, chance_within(speed, 1.0), math.exp(shift))
    kept = saving * (1.0 - passed) * math.exp(shift)
    assert benefit >= kept * (1.0 - ROUNDING)
    most = kept + saving * passed * margin * elasticity * math.exp(shift)
    assert benefit <= most * (1.0 + 1e-12)


# Present values


@given(RATE, st.floats(1.0, 60.0), RISE)
def test_annuity_falls_with_the_rate_and_rises_with_life(rate, years, rise):
    value = annuity(rate, years)
    assert annuity(rate * rise, years) <= value * (1.0 + ROUNDING)
    assert annuity(rate, years * rise) >= value * (1.0 - ROUNDING)
    assert 0.0 < value < min(years, 1.0 / rate) * (1.0 + ROUNDING)


@given(st.floats(0.0, 3.0), st.integers(1, 60))
def test_annuity_is_the_sum_of_discounted_years(rate, years):
    direct = math.fsum(discount(rate, 4.0 * year) for year in range(1, years + 1))
    assert annuity(rate, float(years)) == pytest.approx(direct, rel=1e-10)


def test_limits_of_the_annuity():
    for rate in (1e-3, 1e-6, 1e-9, 1e-13):
        assert annuity(rate, 12.0) == pytest.approx(12.0 * (1.0 - 6.5 * rate), rel=100 * rate * rate + 1e-15)
    assert annuity(0.0, 12.0) == 12.0
    assert annuity(0.8, 1e4) == pytest.approx(1.25, rel=1e-15)


def test_ramp_costs_a_year_of_the_effect_without_a_hurdle():
    # -0.2 -0.2 0.25 0.5 0.75 in place of five times 1: 3.9 quarters
    assert math.fsum(1.0 - ramp(age, -0.2) for age in range(40)) == pytest.approx(3.9, rel=1e-14)


@given(MONEY, st.floats(0.0, 0.1), st.integers(1, 10))
def test_interest_subsidy_without_a_hurdle_is_paid_on_the_mean_balance(loan, points, repayments):
    expected = points * loan * (repayments + 1) / 2.0
    assert interest_subsidy_value(loan, points, repayments, 0.0) == pytest.approx(expected, rel=1e-12)


@given(st.floats(1.0, 1e4), st.floats(0.0, 0.34))
def test_price_falls_by_the_learning_rate_when_volume_doubles(first, rate):
    assert wright_price(first, 2.0, 1.0, rate) == pytest.approx(first * (1.0 - rate), rel=1e-12)
    assert wright_price(first, 1.0, 1.0, rate) == first


# Awareness


@given(RATE, SHARE, RATE, SHARE, RISE)
def test_chance_of_hearing_rises_with_everything(innovation, outreach, imitation, exposure, rise):
    def chance(*parts):
        return chance_within(awareness_hazard(*parts), 0.25)

    base = chance(innovation, outreach, imitation, exposure)
    assert 0.0 < base <= 1.0
    for place in range(4):
        parts = [innovation, outreach, imitation, exposure]
        parts[place] *= rise
        assert chance(*parts) >= base


@given(st.tuples(SHARE, SHARE, SHARE, SHARE), SHARE)
def test_exposure_is_a_weighted_mean(shares, spread):
    weights = (0.4 * spread, 0.3 * spread, 0.1 * spread)
    exposure = peer_exposure(*weights, *shares)
    assert min(shares) - ROUNDING <= exposure <= max(shares) + ROUNDING
    assert peer_exposure(*weights, shares[3], shares[3], shares[3], shares[3]) == shares[3]
    assert peer_exposure(*weights, -1.0, -1.0, -1.0, shares[3]) == shares[3]


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([1.0, 3.0])), min_size=1, max_size=30))
def test_share_of_others_leaves_out_oneself(circle):
    adopters = sum(weight for adopted, weight in circle if adopted)
    total = sum(weight for _, weight in circle)
    (own, own_weight), others = circle[0], circle[1:]
    share = share_of_others(adopters, total, float(own), own_weight)
    if not others:
        assert share == -1.0
    else:
        expected = sum(weight for adopted, weight in others if adopted) / sum(weight for _, weight in others)
        assert share == pytest.approx(expected, abs=1e-15)


@pytest.mark.parametrize(("innovation", "imitation"), [(0.03, 0.38), (0.06, 0.6), (0.01, 0.2)])
def test_quarterly_steps_come_near_the_bass_curve_with_first_order(innovation, imitation):
    def after_ten_years(steps):
        adopted = 0.0
        for _ in range(10 * steps):
            hazard = awareness_hazard(innovation, 0.0, imitation, adopted)
            adopted += (1.0 - adopted) * chance_within(hazard * 4.0 / steps, 0.25)
        return adopted

    left = math.exp(-10.0 * (innovation + imitation))
    exact = (1.0 - left) / (1.0 + imitation / innovation * left)
    errors = [exact - after_ten_years(steps) for steps in (4, 8, 16, 32)]
    assert all(error > 0.0 for error in errors)
    for coarse, fine in itertools.pairwise(errors):
        assert coarse / fine == pytest.approx(2.0, rel=0.05)


# Growth shocks


def mean_over_draws(factor):
    """Mean of a function of a uniform draw; the part above one half by ln, which is smooth there."""
    lower = quad(factor, 0.0, 0.5, epsabs=1e-13, epsrel=1e-12)[0]
    upper = quad(lambda t: factor(1.0 - 0.5 * math.exp(-t)) * 0.5 * math.exp(-t), 0.0, 30.0, epsabs=1e-13)[0]
    return lower + upper


@pytest.mark.parametrize("scale", [0.05, 0.215, 0.3, 0.45])
def test_shocks_have_mean_one(scale):
    assert mean_over_draws(lambda u: math.exp(shock_carried(u, scale, 1.0))) == pytest.approx(1.0, abs=1e-6)
    assert mean_over_draws(lambda u: math.exp(shock_carried(u, scale, 0.6))) == pytest.approx(1.0, abs=1e-6)
    uncorrected = mean_over_draws(lambda u: math.exp(laplace_quantile(u, scale)))
    assert uncorrected == pytest.approx(1.0 / (1.0 - scale * scale), abs=1e-6)


@given(INSIDE, SCALE)
def test_a_wholly_permanent_shock_is_carried_whole(draw, scale):
    assert shock_carried(draw, scale, 1.0) == laplace_quantile(draw, scale) + math.log1p(-scale * scale)
    assert shock_carried(draw, scale, 0.0) == 0.0


@given(st.floats(1.0, 1e7), RISE)
def test_large_firms_grow_more_evenly(revenue, rise):
    scale = shock_scale(0.215, 0.6, revenue, 107_600.0, -0.17, 0.45)
    assert shock_scale(0.215, 0.6, revenue * rise, 107_600.0, -0.17, 0.45) <= scale <= 0.45
    assert shock_scale(0.215, 0.6, 0.0, 107_600.0, -0.17, 0.45) == 0.45


def test_spread_of_growth_falls_as_size_to_the_power():
    scales = [shock_scale(0.215, 0.6, revenue, 107_600.0, -0.17, 0.45) for revenue in (1e5, 1e6)]
    assert math.log10(scales[1] / scales[0]) == pytest.approx(-0.17, rel=1e-12)


# Markets


def test_habit_ends_at_the_elasticity_times_the_lead():
    habit = 0.0
    for _ in range(400):
        habit += share_step(0.06, 0.02, habit, 4.0, chance_within(0.5, 0.25))
    assert habit == pytest.approx(4.0 * 0.04, rel=1e-12)


@given(st.floats(-0.5, 0.5), st.floats(0.5, 8.0), st.floats(0.05, 2.0))
def test_equal_gains_move_nothing(gain, elasticity, speed):
    adjusted = chance_within(speed, 0.25)
    assert 0.0 < adjusted < speed / 4.0
    assert share_step(gain, gain, 0.0, elasticity, adjusted) == 0.0
    assert share_step(gain + 0.01, gain, 0.0, elasticity, adjusted) > 0.0


@given(st.floats(0.1, 1e4), st.floats(0.0, 1e5), SHARE)
def test_capacity_moves_within_its_limits(capacity, backlog, help_intensity):
    moved = math.log(next_capacity(capacity, backlog, help_intensity, 2.0, 0.1, 0.05) / capacity)
    assert -0.05 - ROUNDING <= moved <= 0.10 * (1.0 + help_intensity) + ROUNDING
    assert next_capacity(capacity, 2.0 * capacity, help_intensity, 2.0, 0.1, 0.05) == pytest.approx(capacity, rel=1e-15)


# Governments


@given(st.floats(0.0, 0.9), st.floats(0.0, 5.0), st.floats(0.0, 5.0))
def test_doses_of_a_lever_add_up(intensity, first, second):
    whole = scaled_intensity(intensity, first + second)
    apart = 1.0 - (1.0 - scaled_intensity(intensity, first)) * (1.0 - scaled_intensity(intensity, second))
    assert whole == pytest.approx(apart, abs=1e-14)
    assert scaled_intensity(intensity, 1.0) == pytest.approx(intensity, abs=1e-15)
    assert scaled_intensity(intensity, 0.0) == 0.0


@given(st.lists(st.tuples(st.sampled_from([1.0, 2.0]), SHARE), min_size=1, max_size=6), st.floats(0.0, 2.0))
def test_effort_is_conserved_and_goes_where_the_gap_is(goals, attention):
    weights = [effort_weight(weight, attention, gap) for weight, gap in goals]
    efforts = [3.0 * weight / sum(weights) for weight in weights]
    assert sum(efforts) == pytest.approx(3.0, rel=1e-12)
    assert (
        effort_weight(1.0, attention, 1.0) >= effort_weight(1.0, attention, 0.5) >= effort_weight(1.0, attention, 0.0)
    )


@given(st.floats(1.0, 1e5), RISE, st.floats(1.0, 10.0))
def test_required_path_starts_at_the_base_and_ends_at_the_goal(base, rise, years):
    goal = base * rise
    assert growth_requirement(base, goal, years, 0.0) == base
    assert growth_requirement(base, goal, years, years) == pytest.approx(goal, rel=1e-12)
    halfway = growth_requirement(base, goal, years, years / 2.0)
    assert halfway == pytest.approx(math.sqrt(base * goal), rel=1e-12)
    assert growth_requirement(base, 0.0, years, 1.0) == 0.0


# Cells


@given(SHARE, st.lists(st.floats(0.0, 0.999), min_size=1, max_size=12), SHARE)
def test_a_cell_in_which_nobody_invests_is_willing_by_its_chance(aware, chances, redraw):
    willing, last = aware * chances[0], chances[0]
    for chance in chances:
        willing = willing_after(willing, aware, 0.0, chance, last, redraw)
        last = chance
        assert willing == pytest.approx(aware * chance, abs=1e-12)


@given(SHARE, SHARE, SHARE, SHARE, SHARE, SHARE)
def test_willing_firms_are_some_of_the_aware(willing, undecided, news, chance, last, redraw):
    after = willing_after(willing, undecided, news, chance, last, redraw)
    assert -ROUNDING <= after <= undecided + news + ROUNDING


@given(SHARE, st.floats(0.0, 0.9), st.floats(0.01, 0.99))
def test_without_redrawn_tastes_an_exhausted_cell_stays_so(undecided, chance, review):
    # those with a taste below P have invested; with P at rest nobody follows
    willing = undecided * chance
    for _ in range(200):
        willing = willing_after(willing, undecided, 0.0, chance, chance, 0.0)
        invested = review * willing
        willing -= invested
        undecided -= invested
    assert willing <= (1.0 - review) ** 199 + 1e-12
