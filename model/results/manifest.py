"""What a run was made with: versions, machine, commit, and how this machine computes."""

import hashlib
import math
import os
import platform
import subprocess
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from clustercast.model.compiled.code_cache import sources_hash, toolchain
from clustercast.model.compiled.compile import entry
from clustercast.model.results.journal import write_durably
from clustercast.model.results.seal import MANIFEST_FILE, sealed_text
from clustercast.model.system.files import open_file
from clustercast.model.system.house import package_version

PACKAGES = ("mesa", "numba", "numpy", "scipy", "xarray", "matplotlib", "dask", "distributed", "zarr", "netcdf4")
MADE_LATER = ("report", "charts", "updates", "export.nc", "export.zarr", "export.csv")
"""What is made from a finished run."""
ARGUMENTS = 4096


@entry
def _probe(given: np.ndarray, out: np.ndarray) -> None:
    for i in range(len(given)):
        out[0, i] = math.exp(given[i])
        out[1, i] = math.log(given[i])
        out[2, i] = math.sqrt(given[i])


@cache
def numerics() -> str:
    """How compiled code computes here: sha256 of exp, log and sqrt of 4,096 fixed arguments, 16 characters.

    Two machines of which one rounds a function otherwise give other results: a store takes blocks of one kind only.
    """
    given = np.array([(k + 1) * 0.0078125 + (k % 97) / 3.0 for k in range(ARGUMENTS)])
    out = np.empty((3, ARGUMENTS))
    _probe(given, out)
    return hashlib.sha256(out.astype("<f8").tobytes()).hexdigest()[:16]


@cache
def identity() -> dict[str, str]:
    """Sources, versions and numerics of this process: whoever works for a run must have the same."""
    return {"code": sources_hash(), **toolchain(), "numerics": numerics()}


def write_manifest(folder: Path, facts: dict[str, Any], made_later: Sequence[str] = MADE_LATER) -> None:
    """Writes the manifest: the facts given, versions, machine, and size and hash of every other file of the run.

    What stands in the folders ``made_later`` is none of its files.
    """
    files = [path for path in sorted(folder.rglob("*")) if _is_listed(path, path.relative_to(folder).parts, made_later)]
    listed = {
        path.relative_to(folder).as_posix(): {"bytes": path.stat().st_size, "sha256": file_hash(path)} for path in files
    }
    machine = {"system": platform.system(), "processor": platform.machine(), "cores": os.cpu_count()}
    machine |= {"numerics": numerics()}
    content = facts | {"versions": _versions(), "machine": machine, "commit": _commit(), "files": listed}
    write_durably(folder / MANIFEST_FILE, sealed_text(content))


def _is_listed(path: Path, parts: tuple[str, ...], made_later: Sequence[str]) -> bool:
    """Whether a file is the run's own: no link, and nothing that a kill left or that was made later."""
    if parts[0] in (MANIFEST_FILE, *made_later) or any(one.startswith(".") for one in parts):
        return False
    return path.is_file() and not path.is_symlink()


def file_hash(path: Path) -> str:
    """sha256 of a file, read in pieces."""
    with open_file(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _versions() -> dict[str, str]:
    found = {"clustercast": package_version(), "python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _commit() -> str | None:
    """The commit of the checkout that holds the sources, or None outside one."""
    command = ["git", "-C", str(Path(__file__).parent), "rev-parse", "HEAD"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return said.stdout.strip() or None if said.returncode == 0 else None
