"""Both engines on the same member, compared to the last bit: for the tests of equality."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from clustercast.model import kernel
from clustercast.model.compiled.state import DONE, State, copied
from clustercast.model.member import Model, Prepared, make_model, prepare, scenario_tables
from clustercast.model.reference.agents_from_columns import write
from clustercast.model.region import Region, region_of
from clustercast.scenarios import Plan, load_plan, load_scenario

INVENTED = Path(__file__).parent / "data" / "invented-province"
SCRATCH = (
    "cell_passes", "luck", "totals", "registers", "results", "order", "keys", "counted", "reviewers", "turned_down",
)  # fmt: skip
"""Blocks that hold nothing from one quarter to the next."""

Change = Callable[[Prepared], None]


@dataclass(frozen=True)
class Case:
    """A member ready to run under a scenario."""

    model: Model
    prepared: Prepared
    scenario: Any
    seed: int
    member: int


def invented_plan(**values: float) -> Plan:
    """The invented province with some parameters fixed; small populations need a wide stretch limit.

    Its parameters come from the priors: what is held of the rules hangs on no fit.
    """
    return narrowed(load_plan(INVENTED, prior=True), **{"stretch_limit": 5.0, **values})


def narrowed(plan: Plan, **values: float) -> Plan:
    """The plan with some parameters fixed."""
    return replace(plan, parameters=plan.parameters.narrowed(values))


def with_programmes(plan: Plan, changes: Mapping[str, Any], *, only: str = "") -> Plan:
    """The plan with the same changes in every programme (or in those of one act)."""
    programmes = (replace(one, **changes) if not only or one.act == only else one for one in plan.programmes)
    return replace(plan, programmes=tuple(programmes))


def case_of(plan: Plan, scenario: str, seed: int = 1, member: int = 0, change: Change | None = None) -> Case:
    """Prepare a member; ``change`` may then alter its state before any quarter is run."""
    chosen = load_scenario(scenario)
    model = make_model(plan, [chosen])
    prepared = prepare(model, seed, member)
    if change is not None:
        change(prepared)
    return Case(model, prepared, chosen, seed, member)


def run_kernel(case: Case) -> tuple[np.ndarray, State]:
    """Indicators ``[indicator, quarter]`` and final state of the compiled engine."""
    plan = case.model.plan
    state = copied(case.prepared.state)
    out = np.full((case.model.size.indicators, plan.n_quarters), np.nan)
    given = scenario_tables(case.model, case.prepared, case.scenario)
    status = kernel.run(given, state, out, case.seed, case.member, plan.start, 0, plan.n_quarters)
    assert status == DONE
    return out, state


def region(case: Case) -> Region:
    """The readable engine at the start of the same run."""
    return region_of(case.model, case.prepared, case.scenario, case.seed, case.member)


def bits(array: np.ndarray) -> np.ndarray:
    """The bytes of an array."""
    return np.ascontiguousarray(array).view(np.uint8)


def assert_equal_engines(case: Case) -> State:
    """Step the readable engine along the compiled run: indicators every quarter, all columns at the end."""
    wanted, state = run_kernel(case)
    twin = region(case)
    for place in range(case.model.plan.n_quarters):
        twin.step()
        differing = differences(case.model.plan, np.array(twin.indicators()), wanted[:, place])
        assert not differing, f"quarter {place}: {differing}"
    mine = copied(case.prepared.state)
    write(twin, mine)
    twin.close()
    kept = [name for name in state._fields if name not in SCRATCH]
    assert not [name for name in kept if differ(getattr(mine, name), getattr(state, name))]
    return state


def differ(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two arrays differ in any bit."""
    return bool((bits(one) != bits(other)).any())


def differences(plan: Plan, found: np.ndarray, wanted: np.ndarray) -> list[tuple[str, float, float]]:
    """Indicators that differ in any bit: (name, readable engine, compiled engine)."""
    unequal = np.flatnonzero(found.view(np.int64) != np.ascontiguousarray(wanted).view(np.int64))
    return [(plan.indicators[j].id, float(found[j]), float(wanted[j])) for j in unequal]
