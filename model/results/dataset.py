"""An ensemble as an `xarray.Dataset` with named dimensions and units, in memory or read from its store as needed.

    <indicator>         (scenario, member, quarter)   every indicator of the plan
    base_<indicator>    (member)                      at the end of the base year
    draws               (member, parameter)           the parameters of each member
    fact_<name>         (member)                      facts of the base population
    member_id           (scenario, member)            what the numbers of a member follow from, as a hash
    members_run         (scenario)                    members run under a scenario, the first so many; others are nan
    judged              (scenario, member, target)    what is held against the target (a change where it is conditional)
    met                 (scenario, member, target)    1 met, 0 not, -1 not judged or no projection
    firms_by_cluster    (scenario, member, year, cluster)            at each December, the base year first; also
    adopters_by_cluster (scenario, member, year, cluster, upgrade)   by ``city`` and ``size_class``
    outlay              (scenario, member, year, programme)          CNY 10k in the year; also ``awarded``,
                                                      ``qualified``, ``titles_held`` (see `december_tables.py`)

Labels stand beside the ids: ``cluster_label_zh``, ``cluster_label_en`` and so on; ``cluster_flagship`` is 1 for the
plan's own flagships, ``programme_act`` and ``programme_subject`` say what a programme does and for whom. What is not
known is nan: members that failed, and what programmes did before the plan.

A sweep has the dimension ``point`` in front of all of them, and its design as variables over it: ``design_<axis>``,
nan where a point leaves the axis as it is. Verdicts are kept as ``verdicts/judged.npy`` and ``verdicts/met.npy``, all
else stands in the blocks.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr

from clustercast.model.results.contents import Contents
from clustercast.model.results.dataset_names import BASE, BESIDE, DESIGN, DRAWN, FACT
from clustercast.model.results.december_tables import SAID, TABLES, shapes_in
from clustercast.model.results.indexing import StoredPoints
from clustercast.model.results.run_folder import PLAN_FILE
from clustercast.model.results.xarray_backend import part_of

if TYPE_CHECKING:
    from clustercast.model.results.store import Store

VERDICTS = "verdicts"


def dataset_of(
    contents: Contents, arrays: dict[str, Any], scenarios: Sequence[str], about: dict[str, Any]
) -> xr.Dataset:
    """Arrays with names and units, all with a leading point or none. Those of a store stay unread."""
    data = _indicators(contents, arrays)
    over = ("point",) * (arrays["values"].ndim - 4)
    data["draws"] = ((*over, "member", "parameter"), part_of(arrays["draws"]), {"long_name": DRAWN})
    for name in contents["facts"]:
        data[FACT + name] = ((*over, "member"), part_of(arrays[f"fact_{name}"]))
    for name, (key, dimensions, about_it) in BESIDE.items():
        if key in arrays:
            data[name] = ((*over, *dimensions), part_of(arrays[key]), about_it)
    data |= _profile(arrays, over)
    for name, column in contents.get("design", {}).items():
        if over:
            data[DESIGN + name] = ("point", [np.nan if one is None else one for one in column], {"long_name": name})
    coordinates = {
        "scenario": list(scenarios),
        "member": np.arange(arrays["draws"].shape[-2], dtype=np.int32),
        "quarter": contents["quarters"],
        "parameter": contents["parameters"],
        "target": contents["targets"],
    } | _places(contents, arrays)
    if over:
        coordinates["point"] = np.arange(arrays["values"].shape[0], dtype=np.int32)
    said = {key: contents[key] for key in ("plan", "title", "origin")}
    return xr.Dataset(data, coordinates, said | about)


def _indicators(contents: Contents, arrays: dict[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    values, base = arrays["values"], arrays["base"]
    over = ("point",) * (values.ndim - 4)
    for place, one in enumerate(contents["indicators"]):
        said = {"units": one["unit"], "long_name": one["label_en"], "label_zh": one["label_zh"], "kind": one["kind"]}
        dimensions = (*over, "scenario", "member", "quarter")
        data[one["id"]] = (dimensions, part_of(values, values.ndim - 2, place), said)
        based = said | {"long_name": f"{one['label_en']}, base year"}
        data[BASE + one["id"]] = ((*over, "member"), part_of(base, base.ndim - 1, place), based)
    return data


def _profile(arrays: dict[str, Any], over: tuple[str, ...]) -> dict[str, Any]:
    """The tables of the profile that there are."""
    found = {}
    for name, dimensions in TABLES.items():
        if name in arrays:
            unit, label_zh, label_en = SAID[name]
            said = {"units": unit, "long_name": label_en, "label_zh": label_zh}
            found[name] = ((*over, "scenario", "member", "year", *dimensions), part_of(arrays[name]), said)
    return found


def _places(contents: Contents, arrays: dict[str, Any]) -> dict[str, Any]:
    """Years, and ids and labels of clusters, cities, sizes, programmes and upgrades."""
    if not any(name in arrays for name in TABLES):
        return {}
    found: dict[str, Any] = {"year": contents["profile"]["years"]}
    for dimension, columns in contents["profile"]["coordinates"].items():
        found[dimension] = columns["id"]
        found |= {f"{dimension}_{key}": (dimension, column) for key, column in columns.items() if key != "id"}
    return found


def open_run(folder: str | Path, point: int | None = None) -> xr.Dataset:
    """The values of a run or a sweep, finished or not, read as they are needed; ``point`` one design point alone.

    Raises FileNotFoundError when the folder holds no run, RunLayoutError when another version wrote it in another way.
    """
    from clustercast.model.results.store import Store
    from clustercast.model.results.stored_arrays import check_layout

    store = Store.look(Path(folder))
    inputs = json.loads((store.folder / PLAN_FILE).read_text(encoding="utf-8"))
    contents = store.contents()
    check_layout(store, contents)
    scenarios = [name for name, _ in inputs["scenarios"]]
    points = len(next(iter(contents["design"].values()), [None])) if "design" in contents else None
    chosen = list(range(points)) if points is not None and point is None else None
    arrays = _stored(store, contents, scenarios, chosen, point or 0)
    failed = sum(entry["failures"] for entry in store.entries(point))
    about = {"seed": str(inputs["seed"]), "run": _run_id(store.folder), "failed_members": failed}
    return dataset_of(contents, arrays, scenarios, about)


def _stored(
    store: Store, contents: Contents, scenarios: list[str], points: list[int] | None, point: int
) -> dict[str, Any]:
    """Arrays of some design points, with that dimension, or without it of one."""
    from clustercast.model.results.stored_arrays import StoredArray
    from clustercast.model.results.stored_tables import StoredTable

    over = [point] if points is None else points
    members = range(max((entry["last"] for one in over for entry in store.entries(one)), default=0))

    def stored(field: str, place: int = -1) -> Any:
        each = [StoredArray(store, field, scenarios, members, point=one, place=place) for one in over]
        return each[0] if points is None else StoredPoints(each)

    arrays: dict[str, Any] = {field: stored(field) for field in ("values", "base", "draws", "ids")}
    arrays |= {f"fact_{name}": stored("facts", n) for n, name in enumerate(contents["facts"])}
    for name in shapes_in(contents):
        tables = [StoredTable(store, name, scenarios, members, contents, one) for one in over]
        arrays[name] = tables[0] if points is None else StoredPoints(tables)
    run_under = np.array([[_run_under(store, one, scenario) for scenario in scenarios] for one in over], np.int32)
    arrays["run"] = run_under[0] if points is None else run_under
    return arrays | _kept_verdicts(store, arrays["values"].shape[:-2], points, point)


def _run_under(store: Store, point: int, scenario: str) -> int:
    return max((entry["last"] for entry in store.entries(point) if scenario in entry["scenarios"]), default=0)


def _kept_verdicts(store: Store, shape: tuple[int, ...], points: list[int] | None, point: int) -> dict[str, np.ndarray]:
    found = {}
    for name in ("judged", "met"):
        path = store.folder / VERDICTS / f"{name}.npy"
        if path.is_file():
            array = np.load(path, mmap_mode="r")
            if array.ndim == 4 and points is None:
                array = array[point, :, : shape[1]]
            if array.shape[:-1] == shape:
                found[name] = array
    return found


def _run_id(folder: Path) -> str:
    import hashlib

    return hashlib.sha256((folder / PLAN_FILE).read_bytes()).hexdigest()[:12]
