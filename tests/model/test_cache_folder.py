"""Compiled code finds a folder: the one that is named, the user's own, else one for temporary files."""

import errno
import logging
import os
import tempfile
from unittest.mock import patch

import pytest

from clustercast.model.compiled import code_cache
from clustercast.model.compiled.compile import entry
from clustercast.model.system import cache_folder
from clustercast.model.system.cache_folder import cache_root


@pytest.fixture(autouse=True)
def nothing_named(monkeypatch, tmp_path):
    """No folder is named, and temporary files go to a place of their own."""
    monkeypatch.setenv("CLUSTERCAST_CACHE", "")  # So that what is set meanwhile is taken back.
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))


def test_the_folder_that_is_named_comes_before_that_of_the_user(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    assert cache_root() == tmp_path / "user" / "clustercast"
    monkeypatch.setenv("CLUSTERCAST_CACHE", str(tmp_path / "named"))
    assert cache_root() == tmp_path / "named" / "clustercast"


@pytest.mark.parametrize("home", ["no folder", "unknown"])
def test_without_a_home_it_is_a_temporary_folder_of_ours_and_said_once(monkeypatch, tmp_path, caplog, home):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    if home == "unknown":
        monkeypatch.setattr(cache_folder, "user_cache_path", _no_home)
    with caplog.at_level(logging.WARNING, "clustercast"):
        found = cache_root()
        assert cache_root() == found  # As a process that was started from this one finds it.
    assert found.is_relative_to(tmp_path / "temporary")
    assert found.parent.stat().st_mode & 0o077 == 0
    assert [record.getMessage().count(str(found.parent)) for record in caplog.records] == [1]


def test_numba_has_the_second_word(monkeypatch, tmp_path):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "numba"))
    assert cache_root() == tmp_path / "numba" / "clustercast"
    monkeypatch.setenv("CLUSTERCAST_CACHE", str(tmp_path / "named"))
    assert cache_root() == tmp_path / "named" / "clustercast"


def test_without_any_folder_code_is_compiled_and_not_kept(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))
    with patch("clustercast.model.compiled.code_cache.CACHE_ROOT", cache_root()):
        assert entry(_twice)(2) == 4


def test_a_full_disk_is_named_once(monkeypatch, tmp_path, caplog):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(code_cache.Path, "write_bytes", full)
    code_cache._not_kept.cache_clear()
    with patch("clustercast.model.compiled.code_cache.CACHE_ROOT", tmp_path), caplog.at_level(logging.WARNING):
        assert [entry(_twice)(2), entry(_twice)(3)] == [4, 6]
    (said,) = [record.getMessage() for record in caplog.records]
    assert f"{tmp_path} (No space left on device)" in said and not [*tmp_path.glob("*.tmp")]


def _twice(number):
    return 2 * number


def _no_home(*_, **__):
    raise RuntimeError("could not determine the home directory")


def test_a_temporary_folder_that_others_may_write_to_is_not_used(monkeypatch, tmp_path):
    monkeypatch.setattr(cache_folder, "user_cache_path", _no_home)
    first = cache_root().parent
    monkeypatch.setenv("CLUSTERCAST_CACHE", "")
    first.chmod(0o777)
    assert cache_root().parent != first
