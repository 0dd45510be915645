"""Firms that cross the size threshold, by hand: out of the cells below scale, into them, closed in them."""

import pytest

from clustercast.agents.cell import threshold
from clustercast.agents.draws import Draws, Stream
from clustercast.scenarios.numbers import Act, Form, Scope
from tests.small_region import check, draws_of, region, row

DRAWS = Draws(1, 2, 8072)


# the cells below scale: four sizes of three types, 3 firms in each cell at first


def share_of(firms, **values):
    """A cell of so many firms of the second industry, with an upgrade in units and one in levels."""
    units = row(
        aware=0.8, adopted=0.5, upper=0.0, stock=2.0 * firms, units_first_wait=0.6, units_second_wait=0.3, chance=0.3,
        willing=0.1, first_wait=0.02, second_wait=0.04, upper_first_wait=0.0, upper_second_wait=0.0,
    )  # fmt: skip
    levels = row(
        aware=0.6, adopted=0.4, upper=0.2, stock=0.0, units_first_wait=0.0, units_second_wait=0.0, chance=0.3,
        willing=0.1, first_wait=0.02, second_wait=0.04, upper_first_wait=0.05, upper_second_wait=0.06,
    )  # fmt: skip
    plain = {"titles": [0.0, 0.0, 0.4], "titles_year": [0.0, 0.0, 0.1], "vintages": [1.5, 3.0]}
    return row(
        firms=firms, upgrades=[units, levels], scope=float(Scope.BELOW_SCALE), industry=1.0, **(plain | values)
    )  # fmt: skip


def cells(*firms):
    """The cells of one industry, by their firms."""
    return [share_of(number) for number in firms or (3.0,) * 12]


def with_cells(*firms, first=0):
    """A region in which only the last of three programmes counts holders in cells."""
    programmes = [row(number=g, with_cells=int(g == 2), act=Act.TITLE, national=0) for g in range(3)]
    return region(
        cells=cells(*firms), industries=[row(below_cell=-1), row(below_cell=first)], programmes=programmes,
        upgrades=[row(form=Form.UNITS), row(form=Form.LEVELS)], counts=row(left_robots=50),
        clusters=[row(below=30.0, industry=1), row(below=20.0, industry=0)],
    )  # fmt: skip


def test_the_largest_size_that_holds_firms():
    empty = (0.0, 0.0, 0.0)
    check(threshold.firms_of_size, (with_cells(1.0, 2.0, 4.0, 8.0), 1), {}, gives=14.0)
    check(threshold.largest_size, (with_cells(), 1), {}, gives=9)
    check(threshold.largest_size, (with_cells(*(1.0,) * 9, *empty), 1), {}, gives=6)
    check(threshold.largest_size, (with_cells(*(0.1,) * 3, *empty * 3), 1), {}, gives=0)
    check(threshold.largest_size, (with_cells(*empty * 4), 1), {}, gives=-1)
    check(threshold.largest_size, (with_cells(), 0), {}, gives=-1)
    shifted = with_cells(9.0, *(3.0,) * 6, *empty * 2, first=1)
    check(threshold.largest_size, (shifted, 1), {}, gives=4)


def newcomer():
    """A firm just founded: it holds nothing."""
    held = [row(aware=9, level=0, base_level=0) for _ in range(2)]
    return row(entity=900, vintages=[0, 0, 5], titles=[0, 0, 0], recognised=0, national=0, upgrades=held)


def brought(monkeypatch, units, levels, title, **changes):
    """What an entrant brings by these three draws out of a size of 1, 2 and 3 firms."""
    table = {(Stream.ENTRANT_TASTE, 900, 8, 0): units, (Stream.ENTRANT_TASTE, 900, 8, 1): levels}
    draws_of(monkeypatch, threshold, table | {(Stream.ENTRANT_TASTE, 900, 16, 2): title})
    made = with_cells(*(9.0,) * 9, 1.0, 2.0, 3.0)
    check(threshold.bring_along, (made, newcomer(), 9, DRAWS), changes)


