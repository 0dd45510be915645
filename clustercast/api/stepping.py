"""The readable engine from the front door: a region to step through, and a rule of it changed for a while."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from clustercast.agents.rule import RULES
from clustercast.model.ensemble.warm import warm
from clustercast.model.member import make_model, prepare
from clustercast.model.region import Region, region_of
from clustercast.scenarios import Plan, load_plan, load_scenario

PACKAGES = ("clustercast.agents.", "clustercast.model.")
COMPILED = (
    "clustercast.model.events",
    "clustercast.model.kernel",
    "clustercast.model.base_year",
    "clustercast.model.expressions",
)


def region(
    plan: str | Path | Plan,
    scenario: str | Path = "as-written",
    *,
    seed: int = 1,
    member: int = 0,
    values: Mapping[str, float] | None = None,
) -> Region:
    """One member of a plan as Mesa agents, before its first quarter: ``region(...).step()`` is a quarter.

    ``values`` fixes parameters of the plan, as ``n_firms`` for a small one. Regions of the same seed and member have
    common random numbers. Raises PackError for given data that cannot be used, KeyError for an unknown parameter,
    MemberError when the member cannot be prepared.
    """
    loaded = plan if isinstance(plan, Plan) else load_plan(plan)
    if values:
        loaded = replace(loaded, parameters=loaded.parameters.narrowed(values))
    chosen = load_scenario(scenario)
    model = make_model(loaded, [chosen])
    warm(model)
    return region_of(model, prepare(model, seed, member), chosen, seed, member)


def rules() -> dict[str, Callable[..., Any]]:
    """Every behavioural rule by name: pure functions of numbers, whose docstrings have equation, units and source."""
    return {one.__name__: one for one in RULES}


@contextmanager
def changed_rule(name: str, instead: Callable[..., Any]) -> Iterator[None]:
    """While the context lasts, agents of regions call ``instead`` wherever they called the rule of this name.

    It must take the same arguments. Only the readable engine is changed: make regions before, step them within. To
    change a rule for every forecast, change its function in `agents/`: both engines follow. Raises KeyError.
    """
    if name not in rules():
        raise KeyError(f'no rule "{name}"')
    places = list(_places(rules()[name]))
    for module, attribute, _ in places:
        setattr(module, attribute, instead)
    try:
        yield
    finally:
        for module, attribute, original in places:
            setattr(module, attribute, original)


def _places(original: Callable[..., Any]) -> Iterator[tuple[ModuleType, str, Callable[..., Any]]]:
    """Every name of a module by which agents know a rule. Compiled code was made before and does not look again."""
    for key, module in list(sys.modules.items()):
        if key.startswith(PACKAGES) and not key.startswith(COMPILED):
            for attribute, value in list(vars(module).items()):
                if value is original:
                    yield module, attribute, original
