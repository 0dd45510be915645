"""The readable engine from the front door: a region to step through, and a rule of it changed for a while."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from clustercast.agents.rule import RULES
from clustercast.model.compiled.compile import AHEAD
from clustercast.model.ensemble.warm import compile_entry, warm
from clustercast.model.member import make_model, prepare
from clustercast.model.region import Region, region_of
from clustercast.model.region_base import prepared_on_agents
from clustercast.scenarios import Plan, load_plan, load_scenario
from clustercast.scenarios.arguments import MOST_MEMBERS, Arguments

ANY_PLAN = "henan-equipment-2017"
"""The kernel is compiled for all plans at once."""
PACKAGES = ("clustercast.agents.", "clustercast.model.")


def region(
    plan: str | Path | Plan,
    scenario: str | Path = "as-written",
    *,
    seed: int = 1,
    member: int = 0,
    values: Mapping[str, float] | None = None,
    through_base_year: bool = False,
) -> Region:
    """One member of a plan as Mesa agents, before its first quarter: ``region(...).step()`` is a quarter.

    ``values`` fixes parameters of the plan, as ``n_firms`` for a small one. Regions of the same seed and member have
    common random numbers. With ``through_base_year`` the agents themselves go through the years before the plan, which
    takes seconds and gives the same numbers: so a changed rule holds there too. Raises PackError for given data that
    cannot be used, KeyError for an unknown parameter, MemberError when the member cannot be prepared.
    """
    asked = Arguments()
    if not isinstance(plan, Plan):
        asked.path("plan", plan, "the name of a plan, or the path of its pack")
    asked.path("scenario", scenario, "the name of a scenario, or the path of its file")
    seed, member = asked.seed(seed), asked.whole("member", member, 0, MOST_MEMBERS)
    asked.raise_if_any()
    loaded = plan if isinstance(plan, Plan) else load_plan(plan)
    if values:
        loaded = replace(loaded, parameters=loaded.parameters.narrowed(values))
    chosen = load_scenario(scenario)
    model = make_model(loaded, [chosen])
    warm(model)
    ready = prepared_on_agents if through_base_year else prepare
    return region_of(model, ready(model, seed, member), chosen, seed, member)


def rules() -> dict[str, Callable[..., Any]]:
    """Every behavioural rule by name: pure functions of numbers, whose docstrings have equation, units and source."""
    return {one.__name__: one for one in RULES}


@cache
def load_kernel() -> None:
    """Load the compiled kernel into this process, so that nothing is compiled while a rule is another."""
    model = make_model(load_plan(ANY_PLAN), ())
    warm(model)
    for name in AHEAD:
        compile_entry(model, name)


@contextmanager
def changed_rule(name: str, instead: Callable[..., Any]) -> Iterator[None]:
    """While the context lasts, agents of regions call ``instead`` wherever they called the rule of this name.

    It must take the same arguments. Only the readable engine is changed: step regions within; a region made within
    ``through_base_year`` has that rule in its base year too. To change a rule for every forecast, change its function
    in `agents/`: both engines follow. Raises KeyError.
    """
    if name not in rules():
        raise KeyError(f'no rule "{name}"')
    load_kernel()
    places = list(_places(rules()[name]))
    for module, attribute, _ in places:
        setattr(module, attribute, instead)
    try:
        yield
    finally:
        for module, attribute, original in places:
            setattr(module, attribute, original)


def _places(original: Callable[..., Any]) -> Iterator[tuple[ModuleType, str, Callable[..., Any]]]:
    """Every name of a module by which a rule is known. Compiled code was loaded before and does not look again."""
    for key, module in list(sys.modules.items()):
        if key.startswith(PACKAGES):
            for attribute, value in list(vars(module).items()):
                if value is original:
                    yield module, attribute, original
