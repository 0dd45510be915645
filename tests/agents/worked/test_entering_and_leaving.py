"""Firms that enter and leave, by hand."""

import pytest

from clustercast.agents.draws import Draws, Stream
from clustercast.agents.firm import founding, leaving, traits
from clustercast.scenarios.numbers import Form
from tests.small_region import check, draws_of, e, region, row

MIDDLE, UP, ONE_UP, ONE_DOWN = 0.5, 0.9772498680518208, 0.8413447460685429, 0.15865525393145707
"""Uniform draws at the middle, two standard deviations above, one above and one below."""
DRAWS = Draws(1, 2, 8072)

# entry

TERMS = {
    "threshold_revenue": 2000.0, "entry_log_excess": 0.5, "revenue_per_worker": 50.0, "revenue_per_worker_log_sd": 0.4,
    "hurdle_median": 0.8, "hurdle_log_sd": 0.35, "energy_intensity_base": 0.2, "energy_intensity_log_sd": 0.6,
    "rnd_share_mean": 0.02, "rnd_share_log_sd": 0.5, "margin_mean": 0.05, "margin_sd": 0.03, "share_with_credit": 0.6,
    "capital_share": 0.4, "cash_share": 0.1, "benefit_log_sd": 0.5,
}  # fmt: skip
TRAITS = (
    "entity active cluster industry chain city group born share revenue_last_year gain_settled gain productivity "
    "employment capability hurdle energy_base energy_kept value_added_share rnd_share margin borrows capital cash"
)


def blank(upgrades):
    """A slot of a firm in which nothing is right yet."""
    held = [row(taste=-9.0, log_shock=-9.0, aware=-9, level=0) for _ in range(upgrades)]
    return row(**dict.fromkeys(TRAITS.split(), -9.0), upgrades=held)


def entry_region(nominal=40_000.0, outside=0.9):
    """A region whose second industry has a market of CNY 400m a quarter."""
    industries = [row(energy_factor=9.0, value_added_share=9.0), row(energy_factor=1.5, value_added_share=0.25)]
    markets = [row(nominal=9.0, share_out=9.0, mean_gain=9.0)]
    markets.append(row(nominal=nominal, share_out=outside, mean_gain=0.03))
    return region(
        params=row(**TERMS), industries=industries, markets=markets, economy=row(productivity_index=1.25)
    )  # fmt: skip


CLUSTER = row(number=4, industry=1, chain=2, cities=[5, 6, 7], n_cities=3)
FIRST_BLOCK = {(Stream.ENTRANT, 900, 0, word): drawn for word, drawn in enumerate((0.25, UP, ONE_UP, 0.4))}


