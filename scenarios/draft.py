"""A pack as it was read, with or without faults: what expressions may name, for a floor that judges expressions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from clustercast.scenarios.entries import Upgrade
from clustercast.scenarios.faults import Fault
from clustercast.scenarios.pack_checks import Pack
from clustercast.scenarios.pack_tables import NAMES_IN_PLAN, TABLES

NAMED = ("industry", "city", "cluster", "indicator", "programme", "organisation", "path")
"""The tables whose entries have expressions or are named in them."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The entries of a pack under the names that they have in a `Plan`; what could not be read of them is None."""

    upgrades: tuple[Upgrade, ...]
    industries: tuple[Any, ...]
    cities: tuple[Any, ...]
    clusters: tuple[Any, ...]
    indicators: tuple[Any, ...]
    programmes: tuple[Any, ...]
    organisations: tuple[Any, ...]
    outside: tuple[Any, ...]
    folder: Path
    sources: dict[tuple[str, str], str] = field(repr=False)

    def fault(self, table: str, id: str, key: str, problem: str, remedy: str) -> Fault:
        """A fault of an entry, as `Plan.fault`."""
        return Fault(self.sources.get((table, id), str(self.folder)), id, key, problem, remedy)


Judge = Callable[[Draft], Iterable[Fault]]
"""What a higher floor finds wrong with a pack as it was read."""


def draft_of(
    pack: Pack,
    catalogue: Mapping[str, Upgrade | None],
    folder: Path,
    sources: dict[tuple[str, str], str],
    faults: Iterable[Fault],
) -> Draft | None:
    """The draft of a pack with the faults noted so far; a value with a fault of its own is None.

    None where a file or the catalogue (None: an upgrade with faults) could not be read, since nothing is then known of
    the names in it.
    """
    wrong = {(one.file, one.entry, one.key) for one in faults}
    upgrades = [one for one in catalogue.values() if one is not None]
    of_files = any(not entry for _, entry, _ in wrong)
    if of_files or pack.unread & {*NAMED, "upgrade"} or len(upgrades) < len(catalogue):
        return None
    meant = tuple(one for one in upgrades if _is_meant(one, pack))
    entries = {NAMES_IN_PLAN[name]: _entries(pack, name, wrong) for name in NAMED}
    return Draft(meant, **entries, folder=folder, sources=sources)


def _is_meant(upgrade: Upgrade, pack: Pack) -> bool:
    """Whether the plan is about an upgrade, or a programme names it as if it were, which is a fault of its own."""
    wanted = pack.head.get("upgrades") if pack.head is not None else None
    named = {entry.get("upgrade") for entry in pack.tables["programme"]}
    return wanted is None or upgrade.code in wanted or upgrade.code in named


def _entries(pack: Pack, name: str, wrong: Collection[tuple[str, str, str]]) -> tuple[Any, ...]:
    """The entries of a table that have an id; of those that share one, which is a fault of its own, the first."""
    table = TABLES[name]
    found: dict[str, SimpleNamespace] = {}
    for entry in pack.tables[name]:
        sound = [one for one in table.fields if (entry.place.file, entry.id, one.key) not in wrong]
        values = dict.fromkeys(entry.values) | {one.name: entry.get(one.name) for one in sound}
        if not entry.broken(table.id_key):
            found.setdefault(entry.id, SimpleNamespace(**values | {table.id_key: entry.id}))
    return tuple(found.values())
