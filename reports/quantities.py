"""Every number that members draw, by the name it has in the draws: what it is called, its range and its ground."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from model.parameter_draw import ACCOUNTS, INDUSTRY_QUANTITIES
from reports.record import names_of_draws
from scenarios import Parameter, Plan

OF_A_PROGRAMME = ("capacity", "support_share", "budget", "reward", "rate", "above_quota", "share_of_candidates")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of the run: its name in the draws, what it is called and the parameter that says its range."""

    name: str
    label_zh: str
    label_en: str
    parameter: Parameter


def quantities(plan: Plan) -> tuple[Quantity, ...]:
    """Common parameters in use, then the accounts, industries and programmes of the plan."""
    labels = names_of_draws(plan)
    return tuple(Quantity(name, *labels.get(name, (name, name)), one) for name, one in _parameters(plan))


def _parameters(plan: Plan) -> Iterator[tuple[str, Parameter]]:
    for name in plan.parameters_in_use:
        yield name, plan.parameters[name]
    for key in ACCOUNTS:
        yield f"accounts.{key}", getattr(plan.accounts, key)
    owned = [(one.code, one, INDUSTRY_QUANTITIES) for one in plan.industries]
    owned += [(one.id, one, OF_A_PROGRAMME) for one in plan.programmes]
    for owner, holder, keys in owned:
        yield from ((f"{owner}.{key}", one) for key in keys if (one := getattr(holder, key)) is not None)
