"""Events 1 and 2 by hand: prices, demand and the outside move; governments announce and programmes open."""

import math

from clustercast.agents.draws import Draws, Stream
from clustercast.model.events import economy, outside
from clustercast.model.events.programmes import announce
from clustercast.scenarios.levers import LEVERS
from clustercast.scenarios.numbers import Path
from tests.small_region import check, draws_of, e, near, region, row

APRIL = 4 * 2018 + 1
MIDDLE, UP, DOWN = 0.5, 0.8413447460685429, 0.15865525393145707
"""Uniform draws at the middle and one standard deviation to either side."""


# event 1


def prices(**values):
    """The economy of a quarter in which nothing has happened yet."""
    plain = {
        "ppi": 1.0, "ppi_growth": 0.02, "wage": 6.0, "wage_nation": 5.0, "wage_growth": 0.08, "loan_rate": 0.05,
        "energy_price": 1.0, "energy_growth": 0.04, "productivity_index": 1.0, "shift_integration": 9.0,
        "shift_credit": 9.0,
        "demand_index": 0.0, "arm_price": 9.0, "first_arm_price": 30.0, "world_other": 100.0,
        "world_cumulative": 1000.0,
        "nation_added": 20.0, "region_added": 3.0, "first_cumulative": 500.0,
    }  # fmt: skip
    return row(**(plain | values))


TERMS = {
    "demand_common_share": 0.36, "demand_sd": 0.1, "nowcast_demand_growth": 0.07, "nowcast_surprise_share": 0.5,
    "demand_growth": 0.06, "demand_persistence": 0.6, "nowcast_ppi_growth": 0.01, "ppi_sd": 0.03, "ppi_growth": 0.015,
    "ppi_persistence": 0.5, "wage_growth": 0.09, "wage_sd": 0.02, "loan_rate_sd": 0.01, "energy_price_growth": 0.03,
    "energy_price_sd": 0.05, "productivity_growth": 0.04, "world_growth_other": 0.12, "learning_rate": 0.2,
    "loan_rate_floor": 0.01,
}  # fmt: skip


def economy_region(**values):
    """Two markets, one of them the region's to a quarter; every path of the scenario steps from 1 to 1.2 at t = 1."""
    made = region(
        params=row(**TERMS), economy=prices(**values), industries=[row(growth_gap=0.01), row(growth_gap=-0.02)],
        markets=[
            row(number=0, real_growth=0.10, real_index=1.0, nominal=9.0, base_quarter=100.0, share_out=0.75),
            row(number=1, real_growth=0.02, real_index=2.0, nominal=9.0, base_quarter=300.0, share_out=1.0),
        ],
    )  # fmt: skip
    made.paths = {(path, t): (1.0, 1.2, 1.5)[t] + 0.01 * path for path in Path for t in range(3)}
    return made


def shocks(monkeypatch, year=2018):
    """One standard deviation up for all markets, down for the second's own; for prices up, down, up and down."""
    table = {
        (Stream.DEMAND, 1_000_000, year, 0): UP,
        (Stream.DEMAND, 0, year, 0): MIDDLE,
        (Stream.DEMAND, 1, year, 0): DOWN,
    }
    table |= {(Stream.ECONOMY, 0, year, word): drawn for word, drawn in enumerate((UP, DOWN, UP, DOWN))}
    draws_of(monkeypatch, economy, table)
    return Draws(1, 2, 4 * year)


def paths_moved(t, growths, ppi_growth, wage_growth, loan_rate, energy_growth):
    """Everything that follows from the year's growths in one quarter."""
    level = [(1.0, 1.2, 1.5)[t] + 0.01 * path for path in range(len(Path))]
    before = [(1.0, 1.2, 1.5)[t - 1] + 0.01 * path if t else 1.0 for path in range(len(Path))]
    step = [now / then for now, then in zip(level, before, strict=True)]
    ppi = e(ppi_growth / 4.0)
    wages = e(wage_growth / 4.0) * step[Path.WAGE]
    index = [e(growths[0] / 4.0) * ppi * level[Path.DEMAND], 2.0 * e(growths[1] / 4.0) * ppi * level[Path.DEMAND]]
    cumulative = 1000.0 + 100.0 * e(0.03) + 20.0 + 3.0
    arm = 30.0 * (cumulative / 500.0) ** math.log2(0.8) * level[Path.ARM_PRICE]
    at = "region.economy."
    return {
        f"{at}ppi": ppi, f"{at}wage": 6.0 * wages, f"{at}wage_nation": 5.0 * wages,
        f"{at}loan_rate": loan_rate * step[Path.LOAN_RATE],
        f"{at}energy_price": e(energy_growth / 4.0) * step[Path.ENERGY_PRICE], f"{at}productivity_index": e(0.01),
        f"{at}shift_integration": level[Path.INTEGRATION_PRICE], f"{at}shift_credit": level[Path.CREDIT_LIMIT],
        f"{at}demand_index": index[0], f"{at}arm_price": arm, f"{at}world_other": 100.0 * e(0.03),
        f"{at}world_cumulative": cumulative, "region.markets.0.real_index": e(growths[0] / 4.0),
        "region.markets.1.real_index": 2.0 * e(growths[1] / 4.0), "region.markets.0.nominal": 100.0 * index[0],
        "region.markets.1.nominal": 300.0 * index[1],
    }  # fmt: skip


