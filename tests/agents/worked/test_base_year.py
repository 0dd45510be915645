"""What a firm of the base population is at the end of the base year, by hand."""

import math
from statistics import NormalDist

import pytest

from clustercast.agents.draws import Draws, Stream
from clustercast.agents.firm import base_year, traits
from tests.small_region import check, draws_of, e, row

TWO_UP, ONE_UP, MIDDLE, ONE_DOWN, TWO_DOWN = map(NormalDist().cdf, (2.0, 1.0, 0.0, -1.0, -2.0))
"""Uniform draws at so many standard deviations of a normal number."""
DRAWS = Draws(1, 2, 8068)
UNKNOWN = math.nan


def block(stream, drawn, time=0):
    """The words of a block of firm 7."""
    return {(stream, 7, time, word): u for word, u in enumerate(drawn)}


# by its draws


@pytest.mark.parametrize(
    ("of_margin", "of_gap", "of_credit", "margin", "gap", "borrows"),
    [
        # a year to the trigger of 0.2 and two of waiting: evenly up to a third, then 0.2 + 0.4 ln(2/3 / (1 - u))
        (TWO_UP, 1.0 / 6.0, 0.59, 0.05 + 0.06, 0.1, 1.0),
        (ONE_DOWN, 2.0 / 3.0, 0.59, 0.05 - 0.03, 0.2 + 0.4 * math.log(2.0), 1.0),
        (TWO_DOWN, 1.0 / 6.0, 0.6, 0.0, 0.1, 0.0),
        (ONE_UP, 1.0 / 6.0, 0.61, 0.05 + 0.03, 0.1, 0.0),
    ],
)
def test_a_firm_is_described(monkeypatch, of_margin, of_gap, of_credit, margin, gap, borrows):
    # 50 e^(0.4 x 2); 1000/that; 0.8 e^(0.35 x 0.5); 0.2 x 1.5 e^(-0.6 x 1.5); 0.02 e^(0.5 (-2.5 - 0.5/2))
    # capital 0.4 x 1000 e^-0.15 (1 - gap); debt 0.6 of assets, that and 0.9 - 0.4 of revenue, at most, 0.7 of it drawn
    character = block(Stream.BASE_CHARACTER, map(NormalDist().cdf, (2.0, 0.5, -1.5, -2.5)))
    draws_of(monkeypatch, base_year, character | block(Stream.BASE_FINANCE, (of_margin, of_gap, of_credit, 0.7)))
    tastes = block(Stream.BASE_TASTE, (0.3,) * 4) | block(Stream.BASE_SHOCK, (TWO_UP,) * 4)
    draws_of(monkeypatch, traits, tastes)
    p = row(
        revenue_per_worker=50.0, revenue_per_worker_log_sd=0.4, hurdle_median=0.8, hurdle_log_sd=0.35,
        energy_intensity_base=0.2, energy_intensity_log_sd=0.6, rnd_share_mean=0.02, rnd_share_log_sd=0.5,
        margin_mean=0.05, margin_sd=0.03, depreciation=0.05, investment_gap=0.2, review_rate=1.0 / 8.5,
        capital_share=0.4, cash_share=0.1, share_with_credit=0.6, leverage_limit=0.6, assets_to_revenue=0.9,
        benefit_log_sd=0.5,
    )  # fmt: skip
    capital = 400.0 * e(-0.15) * (1.0 - gap)
    changes = {
        "productivity": 50.0 * e(0.8), "employment": 20.0 * e(-0.8), "hurdle": 0.8 * e(0.175),
        "energy_base": 0.3 * e(-0.9), "rnd_share": 0.02 * e(-1.375), "value_added_share": 0.25, "energy_kept": 1.0,
        "margin": margin, "capital": capital, "cash": 100.0, "borrows": borrows,
        "debt": borrows * 0.6 * (capital + 500.0) * 0.7,
    }  # fmt: skip
    firm = row(entity=7, revenue_last_year=1000.0, **dict.fromkeys(changes, -9.0))
    firm.upgrades = [row(taste=-9.0, log_shock=-9.0)]
    changes |= {"upgrades.0.taste": 0.3, "upgrades.0.log_shock": 1.0}
    given = (firm, p, row(energy_factor=1.5, value_added_share=0.25), 0.15, DRAWS)
    check(base_year.describe, given, {f"firm.{name}": value for name, value in changes.items()})


