"""The quarter's money by hand: wages, debts, investment, loans, and the closing of the books."""

import pytest

from clustercast.agents.bank import acts as bank
from clustercast.agents.books import open_books, post, settle
from clustercast.agents.draws import CAPITAL_WORD
from clustercast.agents.firm import acts as firm
from clustercast.agents.firm.acts import affordable, invest, pay
from clustercast.agents.lengths import Luck
from clustercast.scenarios.numbers import Account, Act, Lever
from tests.small_region import check, e, region, row

FIRMS, INTEGRATORS, BANKS, HOUSEHOLDS, TAX, OUTSIDE, PROVINCE, CITY = range(8)


def with_balances(*balances):
    """A region of a province and a city with these balances."""
    made = region(towns=2)
    for account, balance in enumerate(balances):
        made.balances[account] = balance
    return made


# the books


def test_a_payment_has_two_legs():
    made = with_balances(40.0, 5.0)
    made.flows[FIRMS, TAX] = 1.0
    changes = {"region.flows.0.4": 8.0, "region.balances.0": 33.0, "region.balances.4": 7.0}
    check(post, (made, FIRMS, TAX, 7.0), changes)
    check(open_books, (made,), {"region.flows.0.4": 0.0})


def test_flows_of_every_pair_are_forgotten():
    made = region(towns=2)
    for payer in range(8):
        for payee in range(8):
            made.flows[payer, payee] = 1.0 + payer + payee
    check(open_books, (made,), {f"region.flows.{payer}.{payee}": 0.0 for payer in range(8) for payee in range(8)})


def test_the_quarter_closes_with_taxes_that_do_not_suffice():
    # the province lacks 14, of which taxes pay 10; the rest, and all that others hold or lack, is the outside's
    made = with_balances(40.0, 5.0, -3.0, 8.0, 10.0, -50.0, -14.0, 4.0)
    flows = {(TAX, PROVINCE): 10.0, (OUTSIDE, PROVINCE): 4.0, (INTEGRATORS, OUTSIDE): 5.0, (OUTSIDE, BANKS): 3.0}
    flows |= {(HOUSEHOLDS, OUTSIDE): 8.0, (CITY, OUTSIDE): 4.0}
    changes = {f"region.flows.{payer}.{payee}": paid for (payer, payee), paid in flows.items()}
    changes |= {f"region.balances.{account}": 0.0 for account in range(1, 8) if account != OUTSIDE}
    check(settle, (made,), changes | {"region.balances.5": -50.0 - 4.0 + 5.0 - 3.0 + 8.0 + 4.0})


def test_the_quarter_closes_with_taxes_that_suffice():
    # both governments are paid in full, the province first; 30 - 14 - 0.5 of the taxes is left over
    made = with_balances(1.0, 0.0, 0.0, 0.0, 30.0, -16.5, -14.0, -0.5)
    changes = {"region.flows.4.6": 14.0, "region.flows.4.7": 0.5, "region.flows.4.5": 15.5}
    changes |= {f"region.balances.{account}": 0.0 for account in (TAX, PROVINCE, CITY)}
    check(settle, (made,), changes | {"region.balances.5": -1.0})


def test_taxes_below_nought_pay_nobody():
    made = with_balances(0.0, 0.0, 0.0, 0.0, -2.0, 3.0, -1.0, 0.0)
    changes = {"region.flows.5.6": 1.0, "region.flows.5.4": 2.0}
    changes |= {"region.balances.4": 0.0, "region.balances.6": 0.0, "region.balances.5": 0.0}
    check(settle, (made,), changes)


def test_what_anyone_has_left_over_is_the_outside_s_however_little():
    made = with_balances(0.0, 0.5, -0.25, 0.0, 5.0, -6.0, 0.5, 0.25)
    flows = {(INTEGRATORS, OUTSIDE): 0.5, (OUTSIDE, BANKS): 0.25, (TAX, OUTSIDE): 5.0}
    flows |= {(PROVINCE, OUTSIDE): 0.5, (CITY, OUTSIDE): 0.25}
    changes = {f"region.flows.{payer}.{payee}": paid for (payer, payee), paid in flows.items()}
    changes |= {f"region.balances.{account}": 0.0 for account in (INTEGRATORS, BANKS, TAX, OUTSIDE, PROVINCE, CITY)}
    check(settle, (made,), changes)


# a firm's quarter


