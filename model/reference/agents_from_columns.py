"""From the kernel's arrays to agents with plain attributes, and back, as ``agents/views.py`` declares them."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

from clustercast.agents import views
from clustercast.agents.agent import AGENTS
from clustercast.agents.arrays import Array
from clustercast.agents.columns import Count
from clustercast.agents.views import Entity
from clustercast.model.compiled.state import Given, State, copied

MATRICES = (
    "announced", "flows", "balances", "ramping_out", "outside", "take_up", "programme_years", "order", "keys",
    "reviewers", "totals", "counted",
)  # fmt: skip
"""Blocks of the state that stay arrays in a region of agents."""
GIVEN_MATRICES = ("intensity", "multipliers", "lever_goal", "paths", "history", "city_government", "required")
"""The same of what is given."""
WHOLE = ("code", "id")
"""Units of columns that are whole numbers, whatever their block holds."""


def build(region: Any, given: Given, state: State) -> None:
    """Give the region its tables and agents, over a copy of the state."""
    region.given, region.state = given, copied(state)
    for name in MATRICES:
        setattr(region, name, Array(getattr(region.state, name)))
    for name in GIVEN_MATRICES:
        setattr(region, name, Array(getattr(given, name)))
    for name, (whose, block) in views.OTHER_NAMES.items():
        setattr(region, name, Array(getattr(getattr(region, whose), block)))
    for name, entity in views.SINGLES.items():
        setattr(region, name, _make(region, name, 0))
        _give([getattr(region, name)], region, entity, slice(0, 1))
    for name in views.TABLES:
        setattr(region, name, rows_of(region, name, slice(0, _count(region, name))))
    region.slots = state.floats.shape[1]
    region.economy.outside, region.economy.programmes = region.outside, region.programmes
    chains = max((cluster.chain for cluster in region.clusters), default=-1) + 1
    numbers = {"city": len(region.city_government), "cluster": len(region.clusters), "chain": chains}
    numbers["industry"] = len(region.industries)
    region.places = {name: [SimpleNamespace(number=place) for place in range(n)] for name, n in numbers.items()}
    for firm in region.firms:
        if firm.active == 0:
            firm.remove()


def _count(region: Any, table: str) -> int:
    entity = views.TABLES[table]
    if table == "firms":
        return int(region.state.counts[Count.SLOTS_USED])
    if entity.blocks:
        return getattr(region.state, entity.blocks[0][0]).shape[-1]
    return len(getattr(region.given, entity.record))


def _make(region: Any, table: str, number: int) -> Any:
    return AGENTS[table](region, number) if table in AGENTS else SimpleNamespace(number=number)


def rows_of(region: Any, table: str, which: slice) -> list[Any]:
    """Rows of a table, with everything that the region's arrays hold of them."""
    entity = views.TABLES[table]
    rows = [_make(region, table, number) for number in range(which.start, which.stop)]
    _give(rows, region, entity, which)
    for name, vector in entity.vectors.items():
        block = getattr(region.state, vector.block)[vector.fixed][..., which]
        for place, row in enumerate(rows):
            values = block[..., place]
            setattr(row, name, values.tolist() if vector.ndim == 1 else Array(values))
    if entity.parts:
        count = getattr(region.state, entity.parts.blocks[0][0]).shape[1]
        for row in rows:
            row.upgrades = [SimpleNamespace(number=k) for k in range(count)]
        for k in range(count):
            _give([row.upgrades[k] for row in rows], region, entity.parts, which, k)
    return rows


def _give(rows: Sequence[Any], region: Any, entity: Entity, which: slice, *part: int) -> None:
    """Set the attributes of rows from their columns and records, no NumPy number left in them."""
    if entity.record:
        table = getattr(region.given, entity.record)[which]
        for name in table.dtype.names:
            _set_each(rows, name, table[name].tolist())
    for block, columns in entity.blocks:
        values = getattr(region.state, block)
        for column in columns:
            found = values[column : column + 1].tolist() if entity.single else values[column, *part, which].tolist()
            _set_each(rows, column.name.lower(), [int(one) for one in found] if column.unit in WHOLE else found)


def _set_each(rows: Sequence[Any], name: str, values: Sequence[Any]) -> None:
    for row, value in zip(rows, values, strict=True):
        setattr(row, name, value)


def write(region: Any, state: State) -> None:
    """Write the region into the kernel's arrays, so that a run can be compared, or go on compiled."""
    for name in MATRICES:
        getattr(state, name)[...] = getattr(region.state, name)
    state.indicators[...] = region.state.indicators
    for name, entity in views.SINGLES.items():
        _take([getattr(region, name)], state, entity)
    for name, entity in views.TABLES.items():
        rows = getattr(region, name)
        _take(rows, state, entity)
        for attribute, vector in entity.vectors.items():
            if vector.ndim == 1 and rows:
                values = np.array([getattr(row, attribute) for row in rows]).T
                getattr(state, vector.block)[vector.fixed][..., : len(rows)] = values
        for k in range(len(rows[0].upgrades) if entity.parts and rows else 0):
            _take([row.upgrades[k] for row in rows], state, entity.parts, k)


def _take(rows: Sequence[Any], state: State, entity: Entity | None, *part: int) -> None:
    for block, columns in entity.blocks if entity else ():
        for column in columns:
            values = [getattr(row, column.name.lower()) for row in rows]
            where = (column, *part) if entity and not entity.single else (slice(column, column + 1),)
            getattr(state, block)[where][..., : len(rows)] = values