def test_a_quarter_without_a_new_year():
    changes = paths_moved(1, (0.10, 0.02), 0.02, 0.08, 0.05, 0.04)
    check(economy.move_economy, (economy_region(), Draws(1, 2, APRIL), 1), changes)
    changes = paths_moved(2, (0.10, 0.02), 0.02, 0.08, 0.05, 0.04)
    check(economy.move_economy, (economy_region(), Draws(1, 2, APRIL), 2), changes)


def test_january_draws_the_year(monkeypatch):
    # m + 0.6 (g - m) + surprise around 0.06 + the industry's gap; surprises 0.1 (0.6 + 0) and 0.1 (0.6 - 0.8)
    growths = 0.07 + 0.6 * (0.10 - 0.07) + 0.06, 0.04 + 0.6 * (0.02 - 0.04) - 0.02
    ppi, wage, energy = 0.015 + 0.5 * (0.02 - 0.015) + 0.03, 0.09 - 0.02, 0.03 - 0.05
    changes = paths_moved(1, growths, ppi, wage, 0.06, energy)
    changes |= {"region.markets.0.real_growth": growths[0], "region.markets.1.real_growth": growths[1]}
    changes |= {
        "region.economy.ppi_growth": ppi,
        "region.economy.wage_growth": wage,
        "region.economy.energy_growth": energy,
    }
    check(economy.move_economy, (economy_region(), shocks(monkeypatch), 1), changes)


def test_the_first_january_knows_half_of_the_year(monkeypatch):
    growths = 0.07 + 0.01 + 0.5 * 0.06, 0.07 - 0.02 - 0.5 * 0.02
    changes = paths_moved(0, growths, 0.01, 0.07, 0.06, -0.02)
    changes |= {"region.markets.0.real_growth": growths[0], "region.markets.1.real_growth": growths[1]}
    changes |= {
        "region.economy.ppi_growth": 0.01,
        "region.economy.wage_growth": 0.07,
        "region.economy.energy_growth": -0.02,
    }
    check(economy.move_economy, (economy_region(), shocks(monkeypatch), 0), changes)


def test_the_loan_rate_has_a_floor(monkeypatch):
    made = economy_region(loan_rate=-0.02)
    economy.move_economy(made, shocks(monkeypatch), 1)
    assert made.economy.loan_rate == near(0.01 * (1.2 + 0.01 * Path.LOAN_RATE) / (1.0 + 0.01 * Path.LOAN_RATE))


def test_a_region_without_a_market_share_has_no_demand_index():
    made = economy_region()
    made.markets[0].share_out = 1.0
    economy.move_economy(made, Draws(1, 2, APRIL), 1)
    assert made.economy.demand_index == 0.0


def test_the_outside_is_read():
    made = region(outside=[9.0, 9.0], outside_paths={(path, t): 10.0 * path + t for path in (0, 1) for t in (0, 1)})
    check(outside.look_outside, (made, 1), {"region.outside.0": 1.0, "region.outside.1": 11.0})


# event 2


def test_governments_announce_and_programmes_open():
    levers = range(len(LEVERS))
    made = region(
        towns=2, stance=row(first_year=2017), lever_goal=[-1] * len(LEVERS), upgrades=[row(equipment_share=0.5)],
        params=row(support_cap=0.5), governments=[row(number=0, goal_effort=[]), row(number=1, goal_effort=[])],
        multipliers={(lever, 6): 0.5 for lever in levers},
        intensity={(year, s, lever): 0.36 * (year == 1) for year in (0, 1, 2) for s in (0, 1) for lever in levers},
        programmes=[
            row(from_year=2018, to_year=2018, lever=0, scale=0.0, offered=0.1, act=1, upgrade=0, support_share=0.4),
            row(from_year=2019, to_year=2020, lever=0, scale=0.1, offered=0.1, act=1, upgrade=0, support_share=0.4),
        ],
    )  # fmt: skip
    changes = {f"region.announced.{lever}.{s}.{v}": 0.2 for lever in levers for s in (0, 1) for v in (0, 1)}
    changes |= {"region.programmes.0.scale": 0.5, "region.programmes.1.scale": 0.0, "region.programmes.1.offered": 0.0}
    check(announce.announce, (made, 4 * 2018 + 2, 6), changes)
