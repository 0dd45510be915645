"""Arrays of a run on disk, read block by block as they are indexed: what is asked for is in memory, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from clustercast.model.results.block import FAILURES, Shape, layout_of, read_field
from clustercast.model.results.december_tables import shapes_in
from clustercast.model.results.indexing import Indexed, expanded
from clustercast.model.results.journal import Entry
from clustercast.model.results.run_folder import PLAN_FILE, RunLayoutError
from clustercast.model.results.store import Store

HELD_BYTES = 16_000_000
"""An indicator of all scenarios and members is held while it is judged, unless it is larger than this."""


class StoredArray(Indexed):
    """One field of the blocks of a design point as an array; nan (0 of an id) where no block holds the member.

    ``values`` [scenario, member, indicator, quarter], ``base`` [member, indicator], ``draws`` [member, parameter],
    ``facts`` [member, fact], ``ids`` [scenario, member]. Indexing gives ordinary arrays: whole numbers, slices and at
    most one list of places, one index an axis.
    """

    def __init__(
        self, store: Store, field: str, scenarios: Sequence[str], members: range, *, point: int = 0, place: int = -1
    ) -> None:
        contents = store.contents()
        self._lengths = lengths_in(contents)
        self._store, self._field, self._place = store, field, place
        self._scenarios, self._members = tuple(scenarios), members
        found = [entry for entry in store.entries(point) if set(entry["scenarios"]) & set(scenarios)]
        self._entries = [one for one in found if one["first"] < members.stop and one["last"] > members.start]
        s, m = len(self._scenarios), len(members)
        lengths = self._lengths
        self.shape: tuple[int, ...] = {
            "values": (s, m, lengths["indicators"], lengths["quarters"]),
            "base": (m, lengths["indicators"]),
            "draws": (m, lengths["parameters"]),
            "facts": (m, lengths["facts"]),
            "ids": (s, m),
        }[field]
        if place >= 0:
            self.shape = self.shape[:1]
        self.dtype = np.dtype(np.int64 if field == "ids" else np.float64)
        self._held: tuple[int, np.ndarray] | None = None

    def __getitem__(self, key: Any) -> np.ndarray:
        keys = expanded(key, self.ndim)
        if self._field == "values":
            return self._of_values(keys)
        if self._field == "ids":
            return self._read_ids()[keys]
        if self._place >= 0:
            return self._column(self._place)[keys]
        if isinstance(keys[1], int | np.integer):
            return self._column(int(keys[1]) % self.shape[1])[keys[0]]
        return self._table()[keys]

    def _of_values(self, keys: tuple[Any, ...]) -> np.ndarray:
        scenario, member, indicator, quarter = keys
        if isinstance(indicator, int | np.integer):
            return self._indicator(int(indicator) % self.shape[2], scenario)[:, member, quarter][
                0 if isinstance(scenario, int | np.integer) else slice(None)
            ]
        places = range(self.shape[2])[indicator] if isinstance(indicator, slice) else indicator
        found = [self[scenario, member, int(place), quarter] for place in places]
        axis = sum(not isinstance(one, int | np.integer) for one in (scenario, member))
        return np.stack(found, axis=axis) if found else np.zeros(self.shape)[keys]

    def _indicator(self, place: int, scenario: Any) -> np.ndarray:
        """``[scenario, member, quarter]`` of an indicator: the scenarios asked for."""
        chosen = np.atleast_1d(np.arange(self.shape[0])[scenario])
        size = self.dtype.itemsize * self.shape[0] * self.shape[1] * self.shape[3]
        if size > HELD_BYTES:
            return self._read_indicator(place, chosen)
        if self._held is None or self._held[0] != place:
            self._held = (place, self._read_indicator(place, np.arange(self.shape[0])))
        return self._held[1][chosen]

    def _read_indicator(self, place: int, chosen: np.ndarray) -> np.ndarray:
        out = np.full((len(chosen), self.shape[1], self.shape[3]), np.nan)
        for entry in self._entries:
            block = read_field(self._path(entry), self._shape(entry), "values", place)
            rows, there = self._rows(entry)
            for row, s in enumerate(chosen):
                if self._scenarios[s] in entry["scenarios"]:
                    out[row, rows] = block[entry["scenarios"].index(self._scenarios[s]), there]
        return out

    def _read_ids(self) -> np.ndarray:
        out = np.zeros(self.shape, np.int64)
        for entry in self._entries:
            block = read_field(self._path(entry), self._shape(entry), "ids").view("<i8")
            rows, there = self._rows(entry)
            for s, scenario in enumerate(self._scenarios):
                if scenario in entry["scenarios"]:
                    out[s, rows] = block[entry["scenarios"].index(scenario), there]
        return out

    def _column(self, place: int) -> np.ndarray:
        out = np.full(self.shape[0], np.nan)
        for entry in self._entries:
            rows, there = self._rows(entry)
            out[rows] = read_field(self._path(entry), self._shape(entry), self._field, place)[there]
        return out

    def _table(self) -> np.ndarray:
        out = np.full(self.shape, np.nan)
        for entry in self._entries:
            rows, there = self._rows(entry)
            out[rows] = read_field(self._path(entry), self._shape(entry), self._field).T[there]
        return out

    def _path(self, entry: Entry) -> Path:
        return self._store.block(entry["block"])

    def _rows(self, entry: Entry) -> tuple[slice, slice]:
        """Rows of this array that a block has, and where they stand in the block."""
        first, last = max(entry["first"], self._members.start), min(entry["last"], self._members.stop)
        start = self._members.start
        return slice(first - start, last - start), slice(first - entry["first"], last - entry["first"])

    def _shape(self, entry: Entry) -> Shape:
        return shape_of_entry(entry, self._lengths)


def lengths_in(contents: dict[str, Any]) -> dict[str, int]:
    """How many indicators, quarters, parameters and facts the blocks of a store have."""
    return {key: len(contents[key]) for key in ("indicators", "quarters", "parameters", "facts")}


def shape_of_entry(
    entry: Entry, lengths: dict[str, int], tables: Sequence[tuple[str, str, tuple[int, ...]]] = ()
) -> Shape:
    """The shape of a block by its line in the journal; ``tables`` of the profile only where these are read."""
    members, of_each = entry["last"] - entry["first"], ("indicators", "quarters", "parameters", "facts")
    return Shape(len(entry["scenarios"]), members, *(lengths[key] for key in of_each), tables=tuple(tables))


def check_layout(store: Store, contents: dict[str, Any]) -> None:
    """Holds the record of the first block against what is read of it: all blocks of a run were written by one version.

    Raises RunLayoutError, and OSError or ValueError when the block cannot be read.
    """
    entry = next(iter(store.entries()), None)
    if entry is None:
        return
    path = store.block(entry["block"])
    there = layout_of(path).fields or {}
    try:
        read: Any = shape_of_entry(entry, lengths_in(contents), tables_of(entry, contents)).dtype(0).fields
    except (KeyError, ValueError, TypeError, AttributeError):
        read = {}
    differing = [name for name in {**there, **read} if name != FAILURES and there.get(name) != read.get(name)]
    if differing:
        what = f'"{differing[0]}" is not kept' if read else "the profile is not kept"
        raise RunLayoutError(
            f"{path}: {what} as this version of clustercast keeps it: another version wrote this run; make the run "
            f"again in a new folder, or read it with the version that {store.folder / PLAN_FILE} names"
        )


def tables_of(entry: Entry, contents: dict[str, Any]) -> list[tuple[str, str, tuple[int, ...]]]:
    """Name, kind and shape of every table of the profile in a block; none where it has none."""
    if not entry.get("kinds"):
        return []
    shapes = shapes_in(contents)
    return [(name, kind, shape) for (name, shape), kind in zip(shapes.items(), entry["kinds"], strict=True)]
