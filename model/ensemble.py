"""Many members under several scenarios, in memory, over threads (the kernel runs without the interpreter's lock)."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event, Lock

import numpy as np

from agents.columns import FirmFloat, GroupFloat
from model.base.lead_firms import PER_100M
from model.member import MemberError, Model, Prepared, make_model, prepare, simulate
from model.parameter_draw import drawn_accounts, drawn_industries
from model.state import State, empty_state
from model.warm import warm
from scenarios import Plan, Scenario, plan_names

SIZE_CLASSES = (1.0, 5.0, 10.0, 50.0)
GROUP_CLASSES = (50.0, 100.0, 500.0)


@dataclass(frozen=True)
class Failure:
    """A member that could not be run: stage, message, and one line of Python that runs it alone."""

    member: int
    scenario: str
    stage: str
    message: str
    reproducer: str


@dataclass(frozen=True)
class Ensemble:
    """Indicators of every scenario, member and quarter, with what was drawn.

    ``values[scenario, member, indicator, quarter]`` is nan for failed members; ``base[member, indicator]`` the base
    year's value; ``draws[member, parameter]`` parameters, then ``<grant>.support_share``, ``<industry>.growth_gap`` and
    its like, ``accounts.base_revenue`` and its like; ``facts`` base facts a member (counts of size classes, attempts);
    ``supported`` the upgrades that a scenario pays grants for. ``run_under`` says how many members, from the first on,
    a scenario was run for, where that is not all of them: the others are nan, not judged and no failures.
    """

    plan: Plan
    scenarios: tuple[str, ...]
    seed: int
    values: np.ndarray
    base: np.ndarray
    draws: np.ndarray
    parameters: tuple[str, ...]
    failures: tuple[Failure, ...]
    facts: dict[str, np.ndarray]
    elapsed: float
    supported: dict[str, tuple[str, ...]] = field(default_factory=dict)
    run_under: dict[str, int] = field(default_factory=dict)

    def members_of(self, scenario: str) -> int:
        """How many members were run under a scenario: the first so many."""
        return self.run_under[scenario] if scenario in self.run_under else len(self.base)


def run_ensemble(
    plan: Plan,
    scenarios: Sequence[Scenario],
    *,
    members: int,
    seed: int,
    workers: int = 2,
    progress: Callable[[int, int], None] | None = None,
    first_member: int = 0,
) -> Ensemble:
    """Run ``members`` members, each under every scenario with the same draws.  Results do not depend on ``workers``.

    Members are numbered from ``first_member`` on; row 0 of every array is that one, failures name members by number.

    A failed member is data (nan, and a ``Failure``).  Raises PackError for a bad pack; Ctrl-C ends between members.
    """
    started = time.monotonic()
    model = make_model(plan, scenarios)
    warm(model)
    store = _Store(model, members, seed, first_member)
    stop = Event()
    pool = ThreadPoolExecutor(max_workers=max(1, workers), thread_name_prefix="member")
    try:
        shares = [
            pool.submit(_work, store, range(worker, members, max(1, workers)), stop, progress)
            for worker in range(max(1, workers))
        ]
        _wait(shares)
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)
    return store.ensemble(time.monotonic() - started)


def _wait(shares: list[Future[None]]) -> None:
    for share in shares:
        while not share.done():
            try:
                share.result(timeout=0.2)
            except TimeoutError:
                continue
        share.result()


class _Store:
    """Where the workers write: every member has its own place."""

    def __init__(self, model: Model, members: int, seed: int, first: int = 0) -> None:
        plan = model.plan
        self.first = first
        self.model, self.members, self.seed = model, members, seed
        self.grants = [n for n, programme in enumerate(plan.programmes) if programme.act == "grant"]
        shares = tuple(f"{plan.programmes[n].id}.support_share" for n in self.grants)
        quantities = (*drawn_industries(plan, seed, 0), *drawn_accounts(plan, seed, 0))
        self.parameters = (*plan.parameters_in_use, *shares, *quantities)
        self.values = np.full((len(model.scenarios), members, len(plan.indicators), plan.n_quarters), np.nan)
        self.base = np.full((members, len(plan.indicators)), np.nan)
        self.draws = np.full((members, len(self.parameters)), np.nan)
        self.facts = {name: np.full(members, np.nan) for name in fact_names()}
        self.failures: list[Failure] = []
        self.done = 0
        self.lock = Lock()

    def keep_base(self, member: int, prepared: Prepared) -> None:
        """Base indicators, draws and facts of a member."""
        row = member - self.first
        self.base[row] = prepared.state.indicators
        plan = self.model.plan
        common = [prepared.values[name] for name in plan.parameters_in_use]
        shares = prepared.given.programmes["support_share"][self.grants]
        industries, accounts = (draw(plan, self.seed, member) for draw in (drawn_industries, drawn_accounts))
        self.draws[row] = [*common, *shares.tolist(), *industries.values(), *accounts.values()]
        for name, value in base_facts(prepared).items():
            self.facts[name][row] = value

    def fail(self, member: int, scenario: str, error: MemberError) -> None:
        """Record a failure with the line that repeats it."""
        plan = self.model.plan.id if self.model.plan.id in plan_names() else str(self.model.plan.folder)
        register = self.model.plan.register
        firms = "" if register is None else f", firms={str(register.path)!r}"
        asked = f"{plan!r}, {scenario!r}, seed={self.seed}, member={member}{firms}"
        line = f"from model.member import rerun; rerun({asked})"
        with self.lock:
            self.failures.append(Failure(member, scenario, error.stage, error.message, line))

    def count(self, progress: Callable[[int, int], None] | None) -> None:
        """One more member done."""
        with self.lock:
            self.done += 1
            if progress is not None:
                progress(self.done, self.members)

    def ensemble(self, elapsed: float) -> Ensemble:
        """The finished ensemble."""
        names = tuple(scenario.id for scenario in self.model.scenarios)
        failures = tuple(sorted(self.failures, key=lambda one: (one.member, one.scenario)))
        return Ensemble(
            self.model.plan,
            names,
            self.seed,
            self.values,
            self.base,
            self.draws,
            self.parameters,
            failures,
            self.facts,
            elapsed,
            {scenario.id: _supported(self.model.plan, scenario) for scenario in self.model.scenarios},
        )


def _supported(plan: Plan, scenario: Scenario) -> tuple[str, ...]:
    """Upgrades for which the scenario leaves the plan's grants on."""
    return tuple(u.code for u in plan.upgrades if scenario.levers.get(u.support, 1.0) > 0.0)


