"""A block: what a contiguous range of members gave under one group of scenarios, and its bytes.

A file of a block is one record in NumPy's own format: ``numpy.load(path)["values"]``. Its bytes depend on its inputs
only. Each field is laid out so that what is read together stands together: one indicator of all its members.
"""

import hashlib
import io
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from clustercast.model.results.december_tables import Profile
from clustercast.model.results.small_integers import KINDS, kind_of, packed
from clustercast.model.system.posix import read_at

MAGIC_AND_LENGTH = 10
TOO_SHORT = "{} is too short; run the command of its run again, which makes it anew"
FAILURES = "failures"
"""The field with the text of the failures: the only one whose length is the block's own."""


@dataclass(frozen=True)
class Failure:
    """A member that could not be run: stage, message, and one line of Python that runs it alone."""

    member: int
    scenario: str
    stage: str
    message: str
    reproducer: str


@dataclass(frozen=True)
class Part:
    """What members ``first`` to ``first + n - 1`` of a design point gave; nan where one failed.

    ``values[scenario, member, indicator, quarter]``, ``base[member, indicator]``, ``draws[member, parameter]``,
    ``facts[member, fact]``, ``ids[scenario, member]`` (see `member_ids`), tables ``profile[name]``, each ``[scenario,
    member, year, ...]`` (see `december_tables.py`).
    """

    first: int
    values: np.ndarray
    base: np.ndarray
    draws: np.ndarray
    facts: np.ndarray
    ids: np.ndarray
    failures: tuple[Failure, ...]
    profile: Profile = field(default_factory=dict)

    @property
    def members(self) -> int:
        """How many members it holds."""
        return self.base.shape[0]


AXES: dict[str, tuple[str, ...]] = {
    "values": ("scenario", "member", "indicator", "quarter"),
    "base": ("member", "indicator"),
    "draws": ("member", "parameter"),
    "facts": ("member", "fact"),
    "ids": ("scenario", "member"),
}
"""Axes of every field of a part, but for the tables of its profile."""
PLACES = ("indicator", "parameter", "fact")
"""Axes that stand first in a file, so that one indicator is read by one read."""
MEMBER = {name: axes.index("member") for name, axes in AXES.items()}
"""Where the members stand."""
Table = tuple[str, str, tuple[int, ...]]
Tables = Sequence[Table]
"""Name, kind and shape (the year first) of every table of the profile."""


def in_file(name: str) -> list[int]:
    """The axes of a field in the order of its file."""
    return sorted(range(len(AXES[name])), key=lambda axis: AXES[name][axis] not in PLACES)


def dtype_of(lengths: Mapping[str, int], tables: Tables = (), failures: int = 0) -> np.dtype:
    """The record of a block, by the length of each axis; ``failures`` is the length of their text in bytes.

    A table has a row for the base year, which all scenarios share, then one a year of each scenario.
    """
    return _dtype(tuple(lengths.items()), tuple(tables), failures)


@lru_cache(256)
def _dtype(
    given: tuple[tuple[str, int], ...], tables: tuple[tuple[str, str, tuple[int, ...]], ...], failures: int
) -> np.dtype:
    """Kept, since blocks of a run have few shapes and every field that is read asks for its own."""
    lengths = dict(given)
    fields = [
        (name, "<u8" if name == "ids" else "<f8", tuple(lengths[axes[axis]] for axis in in_file(name)))
        for name, axes in AXES.items()
    ]
    profile = [
        (
            name,
            np.dtype(KINDS[kind]).newbyteorder("<"),
            (1 + lengths["scenario"] * (years - 1), *places, lengths["member"]),
        )
        for name, kind, (years, *places) in tables
    ]
    return np.dtype([*fields, *profile, (FAILURES, "u1", (failures,))])


def kinds_of(part: Part) -> str:
    """How each table of its profile is kept, a letter each."""
    return "".join(kind_of(array) for array in part.profile.values())


