"""Factors: what a sensitivity study varies, one by one or several together.

A factor is one parameter in use of the plan, or one quantity of the accounts; together vary the weights of the peers
(they are shares of one whole), the quantities of one programme, and one quantity over all industries. What has no range
is no factor. A factor takes the values of its parts at u, one uniform a part: of their priors, or, where the plan draws
a parameter from its posterior, of that parameter's column there. Taken one by one those columns lose what binds them;
`calibrated` keeps it: one factor whose values are whole rows of the posterior.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from clustercast.scenarios import Accounts, Industry, Plan, Programme
from clustercast.scenarios.declared import quantities_of, quantity_keys
from clustercast.scenarios.design import Axis, quantity_of
from clustercast.scenarios.parameters import Parameter
from clustercast.scenarios.priors import Fixed

PEERS = "peer_gamma_"
OF_ALL = ("各行业", "the industries")
"""Whose a quantity of every industry is, where all of them are varied at once."""


class Draws(Protocol):
    """Whatever gives a value at a uniform number, 0 < u < 1."""

    def draw(self, u: float) -> float: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Column:
    """Equally likely values in order, with straight lines between them: the marginal of a posterior."""

    values: tuple[float, ...]

    def draw(self, u: float) -> float:
        """The value at u, 0 < u < 1."""
        place = u * (len(self.values) - 1)
        k = int(place)
        return self.values[k] + (place - k) * (self.values[min(k + 1, len(self.values) - 1)] - self.values[k])


@dataclass(frozen=True, slots=True)
class Factor:
    """Something that is varied on its own: its ``axes``, and where their values come from.

    That is one source an axis (``sources``, one uniform each), or ``rows`` of values of all axes, equally likely (one
    uniform for all).
    """

    id: str
    label_zh: str
    label_en: str
    axes: tuple[Axis, ...]
    sources: tuple[Draws, ...] = ()
    rows: tuple[tuple[float, ...], ...] = ()

    @property
    def dimensions(self) -> int:
        """How many uniforms it takes."""
        return 1 if self.rows else len(self.axes)

    def values(self, uniforms: Sequence[float]) -> tuple[float, ...]:
        """The value of each axis at ``dimensions`` uniforms (0 < u < 1)."""
        if self.rows:
            return self.rows[int(uniforms[0] * len(self.rows))]
        return tuple(source.draw(float(u)) for source, u in zip(self.sources, uniforms, strict=True))


def factors_of(plan: Plan) -> tuple[Factor, ...]:
    """Every factor of a plan: parameters by name, then accounts, industries and programmes."""
    return (*_parameters(plan), *_accounts(plan), *_industries(plan), *_programmes(plan))


def factor_of(plan: Plan, id: str) -> Factor:
    """The factor of this id; also a single parameter that moves nothing in this plan. Raises KeyError."""
    found = {one.id: one for one in factors_of(plan)}.get(id)
    return _alone(plan.parameters[id], id) if found is None else found


def calibrated(plan: Plan) -> Factor | None:
    """What the plan draws from its posterior as one factor, of whole rows; None without a posterior."""
    if plan.posterior is None:
        return None
    names = plan.posterior.taken(plan.parameters, plan.base_year)
    places = [plan.posterior.names.index(name) for name in names]
    rows = tuple(tuple(row[place] for place in places) for row in plan.posterior.rows)
    labels = ("校准参数（联合）", "the calibrated parameters, jointly")
    return Factor("calibrated", *labels, _axes("parameter", names), rows=rows) if names else None


def _columns(plan: Plan) -> dict[str, Column]:
    """The marginals of what the plan draws from its posterior."""
    jointly = calibrated(plan)
    if jointly is None:
        return {}
    columns = zip(*jointly.rows, strict=True)
    return {axis.id: Column(tuple(sorted(column))) for axis, column in zip(jointly.axes, columns, strict=True)}


def _parameters(plan: Plan) -> Iterator[Factor]:
    names = [name for name in plan.parameters_in_use if _varies(plan.parameters[name])]
    columns = _columns(plan)
    peers = [name for name in names if name.startswith(PEERS)]
    for name in names:
        if name not in peers:
            yield _alone(plan.parameters[name], name, columns.get(name))
    if peers:
        parts = tuple(columns.get(name, plan.parameters[name]) for name in peers)
        yield Factor("peers", "各类参照对象的权重", "weights of the peers", _axes("parameter", peers), parts)


def _accounts(plan: Plan) -> Iterator[Factor]:
    for one in quantities_of(Accounts):
        quantity = quantity_of(plan, name := f"accounts.{one.key}")
        if quantity is not None and _varies(quantity):
            yield Factor(name, *one.called, _axes("quantity", [name]), (quantity,))


def _industries(plan: Plan) -> Iterator[Factor]:
    for key in quantities_of(Industry):
        names = [name for one in plan.industries if _varies(quantity_of(plan, name := f"{one.code}.{key.key}"))]
        if names:
            zh, en = (called.format(whose) for called, whose in zip(key.called, OF_ALL, strict=True))
            yield Factor(f"industries.{key.key}", zh, en, _axes("quantity", names), _quantities(plan, names))


def _programmes(plan: Plan) -> Iterator[Factor]:
    for one in plan.programmes:
        names = [f"{one.id}.{key}" for key in quantity_keys(Programme) if _varies(getattr(one, key))]
        if names:
            axes = _axes("quantity", names)
            yield Factor(f"programmes.{one.id}", one.label_zh, one.label_en, axes, _quantities(plan, names))


def _alone(parameter: Parameter, id: str, column: Column | None = None) -> Factor:
    labels = (parameter.label_zh or id, parameter.label_en or id)
    return Factor(id, *labels, _axes("parameter", [id]), (column or parameter,))


def _axes(kind: str, names: Sequence[str]) -> tuple[Axis, ...]:
    return tuple(Axis(kind, name) for name in names)


def _quantities(plan: Plan, names: Sequence[str]) -> tuple[Parameter, ...]:
    return tuple(found for name in names if (found := quantity_of(plan, name)) is not None)


def _varies(parameter: Parameter | None) -> bool:
    """Whether it has a range."""
    if parameter is None or isinstance(parameter.prior, Fixed):
        return False
    low, high = parameter.prior.support()
    return low < high
