"""Entries declared once: each attribute of an entry says how its key is read and what is checked of it.

    @entry
    class City:
        code: str = key(identifier())
        parent: str = key(text(), default="province")

A key without a default is required. From the declaration follow the reading of a file (`fields_of`), the references and
acts that are checked, the texts of those faults, and which quantities members draw (`quantities_of`).
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from typing import Any, TypeVar, dataclass_transform

from clustercast.scenarios.numbers import Act
from clustercast.scenarios.reading import Field, Reader

DECLARED = "declared"
Made = TypeVar("Made")
NO_ACT: Mapping[Act, str] = {}


def key(
    read: Reader,
    *,
    default: Any = MISSING,
    default_factory: Any = MISSING,
    written: str = "",
    refers_to: str = "",
    acts: tuple[Act, ...] = (),
    needed_by: Mapping[Act, str] = NO_ACT,
    called: tuple[str, str] = ("", ""),
    without: str | float = 0.0,
) -> Any:
    """An attribute that a file gives, under its own name or as `written`.

    `read` reads its value: kind, unit, bounds, choices (`fields.py`); `refers_to` is the table whose ids it must name.
    Of a programme, `acts` are the acts that know the key (none: all do), `needed_by` those that need it, each with what
    to write. A quantity, which members draw, is `called` by a Chinese and an English name with a place for that of its
    owner; a programme that does not give it has what stands `without` it: the parameter of that id, or that number.
    """
    missing = default if default is not MISSING else default_factory() if default_factory is not MISSING else None
    required = default is MISSING and default_factory is MISSING
    declared = Field(written, read, required, missing, refers_to=refers_to, quantity=read.quantity, called=called,
                     without=without, acts=acts, needed_by=needed_by)  # fmt: skip
    return field(default=default, default_factory=default_factory, metadata={DECLARED: declared})


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(key, field))
def entry(made: type[Made]) -> type[Made]:
    """Makes a class an entry: a frozen dataclass that is made by keyword."""
    return dataclass(frozen=True, slots=True, kw_only=True)(made)


def fields_of(made: type) -> tuple[Field, ...]:
    """The keys that a file may give of an entry, in the order of their declaration."""
    declared = [(one.name, one.metadata[DECLARED]) for one in fields(made) if DECLARED in one.metadata]
    return tuple(replace(one, key=one.key or name, attribute=name if one.key else "") for name, one in declared)


def quantities_of(made: type) -> tuple[Field, ...]:
    """The quantities of an entry that members draw, in the order of their declaration."""
    return tuple(one for one in fields_of(made) if one.quantity)


def quantity_keys(made: type) -> tuple[str, ...]:
    """The keys of the quantities of an entry, in the order of their declaration."""
    return tuple(one.key for one in quantities_of(made))
