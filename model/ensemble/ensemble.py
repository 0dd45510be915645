"""Many members under several scenarios, run by workers; their numbers are collected in memory or in a store."""

import hashlib
import json
import math
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from clustercast.model.ensemble.job import Job, Recipe, draw_names, empty_part, fact_names
from clustercast.model.ensemble.workers import ThreadWorkers, WorkerPool, run_jobs
from clustercast.model.inputs.conditioning import Conditioning
from clustercast.model.member import Model
from clustercast.model.results.block import MEMBER, Failure, Part
from clustercast.model.results.dataset import contents_of
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


class NothingSimulatedError(RuntimeError):
    """Every member failed, which says something of the plan or the machine and nothing of a member: none is kept."""

    def __init__(self, failures: Iterable[Failure]) -> None:
        alike = Counter(f"{one.stage}: {one.message}" for one in failures)
        said = [f"{count} times {message}" for message, count in alike.most_common(5)]
        super().__init__("\n".join(["no member could be simulated, and nothing is kept", *said]))


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
    conditioning: Conditioning | None = None,
) -> Run:
    """Run ``members`` members, each under every scenario with common random numbers; judge nothing.

    Results do not depend on ``workers``.  Members are numbered from ``first_member`` on; row 0 of every
    array is that one.  With a ``store`` finished blocks are kept there and not in memory, and what it holds already is
    not run again.  ``point`` is the number of the design point, ``parameters`` names what sets it apart (they go into
    names of blocks and ids of members), ``rerun`` is the line that repeats one of its members (`Recipe`).  ``executor``
    are the workers (`worker_pool`), ``workers`` threads without them.  ``conditioning`` takes the place of draws.

    A failed member is data (nan, and a ``Failure``).  Raises PackError for a bad pack, NothingSimulatedError where a
    store has no member that could be simulated; Ctrl-C ends between two runs.
    """
    started = time.monotonic()
    recipe = Recipe(plan, scenarios, seed, parameters, rerun, conditioning)
    model = recipe.model()
    asked = range(first_member, first_member + members)
    place = _Memory(model, recipe, asked) if store is None else _Disk(model, store, point, bool(parameters))
    told = _Told(progress, members)
    group = group_of(scenarios)
    jobs = (Job(recipe, one.start, one.stop, point, group) for one in blocks_of(model, asked))

    def keep(job: Job, part: Part) -> None:
        place.keep(job, part)
        told(part.members)

    pool = executor or ThreadWorkers(workers)
    try:
        run_jobs(jobs if store is None else _missing(jobs, store, told), pool, keep)
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


class _Told:
    """Members that are done, told as they come."""

    def __init__(self, progress: Progress | None, members: int) -> None:
        self.progress, self.members, self.done = progress, members, 0

    def __call__(self, more: int) -> None:
        self.done += more
        if self.progress is not None and more:
            self.progress(self.done, self.members)


def _missing(jobs: Iterable[Job], store: Store, told: _Told) -> Iterator[Job]:
    """The jobs whose blocks do not stand yet, as they are wanted: nobody waits for a list of very many."""
    there = 0
    for job in jobs:
        if store.has(job.name):
            there += job.last - job.first
            continue
        told(there)
        there = 0
        yield job
    told(there)


class _Memory:
    """Numbers kept in arrays of this process."""

    def __init__(self, model: Model, recipe: Recipe, members: range) -> None:
        self.model, self.seed = model, recipe.seed
        self.whole = empty_part(model, Job(recipe, members.start, members.stop))
        self.failures: list[Failure] = []

    def keep(self, job: Job, part: Part) -> None:
        """Puts a part where it belongs."""
        rows = slice(job.first - self.whole.first, job.last - self.whole.first)
        for name, axis in MEMBER.items():
            getattr(self.whole, name)[(slice(None),) * axis + (rows,)] = getattr(part, name)
        for name, table in part.profile.items():
            self.whole.profile[name][:, rows] = table
        self.failures += part.failures

    def run(self, members: range, elapsed: float) -> Run:
        """The finished run."""
        plan, whole = self.model.plan, self.whole
        arrays = {name: getattr(whole, name) for name in ("values", "base", "draws")} | dict(whole.profile)
        arrays["ids"] = whole.ids.view(np.int64)
        arrays |= {f"fact_{name}": np.ascontiguousarray(whole.facts[:, n]) for n, name in enumerate(fact_names())}
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
    """Numbers kept in the blocks of a store, once a member could be simulated."""

    def __init__(self, model: Model, store: Store, point: int, of_a_design: bool) -> None:
        self.model, self.store, self.point = model, store, point
        self.waiting: list[tuple[Job, Part]] = []
        self.any = of_a_design or bool(store.entries())  # At a point of a design all members may fail.
        self.names = [one.id for one in model.scenarios]
        store.describe(contents_of(model.plan, draw_names(model.plan), fact_names()))

    def keep(self, job: Job, part: Part) -> None:
        """Writes a part down, or holds it back while every member has failed."""
        self.any = self.any or len(part.failures) < part.members * len(self.names)
        self.waiting.append((job, part))
        while self.any and self.waiting:
            job, part = self.waiting.pop(0)
            self.store.put(job.name, job.point, self.names, part)

    def run(self, members: range, elapsed: float) -> Run:
        """The finished run, read as it is indexed. Raises NothingSimulatedError."""
        if self.waiting:
            raise NothingSimulatedError(one for _, part in self.waiting for one in part.failures)
        return stored_run(self.model.plan, self.model.scenarios, members, self.store, self.point, elapsed)


def _supported(plan: Plan, scenarios: Sequence[Scenario]) -> dict[str, tuple[str, ...]]:
    """Upgrades for which each scenario leaves the plan's grants on."""
    return {one.id: tuple(u.code for u in plan.upgrades if one.levers.get(u.support, 1.0) > 0.0) for one in scenarios}
