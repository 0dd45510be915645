"""How three firms learn of an upgrade, weigh it and order it, by hand."""

import math

import pytest

from clustercast.agents.draws import Draws, Stream
from clustercast.agents.firm import take_up
from clustercast.agents.government import acts as government
from clustercast.agents.government import programme_acts as programmes
from clustercast.agents.lengths import Luck
from clustercast.scenarios.numbers import Account, Form
from tests.small_region import check, e, region, row

K, DRAWS = 1, Draws(1, 2, 8072)
"""Number of the upgrade that the firms think about, and whose draws these are."""


@pytest.fixture(autouse=True)
def a_firm_draws_its_number(monkeypatch):
    """The number of a firm is what it draws for this upgrade, be it a taste or a rounding."""
    own = {(DRAWS, stream, DRAWS.quarter, K) for stream in (Stream.TASTE, Stream.ROUNDING)}
    monkeypatch.setattr(take_up, "uniform", lambda draws, kind, n, *at: n if (draws, kind, *at) in own else None)


# learning
def test_recognised_firms_count_more_among_peers():
    p = row(demonstration_weight=3.0)
    for recognised, weight in ((1, 3.0), (0, 1.0)):
        check(take_up.weight_among_peers, (row(recognised=recognised), p), {}, gives=weight)


def test_a_taste_is_redrawn_below_the_chance():
    for gate, changes in ((0.19, {"held.taste": 0.7}), (0.20, {}), (0.21, {})):
        firm = row(luck={(Luck.TASTE_GATE, K): gate}, entity=0.7)
        check(take_up.redraw_taste, (firm, row(taste=0.4, number=K), 0.2, DRAWS), changes)


def test_a_firm_hears_below_the_chance():
    for drawn, changes in ((0.19, {"held.aware": 1}), (0.20, {}), (0.21, {})):
        firm = row(luck={(Luck.LEARN, K): drawn})
        check(take_up.hear, (firm, row(aware=0, number=K), 0.2), changes)


# planning an order of robots: jobs for 0.15 x 400 / 3 = 20; a quarter of what is free is ordered at a time

P = row(
    workers_per_robot=3.0, order_share=0.25, integration_multiple=1.5, upkeep_share=0.1, benefit_size_slope=0.3,
    social_insurance=0.4, energy_cost_share=0.05, pass_through=0.6, price_elasticity=4.0,
    choosiness=2.0, support_weight=1.0, cost_of_applying=2.0, interest_subsidy_points=0.02, local_content=0.5,
    leverage_limit=0.6, capital_share=0.4, assets_to_revenue=0.9, guarantee_share=0.0, guarantee_multiple=1.0,
    support_cap=0.5, wage_reserve=6.0, loan_life_quarters=12.0,
)  # fmt: skip
ECONOMY = row(arm_price=20.0, first_arm_price=30.0, shift_integration=0.8, wage=6.0, energy_price=1.5, shift_credit=1.0)
ROBOTS = row(form=Form.UNITS, cost_exponent=0.5, levels=0, log_shift=0.1, life_years=2.0, hardware=1)
LEVELS = row(
    form=Form.LEVELS, levels=2, first_share=0.4, energy_gain=0.2, cost_gain=0.1, margin_gain=0.03, pilot_cost=300.0,
    reference_revenue=2000.0, cost_exponent=0.5, energy_cut=0.2,
)  # fmt: skip
INDUSTRY = row(jobs_share=0.15)


def jobs(employment, rounding):
    """A firm with so many employees and this draw for the rounding of its order."""
    return row(employment=employment, revenue_last_year=8000.0, margin=0.1, entity=rounding)


def wanting(**values):
    """A firm that knows the upgrade and has none of it."""
    plain = {"units": 9.0, "judged": 9.0, "cost": 9.0, "saving": 9.0, "aware": 1, "pending": 0, "level": 0}
    return row(**(plain | values), number=K)


def order_of_robots(units, judged, employment=400.0):
    """Cost n^0.5 (20 + 30 x 1.5 x 0.8), saving n (3 x 6 x 1.4 - 0.1 x 20), the benefit by size (L/200)^0.3."""
    return {
        "held.units": float(units),
        "held.judged": judged * (employment / 200.0) ** 0.3,
        "held.cost": math.sqrt(units) * 56.0,
        "held.saving": units * (25.2 - 2.0),
    }


