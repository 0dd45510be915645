"""What a member costs on every plan: to prepare and to run under a scenario, over the floor, and its memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from clustercast.agents.columns import Count, FirmCode
from clustercast.bench.engine import ready
from clustercast.bench.floor import floor_seconds
from clustercast.bench.scale import SEED
from clustercast.model.compiled.state import empty_state
from clustercast.model.member import prepare, simulate
from clustercast.scenarios import Scenario, load_plan


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a plan's first member: seconds to prepare it and to run it, each over the floor of its quarters; bytes."""

    prepare_s: float
    scenario_s: float
    floor_s: float
    state_bytes: int


def cost_of(plan: str | Path, scenario: Scenario, repeats: int) -> Cost:
    """The least processor time of some repeats, after one that does not count. Floor: draws of all quarters."""
    given = load_plan(plan)
    one = ready(given, scenario)
    space, state = empty_state(one.model.size), one.prepared.state
    used = int(state.counts[Count.SLOTS_USED])
    floor = given.n_quarters * floor_seconds(given, state.codes[FirmCode.ENTITY][:used], 20 * repeats)
    prepared = _least(lambda: prepare(one.model, SEED, one.member), repeats)
    run = _least(lambda: simulate(one.model, one.prepared, scenario, space, SEED, one.member), repeats)
    return Cost(prepared, run, floor, sum(block.nbytes for block in state))


def costs(plans: Sequence[str | Path], scenario: Scenario, repeats: int) -> dict[str, Cost]:
    """By plan."""
    return {Path(plan).name: cost_of(plan, scenario, repeats) for plan in plans}


def _least(work: Callable[[], object], repeats: int) -> float:
    work()
    found = []
    for _ in range(repeats):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)
