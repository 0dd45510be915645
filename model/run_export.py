"""The values of a run in formats that other programs read: netCDF, zarr, CSV. Written in pieces of members."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import numpy as np

from model.run_dataset import open_run

if TYPE_CHECKING:
    import xarray as xr

ENDINGS = {"netcdf": "nc", "zarr": "zarr", "csv": "csv"}
MEMBERS_AT_A_TIME = 256


def export_run(folder: str | Path, kind: str, out: str | Path | None = None) -> list[Path]:
    """Writes every value of a run: ``kind`` is netcdf, zarr or csv. Gives the files (the folder, of zarr).

    A CSV is a folder of tables: values (a row a scenario, member and quarter), members (base year, draws, facts), and
    verdicts (a row a scenario, member and target). Raises FileNotFoundError without a run, FileExistsError where
    something stands in the way (nothing is overwritten but an export of the same name as a file).
    """
    path = Path(out) if out is not None else Path(folder) / f"export.{ENDINGS[kind]}"
    with open_run(folder) as values:
        if kind == "csv":
            return _write_csv(values, path)
        # Chunks of members are read and written one after the other.
        pieces = values.chunk({"member": MEMBERS_AT_A_TIME})
        if kind == "netcdf":
            beside = path.with_name(f".{path.name}.tmp")
            pieces.to_netcdf(beside, engine="netcdf4", format="NETCDF4")
            os.replace(beside, path)
        else:
            pieces.to_zarr(path, mode="w-", zarr_format=2)  # Format 3 has no settled kind of text yet.
    return [path]


def _write_csv(values: xr.Dataset, folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, rows in {"values": _values, "members": _members, "verdicts": _verdicts}.items():
        path, beside = folder / f"{name}.csv", folder / f".{name}.csv.tmp"
        with beside.open("w", encoding="utf-8-sig", newline="") as file:
            _write_rows(file, rows(values))
        os.replace(beside, path)
        written.append(path)
    return written


def _write_rows(file: TextIO, rows: Iterator[list[object]]) -> None:
    table = csv.writer(file, lineterminator="\n")
    for row in rows:
        table.writerow(row)


def _pieces(values: xr.Dataset) -> Iterator[xr.Dataset]:
    for first in range(0, values.sizes["member"], MEMBERS_AT_A_TIME):
        yield values.isel(member=slice(first, first + MEMBERS_AT_A_TIME)).load()


def _values(values: xr.Dataset) -> Iterator[list[object]]:
    names = [str(name) for name, one in values.data_vars.items() if one.dims == ("scenario", "member", "quarter")]
    yield ["scenario", "member", "quarter", *names]
    quarters = values["quarter"].values.tolist()
    for piece in _pieces(values[names]):
        table = np.stack([piece[name].values for name in names], axis=-1)
        for s, scenario in enumerate(values["scenario"].values.tolist()):
            for m, member in enumerate(piece["member"].values.tolist()):
                for q, quarter in enumerate(quarters):
                    yield [scenario, member, quarter, *table[s, m, q].tolist()]


def _members(values: xr.Dataset) -> Iterator[list[object]]:
    names = [str(name) for name, one in values.data_vars.items() if one.dims == ("member",)]
    yield ["member", *names, *values["parameter"].values.tolist()]
    for piece in _pieces(values[[*names, "draws"]]):
        columns = np.stack([piece[name].values for name in names], axis=-1)
        for member, facts, drawn in zip(piece["member"].values.tolist(), columns, piece["draws"].values, strict=True):
            yield [member, *facts.tolist(), *drawn.tolist()]


def _verdicts(values: xr.Dataset) -> Iterator[list[object]]:
    yield ["scenario", "member", "target", "judged", "met"]
    if "judged" not in values:
        return
    targets = values["target"].values.tolist()
    for piece in _pieces(values[["judged", "met"]]):
        judged, met = piece["judged"].values, piece["met"].values
        for s, scenario in enumerate(values["scenario"].values.tolist()):
            for m, member in enumerate(piece["member"].values.tolist()):
                for t, target in enumerate(targets):
                    yield [scenario, member, target, judged[s, m, t].item(), met[s, m, t].item()]