def plan(firm, held, upgrade=ROBOTS):
    return firm, held, upgrade, P, ECONOMY, INDUSTRY, DRAWS


def test_a_first_order_of_robots():
    # 0.25 x 20 = 5 and 0.9: five of five; judged at the unrounded order, (5/5)^0.5
    check(take_up.plan_order, plan(jobs(400.0, 0.9), wanting()), order_of_robots(5, 1.0))
    # 0.25 x 22 = 5.5 and 0.5 are six, judged at 5.5
    changes = order_of_robots(6, math.sqrt(5.5 / 6.0), 440.0)
    check(take_up.plan_order, plan(jobs(440.0, 0.5), wanting()), changes)


def test_a_later_order_of_robots():
    # 0.25 x (20 - 8) = 3; with room for two, 0.5 and 0.6 are one, judged at one; with 0.4 none
    check(take_up.plan_order, plan(jobs(400.0, 0.1), wanting(level=8)), order_of_robots(3, 1.0))
    check(take_up.plan_order, plan(jobs(400.0, 0.6), wanting(level=18)), order_of_robots(1, 1.0))
    check(take_up.plan_order, plan(jobs(400.0, 0.4), wanting(level=18)), {"held.units": 0.0})


def test_nobody_plans_more_robots_than_can_be_counted():
    # jobs for 2^25 are jobs for 2^24: a quarter of them
    employment = 2.0**25 * 20.0
    check(take_up.plan_order, plan(jobs(employment, 0.5), wanting()), order_of_robots(2**22, 1.0, employment))


def test_a_first_robot_needs_the_jobs_of_a_whole_one():
    # 20 employees are jobs for one; 19 for 0.95; a firm with one robot buys a second with jobs for 1.2 at 0.96
    check(take_up.plan_order, plan(jobs(20.0, 0.5), wanting()), order_of_robots(1, 1.0, 20.0))
    check(take_up.plan_order, plan(jobs(19.0, 0.5), wanting()), {"held.units": 0.0})
    check(take_up.plan_order, plan(jobs(24.0, 0.96), wanting(level=1)), order_of_robots(1, 1.0, 24.0))


@pytest.mark.parametrize("held", [wanting(aware=0), wanting(pending=1)], ids=["not aware", "has ordered"])
@pytest.mark.parametrize("upgrade", [ROBOTS, LEVELS], ids=["robots", "levels"])
def test_no_plan(held, upgrade):
    check(take_up.plan_order, plan(jobs(400.0, 0.9), row(**vars(held)), upgrade), {"held.units": 0.0})


@pytest.mark.parametrize(("level", "share"), [(0, 0.4), (1, 0.6)])
def test_an_order_of_a_level(level, share):
    # 300 x (8000/2000)^0.5; 8000 x (0.1 x 0.9 + 0.2 x 1.5 x 0.05 + 0.03)
    changes = {
        "held.units": 1.0, "held.judged": 1.0, "held.cost": share * 600.0, "held.saving": share * 8000.0 * 0.135
    }  # fmt: skip
    check(take_up.plan_order, plan(jobs(400.0, 0.9), wanting(level=level), LEVELS), changes)


def test_no_order_beyond_the_last_level():
    check(take_up.plan_order, plan(jobs(400.0, 0.9), wanting(level=2), LEVELS), {"held.units": 0.0})
    check(take_up.plan_order, plan(jobs(400.0, 0.9), wanting(level=3), LEVELS), {"held.units": 0.0})


# weighing


def test_a_firm_rejects_before_it_weighs():
    held = row(stratum=2.0, applies=1.0, grant=5.0)
    check(take_up.reject, (held,), {"held.stratum": 0.0, "held.applies": 0.0, "held.grant": 0.0})


def test_benefit_of_a_plan():
    # 100 (1 - 0.6 + 0.6 x 0.25 x 4 x 0.5) = 70, times the boost and what the plan is judged at
    firm, held = row(margin=0.25), row(saving=100.0, judged=0.8, log_shock=0.2)
    check(take_up.benefit_of, (firm, held, P, 0.5, 1.5), {}, gives=70.0 * 1.5 * 0.8)
    check(take_up.boost_of, (held, ROBOTS), {}, gives=e(0.3))


