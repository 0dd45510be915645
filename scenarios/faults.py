"""Faults of given data: where they are, what is wrong and what to write instead.

All faults of a pack are collected and raised at once as a `PackError`, so that a planner mends a file in one go.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from clustercast.scenarios.characters import printable, shortened

MOST_KEPT = 500
"""Faults that are kept; what is read after so many is not looked at any more."""
LONGEST_SAID, LONGEST_NAMED = 600, 200
"""Characters of a problem or a remedy, and of a file, an entry or a key, that are kept."""
LONGEST_WORD = 200
"""Characters of a word to which a known one can be near."""


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
        return printable(" ".join(f"{self.file}{entry}{key}: {self.problem}; write {self.remedy}".split()))


class PackError(ValueError):
    """Given data cannot be used; `faults` lists every reason. Its text has one line a fault, and how many more there
    are than `shown`; `beyond` counts those that were found and not kept.
    """

    shown = 200

    def __init__(self, faults: Iterable[Fault], beyond: int = 0) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        self.beyond = beyond
        more = max(0, len(self.faults) - self.shown) + beyond
        lines = [str(fault) for fault in self.faults[: self.shown]]
        super().__init__("\n".join([*lines, *([f"and {more} more"] if more else [])]))

    def __reduce__(self) -> tuple[type["PackError"], tuple[tuple[Fault, ...], int]]:
        return type(self), (self.faults, self.beyond)


@dataclass(slots=True)
class Faults:
    """Collects faults in the order in which they are found; what lies beyond `MOST_KEPT` of them is only counted."""

    found: dict[Fault, None] = field(default_factory=dict[Fault, None])
    beyond: int = 0

    def add(self, file: str, entry: str, key: str, problem: str, remedy: str) -> None:
        """Notes one fault; the same fault is noted once, and long words of the file are cut."""
        file, entry, key = (shortened(one, LONGEST_NAMED) for one in (file, entry, key))
        fault = Fault(file, entry, key, shortened(problem, LONGEST_SAID), shortened(remedy, LONGEST_SAID))
        if fault in self.found:
            return
        if self.full:
            self.beyond += 1
        else:
            self.found[fault] = None

    @property
    def full(self) -> bool:
        """Whether so many were found that reading on says nothing more to a person."""
        return len(self.found) >= MOST_KEPT

    def __iter__(self) -> Iterator[Fault]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found) + self.beyond

    def raise_if_any(self) -> None:
        """Raises PackError with all faults; returns when there are none."""
        if self.found:
            raise PackError(self.found, self.beyond)


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


CLOSE = 0.75
"""How like a known word must be to be taken for the one that was meant."""
HALF_WIDTH = dict(zip("“”＂‘’＇＝，．：；（）［］｛｝＜＞＋－＊／\u3000", "\"\"\"'''=,.:;()[]{}<>+-*/ ", strict=True))
"""Characters of a Chinese keyboard that stand where a file needs those of the other width."""


def nearest(word: str, known: Iterable[str], least: float | None = None) -> str | None:
    """The known word most like the given one, or None when nothing is like it: at least `least` of 1.

    Without `least` it is a slip of the pen only: it begins alike, and capitals do not matter.
    """
    if len(word) > LONGEST_WORD:
        return None
    if least is not None:
        close = get_close_matches(word, list(known), 1, least)
        return close[0] if close else None
    plain = word.casefold()
    words = {one.casefold(): one for one in known if one[:1].casefold() == plain[:1]}
    close = get_close_matches(plain, words, 1, CLOSE)
    return words[close[0]] if close else None


def half_width(text: str) -> str | None:
    """What to write for the first character of a text that has the wrong width; None without one."""
    wrong = next((one for one in text if one in HALF_WIDTH), None)
    return None if wrong is None else f"{HALF_WIDTH[wrong]} in place of {wrong}"


def choice_remedy(word: str, known: Sequence[str], name: str, lists: str = "") -> str:
    """What to write instead of an unknown word: the nearest known one and, when they are few, all of them.

    `lists` is the command that lists them where they are many.
    """
    close = nearest(word, known)
    if close is not None and len(known) == 1:
        return f'"{close}"'
    listed = ", ".join(f'"{one}"' for one in known) if len(known) <= 12 else ""
    if close is None and not listed:
        return f"a known {name} ({lists} lists them)" if lists else f"a known {name} ({len(known)} are listed)"
    if close is None:
        return f"one of {listed}"
    return f'"{close}"' + (f" (or another of {listed})" if listed else f" or another known {name}")
