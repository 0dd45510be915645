"""Faults of given data: where they are, what is wrong and what to write instead.

All faults of a pack are collected and raised at once as a `PackError`, so that a planner mends a file in one go.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with given data.

    `file` is the path of the file, `entry` the id of the entry (or its position, or a line), `key` the key at fault;
    `remedy` continues the sentence "write ...".
    """

    file: str
    entry: str
    key: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        entry = f" [{self.entry}]" if self.entry else ""
        key = f" {self.key}" if self.key else ""
        return " ".join(f"{self.file}{entry}{key}: {self.problem}; write {self.remedy}".split())


class PackError(ValueError):
    """Given data cannot be used; `faults` lists every reason. Its text has one line a fault."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type["PackError"], tuple[tuple[Fault, ...]]]:
        return PackError, (self.faults,)


@dataclass(slots=True)
class Faults:
    """Collects faults in the order in which they are found."""

    found: list[Fault] = field(default_factory=list[Fault])

    def add(self, file: str, entry: str, key: str, problem: str, remedy: str) -> None:
        """Notes one fault; the same fault is noted once."""
        fault = Fault(file, entry, key, problem, remedy)
        if fault not in self.found:
            self.found.append(fault)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    def raise_if_any(self) -> None:
        """Raises PackError with all faults; returns when there are none."""
        if self.found:
            raise PackError(self.found)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is read: a file, an entry in it, a key of the entry; what is complained of goes to `faults`."""

    faults: Faults
    file: str
    entry: str = ""
    key: str = ""

    def at(self, key: str) -> "Place":
        """The place of a key of this entry, or of a key inside the inline table that stands here."""
        return Place(self.faults, self.file, self.entry, f"{self.key}.{key}" if self.key else key)

    def complain(self, problem: str, remedy: str) -> None:
        """Notes a fault at this place."""
        self.faults.add(self.file, self.entry, self.key, problem, remedy)


def nearest(word: str, known: Iterable[str], least: float = 0.65) -> str | None:
    """The known word most like the given one, or None when nothing is like it (`least` of 1)."""
    close = get_close_matches(word, list(known), n=1, cutoff=least)
    return close[0] if close else None


def choice_remedy(word: str, known: Sequence[str], name: str) -> str:
    """What to write instead of an unknown word: the nearest known one and, when they are few, all of them."""
    close = nearest(word, known)
    if close is not None and len(known) == 1:
        return f'"{close}"'
    listed = ", ".join(f'"{one}"' for one in known) if len(known) <= 12 else ""
    if close is None:
        return f"one of {listed}" if listed else f"a known {name} ({len(known)} are listed)"
    return f'"{close}"' + (f" (or another of {listed})" if listed else f" or another known {name}")
