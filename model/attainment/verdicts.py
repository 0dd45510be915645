"""The verdicts of an ensemble: in its dataset, and as the files that its run keeps."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import xarray as xr

from clustercast.model.attainment.judgement import judge
from clustercast.model.ensemble.ensemble import Ensemble
from clustercast.model.results.contents import contents_of
from clustercast.model.results.dataset import VERDICTS, dataset_of


def to_dataset(ensemble: Ensemble, run: str = "") -> xr.Dataset:
    """The ensemble with names, units and verdicts."""
    names = [name for name, numbers in ensemble.facts.items() if numbers.ndim == 1]
    contents = contents_of(ensemble.plan, ensemble.parameters, names)
    arrays = {"values": ensemble.values, "base": ensemble.base, "draws": ensemble.draws}
    arrays |= {f"fact_{name}": np.asarray(ensemble.facts[name], dtype=np.float64) for name in names}
    arrays |= ensemble.profile
    judged, met = _empty_verdicts(ensemble)
    for s, t, one, verdict in _verdicts(ensemble):
        judged[s, :, t], met[s, :, t] = one, verdict
    run_under = np.array([ensemble.members_of(name) for name in ensemble.scenarios], dtype=np.int32)
    about = {"seed": str(ensemble.seed), "run": run, "failed_members": len(ensemble.failures)}
    return dataset_of(contents, arrays | {"judged": judged, "met": met, "run": run_under}, ensemble.scenarios, about)


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


def write_verdicts(folder: Path, ensembles: Sequence[Ensemble], *, points: bool = False) -> None:
    """Writes the verdicts of an ensemble, or with ``points`` of one a design point, to the folder of its run, without
    holding them all in memory.
    """
    from numpy.lib.format import open_memmap

    first = ensembles[0]
    members = max(one.values.shape[1] for one in ensembles)
    shape = (len(ensembles), len(first.scenarios), members, len(first.plan.targets))
    place = folder / VERDICTS
    place.mkdir(exist_ok=True)
    files = {"judged": np.dtype("<f8"), "met": np.dtype("i1")}
    kept = shape if points else shape[1:]
    opened = [open_memmap(place / f".{name}.npy.tmp", "w+", kind, kept) for name, kind in files.items()]
    judged, met = (one.reshape(shape) for one in opened)
    judged[...], met[...] = np.nan, -1
    for point, ensemble in enumerate(ensembles):
        for s, t, one, verdict in _verdicts(ensemble):
            judged[point, s, : len(one), t], met[point, s, : len(one), t] = one, verdict
    for array in opened:
        array.flush()
    for name in files:
        os.replace(place / f".{name}.npy.tmp", place / f"{name}.npy")