def block_bytes(part: Part) -> bytes:
    """The part as the bytes of a file."""
    said = json.dumps([asdict(one) for one in part.failures], ensure_ascii=False).encode()
    kinds = dict(zip(part.profile, kinds_of(part), strict=True))
    lengths = {axis: n for name, axes in AXES.items() for axis, n in zip(axes, getattr(part, name).shape, strict=True)}
    tables = [(name, kinds[name], array.shape[2:]) for name, array in part.profile.items()]
    record = np.zeros(1, dtype_of(lengths, tables, len(said)))
    for name in AXES:
        record[name][0] = getattr(part, name).transpose(in_file(name))
    for name, array in part.profile.items():
        record[name][0] = packed(array, kinds[name])
    record[FAILURES][0] = np.frombuffer(said, np.uint8)
    out = io.BytesIO()
    np.lib.format.write_array(out, record, version=(1, 0), allow_pickle=False)
    return out.getvalue()


def read_block(path: Path) -> np.ndarray:
    """The record of a block, mapped into memory. Raises OSError or ValueError."""
    return np.load(path, mmap_mode="r", allow_pickle=False)[0]


def layout_of(path: Path) -> np.dtype:
    """The record of a block, by the head of its file. Raises OSError, or ValueError (a file that is too short)."""
    with path.open("rb") as file:
        try:
            np.lib.format.read_magic(file)
            return np.lib.format.read_array_header_1_0(file)[2]
        except ValueError:
            raise ValueError(TOO_SHORT.format(path)) from None


def failures_of(record: np.ndarray) -> tuple[Failure, ...]:
    """The failures that a record holds."""
    return tuple(Failure(**one) for one in json.loads(bytes(record[FAILURES])))


def read_field(path: Path, record: np.dtype, field: str, place: int | None = None) -> np.ndarray:
    """One field of a block's ``record``, or its entry ``place`` along the first axis, by one read of just these bytes.

    Raises OSError or ValueError (a file that is too short).
    """
    fields: Any = record.fields
    inner, offset = fields[field][:2]
    number, dimensions = inner.subdtype
    length = inner.itemsize
    if place is not None:
        dimensions = dimensions[1:]
        length //= inner.shape[0]
        offset += place * length
    file = os.open(path, os.O_RDONLY)
    try:
        head = read_at(file, MAGIC_AND_LENGTH, 0)
        start = MAGIC_AND_LENGTH + int.from_bytes(head[8:], "little")
        content = read_at(file, length, start + offset)
    finally:
        os.close(file)
    if len(content) != length:
        raise ValueError(TOO_SHORT.format(path))
    return np.frombuffer(content, number).reshape(dimensions)


def member_ids(code: str, plan: str, point: str, seed: int, scenarios: Sequence[str], members: range) -> np.ndarray:
    """An id of every member under every scenario, ``[scenario, member]``, and of the whole run in the same way.

    The first eight bytes of sha256 over model version, hash of the plan, hash of the scenario, the design point's
    parameters, seed and number of the member: two members with one id have the same numbers.
    """
    found = np.empty((len(scenarios), len(members)), np.uint64)
    for s, scenario in enumerate(scenarios):
        stem = hashlib.sha256(json.dumps([code, plan, scenario, point, seed]).encode())
        for m, member in enumerate(members):
            one = stem.copy()
            one.update(str(member).encode())
            found[s, m] = int.from_bytes(one.digest()[:8], "little")
    return found


def joined(parts: Sequence[Part]) -> Part:
    """Parts of neighbouring members as one."""
    first = parts[0]
    fields = {name: np.concatenate([getattr(one, name) for one in parts], axis) for name, axis in MEMBER.items()}
    profile = {name: np.concatenate([one.profile[name] for one in parts], axis=1) for name in first.profile}
    failures = tuple(failure for one in parts for failure in one.failures)
    return Part(first.first, **fields, failures=failures, profile=profile)
