"""Event 9 and January for three firms, by hand: markets, accounts, research, places, the turn of the year."""

import pytest

from clustercast.agents.draws import CAPITAL_WORD, Draws, Stream
from clustercast.agents.lengths import Luck
from clustercast.model.events import accounts, innovate, markets, organisations, turn_of_year
from clustercast.scenarios.numbers import Lever
from tests.small_region import check, draws_of, e, near, region, row

JANUARY, APRIL = 4 * 2018, 4 * 2018 + 1


# event 9: A and B share a market with the outside, C has left it


def market_region():
    """Gains of 0.06 (0.05 and a preference of 0.1 x 0.1), 0.0 and, outside, 0.02; the habits are the gains'."""
    traits = {
        "industry": 0, "city": 0, "transitory": 0.0, "revenue": 9.0, "revenue_year": 100.0, "revenue_last_year": 16.0,
        "employment": 9.0, "value_added": 9.0, "value_added_year": 3.0, "energy": 9.0, "productivity": 2.0,
        "taken_up": 0, "value_added_share": 0.25,
        "energy_base": 0.6, "energy_kept": 1.0, "rnd_share": 0.02, "rnd_year": 1.0,
    }  # fmt: skip
    each = [(0.05, 0.03, 0.01, 1), (-0.01, 0.008, 0.0, 1), (0.5, 0.9, 0.0, 0)]
    firms = [
        row(number=number, entity=900 + number, gain=gain, share=share, habit=habit, active=active, **traits)
        for number, (gain, share, habit, active) in enumerate(each)
    ]
    made = region(
        firms=firms, stance=row(first_year=2017), economy=row(productivity_index=1.0, ppi=1.25),
        markets=[
            row(
                number=0, share_out=0.962, gain_out=0.02, mean_gain=9.0, habit_out=0.002, nominal=1000.0,
                local_orders=10.0, region_revenue=9.0, outside_revenue=9.0,
            ),
            row(number=1, share_out=0.0, gain_out=0.02, mean_gain=9.0, habit_out=0.0, nominal=50.0, local_orders=0.0,
                region_revenue=9.0, outside_revenue=9.0),
        ],
        params=row(
            local_preference=0.1, price_elasticity=4.0, adjustment_rate=0.5, energy_decline=0.04, employment_effect=0.0,
            rnd_response=0.0, shock_permanent_share=1.0, shock_scale=0.2, shock_reference_revenue=16.0,
            shock_size_exponent=-0.5, shock_cap=0.45,
        ),
    )  # fmt: skip
    made.announced[Lever.DEMAND, 0, 0] = 0.1
    return made


GAINS, HABITS = (0.06, 0.0, 0.02), (0.01, 0.0, 0.002)


def cleared(shares, nominal=1000.0, orders=10.0):
    """Shares, habits and revenues of A, B and the outside, from ``d = (1 - e^(-1/8)) (4 (x - xbar) - h)``."""
    mean = sum(share * gain for share, gain in zip(shares, GAINS, strict=True)) / sum(shares)
    steps = [(1.0 - e(-0.125)) * (4.0 * (gain - mean) - habit) for gain, habit in zip(GAINS, HABITS, strict=True)]
    grown = [share * e(step) for share, step in zip(shares, steps, strict=True)]
    after = [share / sum(grown) for share in grown]
    makers = after[0] + after[1]
    revenues = [share * nominal + share / makers * orders for share in after[:2]]
    return mean, after, [habit + step for habit, step in zip(HABITS, steps, strict=True)], revenues