@pytest.mark.parametrize(
    ("cost", "eased", "borrows", "value"),
    [
        # beyond 30 - 10 x 6 x 1.4/6 = 16 it borrows 90; 0.02 x 0.5 x 90 (1/2 + 2/3/4 + 1/3/8) at a hurdle of 1
        (106.0, 0.5, 1.0, 0.9 * (0.5 + 1.0 / 6.0 + 1.0 / 24.0)),
        (16.0, 0.5, 1.0, 0.0),
        (16.5, 0.5, 1.0, 0.005 * (0.5 + 1.0 / 6.0 + 1.0 / 24.0)),
        (106.0, 0.0, 1.0, 0.0),
        (106.0, 0.5, 0.0, 0.0),
        (106.0, 1.0, 1.0, 1.8 * (0.5 + 1.0 / 6.0 + 1.0 / 24.0)),
    ],
)
def test_an_interest_subsidy_is_worth_something_on_what_is_borrowed(cost, eased, borrows, value):
    firm = row(cash=30.0, employment=10.0, borrows=borrows, hurdle=1.0)
    found = take_up.eased_interest(firm, cost, P, ECONOMY, eased)
    assert found == pytest.approx(value, rel=1e-12)


def weighing(taste, certain=0.0, share=0.0, rate=1.0, cost=100.0):
    """A benefit B of 70 e^(0.1 + 0.2) x e^-0.3 = 70 and an annuity of 0.75: A B / C = 0.525 for a cost of 100."""
    held = row(saving=100.0, judged=e(-0.3), log_shock=0.2, cost=cost, taste=taste, stratum=0.0, applies=0.0, grant=0.0)
    return row(margin=0.25, hurdle=1.0), held, ROBOTS, P, 0.5, certain, share, rate


def chance(support):
    """``z = 2 ln(0.525 / (1 - S))``."""
    worth = 0.525 / (1.0 - support)
    return worth**2 / (1.0 + worth**2)


def test_a_firm_decides_without_support():
    assert 0.21 < chance(0.0) < 0.22
    check(take_up.decide, weighing(0.21), {"held.stratum": 2.0})
    check(take_up.decide, weighing(0.22), {})


def test_a_firm_decides_with_certain_support():
    assert 0.35 < chance(0.3) < 0.37
    check(take_up.decide, weighing(0.35, certain=30.0), {"held.stratum": 2.0})
    check(take_up.decide, weighing(0.37, certain=30.0), {})


def test_a_firm_is_induced_by_a_grant_that_is_worth_applying_for():
    changes = {"held.stratum": 1.0, "held.applies": 1.0, "held.grant": 30.0}
    check(take_up.decide, weighing(0.35, share=0.3), changes)
    # with certain support of 10 beside it: S = 0.4, 0.433
    assert 0.43 < chance(0.4) < 0.44
    check(take_up.decide, weighing(0.43, certain=10.0, share=0.3), changes)
    check(take_up.decide, weighing(0.44, certain=10.0, share=0.3), {})
    # 30 x 0.06 does not exceed the 2 that applying costs, 30 x 0.07 does
    check(take_up.decide, weighing(0.35, share=0.3, rate=0.06), {"held.stratum": 1.0})
    check(take_up.decide, weighing(0.35, share=0.3, rate=0.07), changes)


def test_a_firm_that_invests_anyway_applies_too():
    changes = {"held.stratum": 2.0, "held.applies": 1.0, "held.grant": 30.0}
    check(take_up.decide, weighing(0.2, share=0.3), changes)
    # a grant of half a unit of money is still one: with a cost of 1, 0.005 of it are not worth 2
    check(take_up.decide, weighing(0.2, share=0.3, rate=0.05), {"held.stratum": 2.0})


def test_a_small_grant_counts():
    # 0.4 of the cost 2 is 0.8: S/C = 0.4 for a worth of 26.25, of 40 with it
    firm, held, *others = weighing(0.0, share=0.4, cost=2.0)
    held.taste = 0.999
    changes = {"held.stratum": 1.0}
    assert 26.25**2 / (1.0 + 26.25**2) < 0.999 < 43.75**2 / (1.0 + 43.75**2)
    check(take_up.decide, (firm, held, *others), changes)


# ordering


