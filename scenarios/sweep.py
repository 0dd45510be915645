"""Sweeps: a file that says what is varied, over which plan and scenarios, and with how many members.

Keys of the file: `id`, `label_zh`, `label_en`, `plan`, `scenarios`, `members` or `precision` (with `most`), `seed`,
`kind`, `points`, `design_seed`, `reference`, and an `[[axis]]` a thing that is varied: `lever`, `parameter` or
`quantity`, with `values` or a `range` (of a grid with `steps`). scenarios/sweeps/ has an example with comments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

from clustercast.scenarios.arguments import LARGEST_SEED, MOST_MEMBERS
from clustercast.scenarios.declared import quantities_of, quantity_keys
from clustercast.scenarios.design import (
    KINDS,
    MOST_POINTS,
    Axis,
    Row,
    design_table,
    quantity_of,
    table_hash,
    varied_plan,
    varied_scenario,
)
from clustercast.scenarios.draft import Judge
from clustercast.scenarios.entries import Industry, Programme
from clustercast.scenarios.faults import Fault, Faults, PackError, Place, choice_remedy
from clustercast.scenarios.fields import flag, identifier, label, many, number, text, texts, whole, word
from clustercast.scenarios.folder import HOME, FilesRead, shown
from clustercast.scenarios.levers import LEVERS
from clustercast.scenarios.pack import load_plan
from clustercast.scenarios.parameters import Parameter
from clustercast.scenarios.plan import Accounts, Plan
from clustercast.scenarios.reading import FAULTY, Entry, Field, Raw, Reader, raw_tables, read_fields
from clustercast.scenarios.scenario import MOST_TIMES, Scenario, load_scenario

DEFAULT_MOST = 10_000
AXIS_KINDS = ("lever", "parameter", "quantity")


@dataclass(frozen=True, slots=True)
class Sweep:
    """A sweep, read and checked: `table` has a row a design point and a column an axis.

    `members` a scenario and point, or `precision` (95 % half-width, 0 to 1) and the cap `most`. Every point is run with
    the same `seed`, so that points have common random numbers as scenarios do. `path` is the file.
    """

    id: str
    label_zh: str
    label_en: str
    plan: Plan
    scenarios: tuple[Scenario, ...]
    members: int | None
    precision: float | None
    most: int
    seed: int
    kind: str
    axes: tuple[Axis, ...]
    table: tuple[Row, ...]
    path: Path

    @property
    def design(self) -> str:
        """The hash of the design."""
        return table_hash(self.axes, self.table)

    def at(self, point: int) -> tuple[Plan, tuple[Scenario, ...]]:
        """The plan and the scenarios of a design point."""
        row = self.table[point]
        return varied_plan(self.plan, self.axes, row), tuple(
            varied_scenario(one, self.axes, row) for one in self.scenarios
        )


_SWEEP = (
    Field("id", identifier(), required=True),
    Field("label_zh", label(), default=""),
    Field("label_en", label(), default=""),
    Field("plan", text(), required=True),
    Field("scenarios", texts(), default=("as-written",)),
    Field("members", whole(1, MOST_MEMBERS)),
    Field("precision", number(0.001, 0.49)),
    Field("most", whole(1, MOST_MEMBERS)),
    Field("seed", whole(0, LARGEST_SEED), default=1),
    Field("kind", word(KINDS, "kind of design"), default="grid"),
    Field("points", whole(1, MOST_POINTS)),
    Field("design_seed", whole(0, LARGEST_SEED)),
    Field("reference", flag(), default=False),
    Field("axis", Reader(lambda value, place: value), default=()),
)
_AXIS = (
    Field("lever", text()),
    Field("parameter", text()),
    Field("quantity", text()),
    Field("values", many(number(), least=1)),
    Field("range", many(number(), least=2)),
    Field("steps", whole(2, MOST_POINTS)),
)


def load_sweep(path: str | Path, *, home: Path = HOME, judge: Judge | None = None) -> Sweep:
    """The sweep in a file. A plan or scenario in it is a name, or a path from the folder of the file or from here.

    `judge` is that of `load_plan`. Raises PackError with every fault of the file, its plan and its scenarios together.
    """
    file, faults = Path(path), Faults()
    if not file.is_file():
        problem = "there is no file at this path"
        raise PackError([Fault(str(path), "", "", problem, "the path of a sweep file (scenarios/sweeps/)")])
    document = FilesRead(faults).toml(file, f"sweep/{file.name}")
    faults.raise_if_any()
    assert document is not None  # its absence is a fault
    place = Place(faults, shown(file), document["id"] if isinstance(document.get("id"), str) else "sweep")
    head = Entry("sweep", place.entry, read_fields(document, _SWEEP, place), frozenset(document), place)
    plan, scenarios = _plan(head, file.parent, home, judge), _scenarios(head, file.parent, home)
    axes = _axes(head, plan)
    _check_members(head)
    _check_design(head, axes)
    faults.raise_if_any()
    assert plan is not None
    return _sweep(head, plan, scenarios, tuple(one for one in axes if one is not None), file)


def _sweep(head: Entry, plan: Plan, scenarios: tuple[Scenario, ...], axes: tuple[Axis, ...], file: Path) -> Sweep:
    """The sweep of a file without faults."""
    values = head.values
    seed = 0 if values["design_seed"] is None else values["design_seed"]
    table = design_table(axes, values["kind"], values["points"], seed, reference=values["reference"])
    return Sweep(
        id=values["id"],
        label_zh=values["label_zh"] or values["id"],
        label_en=values["label_en"] or values["id"],
        plan=plan,
        scenarios=scenarios,
        members=values["members"],
        precision=values["precision"],
        most=values["most"] or DEFAULT_MOST,
        seed=values["seed"],
        kind=values["kind"],
        axes=axes,
        table=table,
        path=file,
    )


# What is run


def _beside(name: str, folder: Path) -> str | Path:
    """A path that is written from the folder of the file, where something stands there; else the name as it is."""
    return folder / name if ("/" in name or name.endswith(".toml")) and (folder / name).exists() else name


def _plan(head: Entry, folder: Path, home: Path, judge: Judge | None) -> Plan | None:
    name = head.get("plan")
    if name is None:
        return None
    try:
        return load_plan(_beside(name, folder), home=home, judge=judge)
    except PackError as error:
        _pass_on(error, head)
        return None


def _scenarios(head: Entry, folder: Path, home: Path) -> tuple[Scenario, ...]:
    found: list[Scenario] = []
    for name in head.get("scenarios") or ():
        try:
            found.append(load_scenario(_beside(name, folder), home=home))
        except PackError as error:
            _pass_on(error, head)
    if not head.broken("scenarios") and not head.get("scenarios"):
        head.complain("scenarios", "no scenario is named", 'one or more, as ["as-written"]')
    for id in dict.fromkeys(one.id for one in found):
        if sum(one.id == id for one in found) > 1:
            head.complain("scenarios", f'the scenario "{id}" is named twice', "each scenario once")
    return tuple(found)


def _pass_on(error: PackError, head: Entry) -> None:
    for one in error.faults:
        head.place.faults.add(one.file, one.entry, one.key, one.problem, one.remedy)


def _check_members(head: Entry) -> None:
    """Members or a precision, and a cap only with the latter."""
    members, precision, most = (head.get(key) for key in ("members", "precision", "most"))
    if head.broken("members", "precision", "most"):
        return
    if members is None and precision is None:
        head.complain("members", "neither members nor a precision is given", "members = 100 or precision = 0.02")
    if members is not None and precision is not None:
        head.complain("precision", "a precision finds the number of members", "members or precision, not both")
    if most is not None and precision is None:
        head.complain("most", "this is the cap of a precision, which is not given", "members = 100 alone")


def _check_design(head: Entry, axes: Sequence[Axis | None]) -> None:
    """The number of points: given for a sample, a power of two for Sobol, following from the values for a grid."""
    kind, points = head.get("kind"), head.get("points")
    if kind is None or head.broken("points"):
        return
    if kind == "grid":
        _check_grid(head, axes)
    elif not axes:
        if not head.broken("axis"):
            head.complain("kind", f"a {kind} design has no axis", "[[axis]] tables, or no kind for a single point")
    elif points is None:
        head.complain("points", f"a {kind} design needs its number of points", "points = 64")
    elif kind == "sobol" and points & (points - 1):
        nearest_power = 1 << (points - 1).bit_length()
        problem = f"a Sobol sequence is balanced at powers of two only, not at {points}"
        head.complain("points", problem, f"points = {nearest_power}")


def _check_grid(head: Entry, axes: Sequence[Axis | None]) -> None:
    for key in ("points", "design_seed"):
        if head.get(key) is not None:
            head.complain(key, "the points of a grid follow from its axes", "no such key, or another kind")
    known = [axis for axis in axes if axis is not None]
    size = prod(len(axis.values) if axis.values else axis.steps or 1 for axis in known)
    if size > MOST_POINTS:
        head.complain("axis", f"the grid has {size} points", f"fewer values, at most {MOST_POINTS} points in all")


# What is varied


def _axes(head: Entry, plan: Plan | None) -> list[Axis | None]:
    """Every [[axis]] of the file, None for one with faults."""
    listed = raw_tables(head.values["axis"] or [])
    if listed is None:
        head.complain("axis", "axes are tables", "[[axis]] above each of them")
        head.values["axis"] = FAULTY
        return []
    found = [_axis(raw, n, head, plan) for n, raw in enumerate(listed, start=1)]
    seen: set[str] = set()
    for n, axis in enumerate(found, start=1):
        if axis is not None and axis.name in seen:
            _place(head, n).complain(f"{axis.name} is varied by two axes", "one axis for each")
        seen |= {axis.name} if axis is not None else set()
    return found


def _place(head: Entry, n: int) -> Place:
    return Place(head.place.faults, head.place.file, f"axis {n}")


def _axis(raw: Raw, n: int, head: Entry, plan: Plan | None) -> Axis | None:
    place = _place(head, n)
    values = read_fields(raw, _AXIS, place)
    before = len(place.faults)
    given = [kind for kind in AXIS_KINDS if values[kind] is not None]
    if len(given) != 1:
        place.complain("an axis varies one thing", "one of lever, parameter or quantity")
    _check_extent(values, head.get("kind"), place)
    if FAULTY in values.values() or len(place.faults) > before:
        return None
    low, high = values["range"] or (None, None)
    axis = Axis(given[0], values[given[0]], values["values"] or (), low, high, values["steps"])
    for key, problem, remedy in _wrong(axis, plan):
        place.at(key).complain(problem, remedy)
    return axis if len(place.faults) == before else None


def _check_extent(values: dict[str, Any], kind: str | None, place: Place) -> None:
    """Values or a range, and steps where a grid cuts a range."""
    listed, extent, steps = values["values"], values["range"], values["steps"]
    if FAULTY in (listed, extent, steps):
        return
    if (listed is None) == (extent is None):
        place.complain("an axis has values or a range", "values = [0, 1, 2] or range = [0, 2]")
        return
    if listed is not None and len(set(listed)) < len(listed):
        place.at("values").complain("a value is listed twice", "each value once")
    if extent is not None and (len(extent) != 2 or not extent[0] < extent[1]):
        place.at("range").complain("this is not a range", "range = [low, high], low below high")
    cut = extent is not None and kind == "grid"
    if cut and steps is None:
        place.at("steps").complain("a grid cuts a range into steps", "steps = 5, or values")
    if steps is not None and not cut:
        place.at("steps").complain("only a grid cuts a range into steps", "no steps")


def _wrong(axis: Axis, plan: Plan | None) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the thing that is varied and with its values: key, problem, remedy."""
    least, greatest = (min(axis.values), max(axis.values)) if axis.values else (axis.low, axis.high)
    assert least is not None and greatest is not None
    key = "values" if axis.values else "range"
    if axis.kind == "lever":
        if axis.id not in LEVERS:
            yield "lever", f'no lever "{axis.id}"', choice_remedy(axis.id, list(LEVERS), "lever")
        if least < 0:
            yield key, f"a lever of {least:g} is negative", "multipliers of 0 or more (1 leaves it as it is)"
        if greatest > MOST_TIMES:
            yield key, f"a lever of {greatest:g} is out of range", f"multipliers up to {MOST_TIMES:g}"
    elif plan is not None:
        reach = _reach(axis, plan)
        if len(reach) == 3:
            yield reach
        else:
            low, high = reach
            if least < low or greatest > high:
                problem = f"{axis.id} lies from {low:g} to {high:g}, and {least:g} to {greatest:g} is asked for"
                yield key, problem, f"values of {low:g} to {high:g}"


