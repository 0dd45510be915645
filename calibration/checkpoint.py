"""A fit that can be broken off at any instant: its checkpoint is whole, or another one that was whole before.

nautilus rewrites its HDF5 file in place, so that a kill leaves one that neither it nor anybody reads. Here every state
is written beside and renamed, with a sha256 of all bytes before it as its last 32, which HDF5 does not look at.
"""

from __future__ import annotations

import hashlib
import logging
import os
from pathlib import Path
from typing import Any

from nautilus import Sampler

from clustercast.model.system.files import read_file, remove

DIGEST = 32


class KeptSampler(Sampler):
    """nautilus's sampler with a checkpoint that is never there in part."""

    def write(self, filepath: Path, overwrite: bool = False) -> None:
        """Writes the whole state."""
        beside = _beside(filepath)
        super().write(beside, overwrite=True)
        _put(beside, Path(filepath))

    def write_shell_update(self, filepath: Path, shell: int) -> None:
        """Writes what a batch of points changed."""
        beside = _beside(filepath)
        beside.write_bytes(Path(filepath).read_bytes()[:-DIGEST])
        super().write_shell_update(beside, shell)
        _put(beside, Path(filepath))


def sampler_of(checkpoint: Path | None, *given: Any, **settings: Any) -> Sampler:
    """A sampler that goes on from a checkpoint where there is a sound one; one that is not is said and taken away."""
    if checkpoint is None:
        return Sampler(*given, **settings)
    try:
        if checkpoint.exists():
            content = read_file(checkpoint)
            if hashlib.sha256(content[:-DIGEST]).digest() != content[-DIGEST:]:
                raise ValueError("it was altered or cut")
        return KeptSampler(*given, filepath=checkpoint, **settings)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        say = "the checkpoint %s cannot be read (%s); the fit begins anew"
        logging.getLogger("clustercast").warning(say, checkpoint, error)
        remove(checkpoint)
        return KeptSampler(*given, filepath=checkpoint, **settings)


def _beside(path: Path) -> Path:
    """A free name beside a checkpoint; nautilus wants its ending."""
    found = Path(path).with_name(f".{Path(path).stem}.tmp.hdf5")
    remove(found)
    return found


def _put(beside: Path, path: Path) -> None:
    """Puts a state in its place, its digest behind it."""
    digest = hashlib.sha256(beside.read_bytes()).digest()
    with beside.open("ab") as file:
        file.write(digest)
    os.replace(beside, path)
