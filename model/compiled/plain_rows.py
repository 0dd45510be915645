"""Rows of columns without compilation: the same attributes over the same arrays, for the plain kernel and tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clustercast.agents import views
from clustercast.agents.arrays import Array
from clustercast.agents.columns import FirmCode
from clustercast.agents.draws import Draws, fill_bulk
from clustercast.agents.views import Entity


class PlainRow:
    """A row, or with ``part`` a part of one."""

    __slots__ = ("_entity", "_region", "_where")

    def __init__(self, region: PlainRegion, entity: Entity, *where: int) -> None:
        object.__setattr__(self, "_region", region)
        object.__setattr__(self, "_entity", entity)
        object.__setattr__(self, "_where", where)

    def __getattr__(self, name: str) -> Any:
        region, entity, where = self._region, self._entity, self._where
        home = entity.home(name)
        if home:
            return getattr(region.state, home[0]).item((home[1], *where))
        if name in entity.vectors:
            vector = entity.vectors[name]
            return Array(getattr(region.state, vector.block)[(*vector.fixed, ..., where[-1])])
        if name == "upgrades" and entity.parts:
            count = getattr(region.state, entity.parts.blocks[0][0]).shape[1]
            return [PlainRow(region, entity.parts, k, *where) for k in range(count)]
        if name == "number":
            return where[0]
        value = getattr(region.given, entity.record)[where[0] if where else 0][name]
        return value.tolist()

    def __setattr__(self, name: str, value: Any) -> None:
        region, entity, where = self._region, self._entity, self._where
        home = entity.home(name)
        if home is not None:
            getattr(region.state, home[0])[(home[1], *where)] = value
        elif entity.record and name in getattr(region.given, entity.record).dtype.names:
            getattr(region.given, entity.record)[name][where[0] if where else 0] = value
        else:
            raise AttributeError(f"{name} is no column")


class PlainTable:
    """Rows in their order."""

    __slots__ = ("_entity", "_name", "_region")

    def __init__(self, region: PlainRegion, entity: Entity, name: str) -> None:
        self._region, self._entity, self._name = region, entity, name

    def __len__(self) -> int:
        if self._name == "firms":
            return self._region.counts.slots_used
        if self._entity.blocks:
            return getattr(self._region.state, self._entity.blocks[0][0]).shape[1]
        return len(getattr(self._region.given, self._entity.record))

    def __getitem__(self, row: int) -> PlainRow:
        return PlainRow(self._region, self._entity, int(row))

    def __iter__(self) -> Iterator[PlainRow]:
        return (self[row] for row in range(len(self)))


class PlainRegion:
    """The region over a ``Given`` and a ``State``."""

    on_columns = True

    def __init__(self, given: Any, state: Any) -> None:
        self.given, self.state = given, state

    def __getattr__(self, name: str) -> Any:
        if name in views.TABLES:
            return PlainTable(self, views.TABLES[name], name)
        if name in views.SINGLES:
            return PlainRow(self, views.SINGLES[name])
        if name in views.OTHER_NAMES:
            whose, name = views.OTHER_NAMES[name]
            return Array(getattr(getattr(self, whose), name))
        return Array(getattr(self.state if name in self.state._fields else self.given, name))

    @property
    def slots(self) -> int:
        """How many firms there is room for."""
        return self.state.floats.shape[1]

    def draw_luck(self, draws: Draws) -> None:
        """Every firm's uniforms of the quarter."""
        fill_bulk(self.state.luck, self.state.codes[FirmCode.ENTITY], len(self.firms), *draws)

    def new_firm(self) -> PlainRow:
        """Take the next slot; a firm in which every column is 0."""
        self.counts.slots_used += 1
        return self.firms[self.counts.slots_used - 1]
