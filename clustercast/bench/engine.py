"""The engines: nanoseconds a firm-quarter, against the bare draws and against Mesa, and how they grow with firms."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from clustercast.agents.columns import Count, FirmCode
from clustercast.bench.floor import floor_seconds
from clustercast.bench.scale import SEED, with_firms
from clustercast.model import kernel
from clustercast.model.compiled.state import DONE, Given, State, copied, copy_into, empty_state
from clustercast.model.member import MemberError, Model, Prepared, make_model, prepare, scenario_tables
from clustercast.model.region import region_of
from clustercast.scenarios import Plan, Scenario

REFERENCE_FIRMS = 300
REFERENCE_QUARTERS = 4
QUARTERS_OF_MANY = 4
MOST_TRIED = 60


@dataclass(frozen=True, slots=True)
class Ready:
    """A prepared member and what a run of it needs."""

    model: Model
    prepared: Prepared
    given: Given
    member: int

    def run(self, state: State, first: int, quarters: int) -> None:
        """Run ``state`` from quarter ``first`` (0: the first of the plan) on.  Raises RuntimeError if it cannot."""
        out = np.full((self.model.size.indicators, first + quarters), np.nan)
        start = self.model.plan.start
        if kernel.run(self.given, state, out, SEED, self.member, start, first, first + quarters) != DONE:
            raise RuntimeError("the member that is measured failed")


def ready(plan: Plan, scenario: Scenario) -> Ready:
    """The first member of a plan that can be prepared (a small province may miss its accounts)."""
    model = make_model(plan, [scenario])
    for member in range(MOST_TRIED):
        try:
            prepared = prepare(model, SEED, member)
        except MemberError:
            continue
        return Ready(model, prepared, scenario_tables(model, prepared, scenario), member)
    raise RuntimeError(f"no member of {plan.id} could be prepared")


def firm_quarters(one: Ready, quarters: int) -> int:
    """Active firms at the end of every quarter, added up."""
    state, total = copied(one.prepared.state), 0
    for quarter in range(quarters):
        one.run(state, quarter, 1)
        total += int((state.codes[FirmCode.ACTIVE] == 1).sum())
    return total


def kernel_seconds(one: Ready, quarters: int, repeats: int) -> float:
    """The fastest run of some quarters, without the copy of the base year that goes before."""
    state, found = empty_state(one.model.size), []
    for _ in range(repeats + 1):
        copy_into(one.prepared.state, state)
        began = time.perf_counter()
        one.run(state, 0, quarters)
        found.append(time.perf_counter() - began)
    return min(found[1:])


def kernel_and_floor(plan: Plan, scenario: Scenario, repeats: int) -> tuple[float, float]:
    """ns a firm-quarter of the kernel, and of nothing but filling a quarter's draws (`floor.py`)."""
    one = ready(plan, scenario)
    quarters = plan.n_quarters
    firms = firm_quarters(one, quarters)
    seconds = kernel_seconds(one, quarters, repeats)
    state = copied(one.prepared.state)
    one.run(state, 0, quarters // 2)
    slots = int(state.counts[Count.SLOTS_USED])
    active = int((state.codes[FirmCode.ACTIVE] == 1).sum())
    filled = floor_seconds(plan, state.codes[FirmCode.ENTITY][:slots], 20 * repeats)
    return 1e9 * seconds / firms, 1e9 * filled / active


def reference(plan: Plan, scenario: Scenario) -> float:
    """ns a firm-quarter of the Mesa engine, on a few hundred firms."""
    one = ready(with_firms(plan, REFERENCE_FIRMS), scenario)
    region = region_of(one.model, one.prepared, scenario, SEED, one.member)
    firms, began = 0, time.perf_counter()
    for _ in range(REFERENCE_QUARTERS):
        region.step()
        firms += len(region.active())
    seconds = time.perf_counter() - began
    region.close()
    return 1e9 * seconds / firms


def growth(plan: Plan, scenario: Scenario, firms: tuple[int, int], repeats: int) -> float:
    """Time of a run with many firms over that with few, quarter for quarter."""
    seconds = []
    for count, times in zip(firms, (repeats, min(repeats, 3)), strict=True):
        one = ready(with_firms(plan, count), scenario)
        seconds.append(kernel_seconds(one, QUARTERS_OF_MANY, times))
        del one  # a million firms fill gigabytes
    return seconds[1] / seconds[0]