def _reach(axis: Axis, plan: Plan) -> tuple[float, float] | tuple[str, str, str]:
    """Least and greatest value of a parameter or quantity, or what is wrong with its name.

    A parameter, and a quantity of an industry or of the accounts, stays within the support of its prior in this plan.
    What a programme gives is the planner's to choose: any number from nought, a share up to 1.
    """
    if axis.kind == "parameter":
        if axis.id not in plan.parameters:
            known = list(plan.parameters_in_use)
            return "parameter", f'no parameter "{axis.id}"', choice_remedy(axis.id, known, "parameter")
        if axis.id in plan.idle:
            return "parameter", f'"{axis.id}" moves nothing in this plan', "a parameter that the plan uses"
        return _within(plan.parameters[axis.id])
    quantity = quantity_of(plan, axis.id)
    if quantity is None:
        return "quantity", f'no quantity "{axis.id}"', choice_remedy(axis.id, quantities(plan), "quantity")
    for key, bounds in PROGRAMME_BOUNDS.items():
        if axis.id in {f"{one.id}.{key}" for one in plan.programmes}:
            return max(0.0, bounds[0]), bounds[1]
    return _within(quantity)


def _within(one: Parameter) -> tuple[float, float]:
    """Where a number of this plan may lie: the support of its prior, and never out of its range."""
    low, high = one.prior.support()
    return max(low, one.range[0]), min(high, one.range[1])


PROGRAMME_KEYS = quantity_keys(Programme)
PROGRAMME_BOUNDS = {one.key: one.read.bounds for one in quantities_of(Programme)}
INDUSTRY_KEYS = quantity_keys(Industry)
ACCOUNTS_KEYS = quantity_keys(Accounts)


def quantities(plan: Plan) -> list[str]:
    """Every quantity of the pack that a sweep may vary: "robots-grant.support_share", "accounts.base_revenue"."""
    programmes = [f"{one.id}.{key}" for one in plan.programmes for key in PROGRAMME_KEYS]
    industries = [f"{one.code}.{key}" for one in plan.industries for key in INDUSTRY_KEYS]
    named = dict.fromkeys([*programmes, *industries, *(f"accounts.{key}" for key in ACCOUNTS_KEYS)])
    return [name for name in named if quantity_of(plan, name) is not None]


__all__ = ["Axis", "Sweep", "load_sweep", "quantities"]
