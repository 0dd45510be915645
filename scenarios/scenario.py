"""Scenarios: what is changed against the plan as written. Levers are multiplied, shocks scale the outside world."""

from dataclasses import fields, replace
from pathlib import Path
from re import fullmatch
from typing import Any

from clustercast.scenarios import numbers
from clustercast.scenarios.declared import entry, fields_of, key
from clustercast.scenarios.faults import Faults, Place, choice_remedy
from clustercast.scenarios.fields import flag, identifier, label, many, number, table, table_of, text, whole, word
from clustercast.scenarios.folder import HOME, FilesRead, find_scenario, scenario_names, shown
from clustercast.scenarios.levers import LEVERS
from clustercast.scenarios.quarters import first_quarter_of_year, last_quarter_of_year, parse_quarter
from clustercast.scenarios.reading import FAULTY, Entry, Field, Raw, Reader, read_fields

MOST_TIMES = 1000.0
"""Factor by which a lever or a path of the outside world may be multiplied."""
DEEPEST = 16
"""Scenarios that may extend each other in a chain."""


def _quarter_text(value: Any, place: Place) -> Any:
    if isinstance(value, str) and fullmatch(r"year[1-9][0-9]?|[0-9]{4}Q[1-4]", value):
        return value
    place.complain(f"{value!r} is neither a plan year nor a quarter".replace("'", '"'), '"year3" or "2019Q1"')
    return FAULTY


def _make_levers(**read: float | None) -> dict[str, float]:
    return {name: float(value) for name, value in read.items() if value is not None}


LEVERS_READER = table([Field(name, number(0, MOST_TIMES)) for name in LEVERS], _make_levers)


@entry
class Shock:
    """A path of the outside world multiplied by `factor` from the beginning of `start` to the end of `end`.

    Both are "year3" (the third year of the plan) or a quarter "2019Q1".
    """

    path: str = key(word(numbers.Path.words(), "path"))
    start: str = key(Reader(_quarter_text), written="from")
    end: str = key(Reader(_quarter_text), written="to")
    factor: float = key(number(0, MOST_TIMES))

    def quarters(self, first_year: int) -> tuple[int, int]:
        """First and last quarter of the shock in a plan whose first year is given."""
        return _quarter(self.start, first_year, last=False), _quarter(self.end, first_year, last=True)


@entry
class GovernmentChange:
    """What differs in how governments act; None leaves what the parameters say.

    `start_delay_quarters` by which every instrument begins later, `attention` (k: effort follows gaps), `tournament`
    (tau: effort follows rank), `effort_frozen` (effort keeps its first division).
    """

    start_delay_quarters: int | None = key(whole(0, 400), default=None)
    attention: float | None = key(number(0, 100), default=None)
    tournament: float | None = key(number(0, 100), default=None)
    effort_frozen: bool | None = key(flag(), default=None)


@entry
class Scenario:
    """A scenario, with what it extends merged in. `levers` multiply (1 where a lever is not named)."""

    id: str = key(identifier())
    label_zh: str = key(label())
    label_en: str = key(label())
    description_zh: str = key(text(empty=True), default="")
    description_en: str = key(text(empty=True), default="")
    extends: str | None = key(identifier(), default=None)
    stress_test: bool = key(flag(), default=False)
    levers: dict[str, float] = key(LEVERS_READER, default_factory=dict)
    shocks: tuple[Shock, ...] = key(many(table_of(Shock)), default=())
    government: GovernmentChange = key(table_of(GovernmentChange), default=GovernmentChange())
    hash: str = ""

    def lever(self, name: str) -> float:
        """The multiplier of a lever. Raises KeyError for a word that is not a lever."""
        if name not in LEVERS:
            raise KeyError(f'no lever "{name}"')
        return self.levers.get(name, 1.0)


