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
    """A number of the run: its name in the draws, what it is called, the parameter that says what is known of it.

    ``reach`` is the least and the greatest value that a member may draw, in the unit of the parameter; ``fitted`` says
    whether members draw it from the posterior of the plan.
    """

    name: str
    label_zh: str
    label_en: str
    parameter: Parameter
    reach: tuple[float, float]
    fitted: bool = False


def quantities(plan: Plan) -> tuple[Quantity, ...]:
    """Common parameters in use, then the accounts, industries and programmes of the plan."""
    labels = names_of_draws(plan)
    fitted = _fitted(plan)
    return tuple(
        Quantity(name, *labels.get(name, (name, name)), one, fitted.get(name, one.reach()), name in fitted)
        for name, one in _parameters(plan)
    )


def _fitted(plan: Plan) -> dict[str, tuple[float, float]]:
    """The parameters that members draw from the posterior, each with its least and greatest value there."""
    posterior = plan.posterior
    if posterior is None:
        return {}
    columns = dict(zip(posterior.names, zip(*posterior.rows, strict=True), strict=True))
    return {name: (min(columns[name]), max(columns[name])) for name in posterior.taken(plan.parameters, plan.base_year)}


def _parameters(plan: Plan) -> Iterator[tuple[str, Parameter]]:
    for name in plan.parameters_in_use:
        yield name, plan.parameters[name]
    for key in ACCOUNTS:
        yield f"accounts.{key}", getattr(plan.accounts, key)
    owned = [(one.code, one, INDUSTRY_QUANTITIES) for one in plan.industries]
    owned += [(one.id, one, OF_A_PROGRAMME) for one in plan.programmes]
    for owner, holder, keys in owned:
        yield from ((f"{owner}.{key}", one) for key in keys if (one := getattr(holder, key)) is not None)
