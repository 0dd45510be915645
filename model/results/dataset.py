"""The values of a run as an `xarray.Dataset` with named dimensions and units, in memory or read as they are needed.

    <indicator>         (scenario, member, quarter)   every indicator of the plan
    base_<indicator>    (member)                      at the end of the base year
    draws               (member, parameter)           the parameters of each member
    fact_<name>         (member)                      facts of the base population
    member_id           (scenario, member)            what the numbers of a member follow from, as a hash
    members_run         (scenario)                    members run under a scenario, the first so many; others are nan
    judged              (scenario, member, target)    what is held against the target (a change where it is conditional)
    met                 (scenario, member, target)    1 met, 0 not, -1 not judged or no projection
    firms_by_cluster    (scenario, member, year, cluster)            at each December, the base year first; also
    adopters_by_cluster (scenario, member, year, cluster, upgrade)   by ``city`` and ``size_class``
    outlay              (scenario, member, year, programme)          CNY 10k in the year; also ``awarded``,
                                                      ``qualified``, ``titles_held`` (see `december_tables.py`)

Labels stand beside the ids: ``cluster_label_zh``, ``cluster_label_en`` and so on; ``cluster_flagship`` is 1 for the
plan's own flagships, ``programme_act`` and ``programme_subject`` say what a programme does and for whom. What is not
known is nan: members that failed, and what programmes did before the plan.

A sweep has the dimension ``point`` in front of all of them, and its design as variables over it: ``design_<axis>``,
nan where a point leaves the axis as it is. Verdicts are kept as ``verdicts/judged.npy`` and ``verdicts/met.npy``, all
else stands in the blocks.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypedDict

import numpy as np
import xarray as xr

from clustercast.model.results.dataset_names import BASE, DESIGN, DRAWN, EXTRA_VARIABLES, FACT
from clustercast.model.results.december_tables import TABLES, described
from clustercast.model.results.indexing import part_of
from clustercast.model.results.seal import AGAIN, RunDamagedError
from clustercast.model.system.shaped import ShapeError, shaped
from clustercast.scenarios import Plan, format_quarter

Contents = dict[str, Any]
LONG_NAMES = {"member": "number of the member", "point": "design point", "size_class": "size class", "year": "December"}
"""What a dimension is called where its name does not say it."""


def contents_of(plan: Plan, parameters: Sequence[str], facts: Sequence[str]) -> Contents:
    """What the numbers of a run of this plan are, as plain data."""
    about = ("id", "unit", "label_en", "label_zh", "kind")
    return {
        "plan": plan.id,
        "title": plan.title_en,
        "origin": format_quarter(plan.origin),
        "indicators": [{key: getattr(one, key) for key in about} for one in plan.indicators],
        "quarters": [format_quarter(quarter) for quarter in range(plan.start, plan.end + 1)],
        "parameters": list(parameters),
        "facts": list(facts),
        "targets": [one.id for one in plan.targets],
        "profile": described(plan),
    }


class Indicator(TypedDict):
    """What the contents of a run say of an indicator."""

    id: str
    unit: str
    label_en: str
    label_zh: str
    kind: str


class Profile(TypedDict):
    """What they say of the tables of the profile."""

    years: list[str]
    coordinates: dict[str, dict[str, list[str | int]]]


class Described(TypedDict):
    """What they say in all."""

    plan: str
    title: str
    origin: str
    indicators: list[Indicator]
    quarters: list[str]
    parameters: list[str]
    facts: list[str]
    targets: list[str]
    profile: Profile


def check_contents(contents: Contents, path: Path) -> None:
    """Holds the contents in a file against what is read of them. Raises RunDamagedError."""
    try:
        shaped(Described, contents)
        shaped(dict[str, list[float | None]], contents.get("design", {}), "design")
    except ShapeError as error:
        raise RunDamagedError(f"{path}: {error}; {AGAIN}") from None


def dataset_of(
    contents: Contents, arrays: dict[str, Any], scenarios: Sequence[str], members: range, about: dict[str, Any]
) -> xr.Dataset:
    """Arrays with names and units, all with a leading point or none. Those of a store stay unread."""
    data = _indicators(contents, arrays)
    over = ("point",) * (arrays["values"].ndim - 4)
    about_draws = {"units": "1", "long_name": DRAWN, "comment": "each in the unit of its parameter"}
    data["draws"] = ((*over, "member", "parameter"), part_of(arrays["draws"]), about_draws)
    for name in contents["facts"]:
        data[FACT + name] = ((*over, "member"), part_of(arrays[f"fact_{name}"]), _about_fact(name))
    for name, (key, dimensions, about_it) in EXTRA_VARIABLES.items():
        if key in arrays:
            data[name] = ((*over, *dimensions), part_of(arrays[key]), about_it)
    data |= tables_of(arrays, over)
    for name, column in contents.get("design", {}).items():
        if over:
            data[DESIGN + name] = (
                "point",
                [np.nan if one is None else one for one in column],
                {"units": "1", "long_name": name},
            )
    coordinates = {
        "scenario": _named("scenario", list(scenarios)),
        "member": _named("member", np.array(members, dtype=np.int32)),
        "quarter": _named("quarter", contents["quarters"]),
        "parameter": _named("parameter", contents["parameters"]),
        "target": _named("target", contents["targets"]),
    } | places_of(contents, arrays)
    if over:
        coordinates["point"] = _named("point", np.arange(arrays["values"].shape[0], dtype=np.int32))
    said = {key: contents[key] for key in ("plan", "title", "origin")}
    return xr.Dataset(data, coordinates, said | about)


def _named(dimension: str, labels: Any, about: str = "") -> tuple[str, Any, dict[str, str]]:
    """Labels along a dimension: which it is, or what they say ``about`` its entries; a number has no unit."""
    said = {"long_name": LONG_NAMES.get(dimension, dimension) + (f", {about}" if about else "")}
    is_text = isinstance(labels, list) and all(isinstance(one, str) for one in labels)
    return dimension, labels, said if is_text else said | {"units": "1"}


def _about_fact(name: str) -> dict[str, str]:
    kind = name.partition("_")[0]
    unit = kind if kind in ("firms", "groups") else "1"
    return {"units": unit, "long_name": f"base population: {name.replace('_', ' ')}"}


def _indicators(contents: Contents, arrays: dict[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    values, base = arrays["values"], arrays["base"]
    over = ("point",) * (values.ndim - 4)
    for place, one in enumerate(contents["indicators"]):
        said = {"units": one["unit"], "long_name": one["label_en"], "label_zh": one["label_zh"], "kind": one["kind"]}
        dimensions = (*over, "scenario", "member", "quarter")
        data[one["id"]] = (dimensions, part_of(values, values.ndim - 2, place), said)
        based = said | {"long_name": f"{one['label_en']}, base year"}
        data[BASE + one["id"]] = ((*over, "member"), part_of(base, base.ndim - 1, place), based)
    return data


def tables_of(arrays: dict[str, Any], over: tuple[str, ...] = ()) -> dict[str, Any]:
    """The tables of the profile that there are, as variables."""
    found = {}
    for name, (unit, label_zh, label_en, *dimensions) in TABLES.items():
        if name in arrays:
            said = {"units": unit, "long_name": label_en, "label_zh": label_zh}
            found[name] = ((*over, "scenario", "member", "year", *dimensions), part_of(arrays[name]), said)
    return found


def places_of(contents: Contents, arrays: dict[str, Any]) -> dict[str, Any]:
    """Years, and ids and labels of clusters, cities, sizes, programmes and upgrades."""
    if not any(name in arrays for name in TABLES):
        return {}
    found: dict[str, Any] = {"year": _named("year", contents["profile"]["years"])}
    for dimension, columns in contents["profile"]["coordinates"].items():
        found[dimension] = _named(dimension, columns["id"])
        others = [(key, column) for key, column in columns.items() if key != "id"]
        found |= {f"{dimension}_{key}": _named(dimension, column, key.replace("_", " ")) for key, column in others}
    return found
