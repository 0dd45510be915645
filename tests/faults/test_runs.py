"""A whole run by the command: stopped, gone on with, opened lazily, exported."""

import csv
import json
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

import clustercast
from clustercast.api.forecast import Execution, execute_run, prepare_run
from clustercast.model.results.export import export_run
from tests.engines import INVENTED
from tests.sweeps import files_of

MEMBERS = 24


@pytest.fixture(scope="module")
def order():
    return prepare_run(INVENTED, ["as-written", "no-incentives"], members=MEMBERS, seed=5)


@pytest.fixture(scope="module")
def run(order, tmp_path_factory):
    """A finished run, its folder always of one name, since sentences say it."""
    folder = tmp_path_factory.mktemp("quiet")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        forecast = execute_run(order, folder=Path("run"), execution=Execution(1))
    return forecast, folder / "run"


def test_a_stopped_run_goes_on_to_the_same_products(order, run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def stop(done, _):
        if done > 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        execute_run(order, folder=Path("run"), progress=stop)
    finished = {path: path.stat().st_mtime_ns for path in Path("run/blocks").iterdir()}
    assert 0 < len(finished) < len(list((run[1] / "blocks").iterdir()))
    begun = []
    execute_run(order, folder=Path("run"), progress=lambda done, _: begun.append(done))
    assert begun[0] > 0  # What was finished is not run again.
    assert {path: path.stat().st_mtime_ns for path in finished} == finished
    quiet, resumed = files_of(run[1]), files_of(Path("run"))
    assert {name for name in quiet if quiet[name] != resumed.get(name)} <= {"manifest.json"}  # It tells the seconds.
    assert set(quiet) == set(resumed)
    facts = [json.loads(one["manifest.json"]) for one in (quiet, resumed)]
    assert facts[0]["files"] == facts[1]["files"] and facts[0]["machine"]["numerics"]


def test_an_unfinished_run_can_be_opened(order, tmp_path):
    def stop(done, _):
        if done > 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        execute_run(order, folder=tmp_path / "run", progress=stop)
    found = clustercast.open_run(tmp_path / "run")
    assert 0 < found.sizes["member"] <= MEMBERS and "met" not in found


def test_a_run_is_opened_lazily_with_names_and_units(run, monkeypatch):
    forecast, folder = run
    reads = []
    import clustercast.model.results.stored_arrays

    real = clustercast.model.results.stored_arrays.read_field
    monkeypatch.setattr(
        clustercast.model.results.stored_arrays,
        "read_field",
        lambda *given: reads.append(given[0].name) or real(*given),
    )
    found = clustercast.open_run(folder)
    assert not reads
    part = found["robots_added"].isel(scenario=1, member=slice(3, 9))
    assert not reads and part.dims == ("member", "quarter") and part.attrs["units"] == "units"
    assert np.array_equal(part.values, forecast.values("robots_added", "no-incentives")[3:9], equal_nan=True)
    assert reads
    assert found["member_id"].dims == ("scenario", "member") and len(np.unique(found["member_id"])) == 2 * MEMBERS
    assert [found.sizes[name] for name in ("scenario", "member", "quarter")] == [2, MEMBERS, 16]
    assert found["met"].dims == ("scenario", "member", "target") and found.attrs["run"] == forecast.record.run


@pytest.mark.parametrize("kind", ["netcdf", "zarr"])
def test_exports_hold_every_value(run, tmp_path, kind):
    (path,) = export_run(run[1], kind, tmp_path / "out")
    wanted = clustercast.open_run(run[1]).load()
    with xr.open_dataset(path, engine="netcdf4" if kind == "netcdf" else "zarr", chunks=None) as found:
        xr.testing.assert_equal(found.load(), wanted)
        assert found["robots_added"].attrs["units"] == "units"


def test_tables_hold_every_value(run, tmp_path):
    written = export_run(run[1], "csv", tmp_path / "out")
    names = ["values", "members", "verdicts", "take_up", "programmes", "outlays"]
    assert [path.name for path in written] == [f"{name}.csv" for name in names]
    rows = {}
    for path in written:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows[path.stem] = list(csv.DictReader(file))
    made = run[0]
    assert len(rows["values"]) == 2 * MEMBERS * 16 and len(rows["members"]) == MEMBERS
    assert len(rows["verdicts"]) == 2 * MEMBERS * len(made.plan.targets)
    found = [float(row["robots_added"]) for row in rows["values"]]
    assert np.array_equal(found, made.dataset["robots_added"].values.ravel(), equal_nan=True)
    name = made.parameters[0]
    assert np.array_equal([float(row[name]) for row in rows["members"]], made.draws[:, 0], equal_nan=True)
    opened = clustercast.open_run(run[1])
    kept = [row for row in rows["take_up"] if (row["scenario"], row["member"]) == ("as-written", "3")]
    for by, places in {"cluster": "cluster", "city": "city", "size": "size_class"}.items():
        firms = opened[f"firms_by_{by}"].sel(scenario="as-written", member=3)
        told = {(row["year"], row["place"]): float(row["firms"]) for row in kept if row["by"] == by}
        cells = product(firms["year"].values, firms[places].values)
        assert told == {(year, place): float(firms.sel({"year": year, places: place})) for year, place in cells}
    awards = {(row["year"], row["programme"]): row for row in rows["programmes"] if row["member"] == "3"}
    titles = opened["titles_held"].sel(scenario="no-incentives", member=3)  # Its rows come last.
    assert all(float(row["titles_held"]) == float(titles.sel(year=y, programme=g)) for (y, g), row in awards.items())
    assert all(row["outlay"] == "" for row in rows["programmes"] if row["year"] == "2016")  # Not known before the plan.
    assert len(rows["outlays"]) == 4 * 2 * (MEMBERS - len({one.member for one in made.failures}))
