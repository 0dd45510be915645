"""The values of a run as a folder of CSV tables, written in pieces of members."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice, product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from clustercast.model.system.files import whole_text

if TYPE_CHECKING:
    import xarray as xr

    Rows = Callable[[xr.Dataset], Iterator[list[object]]]

MEMBERS_AT_A_TIME = 256
ROWS_AT_A_TIME = 4096


def write_csv(values: xr.Dataset, folder: Path) -> list[str]:
    """Writes every table into a folder that is there. Gives their names."""
    tables = tables_of(values)
    for name, rows in tables.items():
        with whole_text(folder / name, bom=True) as file:
            csv.writer(file, lineterminator="\n").writerows(rows(values))
    return list(tables)


def tables_of(values: xr.Dataset) -> dict[str, Rows]:
    """The names of the tables of a run, and what gives the rows of each."""
    tables: dict[str, Rows] = {"values": _values, "members": _members, "verdicts": _verdicts}
    tables |= {"take_up": _take_up, "programmes": _programmes, "outlays": _outlays} if "year" in values.dims else {}
    tables |= {"design": _design} if "point" in values.dims else {}
    return {f"{name}.csv": rows for name, rows in tables.items()}


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
