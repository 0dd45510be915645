# pyright: reportArgumentType=false, reportCallIssue=false
"""A fit's checkpoint is whole at any instant, and one that was altered or cut is said and begun anew."""

import logging

import numpy as np
import pytest
from nautilus import Sampler

from clustercast.calibration.checkpoint import KeptSampler, sampler_of

SETTINGS = {"n_dim": 2, "n_live": 60, "n_networks": 0, "vectorized": True, "n_batch": 20, "seed": 1}


def heights(points):
    return -50.0 * ((points - 0.5) ** 2).sum(axis=1)


def begun(path, most=200):
    sampler = sampler_of(path, lambda point: point, heights, **SETTINGS)
    sampler.run(n_like_max=most)
    return sampler


def test_a_fit_goes_on_from_its_checkpoint(tmp_path, caplog):
    begun(tmp_path / "fit.hdf5")
    assert sampler_of(tmp_path / "fit.hdf5", lambda point: point, heights, **SETTINGS).n_like == 200
    assert not caplog.records


@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "folder"])
def test_a_damaged_checkpoint_is_said_and_the_fit_begins_anew(tmp_path, caplog, damage):
    path = tmp_path / "fit.hdf5"
    begun(path)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.unlink()
    if damage == "folder":
        path.mkdir()
    else:
        path.write_bytes({"flip": content, "cut": content[:900], "empty": b""}[damage])
    with caplog.at_level(logging.WARNING, "clustercast"):
        again = begun(path)
    assert "the fit begins anew" in caplog.text and path.name in caplog.text
    assert again.n_like == 200 and np.isfinite(again.log_z)


@pytest.mark.parametrize("part", ["write", "write_shell_update"])
def test_a_kill_within_a_write_leaves_the_checkpoint_before_it(tmp_path, monkeypatch, caplog, part):
    path = tmp_path / "fit.hdf5"
    sampler = begun(path)
    before = path.read_bytes()

    def torn(self, filepath, *_, **__):
        filepath.write_bytes(b"half a file")
        raise KeyboardInterrupt

    monkeypatch.setattr(Sampler, part, torn)
    with pytest.raises(KeyboardInterrupt):
        KeptSampler.write(sampler, path, True) if part == "write" else KeptSampler.write_shell_update(sampler, path, -1)
    assert path.read_bytes() == before
    monkeypatch.undo()
    assert begun(path).n_like == 200 and not caplog.records
