"""A quarter of cells of weighted firms by hand: what an upgrade is worth to them, who hears, orders, gets and wears."""

import math

import pytest

from clustercast.agents.cell import acts
from clustercast.agents.draws import Draws, Stream
from clustercast.scenarios.numbers import Form, Scope
from tests.small_region import check, draws_of, e, row

NATION, OTHER_SECTORS, OWN_SECTORS, BELOW_SCALE = map(float, Scope)
UP, DOWN = 0.8413447460685429, 0.15865525393145707
"""Uniform draws one standard deviation above and below the middle."""

P = row(
    robot_jobs_share_other=0.15, robot_jobs_share_car=0.5, robot_jobs_share_electronics=0.3, workers_per_robot=3.0,
    order_share=0.25, benefit_size_slope=0.5, integration_multiple=1.5, upkeep_share=0.1, social_insurance=0.4,
    pass_through=0.6, margin_mean=0.25, price_elasticity=4.0, choosiness=2.0, support_weight=1.0, review_rate=0.25,
    support_cap=0.5,
    energy_cost_share=0.05, innovation_rate=0.04, imitation_rate=0.4,
)  # fmt: skip
ECONOMY = row(
    arm_price=20.0, first_arm_price=30.0, shift_integration=0.8, wage=6.0, wage_nation=5.0, energy_price=1.5
)  # fmt: skip
ROBOTS = row(form=Form.UNITS, life_years=2.0, log_shift=0.1, log_shift_nation=0.4, cost_exponent=0.5)
LEVELS = row(
    form=Form.LEVELS, life_years=2.0, log_shift=0.1, log_shift_nation=0.4, cost_exponent=0.5, levels=2, first_share=0.4,
    cost_gain=0.1, energy_gain=0.2, margin_gain=0.03, pilot_cost=300.0, reference_revenue=2000.0,
)  # fmt: skip


def cell(scope=BELOW_SCALE, **values):
    """A cell of firms with 400 employees and CNY 80m."""
    plain = {
        "stratum": 0.0, "employment": 400.0, "revenue": 8000.0, "log_type": -0.2, "hurdle": 1.0, "entity": 77.0,
        "firms": 100.0,
    }  # fmt: skip
    return row(scope=scope, **(plain | values))


# who a cell stands for


@pytest.mark.parametrize(
    ("scope", "below", "national", "within"),
    [
        (NATION, False, True, False),
        (OTHER_SECTORS, False, False, True),
        (OWN_SECTORS, False, False, False),
        (BELOW_SCALE, True, False, True),
    ],
)
def test_scopes(scope, below, national, within):
    check(acts.is_below_scale, (cell(scope),), {}, gives=below)
    check(acts.is_national, (cell(scope),), {}, gives=national)
    check(acts.is_in_region, (cell(scope),), {}, gives=within)
    check(acts.is_of_outside, (cell(scope),), {}, gives=national)
    for stratum in (1.0, 2.0):
        check(acts.is_of_outside, (cell(scope, stratum=stratum),), {}, gives=False)


@pytest.mark.parametrize(("stratum", "robots"), [(0.0, 20.0), (1.0, 0.5 * 400.0 / 3.0), (2.0, 40.0)])
def test_robots_that_jobs_allow(stratum, robots):
    check(acts.robots_allowed, (cell(stratum=stratum), P), {}, gives=robots)


def test_titles_of_a_cell():
    one = row(titles=[0.1, 0.2], titles_year=[0.0, 0.05])
    changes = {"cell.titles.1": 0.25, "cell.titles_year.1": 0.1}
    check(acts.hold_titles, (one, row(number=1), 0.05), changes)


# what an upgrade is worth


def empty(**values):
    """Nothing said yet of the upgrade."""
    return row(**({"annuity": 0.0, "units": 9.0, "size": 9.0, "boost": 9.0} | values))


@pytest.mark.parametrize(("scope", "shift"), [(BELOW_SCALE, 0.1), (NATION, 0.4)])
def test_robots_are_described(scope, shift):
    # an annuity of 1/2 + 1/4; a first order of 0.25 x 20; e^(-0.2 + shift) (400/200)^0.5
    changes = {"held.annuity": 0.75, "held.units": 5.0, "held.size": math.sqrt(5.0)}
    changes["held.boost"] = e(shift - 0.2) * math.sqrt(2.0)
    check(acts.describe, (cell(scope), empty(), ROBOTS, P), changes)


@pytest.mark.parametrize(
    ("scope", "employment", "units"),
    [(BELOW_SCALE, 60.0, 1.0), (BELOW_SCALE, 20.0, 1.0), (BELOW_SCALE, 19.0, 0.0), (NATION, 19.0, 1.0)],
)
def test_a_small_firm_needs_the_jobs_of_a_whole_robot(scope, employment, units):
    held = empty()
    acts.describe(cell(scope, employment=employment), held, ROBOTS, P)
    assert (held.units, held.size) == (units, units)


def test_levels_are_described():
    check(acts.describe, (cell(), empty(), LEVELS, P), {"held.annuity": 0.75, "held.boost": e(-0.1)})


