"""Scenarios: what is changed against the plan as written. Levers are multiplied, shocks scale the outside world."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from re import fullmatch
from typing import Any

from clustercast.scenarios.faults import Faults, Place, choice_remedy
from clustercast.scenarios.fields import flag, identifier, many, number, table, text, whole, word
from clustercast.scenarios.folder import HOME, FilesRead, find_scenario, scenario_names, shown
from clustercast.scenarios.levers import LEVERS
from clustercast.scenarios.quarters import first_quarter_of_year, last_quarter_of_year, parse_quarter
from clustercast.scenarios.reading import FAULTY, Entry, Field, Raw, read_fields

PATHS = ("demand", "arm_price", "integration_price", "credit_limit", "loan_rate", "energy_price", "wage")


@dataclass(frozen=True, slots=True)
class Shock:
    """A path of the outside world multiplied by `factor` from the beginning of `start` to the end of `end`.

    Both are "year3" (the third year of the plan) or a quarter "2019Q1".
    """

    path: str
    start: str
    end: str
    factor: float

    def quarters(self, first_year: int) -> tuple[int, int]:
        """First and last quarter of the shock in a plan whose first year is given."""
        return _quarter(self.start, first_year, last=False), _quarter(self.end, first_year, last=True)


@dataclass(frozen=True, slots=True)
class GovernmentChange:
    """What differs in how governments act; None leaves what the parameters say.

    `start_delay_quarters` by which every instrument begins later, `attention` (k: effort follows gaps), `tournament`
    (tau: effort follows rank), `effort_frozen` (effort keeps its first division).
    """

    start_delay_quarters: int | None = None
    attention: float | None = None
    tournament: float | None = None
    effort_frozen: bool | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario, with what it extends merged in. `levers` multiply (1 where a lever is not named)."""

    id: str
    label_zh: str
    label_en: str
    description_zh: str = ""
    description_en: str = ""
    extends: str | None = None
    stress_test: bool = False
    levers: dict[str, float] = field(default_factory=dict)
    shocks: tuple[Shock, ...] = ()
    government: GovernmentChange = GovernmentChange()
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


def _quarter_text(value: Any, place: Place) -> Any:
    if isinstance(value, str) and fullmatch(r"year[1-9][0-9]?|[0-9]{4}Q[1-4]", value):
        return value
    place.complain(f"{value!r} is neither a plan year nor a quarter".replace("'", '"'), '"year3" or "2019Q1"')
    return FAULTY


def _quarter(written: str, first_year: int, last: bool) -> int:
    if not written.startswith("year"):
        return parse_quarter(written)
    year = first_year + int(written.removeprefix("year")) - 1
    return last_quarter_of_year(year) if last else first_quarter_of_year(year)


_SHOCK = (
    Field("path", word(PATHS, "path"), required=True),
    Field("from", _quarter_text, required=True, attribute="start"),
    Field("to", _quarter_text, required=True, attribute="end"),
    Field("factor", number(0), required=True),
)
_GOVERNMENT = (
    Field("start_delay_quarters", whole(0)),
    Field("attention", number(0)),
    Field("tournament", number(0)),
    Field("effort_frozen", flag()),
)


def _make_levers(**read: float | None) -> dict[str, float]:
    return {name: float(value) for name, value in read.items() if value is not None}


_SCENARIO = (
    Field("id", identifier(), required=True),
    Field("label_zh", text(), required=True),
    Field("label_en", text(), required=True),
    Field("description_zh", text(empty=True), default=""),
    Field("description_en", text(empty=True), default=""),
    Field("extends", identifier()),
    Field("stress_test", flag()),
    Field("levers", table([Field(name, number(0)) for name in LEVERS], _make_levers), default={}),
    Field("shocks", many(table(_SHOCK, Shock)), default=()),
    Field("government", table(_GOVERNMENT, GovernmentChange), default=GovernmentChange()),
)


def _load(path: Path, below: tuple[str, ...], files: FilesRead, home: Path) -> Scenario | None:
    """The scenario in a file merged onto what it extends, or None with faults noted. `below`: those that extend it."""
    document = files.toml(path, f"scenario/{path.name}")
    if document is None:
        return None
    entry = _read(document, path, files.faults)
    parent = _parent(entry, path, below, files, home)
    if entry.broken(*entry.values) or (entry.get("extends") is not None and parent is None):
        return None
    values = entry.values | {"levers": dict(entry.values["levers"]), "stress_test": bool(entry.values["stress_test"])}
    scenario = Scenario(**values)
    return scenario if parent is None else _merged(scenario, parent, entry)


def _read(document: Raw, path: Path, faults: Faults) -> Entry:
    given = document.get("id")
    place = Place(faults, shown(path), given if isinstance(given, str) and given else "scenario")
    entry = Entry("scenario", place.entry, read_fields(document, _SCENARIO, place), frozenset(document), place)
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
    government = GovernmentChange(
        *(mine if mine is not None else theirs for mine, theirs in zip(_parts(own), _parts(base), strict=True))
    )
    return replace(
        scenario,
        description_zh=scenario.description_zh or parent.description_zh,
        description_en=scenario.description_en or parent.description_en,
        stress_test=scenario.stress_test if "stress_test" in entry.given else parent.stress_test,
        levers=parent.levers | scenario.levers,
        shocks=parent.shocks + scenario.shocks,
        government=government,
    )


def _parts(change: GovernmentChange) -> tuple[Any, ...]:
    return change.start_delay_quarters, change.attention, change.tournament, change.effort_frozen
