"""Designs: what a sweep varies (`Axis`), and the table of points at which it does.

    grid              every combination of the values of the axes; the last axis moves fastest
    latin_hypercube   `points` points; each axis cut into as many strata, one point in each (scipy.stats.qmc)
    sobol             `points` points (a power of two) of a scrambled Sobol sequence (scipy.stats.qmc)

A range is filled evenly; a list of values is taken as strata of equal weight. A table is a pure function of the axes,
the kind, the number of points and the seed of the design.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import product
from typing import Any

from clustercast.scenarios.entries import Industry, Programme
from clustercast.scenarios.parameters import Parameter
from clustercast.scenarios.plan import Accounts, Plan
from clustercast.scenarios.priors import Fixed
from clustercast.scenarios.scenario import Scenario

KINDS = ("grid", "latin_hypercube", "sobol")
MOST_POINTS = 100_000
Row = tuple[float | None, ...]
"""One design point: a value an axis, None where the point leaves the axis as it is."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Something a sweep varies: a `lever` (multiplier), a `parameter`, or a `quantity` of the pack, named by `id`.

    It takes the listed `values`, or any from `low` to `high` (of a grid: `steps` of them, both ends included).
    """

    kind: str
    id: str
    values: tuple[float, ...] = ()
    low: float | None = None
    high: float | None = None
    steps: int | None = None

    @property
    def name(self) -> str:
        """The name of its column: "lever.credit", "parameter.wage_growth", "robots-grant.support_share"."""
        return self.id if self.kind == "quantity" else f"{self.kind}.{self.id}"

    def at(self, u: float) -> float:
        """The value at u (0 <= u < 1): of a list the value in whose stratum u lies, of a range low + u (high - low)."""
        if self.values:
            return self.values[min(int(u * len(self.values)), len(self.values) - 1)]
        assert self.low is not None and self.high is not None  # an axis has values or a range
        return self.low + u * (self.high - self.low)

    def levels(self) -> tuple[float, ...]:
        """The values that a grid takes."""
        if self.values:
            return self.values
        assert self.low is not None and self.high is not None and self.steps is not None
        last = self.steps - 1
        return tuple(self.high if k == last else self.low + (self.high - self.low) * k / last for k in range(last + 1))


def design_table(
    axes: Sequence[Axis], kind: str, points: int | None = None, seed: int = 0, *, reference: bool = False
) -> tuple[Row, ...]:
    """The design points in order; with `reference` the first one changes nothing. Without axes there is one point."""
    first: tuple[Row, ...] = ((None,) * len(axes),) if reference or not axes else ()
    if not axes:
        return first
    if kind == "grid":
        return first + tuple(product(*(axis.levels() for axis in axes)))
    assert points is not None  # checked where the file is read
    rows = _uniforms(kind, len(axes), points, seed)
    return first + tuple(tuple(axis.at(u) for axis, u in zip(axes, row, strict=True)) for row in rows)


def _uniforms(kind: str, dimensions: int, points: int, seed: int) -> list[list[float]]:
    """Points of the unit cube."""
    from numpy.random import default_rng
    from scipy.stats import qmc  # pyright: ignore[reportMissingTypeStubs]

    sampler = qmc.LatinHypercube if kind == "latin_hypercube" else qmc.Sobol
    return sampler(dimensions, scramble=True, rng=default_rng(seed)).random(points).tolist()


def table_hash(axes: Sequence[Axis], table: Sequence[Row]) -> str:
    """sha256 over the names of the columns and every number of a table."""
    lines = [repr([axis.name for axis in axes]), *(repr(row) for row in table)]
    return sha256("\n".join(lines).encode()).hexdigest()


def quantity_of(plan: Plan, id: str) -> Parameter | None:
    """The quantity of a pack named "robots-grant.capacity" (of a programme), "steel.growth_gap" (of an industry) or
    "accounts.base_revenue"; None where there is none of that name.
    """
    owner, _, key = id.rpartition(".")
    entry = owners(plan).get(owner)
    found = getattr(entry, key, None)
    return found if isinstance(found, Parameter) else None


def owners(plan: Plan) -> dict[str, Programme | Industry | Accounts]:
    """What has quantities, by the name that stands before the point; a programme's name goes first."""
    found: dict[str, Programme | Industry | Accounts] = {"accounts": plan.accounts}
    return found | {one.code: one for one in plan.industries} | {one.id: one for one in plan.programmes}


def varied_plan(plan: Plan, axes: Sequence[Axis], row: Row) -> Plan:
    """The plan at a design point: parameters and quantities of the pack fixed at the values of the row.

    Every other draw stays what it was, because each has a uniform number of its own.
    """
    given = [(axis, value) for axis, value in zip(axes, row, strict=True) if value is not None]
    fixed = {axis.id: value for axis, value in given if axis.kind == "parameter"}
    varied = replace(plan, parameters=plan.parameters.narrowed(fixed)) if fixed else plan
    for axis, value in given:
        if axis.kind == "quantity":
            varied = _with_quantity(varied, axis.id, value)
    return varied


def _with_quantity(plan: Plan, id: str, value: float) -> Plan:
    owner, _, key = id.rpartition(".")
    entry = owners(plan)[owner]
    changed: Any = replace(entry, **{key: _fixed(getattr(entry, key), value)})
    if isinstance(entry, Accounts):
        return replace(plan, accounts=changed)
    if isinstance(entry, Industry):
        return replace(plan, industries=tuple(changed if one is entry else one for one in plan.industries))
    return replace(plan, programmes=tuple(changed if one is entry else one for one in plan.programmes))


def _fixed(quantity: Parameter, value: float) -> Parameter:
    return replace(quantity, prior=Fixed(value), value=value)


def varied_scenario(scenario: Scenario, axes: Sequence[Axis], row: Row) -> Scenario:
    """The scenario at a design point: levers of the row multiply its own."""
    given = zip(axes, row, strict=True)
    levers = {a.id: scenario.lever(a.id) * value for a, value in given if a.kind == "lever" and value is not None}
    return replace(scenario, levers=scenario.levers | levers) if levers else scenario