def market_changes(shares, left=0.98):
    """What clearing the market changes; ``left`` of energy intensity."""
    mean, after, habits, revenues = cleared(shares)
    changes = {}
    for number, (share, habit, revenue) in enumerate(zip(after, habits, revenues, strict=False)):
        at = f"region.firms.{number}."
        changes |= {
            f"{at}share": share, f"{at}habit": habit, f"{at}revenue": revenue, f"{at}revenue_year": 100.0 + revenue,
            f"{at}employment": 2.0 * revenue, f"{at}value_added": 0.2 * revenue,
            f"{at}value_added_year": 3.0 + 0.2 * revenue,
            f"{at}energy": 0.6 * left * 0.2 * revenue, f"{at}rnd_year": 1.0 + 0.02 * revenue,
        }  # fmt: skip
    changes |= {f"region.firms.2.{name}": 0.0 for name in ("revenue", "employment", "value_added", "energy")}
    at = "region.markets."
    return changes | {
        f"{at}0.mean_gain": mean, f"{at}0.share_out": after[2], f"{at}0.habit_out": habits[2],
        f"{at}0.region_revenue": sum(revenues), f"{at}0.outside_revenue": 1000.0 - sum(revenues),
        f"{at}1.mean_gain": 0.0,
        f"{at}1.habit_out": (1.0 - e(-0.125)) * 0.08, f"{at}1.region_revenue": 0.0, f"{at}1.outside_revenue": 50.0,
    }  # fmt: skip


def test_a_market_clears():
    # the second quarter of 2018: 1.5 years of decline at 0.04 a year
    made, changes = market_region(), market_changes((0.03, 0.008, 0.962), left=e(-0.06))
    check(markets.clear_markets, (made, Draws(1, 2, APRIL)), changes)


def test_a_market_in_january(monkeypatch):
    # a wholly permanent shock of b = 0.2: e^(b ln 0.2) (1 - b^2) for A, nothing but the correction for B
    draws_of(monkeypatch, markets, {(Stream.GROWTH, 900, 2018, 0): 0.1, (Stream.GROWTH, 901, 2018, 0): 0.5})
    shaken = 0.03 * 0.2**0.2 * 0.96, 0.008 * 0.96
    _, after, habits, revenues = january(shaken)
    made = market_region()
    markets.clear_markets(made, Draws(1, 2, JANUARY))
    assert [firm.share for firm in made.firms[:2]] == [near(share) for share in after[:2]]
    assert [firm.habit for firm in made.firms[:2]] == [near(habit) for habit in habits[:2]]
    assert [firm.revenue for firm in made.firms] == [*map(near, revenues), 0.0]
    assert made.firms[2].share == 0.9


def january(shaken):
    """The mean gain is that before the shock."""
    mean = sum(share * gain for share, gain in zip((0.03, 0.008, 0.962), GAINS, strict=True))
    steps = [(1.0 - e(-0.125)) * (4.0 * (gain - mean) - habit) for gain, habit in zip(GAINS, HABITS, strict=True)]
    grown = [share * e(step) for share, step in zip((*shaken, 0.962), steps, strict=True)]
    after = [share / sum(grown) for share in grown]
    revenues = [share * 1000.0 + share / (after[0] + after[1]) * 10.0 for share in after[:2]]
    return mean, after, [habit + step for habit, step in zip(HABITS, steps, strict=True)], revenues


# event 9, continued


def accounting_region():
    """A has debt and invests, B pays out, C has left.  Labour costs 2 a quarter, capital loses nothing."""
    traits = {
        "industry": 0, "city": 0, "value_added_share": 0.25, "margin": 0.1, "saving": 0.0, "borrows": 1.0,
        "revenue_last_year": 400.0, "capital_spending_year": 0.0, "capital_largest_year": 0.0,
        "capital_orders_year": 0.0,
        "renewed": 0,
    }  # fmt: skip
    each = [
        {
            "active": 1,
            "revenue": 100.0,
            "employment": 10.0,
            "capital": 120.0,
            "cash": 20.0,
            "debt": 48.0,
            "review": 0.0,
        },
        {"active": 1, "revenue": 60.0, "employment": 5.0, "capital": 160.0, "cash": 50.0, "debt": 0.0, "review": 0.0},
        {"active": 0, "revenue": 9.0, "employment": 9.0, "capital": 9.0, "cash": 9.0, "debt": 9.0, "review": 0.0},
    ]
    firms = [row(**one, luck={(Luck.REVIEW, CAPITAL_WORD): one["review"]}, **traits) for one in each]
    made = region(
        firms=firms, bank=row(loans=500.0, guaranteed=24.0), governments=[row(outlay_year=1.0)],
        economy=row(wage=4.0, loan_rate=0.03, shift_credit=1.0),
        params=row(
            social_insurance=1.0, depreciation=0.0, tax_rate=0.08, loan_premium=0.02, interest_subsidy_points=0.04,
            loan_life_quarters=12.0, cash_share=0.1, payout_share=0.5, review_rate=0.25, investment_gap=0.4,
            capital_share=0.4, assets_to_revenue=0.4, leverage_limit=0.5, fai_multiple=2.0, project_threshold=50.0,
            wage_reserve=6.0,
        ),
    )  # fmt: skip
    made.announced[Lever.CREDIT, 0, 0] = 0.5
    made.announced[Lever.INVESTMENT, 0, 0] = 0.5
    return made