def buyer():
    """A firm whose spare cash is 16 and whose open credit is 0.6 x (100 + 0.5 x 200) - 50 = 70; two upgrades wanted."""
    held = [
        row(
            units=3.0, cost=cost, saving=100.0, pending=0, ordered=-1, pending_cost=0.0, pending_saving=0.0,
            pending_gain=0.0,
        )
        for cost in (60.0, 86.0)
    ]  # fmt: skip
    return row(
        cash=30.0, employment=10.0, capital=100.0, revenue_last_year=200.0, debt=50.0, borrows=1.0, industry=0, city=0,
        upgrades=held,
    )  # fmt: skip


def trading_region():
    """A region in which the first upgrade needs no hardware; its makers are 0.2 and 0.5 of two industries."""
    return region(
        params=P, economy=ECONOMY, bank=row(guarantee_limit=0.0, guaranteed=0.0, loans=500.0),
        upgrades=[row(hardware=0), row(hardware=1)], governments=[row(outlay_year=1.0)],
        industries=[row(maker_share=0.2), row(maker_share=0.5)],
        markets=[row(number=0, local_orders=7.0), row(number=1, local_orders=0.0)],
    )  # fmt: skip


def placed(k, cost):
    """What stands in the order book: 0.4 of the saving is kept, 0.6 x 100/200 is the gain in unit cost."""
    entry = {"pending": 3, "ordered": 8070, "pending_cost": cost, "pending_saving": 40.0, "pending_gain": 0.3}
    return {f"firm.upgrades.{k}.{name}": value for name, value in entry.items()}


def test_an_order_from_cash_and_credit():
    # all there is: 16 from cash and 70 borrowed; half of 86 stays in the region, by the makers' shares
    changes = placed(1, 86.0) | {
        "firm.cash": 14.0, "firm.debt": 120.0, "region.bank.loans": 570.0,
        "region.flows.2.0": 70.0, "region.flows.0.1": 86.0, "region.balances.0": -16.0, "region.balances.1": 86.0,
        "region.balances.2": -70.0, "region.markets.0.local_orders": 7.0 + 86.0 * 0.5 * 0.2,
        "region.markets.1.local_orders": 86.0 * 0.5 * 0.5,
    }  # fmt: skip
    check(take_up.finance_order, (trading_region(), buyer(), 1, 0.0, 8070), changes, gives=True)


def test_a_small_loan_is_one():
    firm = buyer()
    firm.upgrades[0].cost = 16.5
    assert take_up.finance_order(trading_region(), firm, 0, 0.0, 8070)
    assert (firm.debt, firm.cash) == (50.5, 14.0)


def test_an_order_with_a_grant():
    # the province pays 20 of 60 to the firm and through it to the integrators; no hardware, so nobody makes it
    changes = placed(0, 60.0) | {
        "firm.cash": 14.0, "firm.debt": 74.0, "region.bank.loans": 524.0, "region.governments.0.outlay_year": 21.0,
        "region.flows.6.0": 20.0, "region.flows.2.0": 24.0, "region.flows.0.1": 60.0,
        "region.balances.6": -20.0, "region.balances.0": 20.0 + 24.0 - 60.0, "region.balances.1": 60.0,
        "region.balances.2": -24.0,
    }  # fmt: skip
    check(take_up.finance_order, (trading_region(), buyer(), 0, 20.0, 8070), changes, gives=True)


def test_an_order_that_cannot_be_financed():
    firm = buyer()
    firm.debt = 50.5
    check(take_up.finance_order, (trading_region(), firm, 1, 0.0, 8070), {}, gives=False)
    # with a grant of half a unit it can
    assert take_up.finance_order(trading_region(), firm, 1, 0.5, 8070)
    assert (firm.debt, firm.cash, firm.upgrades[1].pending_cost) == (120.0, 14.0, 86.0)


def test_a_grant_is_paid_and_counted():
    made = region()
    changes = {"government.outlay_year": 21.0, "region.flows.6.5": 20.0}
    changes |= {"region.balances.6": -20.0, "region.balances.5": 20.0}
    check(government.pay_grant, (made, row(outlay_year=1.0), 20.0, Account.OUTSIDE), changes)
    programme = row(awarded=2.0, awarded_since=5.0, quota_left=4.0, budget_left=90.0, outlay_year=10.0)
    changes = {"programme.awarded": 3.0, "programme.awarded_since": 6.0}
    check(programmes.count_award, (row(**vars(programme)),), changes)
    changes |= {"programme.quota_left": 3.0, "programme.budget_left": 70.0, "programme.outlay_year": 30.0}
    check(programmes.give_grant, (programme, 20.0), changes)
