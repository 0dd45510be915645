"""One writer at a time: a lock on the folder of a run, which vanishes with its holder, however that ends.

It is the system's own lock, by the library filelock, with nothing in its place where a file system has none: a lock by
the mere existence of a file outlives a holder that was killed on another machine, so that nobody could go on with the
run; without any lock two runs would write the same temporary files. So such a folder is refused, in words of its own.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

LOCK_FILE = ".lock"
NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL}
"""What systems answer for a file system that has no locks."""


class FolderLockError(RuntimeError):
    """A folder that cannot be locked; its text says why, and what to do."""


class NoLocksError(FolderLockError):
    """A folder on a file system without locks."""


def take_lock(folder: Path) -> BaseFileLock:
    """The lock of a folder, with this process's number in it. Raises FolderLockError, and OSError as any file does."""
    path = folder / LOCK_FILE
    if path.is_symlink():  # The lock empties the file that it opens: never one that somebody's link leads to.
        path.unlink()
    lock = FileLock(path, timeout=0, thread_local=False, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        raise FolderLockError(
            f"{folder} is being written by another run (process {_holder(path)}); "
            "wait for it, or name another with --out"
        ) from None
    except OSError as error:
        if error.errno not in NO_LOCKS:
            raise OSError(error.errno, error.strerror, str(path)) from None
        with suppress(OSError):
            path.unlink()
            folder.rmdir()  # If it was made for this run.
        raise NoLocksError(
            f"{folder} lies on a file system without locks ({error.strerror}), where a second run could not be kept "
            "from writing at the same time; name a folder on another one with --out, and copy it when the run is done"
        ) from None
    path.write_text(f"{os.getpid()}\n", encoding="utf-8")
    return lock


@contextmanager
def alone_in(folder: Path) -> Generator[None]:
    """One writer of products at a time in a folder, which is made; where the file system has no locks, whoever comes.

    Raises FolderLockError while another one writes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock: BaseFileLock | None = None
    try:
        lock = take_lock(folder)
    except NoLocksError:
        folder.mkdir(exist_ok=True)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def _holder(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")[:32].strip() or "unknown"
    except OSError:
        return "unknown"
