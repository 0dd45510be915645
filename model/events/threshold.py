"""Firms that cross the size threshold, where a plan follows those below it: out of the cells below scale, or in."""

from __future__ import annotations

from clustercast.agents.cell.rules import SIZE_CLASSES, TYPE_WEIGHTS, mixed_share, part_of, robots_brought
from clustercast.agents.columns import CellFloat, FirmCode, UpgradeCode, UpgradeFloat
from clustercast.agents.columns import CellUpgradeFloat as U
from clustercast.agents.draws import Stream, uniform
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import LEFT_ROBOTS, Given, State
from clustercast.model.events.programmes.titles import hold
from clustercast.model.expressions.evaluate import FIRM
from clustercast.scenarios.numbers import Form, Scope

TYPES = len(TYPE_WEIGHTS)


@event
def largest_class(given: Given, state: State, s: int) -> int:
    """First cell of the largest size below scale of industry ``s`` that holds firms; -1 where none is followed."""
    first = given.industries[s].below_cell
    if first < 0:
        return -1
    for size in range(SIZE_CLASSES - 1, -1, -1):
        if _firms_of(state, first + TYPES * size) > 0.0:
            return first + TYPES * size
    return -1


@event
def _firms_of(state, here):
    firms = 0.0
    for t in range(TYPES):
        firms += state.cells[CellFloat.FIRMS, here + t]
    return firms


@event
def _held_in(state, row, k, here):
    """Firms of a size that a row counts (those aware, with the first level ...)."""
    some = 0.0
    for t in range(TYPES):
        some += state.cells[CellFloat.FIRMS, here + t] * state.cell_upgrades[row, k, here + t]
    return some


