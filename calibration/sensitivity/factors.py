"""Factors: what a sensitivity study varies, one by one or several together.

A factor is one parameter in use of the plan, or one quantity of the accounts; together vary the weights of the peers
(they are shares of one whole), the quantities of one programme, and one quantity over all industries. What has no range
is no factor. A factor takes the values of the priors of its parts at u, one uniform a part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scenarios import Plan
from scenarios.design import Axis, quantity_of
from scenarios.parameters import Parameter
from scenarios.priors import Fixed
from scenarios.sweep import ACCOUNTS_KEYS, INDUSTRY_KEYS, PROGRAMME_KEYS

PEERS = "peer_gamma_"
WORDS = {
    "base_revenue": ("基年营业收入", "revenue of the base year"),
    "base_growth": ("基年增速", "growth in the base year"),
    "nation_growth": ("基年全国增速", "growth of the nation in the base year"),
    "national_share": ("各行业占全国份额", "national shares of the industries"),
    "growth_gap": ("各行业增速差", "growth gaps of the industries"),
    "value_added_share": ("各行业增加值率", "value added shares of the industries"),
    "energy_factor": ("各行业能耗系数", "energy factors of the industries"),
    "size_factor": ("各行业规模系数", "size factors of the industries"),
}
"""Labels of the quantities of accounts and industries."""


@dataclass(frozen=True, slots=True)
class Factor:
    """Something that is varied on its own: its ``axes`` and, for each, the number whose prior it follows."""

    id: str
    label_zh: str
    label_en: str
    axes: tuple[Axis, ...]
    priors: tuple[Parameter, ...]

    def values(self, uniforms: Sequence[float]) -> tuple[float, ...]:
        """The value of each axis at its uniform (0 < u < 1): the inverse distribution function of its prior."""
        return tuple(prior.draw(float(u)) for prior, u in zip(self.priors, uniforms, strict=True))


def factors_of(plan: Plan) -> tuple[Factor, ...]:
    """Every factor of a plan: parameters by name, then accounts, industries and programmes."""
    return (*_parameters(plan), *_accounts(plan), *_industries(plan), *_programmes(plan))


def factor_of(plan: Plan, id: str) -> Factor:
    """The factor of this id; also a single parameter that moves nothing in this plan. Raises KeyError."""
    found = {one.id: one for one in factors_of(plan)}.get(id)
    return _alone(plan.parameters[id], "parameter", id) if found is None else found


def _parameters(plan: Plan) -> Iterator[Factor]:
    names = [name for name in plan.parameters_in_use if _varies(plan.parameters[name])]
    peers = [name for name in names if name.startswith(PEERS)]
    for name in names:
        if name not in peers:
            yield _alone(plan.parameters[name], "parameter", name)
    if peers:
        parts = [plan.parameters[name] for name in peers]
        yield Factor("peers", "各类参照对象的权重", "weights of the peers", _axes("parameter", peers), tuple(parts))


def _accounts(plan: Plan) -> Iterator[Factor]:
    for key in ACCOUNTS_KEYS:
        quantity = quantity_of(plan, f"accounts.{key}")
        if _varies(quantity):
            yield Factor(f"accounts.{key}", *WORDS[key], _axes("quantity", [f"accounts.{key}"]), (quantity,))


def _industries(plan: Plan) -> Iterator[Factor]:
    for key in INDUSTRY_KEYS:
        names = [name for one in plan.industries if _varies(quantity_of(plan, name := f"{one.code}.{key}"))]
        if names:
            yield Factor(f"industries.{key}", *WORDS[key], _axes("quantity", names), _quantities(plan, names))


def _programmes(plan: Plan) -> Iterator[Factor]:
    for one in plan.programmes:
        names = [f"{one.id}.{key}" for key in PROGRAMME_KEYS if _varies(getattr(one, key))]
        if names:
            axes = _axes("quantity", names)
            yield Factor(f"programmes.{one.id}", one.label_zh, one.label_en, axes, _quantities(plan, names))


def _alone(parameter: Parameter, kind: str, id: str) -> Factor:
    labels = (parameter.label_zh or id, parameter.label_en or id)
    return Factor(id, *labels, _axes(kind, [id]), (parameter,))


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
