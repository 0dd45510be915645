"""An ensemble as an `xarray.Dataset` with named dimensions and units, and as a file that needs no special library.

    <indicator>         (scenario, member, quarter)   every indicator of the plan
    base_<indicator>    (member)                      at the end of the base year
    draws               (member, parameter)           the parameters of each member
    fact_<name>         (member)                      facts of the base population
    members_run         (scenario)                    members run under a scenario, the first so many; others are nan
    judged              (scenario, member, target)    what is held against the target (a change where it is conditional)
    met                 (scenario, member, target)    1 met, 0 not, -1 not judged or no projection

Stored as netCDF 3 (64 bit offsets), which scipy reads and writes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr

from model.judgement import judge
from model.run_folder import write_bytes
from scenarios import format_quarter

if TYPE_CHECKING:
    from model.ensemble import Ensemble

FILE = "values.nc"


def to_dataset(ensemble: Ensemble, run: str = "") -> xr.Dataset:
    """The ensemble with names, units and verdicts."""
    plan = ensemble.plan
    data: dict[str, Any] = {}
    for place, one in enumerate(plan.indicators):
        about = {"units": one.unit, "long_name": one.label_en, "label_zh": one.label_zh, "kind": one.kind}
        data[one.id] = (("scenario", "member", "quarter"), ensemble.values[:, :, place, :], about)
        data[f"base_{one.id}"] = (
            "member",
            ensemble.base[:, place],
            about | {"long_name": f"{one.label_en}, base year"},
        )
    data["draws"] = (("member", "parameter"), ensemble.draws, {"long_name": "parameters drawn for each member"})
    for name, numbers in ensemble.facts.items():
        if np.ndim(numbers) == 1:
            data[f"fact_{name}"] = ("member", np.asarray(numbers, dtype=np.float64))
    run_under = np.array([ensemble.members_of(name) for name in ensemble.scenarios], dtype=np.int32)
    data["members_run"] = ("scenario", run_under, {"long_name": "members run under a scenario", "units": "members"})
    data |= _verdicts(ensemble)
    coordinates = {
        "scenario": list(ensemble.scenarios),
        "member": np.arange(ensemble.values.shape[1], dtype=np.int32),
        "quarter": [format_quarter(quarter) for quarter in range(plan.start, plan.end + 1)],
        "parameter": list(ensemble.parameters),
        "target": [one.id for one in plan.targets],
    }
    about = {"plan": plan.id, "title": plan.title_en, "seed": str(ensemble.seed), "run": run}
    about |= {"origin": format_quarter(plan.origin), "failed_members": len(ensemble.failures)}
    return xr.Dataset(data, coordinates, about)


def _verdicts(ensemble: Ensemble) -> dict[str, Any]:
    shape = (len(ensemble.scenarios), ensemble.values.shape[1], len(ensemble.plan.targets))
    judged, met = np.full(shape, np.nan), np.full(shape, -1, dtype=np.int8)
    for s, scenario in enumerate(ensemble.scenarios):
        for t, target in enumerate(ensemble.plan.targets):
            one = judge(ensemble, target, scenario)
            if one is None:
                continue
            judged[s, :, t] = np.where(one.judged, one.achieved, np.nan)
            if target.status == "projected":
                met[s, :, t] = np.where(one.judged, one.met, -1)
    dimensions = ("scenario", "member", "target")
    return {
        "judged": (dimensions, judged, {"long_name": "what is held against the target", "units": "unit of the target"}),
        "met": (dimensions, met, {"long_name": "1 met, 0 not met, -1 not judged or no projection"}),
    }


def write_dataset(folder: Path, ensemble: Ensemble, run: str) -> Path:
    """Writes the ensemble to the folder of its run; the bytes depend on the ensemble only."""
    return write_values(folder, to_dataset(ensemble, run))


def write_values(folder: Path, values: xr.Dataset) -> Path:
    """Writes a dataset as the values of a run."""
    content = values.to_netcdf(engine="scipy", format="NETCDF3_64BIT")
    path = folder / FILE
    write_bytes(path, bytes(content))
    return path


def open_run(folder: str | Path) -> xr.Dataset:
    """The values of a run, read as they are needed. Raises FileNotFoundError when the folder holds no run."""
    path = Path(folder) / FILE
    if not path.is_file():
        raise FileNotFoundError(f"{folder} holds no run: {FILE} is missing")
    return xr.open_dataset(path, engine="scipy")