def test_a_firm_earns():
    # wear 200 x 0.1 = 20; kept 0.15 x 400 + 80/4 + 20 = 100; tax 0.05 x 0.25 x 400 = 5; wages 30 x 2.5 = 75
    one = row(capital=200.0, margin=0.15, revenue=400.0, saving=80.0, employment=30.0, value_added_share=0.25, cash=7.0)
    p = row(tax_rate=0.05)
    changes = {"firm.capital": 180.0, "firm.cash": 107.0}
    check(firm.earn, (one, p, 2.5, 0.9), changes, gives=(75.0, 5.0, 400.0 - 75.0 - 5.0 - 100.0))


def test_a_firm_serves_its_debt():
    # subsidy 240 x 0.02 x 0.5 / 4 = 0.6; interest 240 x 0.05 / 4 = 3; repaid 240/12 = 20
    one, p = row(debt=240.0, cash=50.0), row(interest_subsidy_points=0.02, loan_life_quarters=12.0)
    changes = {"firm.cash": 50.0 + 0.6 - 3.0 - 20.0, "firm.debt": 220.0}
    check(firm.serve_debt, (one, p, 0.05, 0.5), changes, gives=(3.0, 0.6, 20.0))


def test_a_firm_pays_out_what_it_has_to_spare():
    # likes to hold 0.1 x 4 x 100 = 40; a quarter of the 20 above
    one, p = row(cash=60.0, revenue=100.0), row(cash_share=0.1, payout_share=0.25)
    check(firm.pay_out, (one, p), {"firm.cash": 55.0}, gives=5.0)


TERMS = {
    "capital_share": 0.4, "assets_to_revenue": 0.9, "leverage_limit": 0.6, "social_insurance": 0.4,
    "guarantee_share": 0.2, "guarantee_multiple": 4.0, "review_rate": 0.25, "investment_gap": 0.2,
    "fai_multiple": 2.0, "project_threshold": 8.0, "wage_reserve": 6.0,
}  # fmt: skip


def borrower(**values):
    """A firm with capital 100 and revenue 200 a year: assets 100 + 0.5 x 200 = 200, credit 0.6 x 200 - debt."""
    plain = {
        "capital": 100.0, "revenue_last_year": 200.0, "debt": 50.0, "borrows": 1.0, "cash": 30.0, "employment": 10.0,
        "industry": 1, "city": 1, "luck": {(Luck.REVIEW, CAPITAL_WORD): 0.1}, "capital_spending_year": 1.0,
        "capital_largest_year": 3.0, "capital_orders_year": 2.0, "renewed": 0,
    }  # fmt: skip
    return row(**(plain | values))


def lending_region(eased=0.0, limit=100.0, **values):
    """A region whose levers ease credit in the city's second industry; two months of ten firms' wages are 7."""
    made = region(
        towns=2,
        params=row(**TERMS),
        economy=row(wage=3.0, shift_credit=1.0),
        bank=row(guarantee_limit=limit, guaranteed=60.0, loans=500.0),
        **values,
    )
    made.announced[Lever.CREDIT, 1, 1] = eased
    return made


def test_what_a_firm_can_borrow():
    made, one = lending_region(), borrower()
    p, economy = made.params, row(shift_credit=0.75)
    check(firm.assets, (one, p), {}, gives=200.0)
    check(firm.leverage_limit, (one, p, economy), {}, gives=0.45)
    check(firm.plain_credit, (one, p, economy), {}, gives=0.45 * 200.0 - 50.0)
    check(firm.leverage_limit, (borrower(borrows=0.0), p, economy), {}, gives=0.0)
    check(firm.spare_cash, (one, p, made.economy), {}, gives=30.0 - 10.0 * 3.0 * 1.4 / 6.0)


@pytest.mark.parametrize(
    ("eased", "limit", "guaranteed"),
    [(0.5, 100.0, 0.5 * 0.2 * 200.0), (0.5, 70.0, 10.0), (0.5, 50.0, 0.0), (0.0, 100.0, 0.0)],
    ids=["eased", "little room", "no room", "not eased"],
)
def test_what_a_firm_can_afford(eased, limit, guaranteed):
    check(affordable, (lending_region(eased, limit), borrower()), {}, gives=(23.0, 70.0 + 4.0 * guaranteed))


def test_a_lever_is_read_where_the_firm_stands():
    check(firm.announced, (lending_region(0.3), borrower(), int(Lever.CREDIT)), {}, gives=0.3)
    check(firm.announced, (lending_region(0.3), borrower(city=0), int(Lever.CREDIT)), {}, gives=0.0)