def _work(store: _Store, members: range, stop: Event, progress: Callable[[int, int], None] | None) -> None:
    """A worker's members, one after the other, in its own two workspaces."""
    model = store.model
    base, space = empty_state(model.size), empty_state(model.size)
    for row in members:
        if stop.is_set():
            return
        _run_member(store, store.first + row, base, space)
        store.count(progress)


def _run_member(store: _Store, member: int, base: State, space: State) -> None:
    model = store.model
    try:
        prepared = prepare(model, store.seed, member, base)
    except MemberError as error:
        for scenario in model.scenarios:
            store.fail(member, scenario.id, error)
        return
    store.keep_base(member, prepared)
    for number, scenario in enumerate(model.scenarios):
        try:
            store.values[number, member - store.first] = simulate(model, prepared, scenario, space, store.seed, member)
        except MemberError as error:
            store.fail(member, scenario.id, error)


def fact_names() -> tuple[str, ...]:
    """Names of the base facts: thresholds in CNY 100m."""
    firms = tuple(f"firms_from_{floor:g}" for floor in SIZE_CLASSES)
    groups = tuple(f"groups_from_{floor:g}" for floor in GROUP_CLASSES)
    return ("firms", *firms, *groups, "vectors_tried")


def base_facts(prepared: Prepared) -> dict[str, float]:
    """Counts of size classes at the base year, and how many parameter vectors the burn-in tried."""
    revenue = prepared.state.floats[FirmFloat.REVENUE_YEAR, : prepared.firms] / PER_100M
    groups = prepared.state.groups[GroupFloat.REVENUE_YEAR] / PER_100M
    counts = [float(prepared.firms)]
    counts += [float((revenue >= floor).sum()) for floor in SIZE_CLASSES]
    counts += [float((groups >= floor).sum()) for floor in GROUP_CLASSES]
    return dict(zip(fact_names(), [*counts, float(prepared.attempts)], strict=True))
