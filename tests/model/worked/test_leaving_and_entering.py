"""Event 10 for a few firms, by hand: who leaves, falls below the threshold, is closed, and enters."""

from clustercast.agents.cell import threshold
from clustercast.agents.draws import Draws, Stream
from clustercast.agents.firm import founding
from clustercast.model.compiled.state import NO_SLOT
from clustercast.model.events import population_flow
from clustercast.scenarios.numbers import Act, Lever
from tests.small_region import draws_of, near, region, row

DECEMBER, MARCH = 4 * 2018 + 3, 4 * 2018
ELIGIBLE, SCORE, CELLS = 7, 8, 9
"""Numbers of a programme's expressions."""


def register(rows):
    """The lists that rankings work on."""
    return {
        "order": {(0, place): 0 for place in range(rows)},
        "keys": {(key, place): 0.0 for key in range(3) for place in range(rows)},
    }


def rated(made, **values):
    """Give every expression its values by row."""

    def rate_rows(segment, table, to):
        for place, value in enumerate(values[{ELIGIBLE: "eligible", SCORE: "score", CELLS: "cells"}[segment]]):
            made.keys[to, place] = value

    made.rate_rows = rate_rows
    return made


# event 10: leaving


def populated(*each, programmes=()):
    """Firms of (active, cash, quarters insolvent, year's revenue, quarter of entry), no credit; a threshold of 2000."""
    firms = [
        row(
            number=number, entity=900 + number, active=active, cash=cash, debt=0.0, insolvent=insolvent,
            revenue_year=revenue,
            born=born, share=0.01, industry=0, cluster=0, city=0, vintages=[], titles=[], upgrades=[], employment=0.0,
            capital=0.0, revenue_last_year=0.0, borrows=0.0,
        )
        for number, (active, cash, insolvent, revenue, born) in enumerate(each)
    ]  # fmt: skip
    return region(
        firms=firms, programmes=list(programmes), cells=[], upgrades=[], industries=[row(below_cell=-1)] * 2,
        markets=[row(share_out=0.5)], clusters=[row(below=30.0, industry=0)], bank=row(
            loans=0.0, written_off=0.0, guarantee_limit=0.0, guaranteed=0.0,
        ),
        economy=row(wage=0.0, shift_credit=1.0, left_phased_year=1.0, left_phased_since=2.0),
        counts=row(left_insolvent=0, left_below=0, left_phased=0, left_robots=0),
        params=row(
            threshold_revenue=2000.0, capital_share=0.0, assets_to_revenue=0.0, leverage_limit=0.0, guarantee_share=0.0,
            guarantee_multiple=1.0, social_insurance=0.0, wage_reserve=6.0, insolvency_quarters=4.0,
        ),
        **register(len(each)),
    )  # fmt: skip


def kept(made):
    """Who is still there."""
    return [firm.active for firm in made.firms]


def test_insolvent_firms_leave_after_a_year():
    made = populated(
        (1, -1.0, 3, 3000.0, -1), (1, -1.0, 2, 3000.0, -1), (1, 1.0, 3, 3000.0, -1), (0, -1.0, 9, 3000.0, -1)
    )
    population_flow.leave(made, Draws(1, 2, MARCH))
    assert kept(made) == [0, 1, 1, 0]
    assert [firm.insolvent for firm in made.firms] == [4, 3, 0, 9]
    assert (made.counts.left_insolvent, made.counts.left_below) == (1, 0)


def test_in_december_firms_fall_below_the_threshold():
    each = [
        (1, 0.0, 0, revenue, born)
        for revenue, born in ((2000.0, -1), (1999.0, -1), (1999.0, 4 * 2018), (1999.0, 4 * 2017 + 3), (1999.0, 0))
    ]
    made = populated(*each, (0, 0.0, 0, 1999.0, -1))
    population_flow.leave(made, Draws(1, 2, MARCH))
    assert kept(made) == [1, 1, 1, 1, 1, 0]
    population_flow.leave(made, Draws(1, 2, DECEMBER))
    assert kept(made) == [1, 0, 1, 0, 0, 0]
    assert (made.counts.left_below, made.clusters[0].below, made.markets[0].share_out) == (3, 33.0, near(0.53))


def closure(**values):
    """An order to close three firms."""
    plain = {
        "number": 0, "act": Act.PHASE_OUT, "eligible": ELIGIBLE, "score": SCORE, "cells": CELLS, "with_cells": 0,
        "scale": 1.0,
        "capacity": 3.0, "pool": 0.0, "awarded": 0.0, "awarded_since": 5.0, "on_firms": 1,
    }  # fmt: skip
    return row(**(plain | values))


def test_the_ordered_number_is_closed(monkeypatch):
    each = [(active, 0.0, 0, 3000.0, -1) for active in (1, 1, 1, 1, 0)]
    made = rated(
        populated(*each, programmes=[closure(scale=0.5), closure(number=1, act=Act.TITLE)]),
        eligible=[1.0, 1.0, 0.0, 1.0, 1.0], score=[3.0, 4.0, 9.0, 3.0, 9.0],
    )  # fmt: skip
    draws_of(
        monkeypatch,
        population_flow,
        {(Stream.EXIT_TIE, 900 + i, DECEMBER, 0): tie for i, tie in enumerate((0.9, 0.5, 0.0, 0.1, 0.0))},
    )
    population_flow.leave(made, Draws(1, 2, DECEMBER))
    # half of three is two: the highest score, then the lower draw of two alike
    assert kept(made) == [1, 0, 1, 0, 0]
    programme = made.programmes[0]
    assert (programme.pool, programme.awarded, programme.awarded_since) == (3.0, 2.0, 7.0)
    assert (made.counts.left_phased, made.economy.left_phased_year, made.economy.left_phased_since) == (2, 3.0, 4.0)