@event
def bring_along(given: Given, state: State, i: int, here: int, seed: int, member: int, quarter: int) -> None:
    """Entrant ``i`` is any firm of the size that begins at cell ``here``: it knows, has and holds what it does."""
    entity = state.codes[FirmCode.ENTITY, i]
    firms = _firms_of(state, here)
    for k in range(given.upgrades.shape[0]):
        drawn = uniform(seed, member, Stream.ENTRANT_TASTE, entity, 8 + k // 4, k % 4)
        users = _held_in(state, U.ADOPTED, k, here)
        aware = part_of(_held_in(state, U.AWARE, k, here), firms)
        state.upgrade_codes[UpgradeCode.AWARE, k, i] = 1 if drawn < aware else 0
        if drawn >= part_of(users, firms):
            continue
        level = 1
        if given.upgrades[k].form == Form.UNITS:
            stock = 0.0
            for t in range(TYPES):
                stock += state.cell_upgrades[U.STOCK, k, here + t]
            level = robots_brought(stock, users)
            state.vintages[quarter % state.vintages.shape[0], i] += level
            state.counts[LEFT_ROBOTS] -= level
        elif drawn < part_of(_held_in(state, U.UPPER, k, here), firms):
            level = 2
        state.upgrade_codes[UpgradeCode.AWARE, k, i] = 1
        state.upgrade_codes[UpgradeCode.LEVEL, k, i] = level
        state.upgrade_codes[UpgradeCode.BASE_LEVEL, k, i] = level
    _bring_titles(given, state, i, here, firms, seed, member)


@event
def _bring_titles(given, state, i, here, firms, seed, member) -> None:
    entity = state.codes[FirmCode.ENTITY, i]
    for g in range(given.programmes.shape[0]):
        if given.programmes[g].with_cells == 0:
            continue
        holders = 0.0
        for t in range(TYPES):
            holders += state.cells[CellFloat.FIRMS, here + t] * state.cell_titles[0, g, here + t]
        drawn = uniform(seed, member, Stream.ENTRANT_TASTE, entity, 16 + g // 4, g % 4)
        if drawn < part_of(holders, firms):
            hold(given, state, g, FIRM, i, 1)


@event
def take_out(given: Given, state: State, s: int) -> None:
    """One firm of industry ``s`` leaves the cells below scale, the largest size first."""
    first = given.industries[s].below_cell
    if first < 0:
        return
    left = 1.0
    for size in range(SIZE_CLASSES - 1, -1, -1):
        here = first + TYPES * size
        firms = _firms_of(state, here)
        if left > 0.0 and firms > 0.0:
            taken = min(left, firms)
            for t in range(TYPES):
                shrink(state, here + t, 1.0 - taken / firms)
            left -= taken


@event
def firms_below(state: State, firms) -> None:
    """Firms below scale of every industry, into ``firms``."""
    scope = state.cells[CellFloat.SCOPE]
    for c in range(scope.shape[0]):
        if int(scope[c]) == Scope.BELOW_SCALE:
            firms[int(state.cells[CellFloat.INDUSTRY, c])] += state.cells[CellFloat.FIRMS, c]


@event
def shrink(state: State, c: int, kept: float) -> None:
    """A part of a cell's firms is kept, with its part of the robots; shares of firms stay as they are."""
    state.cells[CellFloat.FIRMS, c] *= kept
    for k in range(state.cell_upgrades.shape[1]):
        state.cell_upgrades[U.STOCK, k, c] *= kept
        state.cell_upgrades[U.UNITS_FIRST_WAIT, k, c] *= kept
        state.cell_upgrades[U.UNITS_SECOND_WAIT, k, c] *= kept
    for row in range(state.cell_vintages.shape[0]):
        state.cell_vintages[row, c] *= kept


@event
def take_in(given: Given, state: State, i: int) -> None:
    """Firm ``i`` joins the largest size below scale of its industry, with what it knows and has."""
    first = given.industries[int(state.codes[FirmCode.INDUSTRY, i])].below_cell
    if first < 0:
        return
    for t in range(TYPES):
        _join(given, state, i, first + TYPES * (SIZE_CLASSES - 1) + t, TYPE_WEIGHTS[t])


@event
def _join(given, state, i, c, part) -> None:
    """A weight ``part`` of firm ``i`` joins cell ``c``; an order not yet delivered is forgotten."""
    firms = state.cells[CellFloat.FIRMS, c]
    up = state.cell_upgrades
    for k in range(up.shape[1]):
        level = state.upgrade_codes[UpgradeCode.LEVEL, k, i]
        aware = state.upgrade_codes[UpgradeCode.AWARE, k, i]
        ready = aware == 1 and level == 0 and state.upgrade_floats[UpgradeFloat.TASTE, k, i] <= up[U.CHANCE, k, c]
        up[U.AWARE, k, c] = mixed_share(up[U.AWARE, k, c], firms, part, float(aware))
        up[U.WILLING, k, c] = mixed_share(up[U.WILLING, k, c], firms, part, 1.0 if ready else 0.0)
        up[U.ADOPTED, k, c] = mixed_share(up[U.ADOPTED, k, c], firms, part, 1.0 if level > 0 else 0.0)
        up[U.FIRST_WAIT, k, c] = mixed_share(up[U.FIRST_WAIT, k, c], firms, part, 0.0)
        up[U.SECOND_WAIT, k, c] = mixed_share(up[U.SECOND_WAIT, k, c], firms, part, 0.0)
        if given.upgrades[k].form == Form.UNITS:
            up[U.STOCK, k, c] += part * level
        else:
            up[U.UPPER, k, c] = mixed_share(up[U.UPPER, k, c], firms, part, 1.0 if level > 1 else 0.0)
            up[U.UPPER_FIRST_WAIT, k, c] = mixed_share(up[U.UPPER_FIRST_WAIT, k, c], firms, part, 0.0)
            up[U.UPPER_SECOND_WAIT, k, c] = mixed_share(up[U.UPPER_SECOND_WAIT, k, c], firms, part, 0.0)
    for g in range(given.programmes.shape[0]):
        if given.programmes[g].with_cells == 1:
            held = 1.0 if state.titles[g, i] > 0 else 0.0
            new = 1.0 if state.titles[g, i] == 2 else 0.0
            state.cell_titles[0, g, c] = mixed_share(state.cell_titles[0, g, c], firms, part, held)
            state.cell_titles[1, g, c] = mixed_share(state.cell_titles[1, g, c], firms, part, new)
    for row in range(state.cell_vintages.shape[0]):
        state.cell_vintages[row, c] += part * state.vintages[row, i]
    state.cells[CellFloat.FIRMS, c] = firms + part