def load_scenario(name_or_path: str | Path, *, home: Path = HOME) -> Scenario:
    """The scenario of this name (scenarios/library/) or in this file, with what it extends merged in.

    Levers and government changes of the extending scenario win one by one; its shocks come after the earlier ones.
    Raises PackError with every fault of the file and of those it extends, and when they extend each other in a circle.
    """
    faults = Faults()
    files = FilesRead(faults)
    scenario = _load(find_scenario(name_or_path, home), (), files, home)
    faults.raise_if_any()
    assert scenario is not None  # its absence is a fault
    return replace(scenario, hash=files.hash())


def _quarter(written: str, first_year: int, last: bool) -> int:
    if not written.startswith("year"):
        return parse_quarter(written)
    year = first_year + int(written.removeprefix("year")) - 1
    return last_quarter_of_year(year) if last else first_quarter_of_year(year)


def _load(path: Path, below: tuple[str, ...], files: FilesRead, home: Path) -> Scenario | None:
    """The scenario in a file merged onto what it extends, or None with faults noted. `below`: those that extend it."""
    document = files.toml(path, f"scenario/{path.name}")
    if document is None:
        return None
    entry = _read(document, path, files.faults)
    parent = _parent(entry, path, below, files, home)
    if entry.broken(*entry.values) or (entry.get("extends") is not None and parent is None):
        return None
    values: dict[str, Any] = entry.values | {"levers": dict(entry.values["levers"])}
    scenario = Scenario(**values)
    return scenario if parent is None else _merged(scenario, parent, entry)


def _read(document: Raw, path: Path, faults: Faults) -> Entry:
    given = document.get("id")
    place = Place(faults, shown(path), given if isinstance(given, str) and given else "scenario")
    entry = Entry(
        "scenario", place.entry, read_fields(document, fields_of(Scenario), place), frozenset(document), place
    )
    shocks: tuple[Shock, ...] = entry.get("shocks") or ()
    for n, shock in enumerate(shocks, start=1):
        first, last = shock.quarters(2001)
        if shock.start.startswith("year") == shock.end.startswith("year") and first > last:
            entry.complain("shocks", f"shock {n} ends ({shock.end}) before it begins", f"a to after {shock.start}")
    return entry


def _parent(entry: Entry, path: Path, below: tuple[str, ...], files: FilesRead, home: Path) -> Scenario | None:
    """The scenario that this one extends, looked up beside its file and then in the library."""
    name = entry.get("extends")
    if name is None:
        return None
    circle = (*below, path.stem)
    if len(circle) > DEEPEST:
        entry.complain("extends", f"{len(circle)} scenarios extend each other", f"a chain of at most {DEEPEST}")
        return None
    if name in circle:
        links = " -> ".join((*circle[circle.index(name) :], name))
        entry.complain("extends", f"the scenarios extend each other in a circle ({links})", "another scenario")
        return None
    beside, inside = path.parent / f"{name}.toml", home / "library" / f"{name}.toml"
    found = beside if beside.is_file() else inside
    if not found.is_file():
        remedy = choice_remedy(name, scenario_names(home), "scenario") if scenario_names(home) else "no extends"
        entry.complain("extends", f'there is no scenario "{name}"', remedy)
        return None
    return _load(found, circle, files, home)


def _merged(scenario: Scenario, parent: Scenario, entry: Entry) -> Scenario:
    """The scenario on top of what it extends."""
    own, base = scenario.government, parent.government
    merged = {
        one.name: theirs if (mine := getattr(own, one.name)) is None else mine
        for one in fields(GovernmentChange)
        for theirs in [getattr(base, one.name)]
    }
    return replace(
        scenario,
        description_zh=scenario.description_zh or parent.description_zh,
        description_en=scenario.description_en or parent.description_en,
        stress_test=scenario.stress_test if "stress_test" in entry.given else parent.stress_test,
        levers=parent.levers | scenario.levers,
        shocks=parent.shocks + scenario.shocks,
        government=GovernmentChange(**merged),
    )
