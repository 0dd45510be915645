"""Firms that cross the size threshold, where a plan follows those below it: out of the cells below scale, or in.

An industry's cells below scale stand side by side, ``SIZE_CLASSES`` sizes of ``TYPES`` types; a size is named by the
number of its first cell (``here``).
"""

from typing import Any

from clustercast.agents.arrays import zeros
from clustercast.agents.cell.acts import is_below_scale
from clustercast.agents.cell.rules import SIZE_CLASSES, TYPE_WEIGHTS, mixed_share, part_of, robots_brought
from clustercast.agents.draws import Draws, Stream, uniform
from clustercast.agents.firm.acts import hold_title
from clustercast.agents.rule import act
from clustercast.scenarios.numbers import Form

TYPES = len(TYPE_WEIGHTS)


@act
def firms_of_size(region: Any, here: int) -> float:
    """Firms of a size."""
    firms = 0.0
    for t in range(TYPES):
        firms += region.cells[here + t].firms
    return firms


@act
def largest_size(region: Any, industry: int) -> int:
    """The largest size below scale of an industry that holds firms; -1 where none is followed."""
    first = region.industries[industry].below_cell
    if first < 0:
        return -1
    for size in range(SIZE_CLASSES - 1, -1, -1):
        if firms_of_size(region, first + TYPES * size) > 0.0:
            return first + TYPES * size
    return -1


# out of the cells ----------------------------------------------------------------------------------------------------
@act
def bring_along(region: Any, firm: Any, here: int, draws: Draws) -> None:
    """An entrant is any firm of a size below scale: it knows, has and holds things by that size's shares."""
    firms = firms_of_size(region, here)
    for k, held in enumerate(firm.upgrades):
        drawn = uniform(draws, Stream.ENTRANT_TASTE, firm.entity, 8 + k // 4, k % 4)
        aware, adopted, upper, stock = _held_by_size(region, here, k)
        held.aware = 1 if drawn < part_of(aware, firms) else 0
        if drawn >= part_of(adopted, firms):
            continue
        level = 1
        if region.upgrades[k].form == Form.UNITS:
            level = robots_brought(stock, adopted)
            firm.vintages[draws.quarter % len(firm.vintages)] += level
            region.counts.left_robots -= level
        elif drawn < part_of(upper, firms):
            level = 2
        held.aware = 1
        held.level = level
        held.base_level = level
    _bring_titles(region, firm, here, firms, draws)


@act
def _held_by_size(region: Any, here: int, k: int) -> tuple[float, float, float, float]:
    """Firms of a size that know upgrade ``k``, have it, have its second level; their robots."""
    aware, adopted, upper, stock = 0.0, 0.0, 0.0, 0.0
    for t in range(TYPES):
        cell = region.cells[here + t]
        held = cell.upgrades[k]
        aware += cell.firms * held.aware
        adopted += cell.firms * held.adopted
        upper += cell.firms * held.upper
        stock += held.stock
    return aware, adopted, upper, stock


@act
def _bring_titles(region: Any, firm: Any, here: int, firms: float, draws: Draws) -> None:
    for programme in region.programmes:
        if programme.with_cells == 0:
            continue
        g, holders = programme.number, 0.0
        for t in range(TYPES):
            cell = region.cells[here + t]
            holders += cell.firms * cell.titles[g]
        if uniform(draws, Stream.ENTRANT_TASTE, firm.entity, 16 + g // 4, g % 4) < part_of(holders, firms):
            hold_title(firm, programme, 1)


@act
def take_out(region: Any, industry: int) -> None:
    """One firm of an industry leaves the cells below scale, the largest size first."""
    first = region.industries[industry].below_cell
    if first < 0:
        return
    left = 1.0
    for size in range(SIZE_CLASSES - 1, -1, -1):
        here = first + TYPES * size
        firms = firms_of_size(region, here)
        if left > 0.0 and firms > 0.0:
            taken = min(left, firms)
            for t in range(TYPES):
                shrink(region.cells[here + t], 1.0 - taken / firms)
            left -= taken


@act
def shrink(cell: Any, kept: float) -> None:
    """A part of a cell's firms is kept, with its part of the robots; shares of firms stay as they are."""
    cell.firms *= kept
    for held in cell.upgrades:
        held.stock *= kept
        held.units_first_wait *= kept
        held.units_second_wait *= kept
    for place in range(len(cell.vintages)):
        cell.vintages[place] *= kept


# into the cells ------------------------------------------------------------------------------------------------------
@act
def take_in(region: Any, firm: Any) -> None:
    """A firm joins the largest size below scale of its industry, with what it knows and has."""
    first = region.industries[firm.industry].below_cell
    if first < 0:
        return
    here = first + TYPES * (SIZE_CLASSES - 1)
    for t in range(TYPES):
        _join(region, region.cells[here + t], firm, TYPE_WEIGHTS[t])


@act
def _join(region: Any, cell: Any, firm: Any, part: float) -> None:
    """A weight ``part`` of a firm joins a cell."""
    for k, own in enumerate(firm.upgrades):
        _mix_upgrade(cell.upgrades[k], own, cell.firms, part, region.upgrades[k].form == Form.UNITS)
    for programme in region.programmes:
        if programme.with_cells == 1:
            g = programme.number
            held = 1.0 if firm.titles[g] > 0 else 0.0
            new = 1.0 if firm.titles[g] == 2 else 0.0
            cell.titles[g] = mixed_share(cell.titles[g], cell.firms, part, held)
            cell.titles_year[g] = mixed_share(cell.titles_year[g], cell.firms, part, new)
    for place in range(len(cell.vintages)):
        cell.vintages[place] += part * firm.vintages[place]
    cell.firms += part


@act
def _mix_upgrade(held: Any, own: Any, firms: float, part: float, in_units: bool) -> None:
    """What a weight ``part`` of a firm has of an upgrade, among ``firms``; an order not yet delivered is forgotten."""
    ready = own.aware == 1 and own.level == 0 and own.taste <= held.chance
    held.aware = mixed_share(held.aware, firms, part, float(own.aware))
    held.willing = mixed_share(held.willing, firms, part, 1.0 if ready else 0.0)
    held.adopted = mixed_share(held.adopted, firms, part, 1.0 if own.level > 0 else 0.0)
    held.first_wait = mixed_share(held.first_wait, firms, part, 0.0)
    held.second_wait = mixed_share(held.second_wait, firms, part, 0.0)
    if in_units:
        held.stock += part * own.level
    else:
        held.upper = mixed_share(held.upper, firms, part, 1.0 if own.level > 1 else 0.0)
        held.upper_first_wait = mixed_share(held.upper_first_wait, firms, part, 0.0)
        held.upper_second_wait = mixed_share(held.upper_second_wait, firms, part, 0.0)


# closed by order -----------------------------------------------------------------------------------------------------
@act
def firms_below(region: Any) -> Any:
    """Firms below scale of every industry."""
    firms = zeros(len(region.industries))
    for cell in region.cells:
        if is_below_scale(cell):
            firms[int(cell.industry)] += cell.firms
    return firms


@act
def close_in_cells(region: Any, qualified: Any, part: float) -> None:
    """Close ``part`` of the firms that qualify in every cell; those below scale are missed in their clusters too."""
    if part <= 0.0:
        return
    before = firms_below(region)
    for c, cell in enumerate(region.cells):
        if qualified[c] > 0.0:
            shrink(cell, 1.0 - qualified[c] * part)
    after = firms_below(region)
    for cluster in region.clusters:
        if before[cluster.industry] > 0.0:
            cluster.below *= after[cluster.industry] / before[cluster.industry]
