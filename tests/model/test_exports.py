"""Exports are there whole or not at all, say what they are by the CF conventions, and are the same bytes every time."""

import os

import numpy as np
import pytest
import xarray as xr

from clustercast.model.results.export import export_run
from clustercast.model.results.run import open_run
from clustercast.model.results.seal import RunDamagedError, seal_of
from tests.sealed import finished
from tests.sweeps import files_of

KINDS = ("netcdf", "zarr", "csv")


@pytest.fixture
def run(tmp_path):
    return finished(tmp_path / "run")


def bytes_of(path):
    return files_of(path) if path.is_dir() else path.read_bytes()


def opened(path, kind):
    return xr.open_dataset(path, engine="netcdf4" if kind == "netcdf" else "zarr", chunks=None)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_command_again_replaces_the_export_by_the_same_bytes(run, tmp_path, kind):
    out = tmp_path / "out" / "x"
    out.parent.mkdir()
    export_run(run, kind, out)
    before = bytes_of(out)
    export_run(run, kind, out)
    assert bytes_of(out) == before and os.listdir(out.parent) == ["x"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_that_fails_leaves_the_one_before_and_nothing_beside(run, tmp_path, kind):
    out = tmp_path / "out" / "x"
    out.parent.mkdir()
    export_run(run, kind, out)
    before = bytes_of(out)
    block = run / "blocks" / "p00000-g-m00000008-00000010.npy"  # The last that is read.
    block.write_bytes(block.read_bytes()[:-1])
    with pytest.raises(RunDamagedError, match=block.name):
        export_run(run, kind, out)
    assert bytes_of(out) == before and os.listdir(out.parent) == ["x"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_folder_that_does_not_exist_is_said_before_anything_is_read(run, tmp_path, kind):
    with pytest.raises(FileNotFoundError, match=r"the folder .*nowhere does not exist"):
        export_run(run, kind, tmp_path / "nowhere" / "x")


@pytest.mark.parametrize("kind", ["zarr", "csv"])
def test_a_folder_of_something_else_is_left_alone(run, tmp_path, kind):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("dear")
    with pytest.raises(FileExistsError, match=r"one\.txt, which is no part"):
        export_run(run, kind, tmp_path / "letters")
    assert os.listdir(tmp_path / "letters") == ["one.txt"]


@pytest.mark.parametrize("kind", ["netcdf", "zarr"])
def test_every_variable_has_units_and_a_long_name_and_none_is_unsigned(run, tmp_path, kind):
    export_run(run, kind, tmp_path / "x")
    with opened(tmp_path / "x", kind) as found:
        assert found.attrs["Conventions"].startswith("CF-1.") and found.attrs["source"] and found.attrs["history"]
        for name, one in found.variables.items():
            assert one.attrs.get("long_name"), name
            assert one.dtype.kind in "fiOUST", (name, one.dtype)
            assert one.attrs.get("units") or one.dtype.kind in "OUST", name
        xr.testing.assert_equal(found.load(), open_run(run).load())


def test_ids_of_members_stay_different_when_they_are_signed(run):
    ids = open_run(run)["member_id"].values
    assert ids.dtype == np.int64 and len(np.unique(ids)) == len(np.unique(ids.view(np.uint64)))


def test_exports_are_no_files_of_the_run(run):
    for kind in KINDS:
        export_run(run, kind)
    finished(run)
    listed = seal_of(run).files  # type: ignore[union-attr]
    assert not [name for name in listed if name.startswith("export")]
