"""Arrays of a run on disk, read block by block as they are indexed: what is asked for is in memory, and no more."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from clustercast.model.results.block import AXES, FAILURES, MEMBER, PLACES, Tables, dtype_of, layout_of, read_field
from clustercast.model.results.december_tables import shapes_in
from clustercast.model.results.indexing import Indexed, expanded
from clustercast.model.results.journal import Entry
from clustercast.model.results.run_folder import PLAN_FILE, RunLayoutError
from clustercast.model.results.small_integers import unpacked
from clustercast.model.results.store import Store

HELD_BYTES = 16_000_000
"""An indicator of all scenarios and members is held while it is judged, unless it is larger than this."""
ONE = (int, np.integer)


class StoredArray(Indexed):
    """One field of the blocks of a design point as an array; nan (0 of an id) where no block holds the member.

    Its axes are those of `AXES`; a table of the profile is ``[scenario, member, year, ...]``.  With ``place`` it is one
    column of the field, ``[member]``.  Indexing gives ordinary arrays: whole numbers, slices and at most one list of
    places, one index an axis.
    """

    def __init__(
        self,
        store: Store,
        contents: dict[str, Any],
        field: str,
        scenarios: Sequence[str],
        members: range,
        *,
        point: int = 0,
        place: int | None = None,
    ) -> None:
        self._store, self._contents, self._field, self._place = store, contents, field, place
        self._scenarios, self._members = tuple(scenarios), members
        found = [one for one in store.entries(point) if field in AXES or one.get("kinds")]
        found = [one for one in found if set(one["scenarios"]) & set(scenarios)]
        self._entries = [one for one in found if one["first"] < members.stop and one["last"] > members.start]
        lengths = lengths_in(contents) | {"scenario": len(self._scenarios), "member": len(members)}
        if field in AXES:
            self.shape = tuple(lengths[axis] for axis in AXES[field])[: None if place is None else 1]
        else:
            self.shape = (lengths["scenario"], lengths["member"], *shapes_in(contents)[field])
        self.dtype = np.dtype(np.int64 if field == "ids" else np.float64 if field in AXES else np.float32)
        self._member = MEMBER.get(field, 1)
        self._held: tuple[int, np.ndarray] | None = None

    def __getitem__(self, key: Any) -> np.ndarray:
        keys = list(expanded(key, self.ndim))
        if self._field == "values":
            return self._of_values(*keys)
        place, axis = self._place, self._member
        if axis == 0 and place is None and isinstance(keys[1], ONE):
            place = int(keys.pop()) % self.shape[1]
        rows = np.arange(len(self._members))[keys[axis]]
        keys[axis] = 0 if rows.ndim == 0 else slice(None)
        return self._read(np.atleast_1d(rows), place)[tuple(keys)]

    def _of_values(self, scenario: Any, member: Any, indicator: Any, quarter: Any) -> np.ndarray:
        if not isinstance(indicator, ONE):
            found = [self[scenario, member, place, quarter] for place in np.arange(self.shape[2])[indicator]]
            axis = sum(not isinstance(one, ONE) for one in (scenario, member))
            return np.stack(found, axis) if found else np.zeros(self.shape)[scenario, member, indicator, quarter]
        place, rows = int(indicator) % self.shape[2], np.arange(self.shape[1])
        if self.dtype.itemsize * self.shape[0] * self.shape[1] * self.shape[3] > HELD_BYTES:
            chosen = np.arange(self.shape[0])[scenario]
            here = self._read(rows, place, np.atleast_1d(chosen))[:, member, quarter]
            return here if chosen.ndim else here[0]
        if self._held is None or self._held[0] != place:
            self._held = (place, self._read(rows, place))
        return self._held[1][scenario, member, quarter].copy()  # what is held stays as it was read

    def _read(self, rows: np.ndarray, place: int | None, chosen: np.ndarray | None = None) -> np.ndarray:
        """``[scenario, member, ...]``, or ``[member, ...]``, of some members, and of the scenarios chosen."""
        scenarios = [self._scenarios[s] for s in chosen] if chosen is not None else self._scenarios
        before = (len(scenarios),) if self._member else ()
        after = self.shape[self._member + 1 + (place is not None) :]
        out = np.full((*before, len(rows), *after), 0 if self._field == "ids" else np.nan, self.dtype)
        members = rows + self._members.start
        for entry in self._entries:
            here = (members >= entry["first"]) & (members < entry["last"])
            if not here.any():
                continue
            block, there = self._block(entry, place), members[here] - entry["first"]
            if self._member == 0:
                out[here] = block[there]
            for s, scenario in enumerate(scenarios if self._member else ()):
                if scenario in entry["scenarios"]:
                    out[s, here] = block[entry["scenarios"].index(scenario), there]
        return out

    def _block(self, entry: Entry, place: int | None) -> np.ndarray:
        """The field of a block, or one place of it: members after the scenarios, or first."""
        record = record_of(entry, self._contents)
        found = read_field(self._store.block(entry["block"]), record, self._field, place)
        if self._field not in AXES:
            return unpacked(found, len(entry["scenarios"]))
        return found.T if self._member == 0 else found


def lengths_in(contents: dict[str, Any]) -> dict[str, int]:
    """How many indicators, quarters, parameters and facts the blocks of a store have."""
    return {axis: len(contents[f"{axis}s"]) for axis in (*PLACES, "quarter")}


def record_of(entry: Entry, contents: dict[str, Any]) -> np.dtype:
    """The record of a block by its line in the journal, but for the length of its failures."""
    lengths = lengths_in(contents) | {"scenario": len(entry["scenarios"]), "member": entry["last"] - entry["first"]}
    return dtype_of(lengths, tables_of(entry, contents))


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
        read: Any = record_of(entry, contents).fields
    except (KeyError, ValueError, TypeError, AttributeError):
        read = {}
    differing = [name for name in {**there, **read} if name != FAILURES and there.get(name) != read.get(name)]
    if differing:
        what = f'"{differing[0]}" is not kept' if read else "the profile is not kept"
        raise RunLayoutError(
            f"{path}: {what} as this version of clustercast keeps it: another version wrote this run; make the run "
            f"again in a new folder, or read it with the version that {store.folder / PLAN_FILE} names"
        )


def tables_of(entry: Entry, contents: dict[str, Any]) -> Tables:
    """Name, kind and shape of every table of the profile in a block; none where it has none."""
    if not entry.get("kinds"):
        return []
    shapes = shapes_in(contents)
    return [(name, kind, shape) for (name, shape), kind in zip(shapes.items(), entry["kinds"], strict=True)]