def test_a_cost_is_paid_from_cash_first():
    changes = {"firm.cash": 10.0, "region.flows.0.5": 20.0, "region.balances.0": -20.0, "region.balances.5": 20.0}
    check(pay, (lending_region(), borrower(), 20.0, 23.0, Account.OUTSIDE), changes)


def test_what_cash_does_not_cover_is_borrowed_and_guaranteed_beyond_plain_credit():
    # 23 from cash, a loan of 90: plain credit is 70, a guarantee of 20/4 stands for the rest
    changes = {
        "firm.cash": 7.0, "firm.debt": 140.0, "region.bank.loans": 590.0, "region.bank.guaranteed": 65.0,
        "region.flows.2.0": 90.0, "region.flows.0.1": 113.0, "region.balances.2": -90.0,
        "region.balances.0": 90.0 - 113.0, "region.balances.1": 113.0,
    }  # fmt: skip
    check(pay, (lending_region(), borrower(), 113.0, 23.0, Account.INTEGRATORS), changes)


def test_a_loan_within_plain_credit_needs_no_guarantee():
    changes = {
        "firm.debt": 120.0, "region.bank.loans": 570.0, "region.flows.2.0": 70.0,
        "region.balances.2": -70.0, "region.balances.0": 70.0,
    }  # fmt: skip
    check(bank.lend, (lending_region(), borrower(), 70.0, 70.0), changes)


def test_the_bank_gets_its_money_back_and_guarantees_run_out():
    check(bank.room, (row(guarantee_limit=100.0, guaranteed=60.0),), {}, gives=40.0)
    one, p = row(loans=500.0, guaranteed=60.0), row(loan_life_quarters=12.0)
    check(bank.receive, (one, p, 30.0), {"bank.loans": 470.0, "bank.guaranteed": 55.0})


# general investment: wanted 0.4 x 200 = 80; the trigger is 0.2 x (1 - urged)


def place(one, urged=0.0, **terms):
    """What a review of general capital needs."""
    return one, row(**(TERMS | terms)), row(wage=3.0, shift_credit=1.0), urged


def test_an_investment_from_cash_and_credit():
    # at capital 50 the order is 30: 23 from cash, 7 borrowed; 30/2 reaches the threshold of a project
    changes = {
        "firm.cash": 7.0, "firm.debt": 57.0, "firm.capital": 80.0, "firm.capital_spending_year": 16.0,
        "firm.capital_largest_year": 30.0, "firm.renewed": 1, "firm.capital_orders_year": 3.0,
    }  # fmt: skip
    check(invest, place(borrower(capital=50.0)), changes, gives=(30.0, 7.0))
    check(invest, place(borrower(capital=50.0), project_threshold=15.0), changes, gives=(30.0, 7.0))


def test_a_small_investment_is_no_project():
    # at 63.9 an order of 16.1, half of it, 8.05, below a threshold of 8.1; the year's largest was 20
    one = borrower(capital=63.9, capital_largest_year=20.0)
    changes = {
        "firm.cash": 13.9, "firm.capital": 80.0, "firm.capital_spending_year": 1.0 + 8.05, "firm.renewed": 1
    }  # fmt: skip
    check(invest, place(one, project_threshold=8.1), changes, gives=(80.0 - 63.9, 0.0))


def test_half_a_unit_of_money_is_an_investment():
    # 0.4 x 2 - 0.3
    one = borrower(capital=0.3, revenue_last_year=2.0)
    changes = {"firm.cash": 29.5, "firm.capital": 0.8, "firm.capital_spending_year": 1.25, "firm.renewed": 1}
    check(invest, place(one), changes, gives=(0.5, 0.0))


@pytest.mark.parametrize(
    "one",
    [
        borrower(capital=50.0, luck={(Luck.REVIEW, CAPITAL_WORD): 0.25}),
        borrower(capital=64.0),
        borrower(capital=50.0, debt=95.0, cash=7.0),
    ],
    ids=["no review", "no gap", "no money"],
)
def test_no_investment(one):
    check(invest, place(one), {}, gives=(0.0, 0.0))


def test_a_plan_that_urges_investment_lowers_the_trigger():
    # 0.2 x (1 - 0.5): at 70 the gap of 0.125 is enough
    assert invest(*place(borrower(capital=70.0), urged=0.5)) == (10.0, 0.0)
    assert invest(*place(borrower(capital=70.0))) == (0.0, 0.0)