def test_a_quarter_s_money():
    """Both kept a tenth of sales.  A: 20 + 10 + 48 (0.02 - 0.05)/4 - 4; B: 50 + 6, half of what exceeds 24 paid out.

    The trigger of 0.4 x (1 - 0.5) is reached by A alone: it wants 40, has 12.31 beyond two months of ten wages, and
    borrows the rest; 0.5 x 120 - 44 = 16 is too little credit, so nothing comes of it.
    """
    made = accounting_region()
    interest, subsidy = 48.0 * 0.05 / 4.0, 48.0 * 0.04 * 0.5 / 4.0
    cash = 30.0 + subsidy - interest - 4.0
    changes = {
        "region.firms.0.cash": cash, "region.firms.0.debt": 44.0, "region.firms.1.cash": 56.0 - 16.0,
        "region.bank.loans": 496.0, "region.bank.guaranteed": 22.0, "region.governments.0.outlay_year": 1.0 + subsidy,
        "region.flows.5.0": 160.0, "region.flows.0.3": 30.0 + 16.0, "region.flows.0.4": 0.08 * 0.25 * 160.0,
        "region.flows.0.5": 160.0 - 30.0 - 3.2 - 16.0, "region.flows.6.0": subsidy, "region.flows.0.2": interest + 4.0,
    }  # fmt: skip
    paid = {payee: changes[f"region.flows.0.{payee}"] for payee in (2, 3, 4)}
    changes |= {f"region.balances.{payee}": amount for payee, amount in paid.items()}
    changes |= {"region.balances.6": -subsidy, "region.balances.5": changes["region.flows.0.5"] - 160.0}
    changes["region.balances.0"] = 160.0 + subsidy - sum(paid.values()) - changes["region.flows.0.5"]
    check_loosely(accounts.keep_accounts, made, changes)


def test_a_quarter_s_investment():
    # with leverage 0.6 the credit of 0.6 x 120 - 44 is enough; 40/2 of equipment is below the threshold of a project
    made = accounting_region()
    made.params.leverage_limit = 0.6
    accounts.keep_accounts(made)
    cash = 30.0 + 0.24 - 0.6 - 4.0
    free = cash - 10.0 * 4.0 * 2.0 / 6.0
    firm = made.firms[0]
    assert (firm.capital, firm.capital_spending_year, firm.capital_orders_year, firm.renewed) == (160.0, 20.0, 0.0, 1)
    assert (firm.cash, firm.debt) == (near(cash - free), near(44.0 + 40.0 - free))
    assert made.bank.loans == near(496.0 + 40.0 - free)
    assert (made.flows[2, 0], made.flows[0, 5]) == (near(40.0 - free), near(160.0 - 30.0 - 3.2 - 16.0 + 40.0))
    assert made.firms[1].capital == 160.0


def check_loosely(event, made, changes):
    """As ``check``, to 1e-9: sums of money in another order differ in the last digits."""
    from tests.small_region import picture

    before = picture(["region"], [made])
    event(made)
    after = picture(["region"], [made])
    changed = {path: value for path, value in after.items() if value != before[path]}
    assert changed == {path: pytest.approx(value, rel=1e-9) for path, value in changes.items()}


# January, research, places


