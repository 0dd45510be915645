"""Everything that only some systems can do, in one place: what another system would have to answer begins here.

Linux has all of it and macOS is meant to; Windows has it through WSL. Nothing else in the house asks the system for
signals, process groups, parents, users, memory or load, or for writes that outlast a power cut.
"""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

# Processes and signals


def parent() -> int:
    """The process that is now the parent of this one: another one when the first has died."""
    return os.getppid()


def ignore_interrupts() -> None:
    """Leave Ctrl-C to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def hear_interrupts() -> None:
    """Let Ctrl-C count, also in a process started from the background, where it is ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def crashed(code: int | None) -> bool:
    """Whether a process ended by a fault of its own code, by the exit code that Python gives it."""
    return code in {-one for one in (signal.SIGSEGV, signal.SIGBUS, signal.SIGILL, signal.SIGFPE, signal.SIGABRT)}


def start_group(command: Sequence[str], environment: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """Start a command as a session of its own, as a terminal does; its number is that of the process."""
    return subprocess.Popen(
        command, env=environment, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def interrupt_group(group: int) -> None:
    """Ctrl-C, as a terminal gives it: to the parent and to all its workers."""
    os.killpg(group, signal.SIGINT)


# What the machine says of itself


def peak_memory() -> int:
    """Largest memory of this process so far, KiB; where the system's own count is not to be had, what it was given.

    ``ru_maxrss`` alone would not do: a child starts with that of its parent. macOS gives it in bytes.
    """
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most // 1024 if sys.platform == "darwin" else most


def load() -> float:
    """How many processes wanted a core during the last minute."""
    return os.getloadavg()[0]


def processor() -> str:
    """The name of the processor; empty where the system does not list it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")


# Files


def wait_for_disk(file: int) -> None:
    """Wait until the disk has what was written to an open file (macOS has no ``fdatasync``)."""
    getattr(os, "fdatasync", os.fsync)(file)


def wait_for_name(path: Path) -> None:
    """Wait until the disk has the name of a file that was renamed or made."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def never_waiting() -> int:
    """The flag by which opening a pipe that nobody writes to does not wait."""
    return getattr(os, "O_NONBLOCK", 0)


def never_following() -> int:
    """The flag by which opening a link is an error."""
    return getattr(os, "O_NOFOLLOW", 0)


def unnamed_file() -> tuple[IO[bytes], str]:
    """An open file without a name in any folder, and the path by which other processes of this user read it.

    Nothing is left of it when the process ends, however that happens. Where the system has no such path the file has a
    name, and lives as long as it is open.
    """
    file = tempfile.TemporaryFile(prefix="clustercast-")  # noqa: SIM115
    path = f"/proc/{os.getpid()}/fd/{file.fileno()}"
    if os.path.exists(path):
        return file, path
    file.close()
    named = tempfile.NamedTemporaryFile(prefix="clustercast-")  # noqa: SIM115
    return named, named.name  # type: ignore[return-value]


def hold_standard_streams() -> None:
    """See to it that 0, 1 and 2 are open, so that no file of ours is taken for the terminal that was closed."""
    while True:
        file = os.open(os.devnull, os.O_RDWR)
        if file > 2:
            os.close(file)
            return
        os.set_inheritable(file, True)


def read_at(file: int, length: int, place: int) -> bytes:
    """Bytes of an open file from a place on, whoever else reads it."""
    return os.pread(file, length, place)


def own_temporary_folder(name: str) -> Path:
    """A folder for temporary files that only this user can write to: the same one every time, where that is sound."""
    folder = Path(tempfile.gettempdir()) / f"{name}-{os.getuid()}"
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077:
        return folder
    return Path(tempfile.mkdtemp(prefix=f"{name}-"))  # Somebody else was there first: what lies there is not ours.
