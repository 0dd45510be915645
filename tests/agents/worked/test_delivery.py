"""How integrators deliver what was ordered, and how it goes to work and wears out, by hand."""

import pytest

from clustercast.agents.firm import take_up
from clustercast.agents.supplier import acts as supplier
from tests.small_region import check, e, row

# delivering


def test_what_integrators_can_deliver():
    for hardware, backlog, units in ((0, 9.0, 9), (1, 9.0, 4)):
        check(supplier.deliverable, (row(capacity=3.5, carry=0.7), row(hardware=hardware), backlog), {}, gives=units)


GROWTH = row(integrator_backlog=2.0, integrator_growth=0.10, integrator_shrink=0.05)


def test_integrators_carry_over_half_a_project_and_adapt():
    # 3.5 + 0.7 - 2 = 2.2; ln(8/7) lies above 0.10, ln(7.35/7) = ln 1.05 within
    one = row(capacity=3.5, carry=0.7, delivered=9.0, backlog=9.0)
    changes = {"supplier.carry": 4.2 - 4.0, "supplier.delivered": 2.0, "supplier.backlog": 6.0}
    check(supplier.close_quarter, (one, GROWTH, 8.0, 2, 0.0), changes | {"supplier.capacity": 3.5 * e(0.1)})
    one = row(capacity=3.5, carry=0.7, delivered=9.0, backlog=9.0)
    changes |= {"supplier.backlog": 5.35, "supplier.capacity": 3.5 * 1.05}
    check(supplier.close_quarter, (one, GROWTH, 7.35, 2, 0.5), changes)


# installing: quarter 8072 has place 2 of the five of the ramp, place 8 of the 48 of a robot's life


def working(**values):
    """A firm with ten robots, four of them of this quarter twelve years ago, and an order of four."""
    held = {
        "level": 10, "gain_held": 0.5, "saving_held": 200.0, "delivered": 1, "pending": 4, "pending_gain": 0.08,
        "pending_saving": 40.0, "pending_cost": 100.0, "first_year": 0, "second_year": 0, "base_level": 0, "added": 6,
        "added_year": 2,
    }  # fmt: skip
    vintages = [0] * 48
    vintages[8] = 4
    firm = row(
        vintages=vintages, active=1, gain_settled=0.6, saving_settled=300.0, taken_up=0, energy_kept=0.9,
        ramping_gain=[0.01, 0.02, 0.03, 0.04, 0.05], ramping_saving=[1.0, 2.0, 3.0, 4.0, 5.0], gain=0.0, saving=0.0,
    )  # fmt: skip
    return firm, row(**(held | values))


def test_the_oldest_gains_settle():
    firm, _ = working()
    changes = {
        "firm.gain_settled": 0.63, "firm.saving_settled": 303.0, "firm.ramping_gain.2": 0.0,
        "firm.ramping_saving.2": 0.0,
    }  # fmt: skip
    check(take_up.settle_oldest, (firm, 8072), changes)


def test_gains_are_realised_along_the_ramp():
    # ages 0 to 4 stand at places 2, 1, 0, 4, 3
    changes = {
        "firm.gain": 0.6 - 0.2 * 0.03 - 0.2 * 0.02 + 0.25 * 0.01 + 0.5 * 0.05 + 0.75 * 0.04,
        "firm.saving": 300.0 - 0.2 * 3.0 - 0.2 * 2.0 + 0.25 * 1.0 + 0.5 * 5.0 + 0.75 * 4.0,
    }
    check(take_up.realise, (working()[0], row(ramp_dip=-0.2), 8072), changes)


def test_robots_retire_with_their_part_of_the_gain():
    changes = {
        "firm.vintages.8": 0, "held.gain_held": 0.3, "held.saving_held": 120.0, "firm.gain_settled": 0.6 - 0.2,
        "firm.saving_settled": 220.0, "held.level": 6,
    }  # fmt: skip
    check(take_up.retire, (*working(), 8072), changes, gives=4)
    check(take_up.retire, (*working(), 8073), {}, gives=0)
    check(take_up.retire, (*working(level=0), 8073), {}, gives=0)
    firm, held = working()
    firm.active = 0
    check(take_up.retire, (firm, held, 8072), {"firm.vintages.8": 0}, gives=0)


def moved(part):
    """A part of the order is on the ramp."""
    return {
        "firm.ramping_gain.2": 0.03 + part * 0.08, "firm.ramping_saving.2": 3.0 + part * 40.0,
        "held.gain_held": 0.5 + part * 0.08, "held.saving_held": 200.0 + part * 40.0,
        "held.pending_gain": 0.08 - part * 0.08, "held.pending_saving": 40.0 - part * 40.0,
        "held.pending_cost": 100.0 - part * 100.0,
    }  # fmt: skip


def test_robots_are_installed():
    changes = moved(0.75) | {
        "held.pending": 1, "held.level": 13, "held.added": 9, "held.added_year": 5, "firm.vintages.8": 7
    }  # fmt: skip
    check(take_up.install_units, (*working(delivered=3), 8072), changes, gives=3)
    check(take_up.install_units, (*working(delivered=0), 8072), {}, gives=0)
    check(take_up.install_units, (*working(delivered=0, pending=0), 8072), {}, gives=0)


@pytest.mark.parametrize("base", [0, 2])
def test_first_robots_after_the_base_change_the_firm(base):
    changes = moved(0.25) | {
        "held.pending": 3, "held.level": 1, "held.added": 7, "held.added_year": 3, "firm.vintages.8": 5,
        "held.first_year": 1,
    }  # fmt: skip
    changes |= {"firm.taken_up": 1} if base == 0 else {}
    check(take_up.install_units, (*working(level=0, base_level=base), 8072), changes, gives=1)


@pytest.mark.parametrize(("level", "name", "kept"), [(0, "first_year", 0.92), (1, "second_year", 0.88)])
def test_a_level_is_installed(level, name, kept):
    changes = moved(1.0) | {
        "held.pending": 0, "held.level": level + 1, "held.added": 7, "held.added_year": 3, f"held.{name}": 1,
        "firm.energy_kept": 0.9 * kept,
    }  # fmt: skip
    firm, held = working(level=level, pending=1)
    check(take_up.install_level, (firm, held, row(first_share=0.4, energy_cut=0.2), 8072), changes)
    firm, held = working(level=level, pending=1, delivered=0)
    check(take_up.install_level, (firm, held, row(first_share=0.4, energy_cut=0.2), 8072), {})
