"""The values of a run in formats that other programs read: netCDF, zarr, CSV. Written in pieces of members."""

from __future__ import annotations

import csv
import math
import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice, product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from clustercast.model.results.run import open_run

if TYPE_CHECKING:
    import xarray as xr

ENDINGS = {"netcdf": "nc", "zarr": "zarr", "csv": "csv"}
MEMBERS_AT_A_TIME = 256
ROWS_AT_A_TIME = 4096


def export_run(folder: str | Path, kind: str, out: str | Path | None = None) -> list[Path]:
    """Writes every value of a run: ``kind`` is netcdf, zarr or csv. Gives the files (the folder, of zarr).

    A CSV is a folder of tables: values (a row a scenario, member and quarter), members (base year, draws, facts),
    verdicts (a row a scenario, member and target), take_up (a row a scenario, member, year and cluster, city or size),
    programmes (a row a scenario, member, year and programme), outlays (a row a scenario, member and year), and of a
    sweep its design (a row a point). Raises FileNotFoundError without a run, FileExistsError where something stands in
    the way (nothing is overwritten but an export of the same name as a file).
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
    tables = {"values": _values, "members": _members, "verdicts": _verdicts}
    tables |= {"take_up": _take_up, "programmes": _programmes, "outlays": _outlays} if "year" in values.dims else {}
    tables |= {"design": _design} if "point" in values.dims else {}
    for name, rows in tables.items():
        path, beside = folder / f"{name}.csv", folder / f".{name}.csv.tmp"
        with beside.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows(values))
        os.replace(beside, path)
        written.append(path)
    return written


def _points(values: xr.Dataset) -> Iterator[tuple[list[object], xr.Dataset]]:
    """What a row begins with, and the values, of every design point; of a run with nothing in front."""
    if "point" not in values.dims:
        yield [], values
        return
    for point in values["point"].values.tolist():
        yield [point], values.sel(point=point)


def _head(values: xr.Dataset) -> list[object]:
    return ["point"] if "point" in values.dims else []


def _pieces(values: xr.Dataset) -> Iterator[xr.Dataset]:
    for first in range(0, values.sizes["member"], MEMBERS_AT_A_TIME):
        yield values.isel(member=slice(first, first + MEMBERS_AT_A_TIME)).load()


def _over(values: xr.Dataset, *dimensions: str) -> list[str]:
    """Variables with these dimensions, and points."""
    over = {dimensions, ("point", *dimensions)}
    return [str(name) for name, one in values.data_vars.items() if one.dims in over]


def _values(values: xr.Dataset) -> Iterator[list[object]]:
    dimensions = "scenario", "member", "quarter"
    return _table(values, dimensions, {name: [name] for name in _over(values, *dimensions)})


def _members(values: xr.Dataset) -> Iterator[list[object]]:
    columns = {name: [name] for name in _over(values, "member")}
    return _table(values, ("member",), columns | {"draws": values["parameter"].values.tolist()})


def _verdicts(values: xr.Dataset) -> Iterator[list[object]]:
    dimensions, columns = ("scenario", "member", "target"), {"judged": ["judged"], "met": ["met"]}
    if "judged" in values:
        return _table(values, dimensions, columns)
    return iter([[*_head(values), *dimensions, *columns]])


def _take_up(values: xr.Dataset) -> Iterator[list[object]]:
    """Firms, and those that have taken up each upgrade; an empty field is not known."""
    upgrades = [f"adopters_{one}" for one in values["upgrade"].values.tolist()]
    before = [*_head(values), "scenario", "member", "year"]
    yield [*before, "by", "place", "firms", *upgrades]
    for by in ("cluster", "city", "size"):
        place = str(values[f"firms_by_{by}"].dims[-1])
        columns = {f"firms_by_{by}": ["firms"], f"adopters_by_{by}": upgrades}
        for row in islice(_table(values, ("scenario", "member", "year", place), columns, known=True), 1, None):
            yield [*row[: len(before)], by, *row[len(before) :]]


def _programmes(values: xr.Dataset) -> Iterator[list[object]]:
    dimensions = "scenario", "member", "year", "programme"
    return _table(values, dimensions, {name: [name] for name in _over(values, *dimensions)}, known=True)


def _outlays(values: xr.Dataset) -> Iterator[list[object]]:
    dimensions = "scenario", "member", "year"
    return _table(values, dimensions, {name: [name] for name in _over(values, *dimensions)}, known=True)


def _table(
    values: xr.Dataset, dimensions: Sequence[str], columns: Mapping[str, Sequence[str]], *, known: bool = False
) -> Iterator[list[object]]:
    """A row a place along the dimensions; ``columns`` of each variable, one or one a place of its last dimension.

    With ``known`` what is not known is empty, and wholly unknown rows are left out.
    """
    yield [*_head(values), *dimensions, *chain(*columns.values())]
    for before, each in _points(values[list(columns)]):
        for piece in _pieces(each):
            keys = product(*(piece[one].values.tolist() for one in dimensions))
            for key, row in zip(keys, _rows([piece[name].values for name in columns], len(dimensions)), strict=True):
                told = ["" if one != one else one for one in row] if known else row
                if any(one != "" for one in told):
                    yield [*before, *key, *told]


def _rows(arrays: Sequence[np.ndarray], axes: int) -> Iterator[list[object]]:
    """The numbers of every place along the first axes, as they are."""
    tables = [one.reshape(math.prod(one.shape[:axes]), -1) for one in arrays]
    for first in range(0, len(tables[0]), ROWS_AT_A_TIME):
        pieces = [one[first : first + ROWS_AT_A_TIME].tolist() for one in tables]
        yield from (list(chain(*row)) for row in zip(*pieces, strict=True))


def _design(values: xr.Dataset) -> Iterator[list[object]]:
    names = [str(name) for name in values.data_vars if str(name).startswith("design_")]
    yield ["point", *(name.removeprefix("design_") for name in names)]
    for row, point in enumerate(values["point"].values.tolist()):
        yield [point, *(values[name].values[row].item() for name in names)]
