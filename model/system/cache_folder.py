"""Where compiled code is kept: in the folder that is named, else in that of the user, else in a temporary one."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from platformdirs import user_cache_path

from clustercast.model.system.posix import own_temporary_folder


def cache_root() -> Path:
    """The folder for compiled code: in ``CLUSTERCAST_CACHE`` if set, else in ``NUMBA_CACHE_DIR``, else in the user's
    folder of caches.

    Where it cannot be written (a service without a home) it is a folder for temporary files, which is said once:
    processes started from this one inherit it by ``CLUSTERCAST_CACHE``. Without one either, nothing is kept.
    """
    root = _wanted_root()
    if root is not None and _can_be_written(root):
        return root
    try:
        instead = own_temporary_folder("clustercast")
    except OSError:
        return root or Path(os.devnull) / "clustercast"
    logging.getLogger("clustercast").warning(
        "compiled code is kept in %s, since %s cannot be written; CLUSTERCAST_CACHE names another folder",
        instead,
        root or "a home folder",
    )
    os.environ["CLUSTERCAST_CACHE"] = str(instead)
    return instead / "clustercast"


def _wanted_root() -> Path | None:
    named = os.environ.get("CLUSTERCAST_CACHE") or os.environ.get("NUMBA_CACHE_DIR")
    if named:
        return Path(named) / "clustercast"
    try:
        found = user_cache_path("clustercast", appauthor=False)
    except RuntimeError:  # There is no home.
        return None
    return found if found.is_absolute() else None


def _can_be_written(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK | os.X_OK)
