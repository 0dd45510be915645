"""The store of a run: immutable blocks of members, a journal of those that stand on the disk, one writer at a time.

    plan.json        what is to be run; written first (model/results/run_folder.py)
    contents.json    what the numbers are: indicators with units, quarters, parameters, facts, profile
    journal.jsonl    one checksummed line a finished block, in the order of their names once the run is finished
    blocks/          <point>-<scenarios>-<members>.npy: one record in NumPy's own format (model/results/block.py)
    .lock            held while somebody writes

A kill at any instant loses the blocks in flight at most. To begin with the same inputs is to go on: what is sound is
kept, what is not is made again, and nothing is deleted.

Every line has the sha256 of its block, the run whose block it is (the hash of plan.json), the hash of contents.json,
and the day on which the run began. Whoever reads holds each file against that before its first use, and the journal
against the manifest once the run is finished (`seal.py`): what was altered is refused, by name.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, TypedDict

from filelock import BaseFileLock

from clustercast.model.results.block import Failure, Part, block_bytes, failures_of, kinds_of, read_block
from clustercast.model.results.journal import (
    Entry,
    append_entry,
    entry_of,
    lines_in,
    read_journal,
    write_durably,
    write_journal,
)
from clustercast.model.results.run_folder import (
    BLOCKS,
    CONTENTS_FILE,
    JOURNAL_FILE,
    PLAN_FILE,
    RUN,
    RunInputs,
    RunRefusedError,
    begin_run,
    check_folder,
)
from clustercast.model.results.seal import (
    AGAIN,
    RunDamagedError,
    Seal,
    altered,
    created_before,
    held,
    seal_of,
    unreadable,
)
from clustercast.model.system.clock import today
from clustercast.model.system.files import own_folder, read_file
from clustercast.model.system.folder_lock import FolderLockError, take_lock
from clustercast.model.system.shaped import ShapeError, plain_of, shaped

Design = dict[str, list[float | None]]
"""The values of each axis of a sweep, a design point after the other; None where a point leaves it as it is."""


class Line(TypedDict):
    """What a line of the journal says of a block."""

    block: str
    point: int
    scenarios: list[str]
    first: int
    last: int
    failures: int
    kinds: str
    bytes: int
    sha256: str
    run: str
    contents: str
    begun: str


class Store:
    """The folder of a run with the blocks that it holds; `begin` opens it for writing, `look` for reading.

    ``damaged`` names the blocks that were found altered or short, and are made again; ``begun`` is the day on which the
    run began; ``seal`` is that of a finished run which is read.
    """

    def __init__(
        self,
        folder: Path,
        entries: Iterable[Entry],
        lock: BaseFileLock | None = None,
        design: Design | None = None,
        *,
        run: str = "",
        seal: Seal | None = None,
    ) -> None:
        self.folder = folder.absolute()  # So that a change of the working folder changes nothing.
        self.damaged: tuple[str, ...] = ()
        self.run, self.sealed = run, seal
        self._entries = {str(entry["block"]): entry for entry in entries}
        self._lock, self._design = lock, design
        self._sound: set[str] = set()
        self._contents = ""
        self._read_contents: dict[str, Any] | None = None
        self.begun = next((one["begun"] for one in self._entries.values()), None) or created_before(folder) or today()

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
            own_folder(folder / BLOCKS)
            entries, sound = read_journal(folder / JOURNAL_FILE)
            own = [entry for entry in entries if _fault(entry, inputs.run) is None]
            store = cls(folder, own, lock, design, run=inputs.run)
            if not sound or own != entries:  # Else the next line would be glued to the torn one, and both be lost.
                write_journal(folder / JOURNAL_FILE, store._entries.values())
            store._examine()
        except BaseException:
            lock.release()
            raise
        return store

    @classmethod
    def look(cls, folder: Path) -> Store:
        """Opens a store for reading, finished or not.

        Raises FileNotFoundError when the folder holds none, RunDamagedError when plan.json, the journal, or a table of
        a finished run is not what the run wrote.
        """
        if not (folder / JOURNAL_FILE).exists() or not (folder / PLAN_FILE).exists():
            missing = next(one for one in (JOURNAL_FILE, PLAN_FILE) if not (folder / one).exists())
            raise FileNotFoundError(f"{folder} holds no run: {missing} is missing")
        seal = seal_of(folder)
        run = hashlib.sha256(_read(folder, PLAN_FILE, seal)).hexdigest()[:12]
        entries = list(_entries_of(folder, run, seal))
        if seal is not None:
            seal.hold_tables()
        return cls(folder, entries, run=run, seal=seal)

    def _examine(self) -> None:
        """Forgets every block whose file is not what the journal says."""
        self.damaged = tuple(sorted(name for name in self._entries if not self._is_sound(name)))
        for name in self.damaged:
            del self._entries[name]

    def _is_sound(self, name: str) -> bool:
        try:
            self.block(name)
        except RunDamagedError:
            return False
        return True

    def path(self, name: str) -> Path:
        """The file of a block."""
        return self.folder / BLOCKS / f"{name}.npy"

    def block(self, name: str) -> Path:
        """The file of a block, held against the journal before it is read first. Raises RunDamagedError."""
        if name not in self._sound:
            entry = self._entries[name]
            held(self.path(name), entry["bytes"], entry["sha256"], JOURNAL_FILE)
            self._sound.add(name)
        return self.path(name)

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
            RUN: self.run,
            "contents": self._contents,
            "begun": self.begun,
        }
        append_entry(self.folder / JOURNAL_FILE, entry)
        self._entries[name] = entry
        self._sound.add(name)

    def entries(self, point: int | None = None) -> list[Entry]:
        """The lines of the blocks of a design point (of all), in the order of their names."""
        found = sorted(self._entries.values(), key=lambda entry: entry["block"])
        return [entry for entry in found if point is None or entry["point"] == point]

    def failures(self, entries: Iterable[Entry]) -> tuple[Failure, ...]:
        """The failed members of some blocks."""
        failed = [entry for entry in entries if entry["failures"]]
        return tuple(one for entry in failed for one in failures_of(read_block(self.block(entry["block"]))))

    def describe(self, contents: dict[str, Any]) -> None:
        """Writes down what the numbers of the blocks are, unless it stands there as it should.

        Raises RunRefusedError when the numbers that are there are others.
        """
        contents = contents if self._design is None else contents | {"design": self._design}
        text = (json.dumps(contents, ensure_ascii=False, indent=1) + "\n").encode()
        path, self._contents = self.folder / CONTENTS_FILE, _short_hash(text)
        if any(one["contents"] != self._contents for one in self._entries.values()):
            raise RunRefusedError(f"{path} speaks of other indicators, quarters or parameters than this design point")
        try:
            sound = read_file(path) == text
        except OSError:
            sound = False
        if not sound:
            write_durably(path, text)
        self._read_contents = None

    def inputs(self) -> dict[str, Any]:
        """What plan.json says. Raises RunDamagedError."""
        plain = self._plain(PLAN_FILE, _read(self.folder, PLAN_FILE, self.sealed))
        try:
            shaped(RunInputs, plain)
        except ShapeError as error:
            raise RunDamagedError(f"{self.folder / PLAN_FILE}: {error}; {AGAIN}") from None
        return plain

    def contents(self) -> dict[str, Any]:
        """What the numbers of the blocks are. Raises RunDamagedError."""
        if self._read_contents is None:
            content = _read(self.folder, CONTENTS_FILE, self.sealed)
            if any(one["contents"] != _short_hash(content) for one in self._entries.values()):
                raise altered(self.folder / CONTENTS_FILE, JOURNAL_FILE)
            self._read_contents = self._plain(CONTENTS_FILE, content)
        return self._read_contents

    def _plain(self, name: str, content: bytes) -> dict[str, Any]:
        try:
            return shaped(dict[str, Any], plain_of(content))
        except ShapeError as error:
            raise RunDamagedError(f"{self.folder / name} cannot be read: {error}; {AGAIN}") from None

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


def begun_in(folder: Path) -> str:
    """The day on which the run in a folder began; today where none has."""
    return Store(folder, read_journal(folder / JOURNAL_FILE)[0]).begun


def _read(folder: Path, name: str, seal: Seal | None) -> bytes:
    """A file of a run, as the manifest has it where the run is finished. Raises RunDamagedError."""
    if seal is not None:
        return seal.read(name)
    try:
        return read_file(folder / name)
    except OSError as error:
        raise unreadable(folder / name, error) from None


def _entries_of(folder: Path, run: str, seal: Seal | None) -> Iterable[Entry]:
    """The lines of a journal that is read. A kill may have torn the last one of a run that is not finished."""
    lines = lines_in(_read(folder, JOURNAL_FILE, seal))
    for number, line in enumerate(lines, 1):
        entry = entry_of(line)
        if entry is None and number == len(lines) and seal is None:
            return
        fault = "it was altered" if entry is None else _fault(entry, run)
        if entry is None or fault is not None:
            raise RunDamagedError(f"{folder / JOURNAL_FILE}, line {number}: {fault}; {AGAIN}")
        yield entry


def _fault(entry: Entry, run: str) -> str | None:
    """What is wrong with a sound line of the journal of a run; None when nothing is."""
    try:
        line = shaped(Line, entry)
    except ShapeError as error:
        return f"{error}: another version wrote it"
    if line[RUN] != run:
        return f"it is of the run {line[RUN]}, and {PLAN_FILE} of the run {run}"
    sound = re.fullmatch(r"[\w-]+", line["block"]) and line["point"] >= 0 and 0 <= line["first"] < line["last"]
    return None if sound else "no block has such a name or such members"


def _short_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
