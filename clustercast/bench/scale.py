"""How much is measured, and on which plans."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from clustercast.scenarios import Plan, load_plan, plan_names
from clustercast.scenarios.new_plan import write_new_plan
from clustercast.scenarios.priors import Fixed

HENAN = "henan-equipment-2017"
SEED = 1
LARGEST_STRETCH = 5.0


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of everything: ``full`` for numbers to quote, ``quick`` for a look.

    ``repeats`` of a short run, of which the fastest counts; ``firms`` of the small and the large province whose times
    are compared, the second a hundred times the first; ``seconds`` of work for one worker; ``members`` of the small and
    the large run whose memory is compared; ``reported`` members of the run that is drawn and reported; ``plan`` stands
    for the Henan plan, ``plans`` for all whose members are measured.
    """

    repeats: int
    firms: tuple[int, int]
    seconds: float
    members: tuple[int, int]
    reported: int
    plan: str | Path = HENAN
    plans: tuple[str | Path, ...] = tuple(plan_names())


FULL = Scale(repeats=25, firms=(10_000, 1_000_000), seconds=60.0, members=(100, 5_000), reported=1_000)
QUICK = Scale(repeats=5, firms=(1_000, 100_000), seconds=4.0, members=(10, 60), reported=20)


def small_plan(folder: Path) -> Plan:
    """The example plan of ``new-plan``, written into ``folder``."""
    here = folder / "bench-province"
    return load_plan(here if here.is_dir() else write_new_plan("bench-province", folder))


def with_firms(plan: Plan, firms: int) -> Plan:
    """The plan with so many firms, as large as before on average: the accounts grow with them."""
    revenue = plan.accounts.base_revenue
    value = revenue.value * firms / plan.parameters["n_firms"].value
    accounts = replace(plan.accounts, base_revenue=replace(revenue, prior=Fixed(value), value=value))
    values = {"n_firms": float(firms), "stretch_limit": LARGEST_STRETCH}
    return replace(plan, accounts=accounts, parameters=plan.parameters.narrowed(values))


def fastest(work: Callable[[], object], repeats: int) -> float:
    """Seconds of the fastest of some runs, after one that does not count: the others met other work."""
    work()
    found = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return min(found)
