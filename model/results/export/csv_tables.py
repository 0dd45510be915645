"""The values of a run as a folder of CSV tables, written in pieces of members."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import numpy as np

from clustercast.model.system.files import whole_text

if TYPE_CHECKING:
    import xarray as xr

    Rows = Callable[[xr.Dataset], Iterator[list[object]]]

MEMBERS_AT_A_TIME = 256


def write_csv(values: xr.Dataset, folder: Path) -> list[str]:
    """Writes every table into a folder that is there. Gives their names."""
    tables = tables_of(values)
    for name, rows in tables.items():
        with whole_text(folder / name, bom=True) as file:
            _write_rows(file, rows(values))
    return list(tables)


def tables_of(values: xr.Dataset) -> dict[str, Rows]:
    """The names of the tables of a run, and what gives the rows of each."""
    tables: dict[str, Rows] = {"values": _values, "members": _members, "verdicts": _verdicts}
    tables |= {"take_up": _take_up, "programmes": _programmes, "outlays": _outlays} if "year" in values.dims else {}
    tables |= {"design": _design} if "point" in values.dims else {}
    return {f"{name}.csv": rows for name, rows in tables.items()}


def _write_rows(file: TextIO, rows: Iterator[list[object]]) -> None:
    table = csv.writer(file, lineterminator="\n")
    for row in rows:
        table.writerow(row)


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
    names = _over(values, "scenario", "member", "quarter")
    yield [*_head(values), "scenario", "member", "quarter", *names]
    quarters, scenarios = values["quarter"].values.tolist(), values["scenario"].values.tolist()
    for before, each in _points(values[names]):
        for piece in _pieces(each):
            table = np.stack([piece[name].values for name in names], axis=-1)
            for s, scenario in enumerate(scenarios):
                for m, member in enumerate(piece["member"].values.tolist()):
                    for q, quarter in enumerate(quarters):
                        yield [*before, scenario, member, quarter, *table[s, m, q].tolist()]


def _members(values: xr.Dataset) -> Iterator[list[object]]:
    names = _over(values, "member")
    yield [*_head(values), "member", *names, *values["parameter"].values.tolist()]
    for before, each in _points(values[[*names, "draws"]]):
        for piece in _pieces(each):
            columns = np.stack([piece[name].values for name in names], axis=-1)
            numbers = piece["member"].values.tolist()
            for member, facts, drawn in zip(numbers, columns, piece["draws"].values, strict=True):
                yield [*before, member, *facts.tolist(), *drawn.tolist()]


def _verdicts(values: xr.Dataset) -> Iterator[list[object]]:
    yield [*_head(values), "scenario", "member", "target", "judged", "met"]
    if "judged" not in values:
        return
    targets, scenarios = values["target"].values.tolist(), values["scenario"].values.tolist()
    for before, each in _points(values[["judged", "met"]]):
        for piece in _pieces(each):
            judged, met = piece["judged"].values, piece["met"].values
            for s, scenario in enumerate(scenarios):
                for m, member in enumerate(piece["member"].values.tolist()):
                    for t, target in enumerate(targets):
                        yield [*before, scenario, member, target, judged[s, m, t].item(), met[s, m, t].item()]


def _take_up(values: xr.Dataset) -> Iterator[list[object]]:
    """Firms, and those that have taken up each upgrade; an empty field is not known."""
    upgrades = [f"adopters_{one}" for one in values["upgrade"].values.tolist()]
    yield [*_head(values), "scenario", "member", "year", "by", "place", "firms", *upgrades]
    for by in ("cluster", "city", "size"):
        firms, adopters = f"firms_by_{by}", f"adopters_by_{by}"
        for before, each in _points(values[[firms, adopters]]):
            for piece in _pieces(each):
                table = np.concatenate([piece[firms].values[..., None], piece[adopters].values], axis=-1)
                places = piece[firms].dims[-1]
                for (scenario, member, year, place), row in _rows(piece, ("scenario", "member", "year", places), table):
                    yield [*before, scenario, member, year, by, place, *row]


def _programmes(values: xr.Dataset) -> Iterator[list[object]]:
    yield from _table(values, "scenario", "member", "year", "programme")


def _outlays(values: xr.Dataset) -> Iterator[list[object]]:
    yield from _table(values, "scenario", "member", "year")


def _table(values: xr.Dataset, *dimensions: str) -> Iterator[list[object]]:
    """Every variable with these dimensions, a column each."""
    names = _over(values, *dimensions)
    yield [*_head(values), *dimensions, *names]
    for before, each in _points(values[names]):
        for piece in _pieces(each):
            table = np.stack([piece[name].values for name in names], axis=-1)
            for key, row in _rows(piece, dimensions, table):
                yield [*before, *key, *row]


def _rows(
    piece: xr.Dataset, dimensions: Sequence[Hashable], table: np.ndarray
) -> Iterator[tuple[tuple[object, ...], list[object]]]:
    """Labels along the dimensions, and the numbers along the last axis, of all but wholly unknown rows."""
    labels = [piece[one].values.tolist() for one in dimensions]
    for key, row in zip(product(*labels), table.reshape(-1, table.shape[-1]).tolist(), strict=True):
        numbers: list[object] = ["" if math.isnan(one) else one for one in row]
        if any(one != "" for one in numbers):
            yield key, numbers


def _design(values: xr.Dataset) -> Iterator[list[object]]:
    names = [str(name) for name in values.data_vars if str(name).startswith("design_")]
    yield ["point", *(name.removeprefix("design_") for name in names)]
    for row, point in enumerate(values["point"].values.tolist()):
        yield [point, *(values[name].values[row].item() for name in names)]