def test_an_entrant_brings_nothing(monkeypatch):
    # 0.8 and 0.6 know the upgrades, 0.4 hold the title
    nothing = {"firm.upgrades.0.aware": 0, "firm.upgrades.1.aware": 0}
    brought(monkeypatch, 0.81, 0.61, 0.41, **nothing)


def test_an_entrant_brings_what_it_knows(monkeypatch):
    known = {"firm.upgrades.0.aware": 1, "firm.upgrades.1.aware": 1}
    brought(monkeypatch, 0.79, 0.59, 0.41, **known)
    brought(monkeypatch, 0.51, 0.41, 0.41, **known)


def test_an_entrant_brings_robots_a_level_and_a_title(monkeypatch):
    # 12 robots of 3 users are four each; quarter 8072 has place 2 of 3
    known = {"firm.upgrades.0.aware": 1, "firm.upgrades.1.aware": 1, "firm.titles.2": 1, "firm.recognised": 1}
    robots = {"firm.upgrades.0.level": 4, "firm.upgrades.0.base_level": 4, "firm.vintages.2": 9}
    robots["region.counts.left_robots"] = 46
    for drawn, level in ((0.39, 1), (0.21, 1), (0.19, 2)):
        held = {"firm.upgrades.1.level": level, "firm.upgrades.1.base_level": level}
        brought(monkeypatch, 0.49, drawn, 0.39, **known, **robots, **held)


def test_an_entrant_at_the_edge_of_a_share_does_not_have_it(monkeypatch):
    # the shares are 0.5, 0.25 and 0.125 exactly, of the title 0.5
    made = with_cells(0.0, 1.0, 0.0, first=0)
    for held in made.cells[1].upgrades:
        held.aware, held.adopted, held.upper = 0.5, 0.25, 0.125
    made.cells[1].titles[2] = 0.5
    known = {"firm.upgrades.0.aware": 0, "firm.upgrades.1.aware": 1}
    edge = {(Stream.ENTRANT_TASTE, 900, 8, 0): 0.5, (Stream.ENTRANT_TASTE, 900, 16, 2): 0.5}
    draws_of(monkeypatch, threshold, edge | {(Stream.ENTRANT_TASTE, 900, 8, 1): 0.25})
    check(threshold.bring_along, (made, newcomer(), 0, DRAWS), known)
    draws_of(monkeypatch, threshold, edge | {(Stream.ENTRANT_TASTE, 900, 8, 1): 0.125})
    first = {"firm.upgrades.1.level": 1, "firm.upgrades.1.base_level": 1}
    check(threshold.bring_along, (made, newcomer(), 0, DRAWS), known | first)


def test_an_entrant_knows_what_it_has(monkeypatch):
    # half of the firms have it though, by rounding, fewer are counted as knowing it
    made = with_cells(0.0, 1.0, 0.0)
    for held in made.cells[1].upgrades:
        held.aware, held.adopted, held.upper = 0.25, 0.5, 0.0
    draws_of(
        monkeypatch, threshold, {(Stream.ENTRANT_TASTE, 900, at, word): 0.4 for at in (8, 16) for word in range(4)}
    )
    firm = newcomer()
    threshold.bring_along(made, firm, 0, DRAWS)
    assert [held.aware for held in firm.upgrades] == [1, 1]