def entrant_draws(monkeypatch, last, upgrades, margin=UP):
    """Draws of entrant 900, whose upgrades' tastes are 0.10, 0.11 ... and whose shocks are of two kinds."""
    second = {(Stream.ENTRANT, 900, 1, word): drawn for word, drawn in enumerate((ONE_DOWN, MIDDLE, margin, last))}
    tastes = {(Stream.ENTRANT_TASTE, 900, k // 4, k % 4): 0.10 + 0.01 * k for k in range(4 * -(-upgrades // 4))}
    shocks = {(Stream.ENTRANT_SHOCK, *key[1:]): UP if key[-1] else MIDDLE for key in tastes}
    for module in (founding, traits):
        draws_of(monkeypatch, module, FIRST_BLOCK | second | tastes | shocks)


def entrant(borrows, margin=0.11):
    """Annual revenue 2000 x 0.25^-0.5; revenue per employee 50 e^0.8 x 1.25; second city at 0.4 of three."""
    return {
        "entity": 900.0, "active": 1.0, "cluster": 4.0, "industry": 1.0, "chain": 2.0, "city": 6.0, "group": -1.0,
        "born": 8072.0, "share": 4000.0 / 160_000.0, "revenue_last_year": 4000.0, "gain_settled": 0.03, "gain": 0.03,
        "productivity": 50.0 * e(0.8), "employment": 4000.0 / (50.0 * e(0.8) * 1.25), "capability": 3.4,
        "hurdle": 0.8 * e(0.35), "energy_base": 0.3 * e(-0.6), "energy_kept": 1.0, "value_added_share": 0.25,
        "rnd_share": 0.02 * e(0.5 * (0.0 - 0.25)), "margin": margin, "borrows": borrows, "capital": 1600.0,
        "cash": 400.0,
    }  # fmt: skip


@pytest.mark.parametrize(("last", "borrows", "upgrades"), [(0.59, 1.0, 3), (0.60, 0.0, 4), (0.61, 0.0, 5)])
def test_an_entrant_is_founded(monkeypatch, last, borrows, upgrades):
    entrant_draws(monkeypatch, last, upgrades)
    made = entry_region()
    changes = {f"firm.{name}": value for name, value in entrant(borrows).items()}
    for k in range(upgrades):
        changes[f"firm.upgrades.{k}.taste"] = 0.10 + 0.01 * k
        changes[f"firm.upgrades.{k}.log_shock"] = 1.0 if k % 4 else 0.0
    changes |= {"region.markets.1.share_out": 0.875, "region.flows.5.0": 400.0}
    changes |= {"region.balances.0": 400.0, "region.balances.5": -400.0}
    check(founding.found, (made, blank(upgrades), CLUSTER, 900, DRAWS), changes)


def test_an_entrant_s_margin_is_not_negative(monkeypatch):
    entrant_draws(monkeypatch, 0.9, 1, margin=0.001)
    firm = blank(1)
    founding.found(entry_region(), firm, CLUSTER, 900, DRAWS)
    assert firm.margin == 0.0


def test_an_entrant_takes_half_of_the_outside_at_most(monkeypatch):
    entrant_draws(monkeypatch, 0.9, 1)
    firm, made = blank(1), entry_region(nominal=1000.0, outside=0.9)
    founding.found(made, firm, CLUSTER, 900, DRAWS)
    assert (firm.share, made.markets[1].share_out) == (0.45, 0.45)


def test_an_entrant_knows_what_the_nation_knows(monkeypatch):
    # words of its own from block 8 on, four upgrades a block
    table = {(Stream.ENTRANT_TASTE, 900, 8 + k // 4, k % 4): 0.3 for k in range(6)}
    draws_of(monkeypatch, founding, table)
    firm = blank(6)
    firm.entity = 900
    known = [0.31, 0.30, 0.29, 0.31, 0.0, 1.0]
    changes = {f"firm.upgrades.{k}.aware": aware for k, aware in enumerate((1, 0, 0, 1, 0, 1))}
    check(founding.know_as_nation, (firm, known, DRAWS), changes)


# exit


def leaver(**values):
    """A firm with robots, an order and a level."""
    plain = {
        "active": 1, "cash": 50.0, "debt": 120.0, "share": 0.02, "industry": 1, "cluster": 0, "city": 0,
        "insolvent": 2, "vintages": [0, 3, 4], "titles": [0, 1, 2], "employment": 10.0, "capital": 100.0,
        "revenue_last_year": 200.0, "borrows": 1.0,
        "upgrades": [row(level=7, pending=2), row(level=2, pending=1)],
    }  # fmt: skip
    return row(**(plain | values))


def exit_region(leverage=0.6, below=-1):
    """A region with money lent, a register of robots that left, and perhaps cells below scale."""
    return region(
        params=row(
            capital_share=0.4, assets_to_revenue=0.9, leverage_limit=leverage, guarantee_share=0.0,
            guarantee_multiple=1.0, social_insurance=0.4, wage_reserve=6.0,
        ),
        economy=row(wage=3.0, shift_credit=1.0),
        bank=row(loans=500.0, written_off=10.0, guarantee_limit=0.0, guaranteed=0.0),
        upgrades=[row(form=Form.UNITS), row(form=Form.LEVELS)],
        counts=row(left_robots=5),
        markets=[row(share_out=0.5), row(share_out=0.7)],
        clusters=[row(below=30.0, industry=1), row(below=20.0, industry=0)],
        industries=[row(below_cell=-1), row(below_cell=below)],
        cells=[],
        programmes=[],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cash", "debt", "quarters"),
    [(-1.0, 121.0, 3), (-1.0, 120.0, 3), (-1.0, 119.0, 0), (0.0, 121.0, 0), (0.5, 121.0, 0), (-0.5, 121.0, 3)],
)
def test_insolvent_is_who_has_neither_cash_nor_credit(cash, debt, quarters):
    # credit 0.6 x 200 - debt
    firm = leaver(cash=cash, debt=debt)
    check(leaving.count_insolvent, (exit_region(), firm), {"firm.insolvent": quarters}, gives=quarters)


GONE = {
    "firm.active": 0, "firm.upgrades.0.pending": 0, "firm.upgrades.1.pending": 0, "firm.vintages.1": 0,
    "firm.vintages.2": 0, "firm.debt": 0.0, "firm.cash": 0.0, "region.counts.left_robots": 12,
}  # fmt: skip


def test_winding_up_pays_debts_as_far_as_cash_goes():
    changes = GONE | {
        "region.flows.0.2": 50.0, "region.balances.0": -50.0, "region.balances.2": 50.0, "region.bank.loans": 380.0,
        "region.bank.written_off": 80.0,
    }  # fmt: skip
    check(leaving.wind_up, (exit_region(), leaver()), changes)


def test_winding_up_leaves_the_rest_to_the_owners():
    changes = GONE | {
        "region.flows.0.2": 120.0, "region.flows.0.3": 30.0, "region.balances.0": -150.0, "region.balances.2": 120.0,
        "region.balances.3": 30.0, "region.bank.loans": 380.0,
    }  # fmt: skip
    check(leaving.wind_up, (exit_region(), leaver(cash=150.0)), changes)


def test_winding_up_leaves_a_little_to_the_owners():
    changes = GONE | {
        "region.flows.0.2": 0.25, "region.flows.0.3": 0.25, "region.balances.0": -0.5, "region.balances.2": 0.25,
        "region.balances.3": 0.25, "region.bank.loans": 499.75,
    }  # fmt: skip
    check(leaving.wind_up, (exit_region(), leaver(cash=0.5, debt=0.25)), changes)


def test_winding_up_with_cash_below_nought_costs_the_bank():
    changes = GONE | {
        "region.flows.2.0": 8.0, "region.balances.0": 8.0, "region.balances.2": -8.0, "region.bank.loans": 380.0,
        "region.bank.written_off": 130.0,
    }  # fmt: skip
    check(leaving.wind_up, (exit_region(), leaver(cash=-8.0)), changes)


def test_winding_up_without_cash_moves_no_money():
    changes = {name: value for name, value in GONE.items() if name != "firm.cash"}
    changes |= {"region.bank.loans": 380.0, "region.bank.written_off": 130.0}
    check(leaving.wind_up, (exit_region(), leaver(cash=0.0)), changes)


def test_robots_of_every_kind_leave():
    made = exit_region()
    made.upgrades = [row(form=Form.UNITS), row(form=Form.UNITS)]
    leaving.wind_up(made, leaver())
    assert made.counts.left_robots == 5 + 7 + 2


def test_a_single_robot_leaves():
    firm = leaver(vintages=[0, 1, 0], upgrades=[row(level=1, pending=0)])
    leaving.wind_up(exit_region(), firm)
    assert firm.vintages == [0, 0, 0]


@pytest.mark.parametrize("cash", [50.0, -8.0])
def test_falling_below_the_threshold_takes_money_and_debt_along(cash):
    flow = {"region.flows.0.5": cash} if cash > 0.0 else {"region.flows.5.0": -cash}
    changes = GONE | flow | {
        "region.flows.5.2": 120.0, "region.balances.0": -cash, "region.balances.5": cash - 120.0,
        "region.balances.2": 120.0, "region.bank.loans": 380.0, "region.markets.1.share_out": 0.72,
        "region.clusters.0.below": 31.0,
    }  # fmt: skip
    check(leaving.fall_below, (exit_region(), leaver(cash=cash)), changes)


def test_a_firm_that_falls_below_joins_the_cells(monkeypatch):
    joined = []
    monkeypatch.setattr(leaving, "take_in", lambda region, firm: joined.append(firm.active))
    leaving.fall_below(exit_region(), leaver())
    leaving.wind_up(exit_region(), leaver())
    assert joined == [1], "who falls below joins before it departs; who is wound up does not"
