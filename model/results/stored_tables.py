"""Tables of the profile of a run on disk, read as they are indexed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from clustercast.model.results.block import read_field
from clustercast.model.results.december_tables import shapes_in
from clustercast.model.results.indexing import Indexed, expanded
from clustercast.model.results.journal import Entry
from clustercast.model.results.small_integers import unpacked
from clustercast.model.results.store import Store
from clustercast.model.results.stored_arrays import lengths_in, shape_of_entry, tables_of


class StoredTable(Indexed):
    """A table of the profile ``[scenario, member, year, ...]``, read from the blocks of the members that are indexed.

    Indexed as `StoredArray`; nan where no block holds the member, and where it failed.
    """

    def __init__(
        self,
        store: Store,
        name: str,
        scenarios: Sequence[str],
        members: range,
        contents: dict[str, Any],
        point: int = 0,
    ) -> None:
        self._store, self._name = store, name
        self._scenarios, self._members = tuple(scenarios), members
        self._lengths, self._contents = lengths_in(contents), contents
        entries = [one for one in store.entries(point) if one.get("kinds") and set(one["scenarios"]) & set(scenarios)]
        self._entries = [one for one in entries if one["first"] < members.stop and one["last"] > members.start]
        self.shape: tuple[int, ...] = (len(self._scenarios), len(members), *shapes_in(contents)[name])
        self.dtype = np.dtype(np.float32)

    def __getitem__(self, key: Any) -> np.ndarray:
        keys = list(expanded(key, self.ndim))
        rows = np.arange(self.shape[1])[keys[1]]
        keys[1] = 0 if rows.ndim == 0 else slice(None)
        return self._of_members(np.atleast_1d(rows))[tuple(keys)]

    def _of_members(self, rows: np.ndarray) -> np.ndarray:
        out = np.full((self.shape[0], len(rows), *self.shape[2:]), np.nan, np.float32)
        members = rows + self._members.start
        for entry in self._entries:
            here = (members >= entry["first"]) & (members < entry["last"])
            if here.any():
                block = self._read(entry)[:, members[here] - entry["first"]]
                for s, scenario in enumerate(self._scenarios):
                    if scenario in entry["scenarios"]:
                        out[s, here] = block[entry["scenarios"].index(scenario)]
        return out

    def _read(self, entry: Entry) -> np.ndarray:
        shape = shape_of_entry(entry, self._lengths, tables_of(entry, self._contents))
        return unpacked(read_field(self._store.block(entry["block"]), shape, self._name), shape.scenarios)
