"""Firms that cross the size threshold, where a plan follows those below it: out of the cells below scale, or in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from clustercast.agents.cell.rules import SIZE_CLASSES, TYPE_WEIGHTS, part_of, robots_brought
from clustercast.agents.draws import Stream
from clustercast.scenarios.numbers import Form

TYPES = len(TYPE_WEIGHTS)


def sizes_below(region: Any, industry: int) -> list[list[Any]]:
    """Cells below scale of an industry, a list a size, the largest first; none where they are not followed."""
    first = region.industries[industry].below_cell
    if first < 0:
        return []
    return [region.cells[first + TYPES * size :][:TYPES] for size in reversed(range(SIZE_CLASSES))]


def firms_of(cells: Sequence[Any]) -> float:
    """Firms of some cells."""
    firms = 0.0
    for cell in cells:
        firms += cell.firms
    return firms


def _held_in(cells: Sequence[Any], what: str, k: int) -> float:
    some = 0.0
    for cell in cells:
        some += cell.firms * getattr(cell.upgrades[k], what)
    return some


def bring_along(firm: Any, cells: Sequence[Any]) -> None:
    """An entrant is any firm of a size below scale: it knows, has and holds things by that size's shares."""
    region, firms = firm.model, firms_of(cells)
    for k, held in enumerate(firm.upgrades):
        drawn = region.uniform(Stream.ENTRANT_TASTE, firm.entity, 8 + k // 4, k % 4)
        users = _held_in(cells, "adopted", k)
        held.aware = 1 if drawn < part_of(_held_in(cells, "aware", k), firms) else 0
        if drawn >= part_of(users, firms):
            continue
        held.aware = held.level = 1
        if held.table.form == Form.UNITS:
            stock = 0.0
            for cell in cells:
                stock += cell.upgrades[k].stock
            held.level = robots_brought(stock, users)
            firm.vintages[region.quarter % len(firm.vintages)] += held.level
            region.counts.left_robots -= held.level
        elif drawn < part_of(_held_in(cells, "upper", k), firms):
            held.level = 2
        held.base_level = held.level
    _bring_titles(firm, cells, firms)


def _bring_titles(firm: Any, cells: Sequence[Any], firms: float) -> None:
    region = firm.model
    for programme in region.programmes:
        if programme.with_cells == 0:
            continue
        g, holders = programme.number, 0.0
        for cell in cells:
            holders += cell.firms * cell.titles[g]
        if region.uniform(Stream.ENTRANT_TASTE, firm.entity, 16 + g // 4, g % 4) < part_of(holders, firms):
            firm.hold(programme, 1)


def enter_from_below(firm: Any) -> None:
    """An entrant comes out of the largest size below scale that holds firms, with what that size has."""
    sizes = sizes_below(firm.model, firm.industry)
    largest = next((cells for cells in sizes if firms_of(cells) > 0.0), None)
    if largest is not None:
        bring_along(firm, largest)
    left = 1.0
    for cells in sizes:
        firms = firms_of(cells)
        if left > 0.0 and firms > 0.0:
            taken = min(left, firms)
            for cell in cells:
                cell.shrink(1.0 - taken / firms)
            left -= taken


def fall_below(firm: Any) -> None:
    """A firm joins the largest size below scale of its industry, with what it knows and has."""
    for cells in sizes_below(firm.model, firm.industry)[:1]:
        for cell, part in zip(cells, TYPE_WEIGHTS, strict=True):
            cell.join(firm, part)


def firms_below(region: Any) -> list[float]:
    """Firms below scale of every industry."""
    firms = [0.0] * len(region.industries)
    for cell in region.cells:
        if cell.below_scale:
            firms[cell.industry] += cell.firms
    return firms


def close_in_cells(region: Any, qualified: Sequence[float], part: float) -> None:
    """Close ``part`` of the firms that qualify in every cell; those below scale are missed in their clusters too."""
    if part <= 0.0:
        return
    before = firms_below(region)
    for cell, share in zip(region.cells, qualified, strict=True):
        if share > 0.0:
            cell.shrink(1.0 - share * part)
    after = firms_below(region)
    for cluster in region.clusters:
        if before[cluster.industry] > 0.0:
            cluster.below *= after[cluster.industry] / before[cluster.industry]