def chance(saving, cost, grant=0.0):
    """A benefit of 0.7 of the saving times a boost of 1.2, an annuity of 1.5: ``z = 2 ln(A B / (C - S))``."""
    worth = 1.5 * 0.7 * 1.2 * saving / (cost - grant)
    return worth**2 / (1.0 + worth**2)


def weighed(**values):
    """What is known of the upgrade before its prices are."""
    plain = {"annuity": 1.5, "boost": 1.2, "units": 5.0, "size": 2.0, "first_chance": 9.0}
    return row(**(plain | values))


def test_robots_are_weighed():
    # cost 2 (20 + 30 x 1.5 x 0.8); saving 5 (3 x 6 x 1.4 - 0.1 x 20); a grant of 0.2 of the cost won with 0.3
    plain, granted = chance(5.0 * 23.2, 112.0), chance(5.0 * 23.2, 112.0, 22.4)
    expected = {"held.first_chance": plain + 0.3 * (granted - plain)}
    check(acts.weigh_units, (cell(), weighed(), P, ECONOMY, 0.2, 0.3, 0.5), expected)
    # in the nation wages are 5 and there is no grant
    expected = {"held.first_chance": chance(5.0 * 19.0, 112.0)}
    check(acts.weigh_units, (cell(NATION), weighed(), P, ECONOMY, 0.2, 0.3, 0.5), expected)
    expected = {"held.first_chance": chance(19.0, 112.0)}
    check(acts.weigh_units, (cell(NATION), weighed(units=1.0), P, ECONOMY, 0.2, 0.3, 0.5), expected)
    check(acts.weigh_units, (cell(), weighed(units=0.0), P, ECONOMY, 0.2, 0.3, 0.5), {"held.first_chance": 0.0})


def test_levels_are_weighed():
    # 8000 (0.1 x 0.75 + 0.2 x 1.5 x 0.05 + 0.03) of both steps, which cost 0.4 and 0.6 of 300 x 2
    saving, held = 8000.0 * 0.12, row(annuity=1.5, boost=0.5, full_saving=0.0, first_chance=9.0, next_chance=9.0)

    def by_step(share):
        worths = [1.5 * 0.7 * 0.5 * share * saving / (share * 600.0 * left) for left in (1.0, 0.8)]
        plain, granted = (worth**2 / (1.0 + worth**2) for worth in worths)
        return plain + 0.3 * (granted - plain)

    changes = {"held.full_saving": saving, "held.first_chance": by_step(0.4), "held.next_chance": by_step(0.6)}
    check(acts.weigh_levels, (cell(), held, LEVELS, P, ECONOMY, 0.2, 0.3, 0.5), changes)


def test_the_second_step_has_its_own_chance():
    # a step that is less than half of the whole has another chance only by its share, here of a cost to the root
    one, held = cell(OTHER_SECTORS), row(annuity=1.5, boost=0.5, full_saving=0.0, first_chance=9.0, next_chance=9.0)
    upgrade = row(**(vars(LEVELS) | {"first_share": 1.0}))
    acts.weigh_levels(one, held, upgrade, P, ECONOMY, 0.0, 0.0, 0.5)
    assert held.first_chance > 0.0
    assert held.next_chance == 0.0, "nothing is left for a second step"


def test_what_is_not_on_the_market_waits():
    held = row(invested=0.1, arrived=0.2, adopted=0.3)
    check(acts.wait, (held,), {"held.invested": 0.0, "held.arrived": 0.0})


# who hears


def knowing(aware):
    """So many know the third upgrade."""
    return row(aware=aware, number=3)


STANCE = row(peer_cluster=0.3, peer_industry=0.2, peer_chain=0.1)
DRAWS = Draws(1, 2, 8072)
NEWS, ORDER = ((Stream.CELL, 77, 16 * 8072 + 3, word) for word in (0, 1))


def informed(outreach):
    """Exposure 0.05 + (0.3 + 0.2) (0.25 - 0.05), nobody in a chain; h = 0.04 (1 + o) + 0.4 x 0.15."""
    return 1.0 - e(-(0.04 * (1.0 + outreach) + 0.4 * 0.15) / 4.0)


def test_part_of_a_cell_hears():
    given = (cell(), knowing(0.6), P, STANCE, 0.5, 0.25, 0.05, DRAWS, False)
    check(acts.hear, given, {}, gives=0.4 * informed(0.5))


def test_chance_in_a_cell_of_the_region(monkeypatch):
    # 40 of 100 firms have not heard; mean 40 p, standard deviation sqrt(40 p (1 - p))
    draws_of(monkeypatch, acts, {NEWS: UP})
    p = informed(0.5)
    expected = (40.0 * p + math.sqrt(40.0 * p * (1.0 - p))) / 100.0
    given = (cell(), knowing(0.6), P, STANCE, 0.5, 0.25, 0.05, DRAWS, True)
    check(acts.hear, given, {}, gives=expected)
    given = (cell(NATION), knowing(0.6), P, STANCE, 0.5, 0.25, 0.05, DRAWS, True)
    check(acts.hear, given, {}, gives=0.4 * p)


