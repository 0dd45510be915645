"""The common files that every plan shares: parameters, drivers, upgrades."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from clustercast.scenarios.declared import fields_of
from clustercast.scenarios.entries import Series, Upgrade
from clustercast.scenarios.faults import Place, choice_remedy
from clustercast.scenarios.fields import many
from clustercast.scenarios.folder import HOME, FilesRead, shown
from clustercast.scenarios.levers import LEVER_GOALS
from clustercast.scenarios.parameter_file import read_common
from clustercast.scenarios.parameters import Parameter, ParameterTable
from clustercast.scenarios.reading import FAULTY, Entry, Field, Reader, Table, raw_tables, read_entries, refuse_unknown

NAMES_PARAMETERS = frozenset(one.key for one in fields_of(Upgrade) if one.refers_to == "parameter")
"""Keys that say what stood at the base; like every key that is not declared they name parameters."""
SERIES = Table("series", "id", fields_of(Series), Series)


@dataclass(frozen=True, slots=True)
class Commons:
    """What every plan shares, and the file each entry is from. What is faulty is None; its faults are noted."""

    parameters: dict[str, Parameter | None]
    drivers: dict[str, Series]
    upgrades: dict[str, Upgrade | None]
    sources: dict[tuple[str, str], str]

    def table(self) -> ParameterTable:
        """The common table of parameters without the faulty ones."""
        return ParameterTable(one for one in self.parameters.values() if one is not None)


def read_commons(files: FilesRead, home: Path = HOME) -> Commons:
    """The common files below `home`; faults go to `files.faults`."""
    sources: dict[tuple[str, str], str] = {}
    parameters = _parameters(files, home, sources)
    drivers = _drivers(files, home, sources)
    upgrades = _upgrades(files, home / "upgrades.toml", parameters, sources)
    return Commons(parameters, drivers, upgrades, sources)


def _parameters(files: FilesRead, home: Path, sources: dict[tuple[str, str], str]) -> dict[str, Parameter | None]:
    found: dict[str, Parameter | None] = {}
    for path in sorted((home / "parameters").glob("*.toml")):
        document = files.toml(path, f"parameters/{path.name}") or {}
        refuse_unknown(document, ("parameter",), Place(files.faults, shown(path)))
        for key, one in read_common(document, shown(path), files.faults).items():
            if sources.setdefault(("parameter", key), shown(path)) != shown(path):
                problem = f"the id is already used in {sources['parameter', key]}"
                files.faults.add(shown(path), key, "id", problem, "an id of its own for each parameter")
            found[key] = one
    return found


def _drivers(files: FilesRead, home: Path, sources: dict[tuple[str, str], str]) -> dict[str, Series]:
    found: dict[str, Series] = {}
    for path in sorted((home / "drivers").glob("*.toml")):
        document = files.toml(path, f"drivers/{path.name}") or {}
        refuse_unknown(document, ("series",), Place(files.faults, shown(path)))
        for entry in read_entries(document, SERIES, shown(path), files.faults):
            _check_series(entry, found)
            if not entry.broken(*entry.values):
                found[entry.id] = SERIES.make(**entry.values)
                sources["series", entry.id] = shown(path)
    return found


def _check_series(entry: Entry, earlier: Mapping[str, Series]) -> None:
    if entry.id in earlier:
        entry.complain("id", f'the id "{entry.id}" is used in another file', "an id of its own for each series")
    years = [point.year for point in entry.get("points") or ()]
    for twice in sorted({year for year in years if years.count(year) > 1}):
        entry.complain("point", f"the year {twice} is given twice", "one point a year")


def _upgrades(
    files: FilesRead, path: Path, parameters: Iterable[str], sources: dict[tuple[str, str], str]
) -> dict[str, Upgrade | None]:
    document = files.toml(path, path.name) or {}
    refuse_unknown(document, ("upgrade",), Place(files.faults, shown(path)))
    keys = {key for one in raw_tables(document.get("upgrade", [])) or () for key in one}
    table = _upgrade_table(keys, parameters)
    entries = read_entries(document, table, shown(path), files.faults)
    for entry in entries:
        _check_base(entry)
        _check_goal(entry)
    sources |= {("upgrade", entry.id): shown(path) for entry in entries}
    return {entry.id: None if entry.broken(*entry.values) else _upgrade(entry) for entry in entries}


def _upgrade_table(keys: set[str], parameters: Iterable[str]) -> Table:
    """The table of upgrades: a key that is not declared must name a parameter."""
    named, declared = parameter_id(parameters), fields_of(Upgrade)
    several = many(named)
    known = [
        replace(one, read=several if one.default == () else named) if one.key in NAMES_PARAMETERS else one
        for one in declared
    ]
    extra = sorted(keys - {field.key for field in declared})
    return Table("upgrade", "code", (*known, *(Field(key, named) for key in extra)), Upgrade)


def parameter_id(parameters: Iterable[str]) -> Reader:
    """Reader of the id of a parameter."""
    known = list(parameters)

    def read(value: Any, place: Place) -> Any:
        if not isinstance(value, str) or value not in known:
            problem = f"{value!r} is not the id of a parameter".replace("'", '"')
            place.complain(problem, choice_remedy(str(value), known, "parameter id"))
            return FAULTY
        return value

    return Reader(read)


def _check_base(entry: Entry) -> None:
    """What stood at the base is a share of the plan's firms or a count, not both."""
    share, counts = entry.get("base_share"), entry.get("base_counts")
    if not entry.broken(*NAMES_PARAMETERS) and bool(share) == bool(counts):
        problem = "what stood at the base is given twice" if share else "what stood at the base is missing"
        entry.complain("base_share", problem, "base_share (a share of the plan's firms), or base_counts")


def _check_goal(entry: Entry) -> None:
    """The levers of an upgrade serve its goal."""
    goal = entry.get("goal")
    for key in ("outreach", "support"):
        served = LEVER_GOALS.get(entry.get(key) or "")
        if goal is not None and entry.get(key) is not None and served != goal:
            problem = f'"{entry.get(key)}" serves {served or "no goal"}, not {goal}'
            entry.complain(key, problem, f"a lever that serves {goal}, or another goal")


def _upgrade(entry: Entry) -> Upgrade:
    declared = {field.name: entry.values[field.name] for field in fields_of(Upgrade)}
    extra = {key: value for key, value in entry.values.items() if key not in declared and value is not None}
    return Upgrade(**declared, parameters=extra)
