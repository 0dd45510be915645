"""Files that are there whole or not at all, and that are read only where they are files.

Whatever is written stands beside its place as ``.NAME.tmp`` until it is whole: a failure takes it away again, what a
kill left there is written over. A link is never followed when something is written: in place of a file it is replaced,
in place of a folder it is refused.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from clustercast.model.system.posix import never_waiting


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A free name beside ``path`` for a file or a folder, which takes its place when the context ends well.

    Of a folder there is an instant at which neither the old nor the new one stands there. Raises OSError; what stood
    there before is then as it was.
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(f"the folder {path.parent} does not exist; make it, or name another")
    beside, old = path.with_name(f".{path.name}.tmp"), path.with_name(f".{path.name}.old")
    remove(beside)
    try:
        yield beside
        if beside.is_dir() and os.path.lexists(path):
            remove(old)
            os.replace(path, old)
        os.replace(beside, path)
    except BaseException:
        remove(beside)
        raise
    remove(old)


@contextmanager
def whole_text(path: Path, *, bom: bool = False) -> Iterator[TextIO]:
    """An open text file, utf-8 with lines as they are written, which takes the place of ``path`` when it is whole.

    With ``bom`` spreadsheets know it for utf-8.
    """
    with whole(path) as beside, beside.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        yield file


def write_whole(path: Path, text: str) -> None:
    """Writes a text as `whole_text` does."""
    with whole_text(path) as file:
        file.write(text)


def remove(path: Path) -> None:
    """Takes away a file, a link (not what it leads to) or a folder; nothing where there is none."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def own_folder(path: Path) -> Path:
    """Makes a folder within one of ours, unless it is there. Raises FileExistsError for a link or a file."""
    if path.is_symlink():
        raise FileExistsError(f"{path} is a link, which is not followed; take it away, or name another folder")
    if path.exists() and not path.is_dir():
        raise FileExistsError(f"{path} is a file where a folder is needed; take it away, or name another folder")
    path.mkdir(exist_ok=True)
    return path


def read_file(path: Path) -> bytes:
    """The bytes of a regular file. Raises OSError, also for a folder, a pipe or a device, which are not waited for."""
    with open_file(path) as file:
        return file.read()


def open_file(path: Path):
    """A regular file, open for reading bytes. Raises OSError as `read_file`."""
    number = os.open(path, os.O_RDONLY | never_waiting())
    mode = os.fstat(number).st_mode
    if not stat.S_ISREG(mode):
        os.close(number)
        kind = errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL
        raise OSError(kind, "is a folder" if stat.S_ISDIR(mode) else "is no regular file", str(path))
    return os.fdopen(number, "rb")