# who orders


def adopting(**values):
    """Known to 0.7, had by 0.2, ordered by 0.06; of the other 0.44 a part of 0.1 is willing at the P before, 0.2."""
    plain = {
        "aware": 0.7, "adopted": 0.2, "first_wait": 0.04, "second_wait": 0.02, "willing": 0.1, "chance": 0.2,
        "first_chance": 0.3, "users_added_year": 1.0, "invested": 9.0, "arrived": 9.0, "number": 3,
    }  # fmt: skip
    return row(**(plain | values))


READY = 0.1 + 0.34 * 0.1 / 0.8
READY += 0.05 * (0.44 * 0.3 - READY) + 0.03 * 0.3
"""Willing once P is 0.3: of the unwilling 0.1/0.8, of all 0.05 drawn anew, and of the news of 0.03 a part of 0.3."""


def ordered(invested):
    return {
        "held.aware": 0.73, "held.willing": READY - invested, "held.chance": 0.3, "held.second_wait": 0.04,
        "held.first_wait": invested, "held.adopted": 0.22, "held.users_added_year": 3.0, "held.invested": invested,
        "held.arrived": 0.02,
    }  # fmt: skip


def test_part_of_a_cell_orders():
    check(acts.invest, (cell(), adopting(), P, 0.03, 0.05, DRAWS, False), ordered(0.25 * READY))


def test_chance_in_the_orders_of_a_cell(monkeypatch):
    draws_of(monkeypatch, acts, {ORDER: DOWN})
    trials = 100.0 * READY
    expected = (trials * 0.25 - math.sqrt(trials * 0.25 * 0.75)) / 100.0
    check(acts.invest, (cell(OTHER_SECTORS), adopting(), P, 0.03, 0.05, DRAWS, True), ordered(expected))
    given = (cell(NATION), adopting(), P, 0.03, 0.05, DRAWS, True)
    check(acts.invest, given, ordered(0.25 * READY))
    # an empty cell has no part that does anything
    held = adopting()
    acts.invest(cell(firms=0.0), held, P, 0.03, 0.05, DRAWS, True)
    assert held.invested == 0.0


# robots come and go


def stock(adopted):
    """A cell with 150 robots, 20 on the way, and 6 installed a full life ago (quarter 8072 has place 8 of 48)."""
    vintages = [1.0] * 48
    vintages[8] = 6.0
    held = row(
        units_first_wait=12.0, units_second_wait=8.0, adopted=adopted, stock=150.0, invested=0.02, added=5.0,
        added_year=2.0,
    )  # fmt: skip
    return cell(vintages=vintages), held


def test_robots_are_ordered_delivered_and_worn():
    # room 20 x 0.1 x 100 - 150 - 20 = 30, a quarter of it at each of a quarter of firms; first orders 0.02 x 100 x 5
    changes = {
        "held.units_second_wait": 12.0, "held.units_first_wait": 10.0 + 0.25 * 0.25 * 30.0, "cell.vintages.8": 8.0,
        "held.stock": 152.0, "held.added": 13.0, "held.added_year": 10.0,
    }  # fmt: skip
    check(acts.move_units, (*stock(0.1), P, 8072), changes, gives=(8.0, 6.0))
    # with 0.05 the jobs are taken
    check(acts.move_units, (*stock(0.05), P, 8072), changes | {"held.units_first_wait": 10.0}, gives=(8.0, 6.0))


def test_the_first_order_is_a_whole_robot():
    one, held = stock(0.0)
    one.employment = 40.0
    acts.move_units(one, held, P, 8072)
    assert held.units_first_wait == 2.0


# second levels


def test_second_levels_follow():
    # of 0.4 a part of 0.15/0.3 is ready, less the 0.12 that took it; a quarter orders
    held = row(
        upper=0.08, upper_first_wait=0.03, upper_second_wait=0.01, adopted=0.4, first_chance=0.3, next_chance=0.15
    )  # fmt: skip
    changes = {"held.upper_second_wait": 0.03, "held.upper_first_wait": 0.25 * 0.08, "held.upper": 0.09}
    check(acts.move_levels, (held, LEVELS, P), changes, gives=0.01)
    check(acts.move_levels, (held, row(levels=1), P), {}, gives=0.0)


FORGOTTEN = (
    "aware", "willing", "chance", "adopted", "upper", "stock", "first_wait", "second_wait", "units_first_wait",
    "units_second_wait", "upper_first_wait", "upper_second_wait", "added", "added_year", "users_added_year",
)  # fmt: skip


def test_as_if_it_had_never_been_heard_of():
    held = row(**{name: 0.1 + place for place, name in enumerate(FORGOTTEN)}, boost=1.2)
    one = cell(vintages=[1.0, 2.0, 3.0])
    changes = {f"held.{name}": 0.0 for name in FORGOTTEN} | {f"cell.vintages.{place}": 0.0 for place in range(3)}
    check(acts.forget, (one, held), changes)
