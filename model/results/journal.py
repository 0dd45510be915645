"""The journal of a store: one line of JSON a finished block, each with its own checksum.

A line that was torn by a kill or a full disk, or that was altered since, does not count: what it stood for is made
again. A line is written only when its block stands on the disk for good.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from clustercast.model.system.files import read_file, remove
from clustercast.model.system.posix import never_following, wait_for_disk, wait_for_name

CHECK = "check"
Entry = dict[str, Any]


def line_of(entry: Entry) -> bytes:
    """The entry as a line: JSON with sorted keys, its checksum last."""
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True)
    return f"{text[:-1]}, {json.dumps(CHECK)}: {json.dumps(_check(text))}}}\n".encode()


def entry_of(line: bytes) -> Entry | None:
    """The entry of a whole line; None when the line is torn or altered."""
    try:
        entry = json.loads(line)
        found = entry.pop(CHECK)
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        return None
    whole = line.endswith(b"\n") and found == _check(json.dumps(entry, ensure_ascii=False, sort_keys=True))
    return entry if whole else None


def _check(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read_journal(path: Path) -> tuple[list[Entry], bool]:
    """Every sound entry, and whether there was nothing else in the file."""
    try:
        lines = lines_in(read_file(path))
    except FileNotFoundError:
        return [], True
    entries = [entry for line in lines if (entry := entry_of(line)) is not None]
    return entries, len(entries) == len(lines)


def lines_in(content: bytes) -> list[bytes]:
    """The lines of a journal with their ends; only the last can be torn by a kill."""
    return content.splitlines(keepends=True)


def write_journal(path: Path, entries: Iterable[Entry]) -> None:
    """Writes the journal anew, whole or not at all."""
    write_durably(path, b"".join(line_of(entry) for entry in entries))


def append_entry(path: Path, entry: Entry) -> None:
    """Adds a line and waits until the disk has it. Raises OSError (a full disk may leave a torn line)."""
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | never_following(), 0o644)
    try:
        write_all(file, line_of(entry))
        wait_for_disk(file)
    finally:
        os.close(file)


def write_durably(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all, and waits until the disk has it and its name.

    A temporary file beside it, then a rename. Its name is that of the file: what a kill left is written over.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    remove(temporary)
    file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    try:
        write_all(file, content)
        os.fsync(file)
    except OSError:
        remove(temporary)
        raise
    finally:
        os.close(file)
    os.replace(temporary, path)
    wait_for_name(path)


def write_all(file: int, content: bytes) -> None:
    """Writes every byte: one call of the system may write fewer than asked. Raises OSError."""
    left = memoryview(content)
    while left:
        left = left[os.write(file, left) :]
