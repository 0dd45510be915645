"""Many members under several scenarios, run by workers; their numbers are collected in memory or in a store."""

from __future__ import annotations

import hashlib
import json
import math
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from clustercast.model.ensemble.job import Job, Recipe, draw_names, fact_names
from clustercast.model.ensemble.workers import ThreadWorkers, WorkerPool, run_jobs
from clustercast.model.member import Model
from clustercast.model.results.block import Failure, Part
from clustercast.model.results.dataset import contents_of
from clustercast.model.results.december_tables import empty_profile
from clustercast.model.results.run import Run, run_in_memory, run_in_store
from clustercast.model.results.store import Store
from clustercast.scenarios import Plan, Scenario

Progress = Callable[[int, int], None]

SECONDS_A_BLOCK = 1.0
SECONDS_A_SLOT_QUARTER = 2e-7
"""About what one slot takes in one quarter; the base year takes as long as two runs."""
MOST_A_BLOCK = 512
FEWEST_BLOCKS = 8
"""A run has at least so many blocks where it has so many members, so that two workers end together."""


def run_ensemble(
    plan: Plan,
    scenarios: Sequence[Scenario],
    *,
    members: int,
    seed: int,
    workers: int = 2,
    progress: Progress | None = None,
    store: Store | None = None,
    executor: WorkerPool | None = None,
    first_member: int = 0,
    point: int = 0,
    parameters: str = "",
    rerun: str = "",
) -> Run:
    """Run ``members`` members, each under every scenario with common random numbers; judge nothing.

    Results do not depend on ``workers``.  Members are numbered from ``first_member`` on; row 0 of every
    array is that one.  With a ``store`` finished blocks are kept there and not in memory, and what it holds already is
    not run again.  ``point`` is the number of the design point, ``parameters`` names what sets it apart (they go into
    names of blocks and ids of members), ``rerun`` is the line that repeats one of its members (`Recipe`).  ``executor``
    are the workers (`worker_pool`), ``workers`` threads without them.

    A failed member is data (nan, and a ``Failure``).  Raises PackError for a bad pack; Ctrl-C ends between two runs.
    """
    started = time.monotonic()
    recipe = Recipe(plan, scenarios, seed, parameters, rerun)
    model = recipe.model()
    asked = range(first_member, first_member + members)
    place = _Memory(model, asked, seed) if store is None else _Disk(model, store, point)
    jobs = [Job(recipe, one.start, one.stop, point, group_of(scenarios)) for one in blocks_of(model, asked)]
    missing = [job for job in jobs if store is None or not store.has(job.name)]
    done = members - sum(job.last - job.first for job in missing)

    def keep(job: Job, part: Part) -> None:
        nonlocal done
        place.keep(job, part)
        done += part.members
        if progress is not None:
            progress(done, members)

    if progress is not None and done:
        progress(done, members)
    pool = executor or ThreadWorkers(workers)
    try:
        run_jobs(missing, pool, keep)
    finally:
        if executor is None:
            pool.close()
    return place.run(asked, time.monotonic() - started)


def stored_run(
    plan: Plan, scenarios: Sequence[Scenario], members: range, store: Store, point: int = 0, elapsed: float = 0.0
) -> Run:
    """Some members of a design point as they stand in a store, whichever blocks they came in."""
    more: dict[str, Any] = {"known_plan": plan, "elapsed": elapsed, "supported": _supported(plan, scenarios)}
    return run_in_store(store, [one.id for one in scenarios], members, point, **more)


def group_of(scenarios: Sequence[Scenario]) -> str:
    """The name of a group of scenarios: eight characters of the hash of their ids and contents, in order."""
    named = json.dumps([(one.id, one.hash) for one in scenarios])
    return hashlib.sha256(named.encode()).hexdigest()[:8]


def block_length(model: Model, members: int) -> int:
    """Members a block: about a second of work, by the size of the model and never by a clock."""
    run = model.size.slots * model.plan.n_quarters * SECONDS_A_SLOT_QUARTER
    length = round(SECONDS_A_BLOCK / (run * (2 + len(model.scenarios))))
    return max(1, min(length, MOST_A_BLOCK, math.ceil(members / FEWEST_BLOCKS)))


def blocks_of(model: Model, members: range) -> Iterator[range]:
    """The blocks of some members: between multiples of their length."""
    length = block_length(model, len(members))
    first = members.start
    while first < members.stop:
        last = min((first // length + 1) * length, members.stop)
        yield range(first, last)
        first = last


class _Memory:
    """Numbers kept in arrays of this process."""

    def __init__(self, model: Model, members: range, seed: int) -> None:
        plan, count = model.plan, len(members)
        self.model, self.members, self.seed = model, members, seed
        self.values = np.full((len(model.scenarios), count, len(plan.indicators), plan.n_quarters), np.nan)
        self.base = np.full((count, len(plan.indicators)), np.nan)
        self.draws = np.full((count, len(draw_names(plan))), np.nan)
        self.facts = np.full((count, len(fact_names())), np.nan)
        self.ids = np.zeros((len(model.scenarios), count), np.int64)
        self.profile = empty_profile(plan, len(model.scenarios), count)
        self.failures: list[Failure] = []

    def keep(self, job: Job, part: Part) -> None:
        """Puts a part where it belongs."""
        rows = slice(job.first - self.members.start, job.last - self.members.start)
        self.values[:, rows], self.base[rows], self.ids[:, rows] = part.values, part.base, part.ids.view(np.int64)
        self.draws[rows], self.facts[rows] = part.draws, part.facts
        for name, table in part.profile.items():
            self.profile[name][:, rows] = table
        self.failures += part.failures

    def run(self, members: range, elapsed: float) -> Run:
        """The finished run."""
        plan = self.model.plan
        arrays = {"values": self.values, "base": self.base, "draws": self.draws, "ids": self.ids} | self.profile
        arrays |= {f"fact_{name}": np.ascontiguousarray(self.facts[:, n]) for n, name in enumerate(fact_names())}
        return run_in_memory(
            plan,
            [one.id for one in self.model.scenarios],
            contents_of(plan, draw_names(plan), fact_names()),
            arrays,
            seed=self.seed,
            first_member=members.start,
            failures=tuple(sorted(self.failures, key=lambda one: (one.member, one.scenario))),
            elapsed=elapsed,
            supported=_supported(plan, self.model.scenarios),
        )


class _Disk:
    """Numbers kept in the blocks of a store."""

    def __init__(self, model: Model, store: Store, point: int) -> None:
        self.model, self.store, self.point = model, store, point
        self.names = [one.id for one in model.scenarios]
        store.describe(contents_of(model.plan, draw_names(model.plan), fact_names()))

    def keep(self, job: Job, part: Part) -> None:
        """Writes a part down."""
        self.store.put(job, self.names, part)

    def run(self, members: range, elapsed: float) -> Run:
        """The finished run, read as it is indexed."""
        return stored_run(self.model.plan, self.model.scenarios, members, self.store, self.point, elapsed)


def _supported(plan: Plan, scenarios: Sequence[Scenario]) -> dict[str, tuple[str, ...]]:
    """Upgrades for which each scenario leaves the plan's grants on."""
    return {one.id: tuple(u.code for u in plan.upgrades if one.levers.get(u.support, 1.0) > 0.0) for one in scenarios}