def test_the_year_turns():
    firm = row(
        revenue_year=500.0, revenue_last_year=400.0, born=-1, rnd_before=1.0, rnd_last_year=2.0, rnd_year=3.0,
        products_year=4.0, landmark_year=5.0, capital_orders_year=6.0, capital_spending_year=7.0,
        capital_largest_year=8.0, value_added_year=9.0,
        titles=[2, 1, 0], upgrades=[row(added_year=3, first_year=1, second_year=1, added=7)],
    )  # fmt: skip
    programme = row(
        applicants=0.0, award_rate=0.9, awarded=1.0, lapsed=2.0, outlay_year=3.0, quota_left=4.0, budget_left=5.0,
        capacity=20.0, budget=500.0,
    )  # fmt: skip
    taken_up = [row(added_year=1.0, users_added_year=2.0, added=3.0)]
    cell = row(upgrades=taken_up, titles=[0.3] * 3, titles_year=[0.1] * 3)
    made = region(
        firms=[firm], cells=[cell],
        organisations=[row(titles=[1, 2, 2])], governments=[row(outlay_year=5.0), row(outlay_year=6.0)],
        upgrades=[row()],
        programmes=[row(**vars(programme)) for _ in range(3)], params=row(first_belief_weight=10.0, first_belief=0.4),
        economy=row(entered_year=3.0, left_phased_year=2.0),
    )  # fmt: skip
    changes = {"revenue_last_year": 500.0, "rnd_before": 2.0, "rnd_last_year": 3.0, "titles.0": 1}
    zeroed = [
        "revenue_year",
        "rnd_year",
        "products_year",
        "landmark_year",
        "capital_orders_year",
        "capital_spending_year",
    ]
    zeroed += [
        "capital_largest_year",
        "value_added_year",
        *(f"upgrades.0.{name}_year" for name in ("added", "first", "second")),
    ]
    changes |= dict.fromkeys(zeroed, 0)
    changes = {f"region.firms.0.{name}": value for name, value in changes.items()}
    changes |= {f"region.cells.0.upgrades.0.{name}_year": 0.0 for name in ("added", "users_added")}
    changes |= {f"region.cells.0.titles_year.{g}": 0.0 for g in range(3)}
    changes |= {"region.organisations.0.titles.1": 1, "region.organisations.0.titles.2": 1}
    changes |= {f"region.governments.{v}.outlay_year": 0.0 for v in (0, 1)}
    changes |= {"region.economy.entered_year": 0.0, "region.economy.left_phased_year": 0.0}
    for g in range(3):
        again = {"awarded": 0.0, "lapsed": 0.0, "outlay_year": 0.0, "quota_left": 20.0, "budget_left": 500.0}
        changes |= {f"region.programmes.{g}.{name}": value for name, value in again.items()}
    check(turn_of_year.turn_of_year, (made, JANUARY), changes)


def test_research_makes_products_and_its_rate_moves_in_january():
    def made():
        luck = {(Luck.REVIEW, 2): 0.49, (Luck.REVIEW, 3): 0.9}
        each = [(40.0, 1), (10.0, 1), (40.0, 0)]
        firms = [
            row(rnd_before=rnd, active=active, product_rate=0.8, products_year=0.0, landmark_year=0.0, luck=luck)
            for rnd, active in each
        ]
        terms = row(products_per_firm=1.2, rnd_exponent=0.5, landmark_share=0.4)
        return region(firms=firms, params=terms, economy=row(mean_rnd=10.0))

    # rates of 0.6 and 0.3 in January; none up to e^-0.6 = 0.549, and up to e^-0.8 = 0.449 at the old rate
    changes = {f"region.firms.{number}.product_rate": rate for number, rate in enumerate((0.6, 0.3, 0.6))}
    check(innovate.innovate, (made(), JANUARY), changes)
    check(innovate.innovate, (made(), APRIL), {f"region.firms.{number}.products_year": 1.0 for number in (0, 1)})


def test_revenue_earned_in_places():
    def made(*weights):
        firms = [
            row(active=active, city=city, revenue_year=revenue)
            for active, city, revenue in ((1, 0, 100.0), (1, 1, 40.0), (0, 1, 7.0))
        ]
        bodies = [
            row(city=city, weight=weight, revenue_year=9.0)
            for city, weight in zip((1.0, 0.0, -1.0), weights, strict=True)
        ]
        return region(towns=2, firms=firms, organisations=bodies)

    changes = {f"region.organisations.{number}.revenue_year": value for number, value in enumerate((20.0, 25.0, 14.0))}
    check(organisations.add_up_organisations, (made(0.5, 0.25, 0.1),), changes)
    check(organisations.add_up_organisations, (made(0.0, 0.0, 0.0),), {})
