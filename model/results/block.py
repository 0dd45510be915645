"""A block: what a contiguous range of members gave under one group of scenarios, and its bytes.

A file of a block is one record in NumPy's own format: ``numpy.load(path)["values"]``. Its bytes depend on its inputs
only. Each field is laid out so that what is read together stands together: one indicator of all its members.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class Shape:
    """How many of each thing a block holds: from this the place of every number in its file follows."""

    scenarios: int
    members: int
    indicators: int
    quarters: int
    parameters: int
    facts: int
    tables: tuple[tuple[str, str, tuple[int, ...]], ...] = ()
    """Name, kind and shape (the year first) of every table of the profile."""

    @lru_cache(256)  # noqa: B019  # Blocks of a run have few shapes, and every field that is read asks for its own.
    def dtype(self, failures: int) -> np.dtype:
        """The record; ``failures`` is the length of their text in bytes.

        A table has a row for the base year, which all scenarios share, then one a year of each scenario.
        """
        m, s = self.members, self.scenarios
        tables = [
            (name, np.dtype(KINDS[kind]).newbyteorder("<"), (1 + s * (years - 1), *places, m))
            for name, kind, (years, *places) in self.tables
        ]
        return np.dtype(
            [
                ("values", "<f8", (self.indicators, self.scenarios, m, self.quarters)),
                ("base", "<f8", (self.indicators, m)),
                ("draws", "<f8", (self.parameters, m)),
                ("facts", "<f8", (self.facts, m)),
                ("ids", "<u8", (self.scenarios, m)),
                *tables,
                (FAILURES, "u1", (failures,)),
            ]
        )


def shape_of(part: Part) -> Shape:
    """The shape of a part."""
    scenarios, members, indicators, quarters = part.values.shape
    tables = tuple((name, kind_of(array), array.shape[2:]) for name, array in part.profile.items())
    return Shape(scenarios, members, indicators, quarters, part.draws.shape[1], part.facts.shape[1], tables)


def block_bytes(part: Part) -> bytes:
    """The part as the bytes of a file."""
    said = json.dumps([asdict(one) for one in part.failures], ensure_ascii=False).encode()
    shape = shape_of(part)
    record = np.zeros(1, shape.dtype(len(said)))
    record["values"][0] = part.values.transpose(2, 0, 1, 3)
    record["base"][0], record["draws"][0], record["facts"][0] = part.base.T, part.draws.T, part.facts.T
    record["ids"][0] = part.ids
    for name, kind, _ in shape.tables:
        record[name][0] = packed(part.profile[name], kind)
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


def read_field(path: Path, shape: Shape, field: str, place: int | None = None) -> np.ndarray:
    """One field of a block, or its entry ``place`` along the first axis, by one read of just these bytes.

    Raises OSError or ValueError (a file that is too short).
    """
    fields: Any = shape.dtype(0).fields
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
    return Part(
        first.first,
        np.concatenate([one.values for one in parts], axis=1),
        np.concatenate([one.base for one in parts]),
        np.concatenate([one.draws for one in parts]),
        np.concatenate([one.facts for one in parts]),
        np.concatenate([one.ids for one in parts], axis=1),
        tuple(failure for one in parts for failure in one.failures),
        {name: np.concatenate([one.profile[name] for one in parts], axis=1) for name in first.profile},
    )
