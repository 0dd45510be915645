"""Loading of a plan pack: read every file, check every entry, raise all faults at once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from os.path import lexists
from pathlib import Path
from typing import Any

from clustercast.scenarios.commons import Commons, read_commons
from clustercast.scenarios.draft import Judge, draft_of
from clustercast.scenarios.entries import Upgrade
from clustercast.scenarios.faults import Faults, Place
from clustercast.scenarios.folder import HOME, FilesRead, find_pack, refuse_other_files, shown
from clustercast.scenarios.pack_checks import Pack, check_pack
from clustercast.scenarios.pack_tables import (
    ACCOUNTS,
    NAMES_IN_PLAN,
    PACK_FILES,
    PLAN,
    PLAN_TABLES,
    REQUIRED_FILES,
)
from clustercast.scenarios.parameter_file import read_narrowing
from clustercast.scenarios.parameters import Parameter
from clustercast.scenarios.plan import PLAN_NOTES, Accounts, Plan
from clustercast.scenarios.posteriors import Posterior, latest_posterior
from clustercast.scenarios.quarters import first_quarter_of_year, last_quarter_of_year, year_of
from clustercast.scenarios.reading import Entry, Field, Raw, raw_table, read_entries, read_fields, refuse_unknown

BELOW_SCALE_PARAMETERS = frozenset(
    f"below_scale_{what}" for what in ("employees_median", "employees_log_sd", "productivity_ratio", "largest")
)
"""Read only where a plan follows firms below the size threshold."""

ALL_FILES = ("plan.toml", *PACK_FILES, "parameters.toml")


def load_plan(name_or_path: str | Path, *, home: Path = HOME, prior: bool = False, judge: Judge | None = None) -> Plan:
    """The plan pack of this name (a folder of scenarios/plans/) or at this path, checked.

    Its members draw what the data inform from the latest posterior known at its origin; `prior`: from the priors.
    `home` is the folder of the common files. `judge` finds the faults that only a higher floor can tell (those of
    expressions). Raises PackError with every fault of the pack and of the common files, and those of `judge`.
    """
    folder = find_pack(name_or_path, home)
    faults = Faults()
    files = FilesRead(faults)
    commons = read_commons(files, home)
    refuse_other_files(folder, ALL_FILES, faults)
    documents = _documents(files, folder)
    pack = _read_pack(documents, folder, commons, faults)
    overrides = _overrides(documents, folder, commons, faults)
    check_pack(pack)
    _check_stock_years(pack, commons, overrides)
    _check_sizes(pack, commons, overrides)
    posterior = None if prior else _posterior(pack, files, home)
    if judge is not None:
        _hold_against(judge, pack, commons, folder, faults)
    faults.raise_if_any()
    return _plan(pack, folder, commons, overrides, posterior, files.hash())


def _documents(files: FilesRead, folder: Path) -> dict[str, Raw]:
    """The content of each file of the pack; an optional file that is absent, or a faulty one, is left out."""
    wanted = [name for name in ALL_FILES if name in REQUIRED_FILES or lexists(folder / name)]
    read = {name: files.toml(folder / name, f"plan/{name}") for name in wanted}
    return {name: document for name, document in read.items() if document is not None}


def _read_pack(documents: Mapping[str, Raw], folder: Path, commons: Commons, faults: Faults) -> Pack:
    """Every entry of every table, as read, and the ids that references may name."""
    tables: dict[str, list[Entry]] = {}
    for name, declared in {"plan.toml": PLAN_TABLES, **PACK_FILES}.items():
        place = Place(faults, shown(folder / name))
        heads = ("plan", "accounts") if name == "plan.toml" else ()
        if name in documents:
            refuse_unknown(documents[name], (*heads, *(table.name for table in declared)), place)
        for table in declared:
            tables[table.name] = read_entries(documents.get(name, {}), table, place.file, faults)
    unread = {table.name for name, declared in PACK_FILES.items() if _unread(name, documents, folder)
              for table in declared}  # fmt: skip
    if _unread("plan.toml", documents, folder):
        unread |= {table.name for table in PLAN_TABLES}
    if not commons.upgrades:
        unread.add("upgrade")
    plan = documents.get("plan.toml")
    place = Place(faults, shown(folder / "plan.toml"))
    return Pack(
        head=_head(plan, "plan", PLAN, place),
        accounts=_head(plan, "accounts", ACCOUNTS, place),
        tables=tables,
        upgrades=frozenset(commons.upgrades),
        unread=frozenset(unread),
    )


def _unread(name: str, documents: Mapping[str, Raw], folder: Path) -> bool:
    """Whether a file that should be there could not be read: references to its entries are then not judged."""
    return name not in documents and (name in REQUIRED_FILES or lexists(folder / name))


def _head(document: Raw | None, name: str, fields: Iterable[Field], place: Place) -> Entry | None:
    """The single table [plan] or [accounts], or None when there is none (noted unless the file is unread)."""
    if document is None:
        return None
    raw = raw_table(document.get(name))
    if raw is None:
        Place(place.faults, place.file, name).complain("this table is missing", f"[{name}] and its keys")
        return None
    here = Place(place.faults, place.file, name)
    return Entry(name, name, read_fields(raw, tuple(fields), here), frozenset(raw), here)


def _overrides(
    documents: Mapping[str, Raw], folder: Path, commons: Commons, faults: Faults
) -> dict[str, Parameter | None]:
    document = documents.get("parameters.toml", {})
    file = shown(folder / "parameters.toml")
    refuse_unknown(document, ("parameter",), Place(faults, file))
    return read_narrowing(document, commons.parameters, file, faults)


def _check_stock_years(pack: Pack, commons: Commons, overrides: dict[str, Parameter | None]) -> None:
    """The year in which a national stock is checked does not lie after the base year."""
    wanted, base = (pack.head.get("upgrades"), pack.head.get("base_year")) if pack.head is not None else (None, None)
    for code in wanted or ():
        upgrade = commons.upgrades.get(code)
        name = upgrade.parameters.get("check_year", "") if upgrade is not None else ""
        year = (commons.parameters | overrides).get(name)
        if pack.head is not None and base is not None and year is not None and year.value > base:
            problem = f"{name} ({year.value:.0f}) lies after the base year ({base})"
            pack.head.complain(
                "base_year", problem, f"a base year from {year.value:.0f} on, or {name} in parameters.toml"
            )


def _check_sizes(pack: Pack, commons: Commons, overrides: dict[str, Parameter | None]) -> None:
    """The mean firm of the base year is larger than the smallest can be, and without the lead firms smaller than the
    largest can be (CNY 100m).
    """
    revenue = pack.accounts.get("base_revenue") if pack.accounts is not None else None
    known = commons.parameters | overrides
    firms, low, high = (known.get(name) for name in ("n_firms", "size_floor", "size_ceiling"))
    if pack.accounts is None or revenue is None or firms is None or low is None or high is None:
        return
    mean = revenue.value / firms.value
    leads = [one.get("revenue").value for one in pack.tables["lead_firm"] if one.get("revenue") is not None]
    others = (revenue.value - sum(leads)) / max(1.0, firms.value - len(leads))
    if mean <= low.value or others >= high.value:
        problem = f"{revenue.value:,.10g} x CNY 100m over {firms.value:,.10g} firms (n_firms) are {mean:.4g} a firm"
        remedy = f"a revenue of {low.value:g} to {high.value:g} x CNY 100m a firm (size_floor, size_ceiling)"
        pack.accounts.complain("base_revenue", problem, remedy)


def _hold_against(judge: Judge, pack: Pack, commons: Commons, folder: Path, faults: Faults) -> None:
    """Notes what a higher floor finds wrong with the pack as it was read."""
    sources = commons.sources | pack.sources()
    draft = draft_of(pack, commons.upgrades, folder, sources, faults)
    for one in judge(draft) if draft is not None else ():
        faults.add(one.file, one.entry, one.key, one.problem, one.remedy)


def _posterior(pack: Pack, files: FilesRead, home: Path) -> Posterior | None:
    """The posterior that was known at the origin of the pack; none of a pack without a readable origin."""
    origin = pack.head.get("origin") if pack.head is not None else None
    return None if origin is None else latest_posterior(files, home, year_of(origin))


def _plan(
    pack: Pack,
    folder: Path,
    commons: Commons,
    overrides: Mapping[str, Parameter | None],
    posterior: Posterior | None,
    digest: str,
) -> Plan:
    """The plan made of a pack without faults."""
    assert pack.head is not None and pack.accounts is not None  # its absence is a fault
    head = dict(pack.head.values)
    notes = {key: head.pop(key) for key in PLAN_NOTES}
    first, last = head.pop("period")
    wanted = head.pop("upgrades")
    made: dict[str, Any] = {name: pack.made(name) for name in pack.tables}
    catalogue = [one for one in commons.upgrades.values() if one is not None]
    return Plan(
        **head,
        period=(first, last),
        start=first_quarter_of_year(head["base_year"] + 1),
        end=last_quarter_of_year(last),
        notes={key: note for key, note in notes.items() if note},
        accounts=Accounts(**pack.accounts.values),
        **{NAMES_IN_PLAN[name]: entries for name, entries in made.items()},
        upgrades=tuple(one for one in catalogue if one.code in wanted),
        idle=idle_parameters(catalogue, wanted) | (frozenset[str]() if head["below_scale"] else BELOW_SCALE_PARAMETERS),
        parameters=commons.table().narrowed({key: one for key, one in overrides.items() if one is not None}),
        drivers=commons.drivers,
        hash=digest,
        folder=folder,
        sources=commons.sources | pack.sources(),
        posterior=posterior,
    )


def idle_parameters(catalogue: Sequence[Upgrade], wanted: Collection[str]) -> frozenset[str]:
    """Parameters that upgrades of the catalogue name, but none of those `wanted`."""
    used = {name for one in catalogue if one.code in wanted for name in one.names()}
    return frozenset(name for one in catalogue for name in one.names() if name not in used)
