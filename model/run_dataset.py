"""An ensemble as an `xarray.Dataset` with named dimensions and units, in memory or read from its store as needed.

    <indicator>         (scenario, member, quarter)   every indicator of the plan
    base_<indicator>    (member)                      at the end of the base year
    draws               (member, parameter)           the parameters of each member
    fact_<name>         (member)                      facts of the base population
    member_id           (scenario, member)            what the numbers of a member follow from, as a hash
    judged              (scenario, member, target)    what is held against the target (a change where it is conditional)
    met                 (scenario, member, target)    1 met, 0 not, -1 not judged or no projection

Verdicts are kept as ``verdicts/judged.npy`` and ``verdicts/met.npy``; everything else stands in the blocks.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr
from xarray.backends.common import BackendArray
from xarray.core import indexing

from model.judgement import judge
from model.run_folder import PLAN_FILE
from scenarios import Plan, format_quarter

if TYPE_CHECKING:
    from model.ensemble import Ensemble
    from model.store import Store

VERDICTS = "verdicts"
Contents = dict[str, Any]


def contents_of(plan: Plan, parameters: Sequence[str], facts: Sequence[str]) -> Contents:
    """What the numbers of a run of this plan are, as plain data."""
    about = ("id", "unit", "label_en", "label_zh", "kind")
    return {
        "plan": plan.id,
        "title": plan.title_en,
        "origin": format_quarter(plan.origin),
        "indicators": [{key: getattr(one, key) for key in about} for one in plan.indicators],
        "quarters": [format_quarter(quarter) for quarter in range(plan.start, plan.end + 1)],
        "parameters": list(parameters),
        "facts": list(facts),
        "targets": [one.id for one in plan.targets],
    }


def to_dataset(ensemble: Ensemble, run: str = "") -> xr.Dataset:
    """The ensemble with names, units and verdicts."""
    names = [name for name, numbers in ensemble.facts.items() if numbers.ndim == 1]
    contents = contents_of(ensemble.plan, ensemble.parameters, names)
    arrays = {"values": ensemble.values, "base": ensemble.base, "draws": ensemble.draws}
    arrays |= {f"fact_{name}": np.asarray(ensemble.facts[name], dtype=np.float64) for name in names}
    judged, met = _empty_verdicts(ensemble)
    for s, t, one, verdict in _verdicts(ensemble):
        judged[s, :, t], met[s, :, t] = one, verdict
    about = {"seed": str(ensemble.seed), "run": run, "failed_members": len(ensemble.failures)}
    return _dataset(contents, arrays | {"judged": judged, "met": met}, ensemble.scenarios, about)


def _dataset(contents: Contents, arrays: dict[str, Any], scenarios: Sequence[str], about: dict[str, Any]) -> xr.Dataset:
    """Arrays with names and units. Those of a store stay unread."""
    data: dict[str, Any] = {}
    values, base = arrays["values"], arrays["base"]
    for place, one in enumerate(contents["indicators"]):
        said = {"units": one["unit"], "long_name": one["label_en"], "label_zh": one["label_zh"], "kind": one["kind"]}
        data[one["id"]] = (("scenario", "member", "quarter"), _part(values, 2, place), said)
        based = said | {"long_name": f"{one['label_en']}, base year"}
        data[f"base_{one['id']}"] = ("member", _part(base, 1, place), based)
    data["draws"] = (("member", "parameter"), _part(arrays["draws"]), {"long_name": "what was drawn for each member"})
    for name in contents["facts"]:
        data[f"fact_{name}"] = ("member", _part(arrays[f"fact_{name}"]))
    if "ids" in arrays:
        data["member_id"] = (("scenario", "member"), _part(arrays["ids"]), {"long_name": "id of the member"})
    said = {"judged": "what is held against the target", "met": "1 met, 0 not met, -1 not judged or no projection"}
    for name, words in said.items():
        if name in arrays:
            data[name] = (("scenario", "member", "target"), _part(arrays[name]), {"long_name": words})
    coordinates = {
        "scenario": list(scenarios),
        "member": np.arange(values.shape[1], dtype=np.int32),
        "quarter": contents["quarters"],
        "parameter": contents["parameters"],
        "target": contents["targets"],
    }
    said = {key: contents[key] for key in ("plan", "title", "origin")}
    return xr.Dataset(data, coordinates, said | about)


class _Lazy(BackendArray):
    """An array of a store, or one indicator of it, for xarray to read when it is needed."""

    def __init__(self, array: Any, axis: int | None, place: int) -> None:
        self.array, self.axis, self.place = array, axis, place
        shape = list(array.shape)
        if axis is not None:
            del shape[axis]
        self.shape = tuple(shape)
        self.dtype = np.dtype(array.dtype)

    def __getitem__(self, key: indexing.ExplicitIndexer) -> Any:
        return indexing.explicit_indexing_adapter(key, self.shape, indexing.IndexingSupport.OUTER_1VECTOR, self._get)

    def _get(self, key: tuple[Any, ...]) -> np.ndarray:
        keys = list(key)
        if self.axis is not None:
            keys.insert(self.axis, self.place)
        return self.array[tuple(keys)]


def _part(array: Any, axis: int | None = None, place: int = 0) -> Any:
    """The array, or its part at a place of an axis; unread when it stands in a store."""
    if isinstance(array, np.ndarray):
        return array if axis is None else array[(slice(None),) * axis + (place,)]
    return indexing.LazilyIndexedArray(_Lazy(array, axis, place))


def _empty_verdicts(ensemble: Ensemble) -> tuple[np.ndarray, np.ndarray]:
    shape = (len(ensemble.scenarios), ensemble.values.shape[1], len(ensemble.plan.targets))
    return np.full(shape, np.nan), np.full(shape, -1, dtype=np.int8)


def _verdicts(ensemble: Ensemble) -> Iterator[tuple[int, int, np.ndarray, np.ndarray]]:
    """Places of scenario and target, what is judged, and whether it is met: one target after the other."""
    for t, target in enumerate(ensemble.plan.targets):
        for s, scenario in enumerate(ensemble.scenarios):
            one = judge(ensemble, target, scenario)
            if one is None:
                continue
            met = np.where(one.judged, one.met, -1) if target.status == "projected" else np.full(len(one.met), -1)
            yield s, t, np.where(one.judged, one.achieved, np.nan), met


def write_verdicts(folder: Path, ensemble: Ensemble) -> None:
    """Writes the verdicts of an ensemble to the folder of its run, without holding them all in memory."""
    from numpy.lib.format import open_memmap

    shape = (len(ensemble.scenarios), ensemble.values.shape[1], len(ensemble.plan.targets))
    place = folder / VERDICTS
    place.mkdir(exist_ok=True)
    files = {"judged": np.dtype("<f8"), "met": np.dtype("i1")}
    judged, met = (open_memmap(place / f".{name}.npy.tmp", "w+", kind, shape) for name, kind in files.items())
    judged[...], met[...] = np.nan, -1
    for s, t, one, verdict in _verdicts(ensemble):
        judged[s, :, t], met[s, :, t] = one, verdict
    for array in (judged, met):
        array.flush()
    for name in files:
        os.replace(place / f".{name}.npy.tmp", place / f"{name}.npy")


def open_run(folder: str | Path, point: int = 0) -> xr.Dataset:
    """The values of a run, finished or not, read as they are needed; ``point`` the design point of a sweep.

    Raises FileNotFoundError when the folder holds no run.
    """
    from model.store import Store

    store = Store.look(Path(folder))
    inputs = json.loads((store.folder / PLAN_FILE).read_text(encoding="utf-8"))
    contents = store.contents()
    scenarios = [name for name, _ in inputs["scenarios"]]
    entries = store.entries(point)
    members = range(max((entry["last"] for entry in entries), default=0))
    arrays = _stored(store, contents, scenarios, members, point)
    failed = sum(entry["failures"] for entry in entries)
    about = {"seed": str(inputs["seed"]), "run": _run_id(store.folder), "failed_members": failed}
    return _dataset(contents, arrays, scenarios, about)


def _stored(store: Store, contents: Contents, scenarios: list[str], members: range, point: int) -> dict[str, Any]:
    from model.stored import StoredArray

    def stored(field: str, place: int = -1) -> StoredArray:
        return StoredArray(store, field, scenarios, members, point=point, place=place)

    arrays: dict[str, Any] = {field: stored(field) for field in ("values", "base", "draws", "ids")}
    arrays |= {f"fact_{name}": stored("facts", n) for n, name in enumerate(contents["facts"])}
    for name in ("judged", "met"):
        path = store.folder / VERDICTS / f"{name}.npy"
        if point == 0 and path.is_file():
            found = np.load(path, mmap_mode="r")
            if found.shape[:2] == (len(scenarios), len(members)):
                arrays[name] = found
    return arrays


def _run_id(folder: Path) -> str:
    import hashlib

    return hashlib.sha256((folder / PLAN_FILE).read_bytes()).hexdigest()[:12]
