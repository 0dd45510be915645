"""How rules and events are compiled, and where the compiled code is kept.

``@event`` functions are compiled into the kernel; only ``@entry`` functions are cached on disk, in a folder named by
the hash of every source file that reaches compiled code, of the versions and of the compiler's flags.  So an edited
rule is never stale: it has another folder.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import llvmlite
import numba
import numpy

from clustercast.agents.rule import rule
from clustercast.model.system.cache_folder import cache_root

KEPT_FOLDERS = 3
HOUSE = Path(__file__).parents[2]
"""The package: its floors are folders in it, in a checkout by links that must not be followed here."""
COMPILED_PACKAGES = ("agents", "model", "scenarios")
WRAPPERS = bool(os.environ.get("CLUSTERCAST_EVENT_WRAPPERS"))


def sources_hash(house: Path = HOUSE) -> str:
    """sha256 over the sources of the compiled packages, the versions and the compiler's flags, 24 characters."""
    digest = hashlib.sha256()
    for package in COMPILED_PACKAGES:
        for path in sorted((house / package).rglob("*.py")):
            digest.update(path.relative_to(house).as_posix().encode())
            digest.update(path.read_bytes())
    digest.update(f"{numba.__version__} {llvmlite.__version__} {numpy.__version__} {sys.version_info[:3]}".encode())
    for name in sorted(os.environ):
        if name.startswith("NUMBA_") and name != "NUMBA_CACHE_DIR":
            digest.update(f"{name}={os.environ[name]}".encode())
    return digest.hexdigest()[:24]


def _prepare_cache() -> Path:
    folder = CACHE_ROOT / sources_hash()
    numba.config.CACHE_DIR = str(folder)  # type: ignore[attr-defined]
    return folder


CACHE_ROOT = cache_root()
CACHE_FOLDER = _prepare_cache()


AHEAD = ("populate", "keyed_uniforms", "solve", "follow", "settle_base", "run")
"""The entry points of the kernel; others are compiled when they are first called."""


def is_warm() -> bool:
    """Whether compiled code of the kernel for these very sources is already on disk."""
    return all(any(CACHE_FOLDER.rglob(f"*.{name}-*.nbc")) for name in AHEAD)


def forget_old_folders(keep: int = KEPT_FOLDERS) -> None:
    """Remove all but the newest cache folders."""
    folders = sorted((f for f in CACHE_ROOT.iterdir() if f.is_dir()), key=lambda f: f.stat().st_mtime, reverse=True)
    for folder in folders[keep:]:
        shutil.rmtree(folder, ignore_errors=True)


def event(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile an event of the kernel, without the wrappers that let Python call it (they cost seconds)."""
    options: dict[str, Any] = {"nogil": True, "no_cpython_wrapper": not WRAPPERS, "no_cfunc_wrapper": True}
    return numba.njit(**options)(function)


def entry(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile an entry point: callable from Python, without the interpreter's lock, cached on disk."""
    return numba.njit(nogil=True, cache=True)(function)


__all__ = ["AHEAD", "CACHE_FOLDER", "entry", "event", "forget_old_folders", "is_warm", "rule", "sources_hash"]