def test_an_investment_that_takes_all_there_is():
    # credit 0.6 x (50 + 100) - 83 = 7, free 23: just the 30 wanted
    assert invest(*place(borrower(capital=50.0, debt=83.0))) == (30.0, pytest.approx(7.0))


# research


def test_research_of_the_year_before_the_last_makes_products():
    one, p = row(rnd_before=40.0, product_rate=9.0), row(products_per_firm=0.8, rnd_exponent=0.5)
    check(firm.plan_research, (one, p, 10.0), {"firm.product_rate": 0.8 / 4.0 * 2.0})


def inventor(product_word, landmark_word):
    """A firm of rate 0.7: none up to e^-0.7 = 0.497, one up to 0.844, two up to 0.966."""
    luck = {(Luck.REVIEW, 2): product_word, (Luck.REVIEW, 3): landmark_word}
    return row(product_rate=0.7, products_year=5.0, landmark_year=1.0, luck=luck)


def test_products_and_landmarks():
    p = row(landmark_share=0.4)
    check(firm.innovate_products, (inventor(0.49, 0.0), p), {})
    check(firm.innovate_products, (inventor(0.80, 0.41), p), {"firm.products_year": 6.0})
    changes = {"firm.products_year": 6.0, "firm.landmark_year": 2.0}
    check(firm.innovate_products, (inventor(0.80, 0.39), p), changes)
    # of two products one at least is a landmark with 1 - 0.6^2 = 0.64
    changes = {"firm.products_year": 7.0, "firm.landmark_year": 2.0}
    check(firm.innovate_products, (inventor(0.90, 0.63), p), changes)
    check(firm.innovate_products, (inventor(0.90, 0.65), p), {"firm.products_year": 7.0})
    check(firm.innovate_products, (inventor(0.80, 0.5), row(landmark_share=0.5)), {"firm.products_year": 6.0})
    # where every product is a landmark none is one still
    check(firm.innovate_products, (inventor(0.49, 0.0), row(landmark_share=1.0)), {})


# January


def test_the_year_closes():
    one = row(
        revenue_year=500.0, revenue_last_year=400.0, born=-1, rnd_before=1.0, rnd_last_year=2.0, rnd_year=3.0,
        products_year=4.0, landmark_year=5.0, capital_orders_year=6.0, capital_spending_year=7.0,
        capital_largest_year=8.0, value_added_year=7.0, revenue=9.0,
    )  # fmt: skip
    changes = {"firm.revenue_last_year": 500.0, "firm.revenue_year": 0.0, "firm.rnd_before": 2.0}
    changes |= {"firm.rnd_last_year": 3.0, "firm.rnd_year": 0.0, "firm.products_year": 0.0, "firm.landmark_year": 0.0}
    changes |= {f"firm.capital_{of}_year": 0.0 for of in ("orders", "spending", "largest")}
    changes["firm.value_added_year"] = 0.0
    check(firm.close_year, (one, 4 * 2018), changes)


@pytest.mark.parametrize(
    ("born", "revenue", "kept"),
    [
        (4 * 2017, 500.0, True),
        (4 * 2017 + 3, 500.0, True),
        (4 * 2016 + 3, 500.0, False),
        (4 * 2018, 500.0, False),
        (-1, 0.0, True),
        (-1, 0.5, False),
    ],
)
def test_who_entered_last_year_keeps_its_annual_revenue(born, revenue, kept):
    names = ("rnd_last_year", "rnd_year")
    one = row(revenue_year=revenue, revenue_last_year=400.0, born=born, **dict.fromkeys(names, 0.0))
    for name in ("orders", "spending", "largest"):
        setattr(one, f"capital_{name}_year", 0.0)
    firm.close_year(one, 4 * 2018)
    assert one.revenue_last_year == (400.0 if kept else revenue)
    assert one.revenue_year == 0.0


def test_a_title_is_held_and_recognises():
    one = row(titles=[0, 0], recognised=0, national=0)
    programme = row(number=1, act=2, national=1)
    check(firm.hold_title, (one, programme, 2), {"firm.titles.1": 2, "firm.recognised": 1, "firm.national": 1})
    for act in Act:
        one = row(titles=[0, 0], recognised=0, national=0)
        changes = {"firm.titles.0": 1} | ({} if act == Act.STATUS else {"firm.recognised": 1})
        check(firm.hold_title, (one, row(number=0, act=act, national=0), 1), changes)


