"""The store of a run: immutable blocks of members, a journal of those that stand on the disk, one writer at a time.

    plan.json        what is to be run; written first (model/results/run_folder.py)
    contents.json    what the numbers are: indicators with units, quarters, parameters, facts, profile
    journal.jsonl    one checksummed line a finished block, in the order of their names once the run is finished
    blocks/          <point>-<scenarios>-<members>.npy: one record in NumPy's own format (model/results/block.py)
    .lock            held while somebody writes

A kill at any instant loses the blocks in flight at most. To begin with the same inputs is to go on: what is sound is
kept, what is not is made again, and nothing is deleted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any

from filelock import BaseFileLock

from clustercast.model.results.block import Failure, Part, block_bytes, failures_of, kinds_of, read_block
from clustercast.model.results.journal import Entry, append_entry, read_journal, write_durably, write_journal
from clustercast.model.results.run_folder import (
    BLOCKS,
    CONTENTS_FILE,
    JOURNAL_FILE,
    PLAN_FILE,
    RunInputs,
    RunRefusedError,
    begin_run,
    check_folder,
)
from clustercast.model.system.folder_lock import FolderLockError, take_lock

Design = dict[str, list[float | None]]
"""The values of each axis of a sweep, a design point after the other; None where a point leaves it as it is."""


class Store:
    """The folder of a run with the blocks that it holds; `begin` opens it for writing, `look` for reading.

    ``damaged`` names the blocks that were found altered or short, and are made again.
    """

    def __init__(
        self, folder: Path, entries: Iterable[Entry], lock: BaseFileLock | None = None, design: Design | None = None
    ) -> None:
        self.folder = folder.absolute()  # So that a change of the working folder changes nothing.
        self.damaged: tuple[str, ...] = ()
        self._entries = {str(entry["block"]): entry for entry in entries}
        self._lock = lock
        self._design = design

    @classmethod
    def begin(cls, folder: Path, inputs: RunInputs, design: Design | None = None) -> Store:
        """Opens the store of these inputs for writing: a new one, or the one that is there, to go on with it.

        ``design`` has the value of every axis of a sweep at every design point.
        Raises RunRefusedError when the folder holds something else, is being written, or cannot be locked.
        """
        check_folder(folder, inputs)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock = take_lock(folder)
        except FolderLockError as error:
            raise RunRefusedError(str(error)) from None
        try:
            begin_run(folder, inputs)
            (folder / BLOCKS).mkdir(exist_ok=True)
            entries, sound = read_journal(folder / JOURNAL_FILE)
            store = cls(folder, entries, lock, design)
            if not sound:  # Else the next line would be glued to the torn one, and both be lost.
                write_journal(folder / JOURNAL_FILE, store._entries.values())
            store._examine()
        except BaseException:
            lock.release()
            raise
        return store

    @classmethod
    def look(cls, folder: Path) -> Store:
        """Opens a store for reading, finished or not. Raises FileNotFoundError when the folder holds none."""
        if not (folder / JOURNAL_FILE).is_file() or not (folder / PLAN_FILE).is_file():
            raise FileNotFoundError(f"{folder} holds no run: {JOURNAL_FILE} is missing")
        return cls(folder, read_journal(folder / JOURNAL_FILE)[0])

    def _examine(self) -> None:
        """Forgets every block whose file is not what the journal says."""
        self.damaged = tuple(sorted(name for name, entry in self._entries.items() if not self._is_sound(name, entry)))
        for name in self.damaged:
            del self._entries[name]

    def _is_sound(self, name: str, entry: Entry) -> bool:
        path = self.path(name)
        try:
            if path.stat().st_size != entry["bytes"]:
                return False
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == entry["sha256"]
        except FileNotFoundError:
            return False

    def path(self, name: str) -> Path:
        """The file of a block."""
        return self.folder / BLOCKS / f"{name}.npy"

    def has(self, name: str) -> bool:
        """Whether a block stands there, sound."""
        return name in self._entries

    def put(self, name: str, point: int, scenarios: Iterable[str], part: Part) -> None:
        """Keeps a part as a block: the block first, then its line. Raises OSError (a full disk), and keeps nothing."""
        content = block_bytes(part)
        write_durably(self.path(name), content)
        entry = {
            "block": name,
            "point": point,
            "scenarios": list(scenarios),
            "first": part.first,
            "last": part.first + part.members,
            "failures": len(part.failures),
            "kinds": kinds_of(part),
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        append_entry(self.folder / JOURNAL_FILE, entry)
        self._entries[name] = entry

    def entries(self, point: int | None = None) -> list[Entry]:
        """The lines of the blocks of a design point (of all), in the order of their names."""
        found = sorted(self._entries.values(), key=lambda entry: entry["block"])
        return [entry for entry in found if point is None or entry["point"] == point]

    def failures(self, entries: Iterable[Entry]) -> tuple[Failure, ...]:
        """The failed members of some blocks."""
        failed = [entry for entry in entries if entry["failures"]]
        return tuple(one for entry in failed for one in failures_of(read_block(self.path(entry["block"]))))

    def describe(self, contents: dict[str, Any]) -> None:
        """Writes down what the numbers of the blocks are. Raises ValueError when those that are there are others."""
        contents = contents if self._design is None else contents | {"design": self._design}
        text = (json.dumps(contents, ensure_ascii=False, indent=1) + "\n").encode()
        path = self.folder / CONTENTS_FILE
        if path.is_file() and path.read_bytes() == text:
            return
        if path.is_file() and self._entries:
            raise ValueError(f"{path} speaks of other indicators, quarters or parameters than this design point")
        write_durably(path, text)

    def contents(self) -> dict[str, Any]:
        """What the numbers of the blocks are. Raises FileNotFoundError before the first run."""
        return json.loads((self.folder / CONTENTS_FILE).read_text(encoding="utf-8"))

    def seal(self) -> None:
        """Puts the journal in the order of the blocks' names, so that it does not tell who was faster."""
        write_journal(self.folder / JOURNAL_FILE, self.entries())

    def close(self) -> None:
        """Lets others write."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
