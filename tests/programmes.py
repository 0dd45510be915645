"""Programmes made by hand, for tests: fixed quantities, short labels."""

from dataclasses import replace
from typing import Any

from clustercast.scenarios import Plan
from clustercast.scenarios.declared import quantity_keys
from clustercast.scenarios.entries import OutsidePath, Programme
from clustercast.scenarios.parameters import Parameter
from clustercast.scenarios.priors import Fixed

QUANTITIES = quantity_keys(Programme)


def fixed(value: float, unit: str = "number") -> Parameter:
    """A quantity without a range."""
    return Parameter(f"fixed-{value}", unit, Fixed(float(value)), float(value), "assumed", reason="invented")


def programme(id: str, act: str, **keys: Any) -> Programme:
    """A programme over all active firms unless said otherwise; quantities as plain numbers."""
    rest: dict[str, Any] = {"subject": "firm", "eligible": "active == 1", "score": "0"} | keys
    made: dict[str, Any] = {key: fixed(value) if key in QUANTITIES else value for key, value in rest.items()}
    return Programme(id=id, label_zh=id, label_en=id, act=act, **made)


def outside_path(id: str, base: float, growth: float) -> OutsidePath:
    """A path of the world outside: its base value and its growth (percent a year)."""
    return OutsidePath(
        id=id, label_zh=id, label_en=id, unit="CNY_100m", base=fixed(base), growth=fixed(growth, "percent_per_year")
    )


def with_more(plan: Plan, *programmes: Programme, outside: tuple[OutsidePath, ...] = ()) -> Plan:
    """The plan with further programmes and outside paths."""
    return replace(plan, programmes=(*plan.programmes, *programmes), outside=(*plan.outside, *outside))


def only(plan: Plan, *programmes: Programme, outside: tuple[OutsidePath, ...] = ()) -> Plan:
    """The plan with these programmes alone (indicators that name others are dropped, and targets)."""
    gone = {one.id for one in plan.programmes}
    kept = tuple(one for one in plan.indicators if not any(f'"{name}"' in one.expression for name in gone))
    return replace(plan, programmes=programmes, indicators=kept, targets=(), outside=outside)
