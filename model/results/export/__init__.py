"""The values of a run in formats that other programs read: netCDF, zarr, CSV. Each is there whole or not at all.

The two of numbers keep to the CF conventions: every variable has its units and a long name, and no id is unsigned.
They differ in one thing, on purpose: units of counts, money and coal equivalents are the plan's own words (``firms``,
``CNY_10k``, ``tce``), because UDUNITS has none for them.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from clustercast.model.results.export.csv_tables import MEMBERS_AT_A_TIME, tables_of, write_csv
from clustercast.model.results.run import open_run
from clustercast.model.system.files import whole
from clustercast.model.system.house import package_version

if TYPE_CHECKING:
    import xarray as xr

ENDINGS = {"netcdf": "nc", "zarr": "zarr", "csv": "csv"}
CONVENTIONS = "CF-1.11"
OF_ZARR = (".zgroup", ".zattrs", ".zmetadata")
"""What tells a folder of zarr from another."""


def export_run(folder: str | Path, kind: str, out: str | Path | None = None) -> list[Path]:
    """Writes every value of a run: ``kind`` is netcdf, zarr or csv. Gives the files (the folder, of zarr).

    A CSV is a folder of tables: values (a row a scenario, member and quarter), members (base year, draws, facts),
    verdicts (a row a scenario, member and target), take_up (a row a scenario, member, year and cluster, city or size),
    programmes (a row a scenario, member, year and programme), outlays (a row a scenario, member and year), and of a
    sweep its design (a row a point). An earlier export of the same name is replaced when the new one is whole; a folder
    that holds anything else is refused. Raises FileNotFoundError without a run or a folder to write to, FileExistsError
    where something stands in the way, RunDamagedError as `open_run`.
    """
    path = Path(out) if out is not None else Path(folder) / f"export.{ENDINGS[kind]}"
    with open_run(folder) as values:
        if kind == "csv":
            _check_place(path, tables_of(values))
            with whole(path) as beside:
                beside.mkdir()
                names = write_csv(values, beside)
            return [path / name for name in names]
        described = as_cf(values)
        if kind == "zarr":
            _check_place(path, (*OF_ZARR, *map(str, values.variables)))
        with whole(path) as beside:
            if kind == "netcdf":  # A variable after the other: pieces would be put down in another order every time.
                described.to_netcdf(beside, engine="netcdf4", format="NETCDF4")
            else:  # Format 3 has no settled kind of text yet.
                described.chunk({"member": MEMBERS_AT_A_TIME}).to_zarr(beside, mode="w-", zarr_format=2)
    return [path]


def as_cf(values: xr.Dataset) -> xr.Dataset:
    """The values of a run with what the CF conventions want to be told of the whole."""
    source = f"clustercast {package_version()}"
    history = f"exported from the run {values.attrs['run']} by {source}"
    about = {"source": f"{source}, an agent-based model", "history": history}
    return values.assign_attrs({"Conventions": CONVENTIONS} | about)


def _check_place(path: Path, own: Collection[str]) -> None:
    """Raises FileExistsError unless a folder may be written there: nothing, or an export like this one."""
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise FileExistsError(f"{path} is there and is no folder; name another with --out")
    other = next((one.name for one in path.iterdir() if one.name not in own), None) if path.exists() else None
    if other is not None:
        raise FileExistsError(f"{path} holds {other}, which is no part of such an export; name a new folder with --out")