def test_upgrades_and_titles_have_draws_of_their_own(monkeypatch):
    # four to a block, upgrades from block 8 on, titles from 16 on: the last of a block and the first of the next
    had = [0, 0, 0, 1, 1, 0]
    made = with_cells(1.0, 1.0, 1.0)
    made.upgrades = [row(form=Form.LEVELS)] * 6
    made.programmes = [row(number=g, with_cells=1, act=Act.TITLE, national=0) for g in range(6)]
    for cell in made.cells:
        cell.upgrades = [row(aware=0.5, adopted=0.5, upper=0.0, stock=0.0) for _ in range(6)]
        cell.titles = [0.5] * 6
    words = {(k // 4, k % 4): 0.4 if one else 0.6 for k, one in enumerate((*had, 0, 0))}
    drawn = {(Stream.ENTRANT_TASTE, 900, at + block, word): u for (block, word), u in words.items() for at in (8, 16)}
    draws_of(monkeypatch, threshold, drawn)
    firm = newcomer()
    firm.titles, firm.upgrades = [0] * 6, [row(aware=9, level=0, base_level=0) for _ in range(6)]
    threshold.bring_along(made, firm, 0, DRAWS)
    assert [held.level for held in firm.upgrades] == [held.aware for held in firm.upgrades] == firm.titles == had


def test_a_size_with_unequal_cells_is_counted_by_its_firms():
    made = with_cells(1.0, 2.0, 3.0)
    for cell, aware, adopted, upper in zip(made.cells, (0.6, 0.3, 0.2), (0.5, 0.2, 0.1), (0.4, 0.1, 0.0), strict=True):
        cell.upgrades[1].aware, cell.upgrades[1].adopted, cell.upgrades[1].upper = aware, adopted, upper
    assert threshold._held_by_size(made, 0, 1) == (pytest.approx(1.8), pytest.approx(1.2), pytest.approx(0.6), 0.0)
    assert threshold._held_by_size(made, 0, 0)[3] == 12.0


def shrunk(number, kept, firms):
    """A cell of which a part is kept."""
    at = f"region.cells.{number}"
    return {
        f"{at}.firms": firms * kept, f"{at}.upgrades.0.stock": 2.0 * firms * kept,
        f"{at}.upgrades.0.units_first_wait": 0.6 * kept, f"{at}.upgrades.0.units_second_wait": 0.3 * kept,
        f"{at}.vintages.0": 1.5 * kept, f"{at}.vintages.1": 3.0 * kept,
    }  # fmt: skip


def test_one_firm_leaves_the_largest_size():
    made = with_cells(*(3.0,) * 9, 1.0, 1.0, 2.0)
    changes = shrunk(9, 0.75, 1.0) | shrunk(10, 0.75, 1.0) | shrunk(11, 0.75, 2.0)
    check(threshold.take_out, (made, 1), changes)
    check(threshold.take_out, (made, 0), {})


def test_a_size_with_less_than_a_firm_is_emptied_first():
    # 0.25 + 0.25 of the largest, 0.5 of the 2 of the next that holds any
    made = with_cells(*(3.0,) * 3, 1.0, 0.5, 0.5, 0.0, 0.0, 0.0, 0.25, 0.25, 0.0)
    changes = shrunk(9, 0.0, 0.25) | shrunk(10, 0.0, 0.25)
    changes |= shrunk(3, 0.75, 1.0) | shrunk(4, 0.75, 0.5) | shrunk(5, 0.75, 0.5)
    changes |= {name: 0.0 for name in shrunk(11, 0.0, 0.0) if "firms" not in name and "stock" not in name}
    check(threshold.take_out, (made, 1), changes)


def mix(now, part, joins, firms=3.0):
    """A share once a part of a firm has joined."""
    return (now * firms + part * joins) / (firms + part)


def joined(robots, levels, ready, titles):
    """The largest size of 3 firms a cell once a firm has joined by the weights of the types."""
    changes = {}
    for t, part in enumerate((1.0 / 6.0, 2.0 / 3.0, 1.0 / 6.0)):
        at, units, upper = (
            f"region.cells.{9 + t}",
            f"region.cells.{9 + t}.upgrades.0",
            f"region.cells.{9 + t}.upgrades.1",
        )
        for held, level, aware, adopted in ((units, robots, 0.8, 0.5), (upper, levels, 0.6, 0.4)):
            changes[f"{held}.aware"] = mix(aware, part, 1.0)
            changes[f"{held}.adopted"] = mix(adopted, part, 1.0 if level > 0 else 0.0)
            changes[f"{held}.willing"] = mix(0.1, part, float(ready))
            changes[f"{held}.first_wait"] = mix(0.02, part, 0.0)
            changes[f"{held}.second_wait"] = mix(0.04, part, 0.0)
        if robots:
            changes[f"{units}.stock"] = 6.0 + part * robots
        changes[f"{upper}.upper"] = mix(0.2, part, 1.0 if levels > 1 else 0.0)
        changes[f"{upper}.upper_first_wait"] = mix(0.05, part, 0.0)
        changes[f"{upper}.upper_second_wait"] = mix(0.06, part, 0.0)
        changes[f"{at}.titles.2"] = mix(0.4, part, 1.0 if titles else 0.0)
        changes[f"{at}.titles_year.2"] = mix(0.1, part, 1.0 if titles == 2 else 0.0)
        changes[f"{at}.vintages.0"] = 1.5 + part * 3.0
        changes[f"{at}.vintages.1"] = 3.0 + part * 4.0
        changes[f"{at}.firms"] = 3.0 + part
    return changes


@pytest.mark.parametrize(
    ("robots", "levels", "taste", "ready", "titles"),
    [(7, 2, 0.1, False, 2), (1, 1, 0.1, False, 1), (0, 0, 0.3, True, 0), (0, 0, 0.31, False, 2)],
)
def test_a_firm_joins_the_largest_size(robots, levels, taste, ready, titles):
    held = [row(aware=1, level=level, taste=taste) for level in (robots, levels)]
    firm = row(industry=1, upgrades=held, titles=[1, 2, titles], vintages=[3, 4])
    check(threshold.take_in, (with_cells(), firm), joined(robots, levels, ready, titles))


def test_a_firm_that_does_not_know_is_not_willing():
    held = [row(aware=0, level=0, taste=0.1) for _ in range(2)]
    made, firm = with_cells(), row(industry=1, upgrades=held, titles=[0, 0, 0], vintages=[0, 0])
    threshold.take_in(made, firm)
    found = made.cells[10].upgrades[0]
    part = 2.0 / 3.0
    assert (found.aware, found.willing) == (pytest.approx(mix(0.8, part, 0.0)), pytest.approx(mix(0.1, part, 0.0)))


def test_a_firm_joins_the_cells_of_its_own_industry():
    held = [row(aware=0, level=0, taste=0.1) for _ in range(2)]
    made = with_cells(*(3.0,) * 13, first=1)
    threshold.take_in(made, row(industry=1, upgrades=held, titles=[0, 0, 0], vintages=[0, 0]))
    parts = (1.0 / 6.0, 2.0 / 3.0, 1.0 / 6.0)
    assert [cell.firms for cell in made.cells] == [3.0] * 10 + [pytest.approx(3.0 + part) for part in parts]
    threshold.take_out(made, 1)
    assert [cell.firms for cell in made.cells[:10]] == [3.0] * 10
    assert sum(cell.firms for cell in made.cells[10:]) == pytest.approx(9.0)


def test_a_firm_of_an_industry_without_cells_joins_none():
    check(threshold.take_in, (with_cells(), row(industry=0, upgrades=[], titles=[], vintages=[])), {})


def test_closures_reach_the_cells_and_who_stands_below_in_clusters():
    # half of the 0.4 that qualify in one cell of twelve: 36 - 0.6 firms are left
    made = with_cells()
    qualified = [0.0] * 12
    qualified[5] = 0.4
    changes = shrunk(5, 0.8, 3.0) | {"region.clusters.0.below": 30.0 * (36.0 - 0.6) / 36.0}
    check(threshold.close_in_cells, (made, qualified, 0.5), changes)
    check(threshold.close_in_cells, (made, qualified, 0.0), {})


def test_closing_all_that_qualify():
    made = with_cells()
    changes = {}
    for number in range(12):
        changes |= shrunk(number, 0.75, 3.0)
    check(threshold.close_in_cells, (made, [0.25] * 12, 1.0), changes | {"region.clusters.0.below": 22.5})


def test_only_cells_below_scale_are_counted():
    made = with_cells()
    made.cells[0].scope = float(Scope.OTHER_SECTORS)
    made.cells[1].industry = 0.0
    assert list(threshold.firms_below(made)) == [3.0, 30.0]