def test_a_firm_s_tastes(monkeypatch):
    # four upgrades are one block of either stream
    sds = (2.0, 0.0, -2.0, 1.0, -1.0, 2.0, 0.0, 1.0, -2.0)
    of_sd = {2.0: TWO_UP, 1.0: ONE_UP, 0.0: MIDDLE, -1.0: ONE_DOWN, -2.0: TWO_DOWN}
    tastes = {(Stream.BASE_TASTE, 7, k // 4, k % 4): 0.10 + 0.01 * k for k in range(12)}
    shocks = {(Stream.BASE_SHOCK, 7, k // 4, k % 4): of_sd[z] for k, z in enumerate((*sds, 0.0, 0.0, 0.0))}
    draws_of(monkeypatch, traits, tastes | shocks)
    firm = row(entity=7, upgrades=[row(taste=-9.0, log_shock=-9.0) for _ in range(9)])
    changes = {f"firm.upgrades.{k}.taste": 0.10 + 0.01 * k for k in range(9)}
    changes |= {f"firm.upgrades.{k}.log_shock": 0.5 * z for k, z in enumerate(sds)}
    given = (firm, row(benefit_log_sd=0.5), DRAWS, Stream.BASE_TASTE, Stream.BASE_SHOCK)
    check(traits.give_tastes, given, changes)


# by a register


@pytest.mark.parametrize(("value", "known"), [(0.0, True), (-1.0, True), (3.5, True), (UNKNOWN, False)])
def test_a_nan_is_not_known(value, known):
    assert base_year.is_known(value) is known


@pytest.mark.parametrize(
    ("capital", "cash", "debt", "rnd", "energy", "changes"),
    [
        (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, {}),
        (70.0, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, {"capital": 70.0}),
        (UNKNOWN, 80.0, UNKNOWN, UNKNOWN, UNKNOWN, {"cash": 80.0}),
        (UNKNOWN, UNKNOWN, 0.0, UNKNOWN, UNKNOWN, {"debt": 0.0}),
        (UNKNOWN, UNKNOWN, -1.0, UNKNOWN, UNKNOWN, {"debt": -1.0}),
        (UNKNOWN, UNKNOWN, 0.5, UNKNOWN, UNKNOWN, {"debt": 0.5, "borrows": 1.0}),
        (UNKNOWN, UNKNOWN, UNKNOWN, 30.0, UNKNOWN, {"rnd_share": 0.03}),
        (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, 50.0, {"energy_base": 0.2}),
    ],
)
def test_what_a_register_knows_replaces_what_was_drawn(capital, cash, debt, rnd, energy, changes):
    # 1000/40 of revenue an employee; 30/1000; 50/(0.25 x 1000)
    firm = row(
        number=3, revenue_last_year=1000.0, value_added_share=0.25, employment=9.0, productivity=9.0, capital=9.0,
        cash=9.0, debt=9.0, borrows=0.0, rnd_share=9.0, energy_base=9.0,
    )  # fmt: skip
    changes = {f"firm.{name}": value for name, value in ({"employment": 40.0, "productivity": 25.0} | changes).items()}
    known = {(trait, 3): value for trait, value in enumerate((40.0, capital, cash, debt, rnd, energy))}
    check(lambda firm: base_year.give_known_traits(firm, known), (firm,), changes)


RAMP = {f"firm.ramping_{name}.{place}": 0.0 for name in ("gain", "saving") for place in range(5)}
SETTLED = {"firm.gain_settled": 0.0, "firm.saving_settled": 0.0}


@pytest.mark.parametrize(
    ("before", "level", "units", "changes"),
    [
        # in proportion; 3 x 50/1000 and 3 x 20 of robots where there were none, nothing of levels
        (4, 6, True, {"held.gain_held": 0.3, "held.saving_held": 12.0, **RAMP, **SETTLED}),
        (1, 2, False, {"held.gain_held": 0.4, "held.saving_held": 16.0, **RAMP, **SETTLED}),
        (4, 0, True, {"held.gain_held": 0.0, "held.saving_held": 0.0, **RAMP, **SETTLED}),
        (0, 3, True, {"held.gain_held": 0.15, "held.saving_held": 60.0, **RAMP, **SETTLED}),
        (0, 1, False, {**RAMP, **SETTLED}),
        (4, 4, True, {}),
        (0, 0, False, {}),
    ],
)
def test_gains_go_with_what_is_held(before, level, units, changes):
    firm = row(
        revenue_last_year=1000.0, ramping_gain=[0.1] * 5, ramping_saving=[4.0] * 5, gain_settled=0.5,
        saving_settled=30.0,
    )  # fmt: skip
    held = row(level=before, gain_held=0.2, saving_held=8.0)
    check(base_year.keep_gains, (firm, held, level, 50.0, 20.0, units), changes)


EMPTY_BOOK = {"pending": 0, "delivered": 0, "by_grant": 0, "pending_cost": 0, "pending_saving": 0, "pending_gain": 0}


@pytest.mark.parametrize(
    ("before", "level", "fresh", "changes"),
    [
        (0, 1, True, {"first_year": 1, "second_year": 0, "added_year": 1, "aware": 1}),
        (0, 2, True, {"first_year": 0, "second_year": 1, "added_year": 1, "aware": 1}),
        (0, 3, True, {"first_year": 0, "second_year": 0, "added_year": 1, "aware": 1}),
        (0, 1, False, {"first_year": 0, "second_year": 0, "added_year": 0, "aware": 1}),
        (3, 2, False, {"first_year": 0, "second_year": 0, "added_year": 0, "aware": 1}),
        (2, 0, True, {"first_year": 0, "second_year": 0, "added_year": 0}),
        (2, 2, True, {"aware": 1}),
    ],
)
def test_a_level_is_held_and_nothing_is_on_order(before, level, fresh, changes):
    held = row(
        level=before, base_level=9, aware=0, pending=2, delivered=1, by_grant=1, pending_cost=3.0, pending_saving=2.0,
        pending_gain=1.0, first_year=7, second_year=8, added_year=9,
    )  # fmt: skip
    changes = EMPTY_BOOK | {"base_level": level} | ({"level": level} if level != before else {}) | changes
    check(base_year.set_level, (held, level, fresh), {f"held.{name}": value for name, value in changes.items()})


@pytest.mark.parametrize(
    ("level", "profile", "vintages", "added", "first_year"),
    [
        # robots at 1/8, 3/8, 5/8 and 7/8 of the region's are 0, 2, 4 and 5 quarters old in quarter 8072, place 2 of six
        (4, [0.125, 0.25, 0.5, 0.5, 0.75, 0.8], [1, 0, 1, 1, 1, 0], 2, 0),
        # 1, 3, 3 and 3 quarters
        (4, [0.0, 0.2, 0.2, 1.0, 1.0, 1.0], [0, 1, 0, 0, 0, 3], 4, 1),
        (1, [0.0, 0.0, 0.0, 0.0, 1.0, 1.0], [0, 0, 0, 0, 1, 0], 0, 0),
        (1, [1.0] * 6, [0, 0, 1, 0, 0, 0], 1, 1),
        (0, [1.0] * 6, [0] * 6, 0, 0),
    ],
)
def test_robots_have_the_ages_of_the_region_s(level, profile, vintages, added, first_year):
    firm = row(vintages=[9] * 6)
    held = row(level=level, added_year=9, first_year=9, second_year=9)
    changes = {f"firm.vintages.{place}": robots for place, robots in enumerate(vintages)}
    changes |= {"held.added_year": added, "held.first_year": first_year, "held.second_year": 0}
    check(base_year.spread_vintages, (firm, held, profile, 0.5, 8072), changes)


# the books


def test_sales_are_opened():
    # 1000 of the 4 x 5000 of the market
    firm = row(revenue_last_year=1000.0, share=0.0, habit=0.0, revenue_year=0.0, revenue=0.0)
    changes = {"firm.share": 0.05, "firm.habit": -0.03, "firm.revenue_year": 1000.0, "firm.revenue": 250.0}
    check(base_year.open_sales, (firm, row(base_quarter=5000.0), 0.03), changes)


def test_research_is_opened():
    firm = row(revenue_last_year=1000.0, rnd_share=0.02, rnd_year=0.0, rnd_last_year=0.0, rnd_before=0.0)
    changes = {"firm.rnd_year": 20.0, "firm.rnd_last_year": 20.0, "firm.rnd_before": 20.0}
    check(base_year.open_research, (firm,), changes, gives=20.0)


def test_gains_are_counted_from_the_base_year_on():
    firm = row(
        upgrades=[row(level=3, base_level=9, added=4), row(level=0, base_level=9, added=5)], taken_up=1,
        gain_settled=0.5, saving_settled=9.0, gain=0.4, saving=8.0, energy_kept=0.9,
    )  # fmt: skip
    changes = {
        "firm.upgrades.0.base_level": 3, "firm.upgrades.0.added": 0, "firm.upgrades.1.base_level": 0,
        "firm.upgrades.1.added": 0, "firm.taken_up": 0, "firm.gain_settled": -0.02, "firm.saving_settled": -6.0,
        "firm.gain": 0.0, "firm.saving": 0.0, "firm.energy_kept": 1.0,
    }  # fmt: skip
    check(base_year.count_from_here, (firm, 0.02, 6.0), changes)


CLOSED = {
    # 4 x 0.8/4 (40/10)^0.5, a quarter of them landmarks; 0.25 x 300; 0.6 x 75
    "products_year": 1.6, "landmark_year": 0.4, "value_added": 75.0, "energy": 45.0,
}  # fmt: skip


def closed(growth, depreciation, draw, changes, monkeypatch, revenue=1024.0, threshold=48.0):
    """Close the base year of a firm with a capital of 384 that draws ``draw``."""
    p = row(
        products_per_firm=0.8, rnd_exponent=0.5, landmark_share=0.25, depreciation=depreciation, capital_share=0.5,
        investment_gap=0.25, review_rate=0.4, fai_multiple=4.0, project_threshold=threshold,
    )  # fmt: skip
    draws_of(monkeypatch, base_year, {(Stream.BASE_FINANCE, 11, 1, 0): draw})
    firm = row(
        entity=11, revenue_year=revenue, revenue_last_year=9.0, rnd_before=40.0, products_year=9.0, landmark_year=9.0,
        capital=384.0, capital_spending_year=0.0, capital_largest_year=0.0, capital_orders_year=0.0, revenue=300.0,
        value_added_share=0.25, energy_base=0.6, value_added=9.0, value_added_year=9.0, energy=9.0,
    )  # fmt: skip
    changes = CLOSED | {"value_added_year": 0.25 * revenue} | changes
    changes = {f"firm.{name}": value for name, value in changes.items()}
    check(base_year.close_base_year, (firm, p, 10.0, growth, DRAWS), changes)


# a drift of 0.25 buys 96 a year, half of the order of (0.25 + 0.25 x 0.5) x 0.5 x 1024
ORDER = {"revenue_last_year": 1024.0, "capital_spending_year": 48.0, "capital_largest_year": 192.0}


@pytest.mark.parametrize(
    ("draw", "threshold", "changes"),
    [
        (0.49, 48.0, ORDER | {"capital_orders_year": 1.0}),
        (0.49, 48.5, ORDER),
        (0.49, 47.5, ORDER | {"capital_orders_year": 1.0}),
        (0.5, 48.0, {"revenue_last_year": 1024.0}),
        (0.51, 48.0, {"revenue_last_year": 1024.0}),
    ],
)
def test_the_base_year_is_closed(monkeypatch, draw, threshold, changes):
    closed(0.0, 0.25, draw, changes, monkeypatch, threshold=threshold)


@pytest.mark.parametrize(("draw", "invests"), [(0.96, True), (0.97, False)])
def test_growth_is_taken_off_last_year_and_widens_the_gap(monkeypatch, draw, invests):
    # a drift of 0.5 buys 192 a year, 0.963 of the order of (0.25 + 0.5 x 0.5) x 0.5 of last year's revenue
    last = 1024.0 * e(-0.25)
    order = 0.25 * last
    spent = {"capital_spending_year": order / 4.0, "capital_largest_year": order, "capital_orders_year": 1.0}
    closed(0.25, 0.25, draw, {"revenue_last_year": last} | (spent if invests else {}), monkeypatch)


def test_a_small_firm_places_a_small_order(monkeypatch):
    # 0.375 x 0.5 x 2
    spent = {"capital_spending_year": 0.375 / 4.0, "capital_largest_year": 0.375}
    closed(0.0, 0.25, 0.49, {"revenue_last_year": 2.0} | spent, monkeypatch, revenue=2.0)


def test_who_sells_nothing_invests_nothing(monkeypatch):
    closed(0.0, 0.25, 0.0, {"revenue_last_year": 0.0}, monkeypatch, revenue=0.0)
