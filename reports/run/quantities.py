"""Every number that members draw, by the name it has in the draws: what it is called, its range and its ground."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

import numpy as np

from clustercast.reports.run.record import names_of_draws
from clustercast.scenarios import Accounts, Industry, Parameter, Plan, Programme
from clustercast.scenarios.declared import quantity_keys

RANGE = (0.05, 0.95)
"""Between which points a range without ends is given."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of the run: its name in the draws, what it is called, the parameter that says what is known of it.

    ``low`` and ``high`` are the ends of its range, in the unit of the parameter: those of a bounded distribution, else
    the points of 5 and 95 percent. ``fitted`` says whether members draw it from the posterior of the plan: then they
    are those points of the posterior.
    """

    name: str
    label_zh: str
    label_en: str
    parameter: Parameter
    low: float
    high: float
    fitted: bool = False


def quantities(plan: Plan) -> tuple[Quantity, ...]:
    """Common parameters in use, then the accounts, industries and programmes of the plan."""
    labels = names_of_draws(plan)
    fitted = _fitted(plan)
    return tuple(
        Quantity(name, *labels.get(name, (name, name)), one, *fitted.get(name, _ends(one)), name in fitted)
        for name, one in _parameters(plan)
    )


def _ends(one: Parameter) -> tuple[float, float]:
    low, high = one.prior.support()
    return (low, high) if isfinite(low) and isfinite(high) else (one.draw(RANGE[0]), one.draw(RANGE[1]))


def _fitted(plan: Plan) -> dict[str, tuple[float, float]]:
    """The parameters that members draw from the posterior, each with its points of 5 and 95 percent there."""
    posterior = plan.posterior
    if posterior is None:
        return {}
    columns = dict(zip(posterior.names, zip(*posterior.rows, strict=True), strict=True))
    taken = posterior.taken(plan.parameters, plan.base_year)
    return {name: (float(low), float(high)) for name in taken for low, high in [np.quantile(columns[name], RANGE)]}


def _parameters(plan: Plan) -> Iterator[tuple[str, Parameter]]:
    for name in plan.parameters_in_use:
        yield name, plan.parameters[name]
    for key in quantity_keys(Accounts):
        yield f"accounts.{key}", getattr(plan.accounts, key)
    owned = [(one.code, one, quantity_keys(Industry)) for one in plan.industries]
    owned += [(one.id, one, quantity_keys(Programme)) for one in plan.programmes]
    for owner, holder, keys in owned:
        yield from ((f"{owner}.{key}", one) for key in keys if (one := getattr(holder, key)) is not None)