def test_cells_close_their_part(monkeypatch):
    # two firms and six of the cells' qualify: of four closures one is a firm's, three are half of the cells'
    made = populated((1, 0.0, 0, 3000.0, -1), (1, 0.0, 0, 3000.0, -1), programmes=[closure(capacity=4.0, with_cells=1)])
    made.cells = [row(scope=3.0, industry=0.0, firms=12.0, titles=[0.25], upgrades=[], vintages=[]),
                  row(scope=0.0, industry=-1.0, firms=99.0, titles=[0.0], upgrades=[], vintages=[])]  # fmt: skip
    rated(made, eligible=[1.0, 1.0], score=[1.0, 2.0], cells=[0.75, 1.0])
    draws_of(monkeypatch, population_flow, {(Stream.EXIT_TIE, 900 + i, DECEMBER, 0): 0.5 for i in (0, 1)})
    population_flow.leave(made, Draws(1, 2, DECEMBER))
    assert kept(made) == [1, 0]
    assert [cell.firms for cell in made.cells] == [9.0, 99.0]
    assert (made.programmes[0].pool, made.programmes[0].awarded, made.clusters[0].below) == (8.0, 4.0, 22.5)


# event 10: entering


def entering(monkeypatch, drawn=0.9, slots=9, pulled=0.0, below=20.0, in_cells=False):
    """Two clusters, in the second of which 0.7 firms are expected; what found them is noted instead."""
    noted = []
    clusters = [
        row(number=0, industry=0, base_firms=0.0, below=20.0, base_below=20.0),
        row(number=1, industry=1, base_firms=35.0, below=below, base_below=20.0),
    ]
    nation = [row(scope=0.0, firms=firms, upgrades=[row(aware=aware)]) for firms, aware in ((30.0, 0.2), (10.0, 0.6))]
    made = region(
        clusters=clusters, cells=[*nation, row(scope=3.0, firms=50.0, upgrades=[row(aware=1.0)])], slots=slots,
        params=row(entry_rate=0.08), industries=[row(below_cell=-1), row(below_cell=0 if in_cells else -1)],
        upgrades=[row()],
        counts=row(slots_used=7, entered=0, status=0), economy=row(entered_year=1.0, entered_since=2.0),
        new_firm=lambda: made.counts.__setattr__("slots_used", made.counts.slots_used + 1),
    )  # fmt: skip
    made.announced[Lever.ENTRY, 1, 0] = pulled
    draws_of(monkeypatch, population_flow, {(Stream.ENTRANT, c, DECEMBER, 0): drawn for c in (0, 1)})
    for name in ("found", "know_as_nation", "bring_along", "take_out"):
        monkeypatch.setattr(population_flow, name, lambda *given, name=name: noted.append((name, given)))
    monkeypatch.setattr(population_flow, "largest_size", lambda region, industry: 3 if in_cells else -1)
    population_flow.enter(made, Draws(1, 2, DECEMBER), 5)
    return made, noted


FIRST = (1 << 22) + (5 * 2 + 1) * 256
"""Permanent number of the first entrant of the second cluster in the sixth quarter."""


def test_firms_enter(monkeypatch):
    # e^-0.7 (1 + 0.7) = 0.844 < 0.9 < 0.966: two
    made, noted = entering(monkeypatch)
    found = [given[2:4] for name, given in noted if name == "found"]
    assert found == [(made.clusters[1], FIRST), (made.clusters[1], FIRST + 1)]
    assert (made.counts.entered, made.economy.entered_year, made.economy.entered_since) == (2, 3.0, 4.0)
    assert [cluster.below for cluster in made.clusters] == [20.0, 18.0]
    known = [given[1][0] for name, given in noted if name == "know_as_nation"]
    assert known == [near(0.3)] * 2
    assert not any(name in ("bring_along", "take_out") for name, _ in noted)


def test_entrants_are_at_most_those_below(monkeypatch):
    assert entering(monkeypatch, below=1.5)[0].counts.entered == 0  # 0.0525 expected
    assert entering(monkeypatch, drawn=1.0 - 1e-9, below=1.5)[0].counts.entered == 1
    assert entering(monkeypatch, pulled=0.5)[0].counts.entered == 2  # of 1.05: 0.717 < 0.9 < 0.910


def test_a_register_that_is_full_stops_the_run(monkeypatch):
    made, _ = entering(monkeypatch, slots=8)
    assert (made.counts.entered, made.counts.status, made.counts.slots_used) == (1, NO_SLOT, 8)


def test_entrants_come_out_of_the_cells(monkeypatch):
    _, noted = entering(monkeypatch, in_cells=True)
    assert [name for name, _ in noted] == ["found", "bring_along", "take_out"] * 2
    assert [given[2] for name, given in noted if name == "bring_along"] == [3, 3]
    assert [given[1] for name, given in noted if name == "take_out"] == [1, 1]


def test_founding_and_joining_are_those_of_the_acts():
    assert population_flow.found is founding.found
    assert population_flow.take_out is threshold.take_out
