"""The seal of a finished run: its manifest, with size and sha256 of every file and a checksum of its own.

A run is finished when its manifest stands there, which is written last. From then on whoever reads a file of the run
holds it against the manifest first: what was altered, cut or taken away since is refused by name, never read.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict

from clustercast.model.system.files import open_file, read_file
from clustercast.model.system.shaped import ShapeError, plain_of, shaped

MANIFEST_FILE = "manifest.json"
CHECK = "check"
TABLES = (".csv", ".json", ".jsonl")
"""Endings of the files beside the blocks that must be as the run wrote them for anything of it to be read."""


class RunDamagedError(ValueError):
    """A file of a run that is not what the run wrote; its text says which, and what to do."""


class Listed(TypedDict):
    """What a manifest says of a file."""

    bytes: int
    sha256: str


class Sealed(TypedDict):
    """What is read of a manifest."""

    created: str
    files: dict[str, Listed]


def sealed_text(facts: dict[str, Any]) -> bytes:
    """Facts as the JSON of a manifest, a checksum over the others as the last of them."""
    return (_text(facts | {CHECK: _check(facts)}) + "\n").encode()


def sealed_facts(content: bytes) -> dict[str, Any]:
    """The facts of a `sealed_text`, without their checksum. Raises ShapeError, UnicodeError for what was altered."""
    facts = shaped(dict[str, Any], plain_of(content))
    if facts.pop(CHECK, None) != _check(facts):
        raise ShapeError("its checksum is another one")
    return facts


def _text(facts: dict[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, indent=1)


def _check(facts: dict[str, Any]) -> str:
    return hashlib.sha256(_text(facts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Seal:
    """What a finished run says of its files."""

    folder: Path
    created: str
    files: dict[str, Listed]

    def hold(self, name: str) -> None:
        """Holds a file against the manifest, without keeping it. Raises RunDamagedError."""
        listed = self._listed(name)
        held(self.folder / name, listed["bytes"], listed["sha256"], MANIFEST_FILE)

    def read(self, name: str) -> bytes:
        """The bytes of a file that is what the manifest says. Raises RunDamagedError."""
        listed, path = self._listed(name), self.folder / name
        try:
            content = read_file(path)
        except OSError as error:
            raise unreadable(path, error) from None
        if hashlib.sha256(content).hexdigest() != listed["sha256"]:
            raise altered(path, MANIFEST_FILE)
        return content

    def hold_tables(self) -> None:
        """Holds every table and record beside the blocks against the manifest; one that was taken away is none."""
        for name in self.files:
            if "/" not in name and name.endswith(TABLES) and (self.folder / name).exists():
                self.hold(name)

    def _listed(self, name: str) -> Listed:
        if name not in self.files:
            raise RunDamagedError(f"{self.folder / MANIFEST_FILE} does not list {name}; {AGAIN}")
        return self.files[name]


AGAIN = "give the command of its run again, which makes anew what is not sound"


def seal_of(folder: Path) -> Seal | None:
    """The seal of a folder; None where nothing is finished. Raises RunDamagedError for one that was altered."""
    path = folder / MANIFEST_FILE
    try:
        content = read_file(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unreadable(path, error) from None
    try:
        sealed = shaped(Sealed, sealed_facts(content))  # type: ignore[arg-type]
    except (ShapeError, UnicodeError) as error:
        raise RunDamagedError(f"{path} was altered, or another version wrote it: {error}; {AGAIN}") from None
    return Seal(folder, sealed["created"], sealed["files"])


def created_before(folder: Path) -> str | None:
    """The day on which a finished run began, so that a later day changes no byte of its products."""
    try:
        seal = seal_of(folder)
    except RunDamagedError:
        return None
    return None if seal is None else seal.created


def held(path: Path, size: int, sha256: str, says: str) -> None:
    """Holds a file against its size and hash, as ``says`` has them. Raises RunDamagedError."""
    try:
        with open_file(path) as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
            right = file.tell() == size and found == sha256
    except OSError as error:
        raise unreadable(path, error) from None
    if not right:
        raise altered(path, says)


def altered(path: Path, says: str) -> RunDamagedError:
    """The error of a file that is not what another one says."""
    return RunDamagedError(f"{path} is not what the run wrote ({says} says so); {AGAIN}")


def unreadable(path: Path, error: OSError) -> RunDamagedError:
    """The error of a file that cannot be read, or is not there."""
    return RunDamagedError(f"{path} cannot be read ({error.strerror}); {AGAIN}")
