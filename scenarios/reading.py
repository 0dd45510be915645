"""Reading of tables by a declared list of keys. Nothing stops at the first fault: all are noted at their place.

A `Field` declares one key: its name, the reader of its value, whether it is required, its default, and, for a
reference, the table whose ids it must name. `read_fields` applies a list of fields to a table.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from re import search
from typing import Any, Final, cast

from clustercast.scenarios.decoding import read_file
from clustercast.scenarios.faults import Faults, Place, half_width, nearest
from clustercast.scenarios.numbers import Act


class _Faulty:
    def __repr__(self) -> str:
        return "FAULTY"

    def __bool__(self) -> bool:
        return False


FAULTY: Final = _Faulty()
"""Stands for a value that could not be read; its fault has been noted."""

Raw = Mapping[str, Any]

LARGEST_FILE = 4_000_000
"""Bytes of a TOML file."""
MOST_ENTRIES = 2_000
"""Entries of one table."""
MOST_UNKNOWN = 20
"""Unknown keys of one table that are named."""
LONG_KEY: Final = re.compile(r"""(?<![\w"'-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){32}""")
"""A dotted key of so many parts, for which the TOML reader would take memory by the square of its length."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one value: `read` notes a fault at the place and returns `FAULTY` when it is not what it should be.

    `example` is shown where a required key is missing. `quantity` is set where it makes a number with a prior, of which
    each member draws its own, between the two `bounds`.
    """

    read: Callable[[Any, Place], Any]
    example: str = "..."
    quantity: bool = False
    bounds: tuple[float, float] = (-inf, inf)

    def __call__(self, value: Any, place: Place) -> Any:
        """What was read."""
        return self.read(value, place)


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a table in a file. `attribute` is its name in Python (the key itself when empty).

    `refers_to` is the table whose ids it must name; the rest is explained where keys are declared (`declared.py`).
    """

    key: str
    read: Reader
    required: bool = False
    default: Any = None
    attribute: str = ""
    refers_to: str = ""
    quantity: bool = False
    called: tuple[str, str] = ("", "")
    without: str | float = 0.0
    acts: tuple[Act, ...] = ()
    needed_by: Mapping[Act, str] = field(default_factory=dict[Act, str])

    @property
    def name(self) -> str:
        """Name of the value in Python."""
        return self.attribute or self.key


@dataclass(slots=True)
class Entry:
    """One entry of a table as read: its id, its values by Python name, the keys the file gave, and its place."""

    table: str
    id: str
    values: dict[str, Any]
    given: frozenset[str]
    place: Place

    def get(self, name: str) -> Any:
        """A value, or None where it could not be read."""
        value = self.values[name]
        return None if value is FAULTY else value

    def broken(self, *names: str) -> bool:
        """Whether one of these values could not be read (its fault is already noted)."""
        return any(self.values[name] is FAULTY for name in names)

    def complain(self, key: str, problem: str, remedy: str) -> None:
        """Notes a fault of a key of this entry."""
        self.place.at(key).complain(problem, remedy)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file: its name, the key that identifies an entry, its fields and the type made of an entry.

    `held_as` is the name of its entries in the plan.
    """

    name: str
    id_key: str
    fields: tuple[Field, ...]
    make: Callable[..., Any]
    held_as: str = ""


def read_text(path: Path, name: str, faults: Faults) -> tuple[bytes, str] | None:
    """The bytes and the text (UTF-8, a leading byte order mark allowed) of a file, or None with a fault noted."""
    place = Place(faults, name)
    try:
        raw = read_file(path, LARGEST_FILE)
    except FileNotFoundError:
        what = "the file is a link to nothing" if path.is_symlink() else "the file is missing"
        place.complain(what, f"a file {path.name} in {path.parent.name}/")
        return None
    except OSError as error:
        place.complain(f"the file cannot be read ({error.strerror})", "a readable file")
        return None
    try:
        return raw, raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        Place(faults, name, f"line {line}").complain("the text is not UTF-8", "the file again, saved as UTF-8")
        return None


def read_toml(path: Path, name: str, faults: Faults) -> tuple[bytes, dict[str, Any]] | None:
    """The bytes and the content of a TOML file, or None with a fault that names file and line."""
    found = read_text(path, name, faults)
    if found is None:
        return None
    long = LONG_KEY.search(found[1])
    if long is not None:
        line = found[1].count("\n", 0, long.start()) + 1
        Place(faults, name, f"line {line}").complain("a key has more than 32 parts", "a key of one word")
        return None
    try:
        return found[0], tomllib.loads(found[1])
    except (ValueError, RecursionError) as error:  # also numbers of too many digits, tables nested too deep
        problem, line = _syntax(str(error), found[1])
        at = search(r"line (\d+), column (\d+)", str(error))
        faulty = found[1].split("\n")[int(at[1]) - 1][int(at[2]) - 1 :][:1] if at else ""
        remedy = half_width(faulty) or "the line in TOML syntax"
        Place(faults, name, f"line {line}").complain(f"not valid TOML ({problem})", remedy)
        return None


def _syntax(message: str, text: str) -> tuple[str, int]:
    """The message of the TOML reader without its position, and the line (the last one for an early end)."""
    at = search(r"line (\d+)", message)
    line = int(at[1]) if at else text.count("\n") + 1
    return message.split(" (at ")[0][:1].lower() + message.split(" (at ")[0][1:], line


def refuse_unknown(raw: Raw, known: Iterable[str], place: Place) -> None:
    """Notes a fault for each key that is not known, with the nearest known key; of many the first and their number."""
    names = list(known)
    unknown = [key for key in raw if key not in names]
    for key in unknown[:MOST_UNKNOWN]:
        close = nearest(key, names)
        remedy = f'"{close}" instead' if close else f"only known keys ({', '.join(names)})"
        place.at(key).complain("this key is not known", remedy)
    if len(unknown) > MOST_UNKNOWN:
        place.complain(f"{len(unknown)} keys are not known", f"only known keys ({', '.join(names)})")


def read_fields(raw: Raw, fields: Sequence[Field], place: Place) -> dict[str, Any]:
    """The values of a table by Python name; a faulty one is FAULTY. Unknown and missing keys are noted."""
    refuse_unknown(raw, [field.key for field in fields], place)
    return {field.name: _value(raw, field, place.at(field.key)) for field in fields}


def _value(raw: Raw, field: Field, place: Place) -> Any:
    if field.key in raw:
        return field.read(raw[field.key], place)
    if field.required:
        place.complain("this key is missing", f"it: {field.key} = {field.read.example}")
        return FAULTY
    return field.default


def raw_table(value: Any) -> Raw | None:
    """A value of a file as a table, or None when it is none."""
    return cast(Raw, value) if isinstance(value, dict) else None


def raw_tables(value: Any) -> list[Raw] | None:
    """A value of a file as a list of tables, or None when it is none."""
    listed = cast(list[Any], value) if isinstance(value, list) else [None]
    tables = [raw_table(one) for one in listed]
    return None if None in tables else cast(list[Raw], tables)


def read_entries(document: Raw, table: Table, file: str, faults: Faults) -> list[Entry]:
    """All entries of one table of a file, in the order of the file. Ids given twice are noted."""
    listed = raw_tables(document.get(table.name, []))
    if listed is None:
        Place(faults, file, table.name).complain("not a list of tables", f"[[{table.name}]] above each entry")
        return []
    if len(listed) > MOST_ENTRIES:
        problem = f"the table has {len(listed)} entries"
        Place(faults, file, table.name).complain(problem, f"{MOST_ENTRIES} entries or fewer")
        return []
    numbered = enumerate(listed, start=1)
    entries = [_entry(raw, n, table, file, faults) for n, raw in numbered if not faults.full]
    _refuse_repeated(entries, table)
    return entries


def _entry(raw: Raw, n: int, table: Table, file: str, faults: Faults) -> Entry:
    given = raw.get(table.id_key)
    label = given if isinstance(given, str) and given else f"{table.name} {n}"
    place = Place(faults, file, label)
    return Entry(table.name, label, read_fields(raw, table.fields, place), frozenset(raw), place)


def _refuse_repeated(entries: Iterable[Entry], table: Table) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            entry.complain(table.id_key, f'the id "{entry.id}" is used twice', "an id of its own for each entry")
        seen.add(entry.id)
