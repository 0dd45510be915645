"""The cells' quarter by hand: what they see of one another, whom they tell, and what the nation gains outside."""

import pytest

from clustercast.agents.draws import Draws
from clustercast.model.events import cells
from clustercast.scenarios.numbers import Form
from tests.small_region import check, near, region, row

QUARTER = 8072
DRAWS = Draws(1, 2, QUARTER)
EACH = (
    # scope, stratum, industry, firms, adopted
    (0.0, 0.0, -1.0, 30.0, 0.2),
    (0.0, 0.0, -1.0, 10.0, 0.6),
    (0.0, 1.0, -1.0, 10.0, 0.9),
    (1.0, 0.0, 1.0, 20.0, 0.5),
    (3.0, 0.0, 1.0, 60.0, 0.1),
    (2.0, 0.0, 0.0, 40.0, 0.4),
)
"""Three cells of the nation, of which two are of its stratum other; two of an industry of the region; the burn-in's."""


def made_of(form=Form.UNITS, launch=QUARTER, last=6):
    """A region of these cells and one upgrade, with 3 gained by the outside at each place of the ramp but this one."""
    rows = [
        row(scope=scope, stratum=stratum, industry=industry, firms=firms, revenue=50.0,
            upgrades=[row(adopted=adopted, stock=100.0, arrived=0.1, full_saving=8.0)])
        for scope, stratum, industry, firms, adopted in EACH
    ]  # fmt: skip
    made = region(
        cells=rows, upgrades=[row(form=form, launch=launch, outreach_lever=3, grant_programme=1, first_share=0.4)],
        industries=[row(), row()], programmes=[row(), row(offered=0.2, award_rate=0.5)],
        markets=[row(gain_out=9.0)] * 2,
        stance=row(moving_cells=last), ramping_out=[3.0, 3.0, 0.5, 3.0, 3.0],
        economy=row(
            nation_added=9.0, robots_nation=9.0, region_added=7.0, arm_price=20.0, wage_nation=5.0, out_gain_settled=1.0
        ),
        params=row(
            taste_redraw=0.0, adjustment_rate=0.5, upkeep_share=0.1, pass_through=0.5, workers_per_robot=3.0,
            social_insurance=0.4, ramp_dip=-0.2,
        ),
    )  # fmt: skip
    made.announced[3, 1, 0] = 0.7
    return made


@pytest.fixture
def noted(monkeypatch):
    """Acts note what they are given; each cell has 6 robots delivered and 2 worn, or 0.05 second levels."""
    notes = []

    def stand_in(name, gives):
        def act(*given):
            notes.append((name, given))
            return gives

        monkeypatch.setattr(cells, name, act)

    for name in ("describe", "weigh_units", "weigh_levels", "invest", "wait"):
        stand_in(name, None)
    for name, gives in (("hear", 0.01), ("move_units", (6.0, 2.0)), ("move_levels", 0.05)):
        stand_in(name, gives)
    return notes


def given_to(notes, name):
    return [given for noted, given in notes if noted == name]


# the nation's share: (6 + 6 + 9) of 50
NATION = 21.0 / 50.0


def test_the_nation_s_share():
    assert cells.nation_share(made_of(), 0) == near(NATION)


def test_whom_cells_hear_from(noted):
    made = made_of()
    cells.move_cells(made, DRAWS)
    heard = given_to(noted, "hear")
    assert [given[0] for given in heard] == made.cells
    # outreach, own circle, nation: the nation's by stratum, the region's by industry, the burn-in's own
    assert [given[4] for given in heard] == [0.0, 0.0, 0.0, 0.7, 0.7, 0.0]
    assert [given[5] for given in heard] == [near(share) for share in (0.3, 0.3, 0.9, 0.2, 0.2, 0.4)]
    assert {given[6] for given in heard} == {NATION}
    assert {given[7:] for given in heard} == {(DRAWS, True)}
    assert [given[3] for given in given_to(noted, "invest")] == [0.01] * 6
    assert [given[4:6] for given in given_to(noted, "weigh_units")] == [(0.2, 0.5)] * 6
    assert not given_to(noted, "describe")
    assert not given_to(noted, "wait")


def test_before_the_launch_nothing_is_heard(noted):
    cells.move_cells(made_of(launch=QUARTER + 1, last=5), DRAWS)
    assert len(given_to(noted, "wait")) == 5
    assert not given_to(noted, "hear")
    assert not given_to(noted, "invest")


def test_without_a_grant_programme(noted):
    made = made_of()
    made.upgrades[0].grant_programme = -1
    cells.move_cells(made, DRAWS)
    assert {given[4:6] for given in given_to(noted, "weigh_units")} == {(0.0, 0.0)}
    made.upgrades[0].grant_programme, made.programmes[1].award_rate = 1, 1.7
    cells.move_cells(made, DRAWS)
    assert given_to(noted, "weigh_units")[-1][4:6] == (0.2, 1.0)


def outside(gained):
    """The quarter has place 2: 0.5 settles, and what is gained, per revenue of the 40 firms outside, ramps at -0.2."""
    new = gained / 2000.0
    return {
        "region.economy.out_gain_settled": 1.5, "region.ramping_out.2": new,
        "region.markets.0.gain_out": 1.5 - 0.2 * (new + 3.0) + (0.25 + 0.5 + 0.75) * 3.0,
    }  # fmt: skip


def test_robots_of_cells_are_added_up(noted):
    # region 2 x 6, nation 3 x 6; outside gains half of 2 x (6 - 2) robots' saving of 3 x 5 x 1.4 - 2
    changes = outside(0.5 * 8.0 * 19.0) | {
        "region.economy.region_added": 19.0, "region.economy.nation_added": 18.0, "region.economy.robots_nation": 300.0
    }  # fmt: skip
    check(cells.move_cells, (made_of(), DRAWS), changes)


def test_levels_of_cells_are_added_up(noted):
    # half of 40 firms' saving of 8, of which 0.1 x 0.4 and 0.05 x 0.6 arrived
    changes = outside(0.5 * 40.0 * 8.0 * (0.1 * 0.4 + 0.05 * 0.6))
    changes |= {"region.economy.nation_added": 0.0, "region.economy.robots_nation": 0.0}
    check(cells.move_cells, (made_of(Form.LEVELS), DRAWS), changes)
    assert len(given_to(noted, "weigh_levels")) == 6