def test_who_may_be_recognised_and_is_put_forward():
    programme = row(number=1)
    for active, title, may in ((1, 0, True), (1, 1, False), (1, 2, False), (0, 0, False)):
        check(firm.may_be_recognised, (row(active=active, titles=[1, title]), programme), {}, gives=may)
    made = region()
    made.announced[Lever.SELECTION, 1, 0] = 0.3
    for recognised, push in ((1, 0.3), (0, 0.0)):
        check(firm.push_of_firm, (made, row(industry=1, recognised=recognised)), {}, gives=push)


# markets, event 9


def test_a_growth_shock_is_in_part_taken_back():
    # b = 0.2 / sqrt(1 + 0.4^2) (64/16)^-0.5; e = b ln 0.2 at the draw 0.1, of which 0.6 is carried
    import math

    b = 0.2 / math.sqrt(1.16) * 0.5
    shock = b * math.log(0.2)
    carried = 0.6 * shock + math.log(1.0 - (0.6 * b) ** 2)
    passing = shock + math.log(1.0 - b * b) - carried
    p = row(
        shock_permanent_share=0.6, shock_scale=0.2, shock_reference_revenue=16.0, shock_size_exponent=-0.5,
        shock_cap=0.45,
    )  # fmt: skip
    one = row(revenue_last_year=64.0, share=0.03, transitory=0.05)
    changes = {"firm.share": 0.03 * e(carried + passing - 0.05), "firm.transitory": passing}
    check(firm.take_shock, (one, p, 0.1), changes)


def test_a_firm_wins_share():
    # gain 0.05 + 0.1 x 0.2 = 0.07; d = 0.5 (4 (0.07 - 0.03) - 0.06) = 0.05
    made = region(params=row(local_preference=0.1, price_elasticity=4.0))
    made.announced[Lever.DEMAND, 1, 0] = 0.2
    one = row(gain=0.05, habit=0.06, share=0.03, industry=1, city=0)
    check(firm.effective_gain, (made, one), {}, gives=0.07)
    check(firm.compete, (made, one, 0.03, 0.5), {"firm.habit": 0.11, "firm.share": 0.03 * e(0.05)})


def test_a_firm_sells():
    one, market = (
        row(share=0.03, revenue=1.0, revenue_year=50.0),
        row(nominal=1000.0, local_orders=0.0, region_revenue=7.0),
    )
    # where nobody orders there need be no makers
    changes = {"firm.revenue": 30.0, "firm.revenue_year": 80.0, "market.region_revenue": 37.0}
    check(firm.sell, (one, market, 0.0), changes)
    # a part 0.03/0.25 of the 100 that the region's firms order of its makers
    market.local_orders, market.region_revenue = 100.0, 7.0
    changes = {"firm.revenue": 42.0, "firm.revenue_year": 122.0, "market.region_revenue": 49.0}
    check(firm.sell, (one, market, 0.25), changes)
    market.local_orders = 0.5
    firm.sell(one, market, 0.25)
    assert one.revenue == pytest.approx(30.06, rel=1e-14)


def test_a_firm_operates():
    # 4 x 30/(2 x 1.2) e^(0.1 x 1); 0.25 x 30/1.5; 0.6 x 0.8 x 0.9 x 5; R&D 30 x 0.02 (1 + 0.5 x 0.4)
    made = region(params=row(employment_effect=0.1, rnd_response=0.5), economy=row(productivity_index=1.2, ppi=1.5))
    made.announced[Lever.RND, 1, 0] = 0.4
    one = row(
        revenue=30.0, productivity=2.0, taken_up=1, value_added_share=0.25, energy_base=0.6, energy_kept=0.8,
        rnd_share=0.02, rnd_year=1.0, employment=0.0, value_added=0.0, value_added_year=2.0, energy=0.0,
        industry=1, city=0,
    )  # fmt: skip
    changes = {"firm.employment": 50.0 * e(0.1), "firm.value_added": 5.0, "firm.energy": 0.6 * 0.8 * 0.9 * 5.0}
    check(firm.operate, (made, one, 0.9), changes | {"firm.rnd_year": 1.0 + 0.72, "firm.value_added_year": 7.0})
    changes = {"firm.employment": 0.0, "firm.value_added": 0.0, "firm.energy": 0.0}
    check(firm.idle, (one,), changes)
