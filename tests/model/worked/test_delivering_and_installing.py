"""Events 7 and 8 for a few firms, by hand: who gets deliveries, what goes to work and what wears out."""

import math

import pytest

from clustercast.agents.draws import Draws, Stream
from clustercast.model.compiled.state import TOO_MANY
from clustercast.model.events.take_up import deliver, install
from clustercast.scenarios.numbers import Form, Lever
from tests.small_region import draws_of, e, region, row

QUARTER = 8072
DRAWS = Draws(1, 2, QUARTER)


def firms_of(*each):
    """Firms numbered from 0, in use from the first slot."""
    return [row(number=number, **values) for number, values in enumerate(each)]


def register(rows):
    """The lists that rankings work on."""
    return {
        "order": {(0, place): 0 for place in range(rows)},
        "keys": {(key, place): 0.0 for key in range(3) for place in range(rows)},
    }


# event 7


def queue(*each, capacity=3.5, hardware=1):
    """Firms of (active, pending, quarters since the order, tie)."""
    firms = firms_of(
        *(
            {
                "entity": 900 + number, "active": active,
                "upgrades": [row(pending=pending, ordered=QUARTER - age, delivered=9)],
            }
            for number, (active, pending, age, _) in enumerate(each)
        )
    )  # fmt: skip
    made = region(
        firms=firms, upgrades=[row(hardware=hardware)], industries=[row(), row()],
        suppliers=[row(capacity=capacity, carry=0.6, delivered=0.0, backlog=0.0)],
        params=row(integrator_backlog=2.0, integrator_growth=0.10, integrator_shrink=0.05), **register(len(each)),
    )  # fmt: skip
    draws = {(Stream.QUEUE_TIE, 900 + place, QUARTER - age, 0): tie for place, (_, _, age, tie) in enumerate(each)}
    return made, draws


def test_first_come_first_served(monkeypatch):
    # 4 units: the oldest order, then of two alike the lower draw, which gets what is left
    made, draws = queue((1, 3, 2, 0.9), (1, 3, 2, 0.1), (1, 2, 5, 0.9), (1, 2, 1, 0.0), (0, 2, 9, 0.0), (1, 0, 9, 0.0))
    made.announced[Lever.INTEGRATOR_CAPACITY, 1, 0] = 0.5
    draws_of(monkeypatch, deliver, draws)
    deliver.deliver(made, DRAWS)
    assert [firm.upgrades[0].delivered for firm in made.firms] == [0, 2, 2, 0, 0, 0]
    supplier = made.suppliers[0]
    # ten on order, of them six left; ln(10/7) lies above 0.10 x 1.5
    assert (supplier.delivered, supplier.backlog) == (4.0, 6.0)
    assert supplier.carry == pytest.approx(0.1, rel=1e-12)
    assert supplier.capacity == pytest.approx(3.5 * e(0.15), rel=1e-14)


def test_what_needs_no_integrator_waits_for_nobody(monkeypatch):
    made, draws = queue((1, 3, 2, 0.9), (1, 3, 3, 0.1), (1, 2, 1, 0.0), capacity=1.0, hardware=0)
    draws_of(monkeypatch, deliver, draws)
    deliver.deliver(made, DRAWS)
    assert [firm.upgrades[0].delivered for firm in made.firms] == [3, 3, 0]


@pytest.mark.parametrize(("pending", "status"), [(2**23 - 1, 0), (2**23, TOO_MANY)])
def test_more_robots_on_order_than_can_be_counted_end_the_member(monkeypatch, pending, status):
    made, draws = queue((1, pending, 2, 0.9), (1, 2**23, 1, 0.1))
    made.counts = row(status=0)
    draws_of(monkeypatch, deliver, draws)
    deliver.deliver(made, DRAWS)
    assert made.counts.status == status


# event 8: quarter 8072 has place 2 of the ramp's five and place 8 of a robot's 48


def test_a_quarter_of_installations():
    def firm(number, robots, delivered, worn, level):
        units = row(
            level=robots, pending=delivered, delivered=delivered, gain_held=0.4, saving_held=40.0, pending_gain=0.08,
            pending_saving=8.0, pending_cost=1.0, first_year=0, base_level=1, added=0, added_year=0, second_year=0,
        )  # fmt: skip
        levels = row(
            **(vars(units) | {"level": 0, "delivered": level, "pending": level, "pending_gain": 0.04, "gain_held": 0.0})
        )
        vintages = [0] * 48
        vintages[8] = worn
        return {
            "active": 1, "vintages": vintages, "upgrades": [units, levels], "energy_kept": 1.0, "taken_up": 0,
            "gain": 0.0,
            "saving": 0.0, "gain_settled": 0.4, "saving_settled": 40.0, "ramping_gain": [0.0, 0.0, 0.01, 0.0, 0.0],
            "ramping_saving": [0.0, 0.0, 1.0, 0.0, 0.0],
        }  # fmt: skip

    made = region(
        firms=firms_of(firm(0, 4, 2, 1, 0), firm(1, 4, 0, 2, 1), firm(2, 4, 3, 0, 0)),
        economy=row(region_added=9.0), params=row(ramp_dip=-0.2),
        counts=row(installed=9, retired=9),
        upgrades=[row(form=Form.UNITS), row(form=Form.LEVELS, energy_cut=0.2, first_share=0.5)],
    )  # fmt: skip
    install.install(made, QUARTER)
    assert (made.counts.installed, made.counts.retired, made.economy.region_added) == (5, 3, 5.0)
    assert [firm.upgrades[0].level for firm in made.firms] == [5, 2, 7]
    assert [firm.upgrades[1].level for firm in made.firms] == [0, 1, 0]
    assert [firm.energy_kept for firm in made.firms] == [1.0, 0.9, 1.0]
    # settled 0.4 + 0.01, less the part worn, less a fifth of what was installed just now
    expected = [0.41 - 0.1 - 0.2 * 0.08, 0.41 - 0.2 - 0.2 * 0.04, 0.41 - 0.2 * 0.08]
    assert [firm.gain for firm in made.firms] == [pytest.approx(gain, rel=1e-12) for gain in expected]
    assert math.isclose(made.firms[2].saving, 41.0 - 0.2 * 8.0)
