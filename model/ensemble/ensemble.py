"""Many members under several scenarios: their numbers in memory, or in the blocks of a store."""

from __future__ import annotations

import hashlib
import json
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from clustercast.model.ensemble.job import Job, Recipe, draw_names, fact_names
from clustercast.model.ensemble.workers import Crew, ThreadCrew, carry_out
from clustercast.model.member import Model
from clustercast.model.results.block import Failure, Part
from clustercast.model.results.contents import contents_of
from clustercast.model.results.december_tables import Profile, empty_profile, shapes_in
from clustercast.model.results.store import Store
from clustercast.model.results.stored_arrays import StoredArray
from clustercast.model.results.stored_tables import StoredTable
from clustercast.scenarios import Plan, Scenario

Numbers = np.ndarray | StoredArray
Progress = Callable[[int, int], None]

SECONDS_A_BLOCK = 1.0
SECONDS_A_SLOT_QUARTER = 2e-7
"""About what one slot takes in one quarter; the base year takes as long as two runs."""
MOST_A_BLOCK = 512
FEWEST_BLOCKS = 8
"""A run has at least so many blocks where it has so many members, so that two workers end together."""


@dataclass(frozen=True)
class Ensemble:
    """Indicators of every scenario, member and quarter, with what was drawn.

    ``values[scenario, member, indicator, quarter]`` is nan for failed members; ``base[member, indicator]`` the base
    year's value; ``draws[member, parameter]`` parameters, then ``<grant>.support_share``, ``<industry>.growth_gap`` and
    its like, ``accounts.base_revenue`` and its like; ``facts`` base facts a member (counts of size classes, attempts);
    ``supported`` the upgrades that a scenario pays grants for.  Of a run with a store the arrays are read from its
    blocks as they are indexed (`StoredArray`).  ``run_under`` says how many members, from the first on, a scenario was
    run for, where that is not all of them: the others are nan, not judged and no failures.  ``profile`` has the tables
    of `results/december_tables.py`, ``[scenario, member, year, ...]``; of a failed member at most the base year is
    known.
    """

    plan: Plan
    scenarios: tuple[str, ...]
    seed: int
    values: Numbers
    base: Numbers
    draws: Numbers
    parameters: tuple[str, ...]
    failures: tuple[Failure, ...]
    facts: Mapping[str, Numbers]
    elapsed: float
    supported: dict[str, tuple[str, ...]] = field(default_factory=dict)
    run_under: dict[str, int] = field(default_factory=dict)
    profile: Profile = field(default_factory=dict)

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
    progress: Progress | None = None,
    store: Store | None = None,
    executor: Crew | None = None,
    first_member: int = 0,
    point: int = 0,
    parameters: str = "",
    rerun: str = "",
) -> Ensemble:
    """Run ``members`` members, each under every scenario with the same draws.  Results do not depend on ``workers``.

    Members are numbered from ``first_member`` on; row 0 of every array is that one.  With a ``store`` finished blocks
    are kept there and not in memory, and what it holds already is not run again.  ``point`` is the number of the design
    point, ``parameters`` names what sets it apart (they go into names of blocks and ids of members), ``rerun`` is the
    line that repeats one of its members (`Recipe`).  ``executor`` are the workers (`crew_of`), ``workers`` threads
    without them.

    A failed member is data (nan, and a ``Failure``).  Raises PackError for a bad pack; Ctrl-C ends between two runs.
    """
    started = time.monotonic()
    recipe = Recipe(plan, scenarios, seed, parameters, rerun)
    model = recipe.model()
    asked = range(first_member, first_member + members)
    place = _Memory(model, asked, seed) if store is None else _Disk(model, seed, store, point)
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
    crew = executor or ThreadCrew(workers)
    try:
        carry_out(missing, crew, keep)
    finally:
        if executor is None:
            crew.close()
    return place.ensemble(asked, time.monotonic() - started)


def stored_ensemble(
    plan: Plan, scenarios: Sequence[Scenario], *, members: int, seed: int, store: Store, point: int = 0
) -> Ensemble:
    """The first ``members`` members of a design point as they stand in a store, whichever blocks they came in."""
    model = Recipe(plan, scenarios, seed).model()
    return _Disk(model, seed, store, point).ensemble(range(members), 0.0)


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
        self.profile = empty_profile(plan, len(model.scenarios), count)
        self.failures: list[Failure] = []

    def keep(self, job: Job, part: Part) -> None:
        """Puts a part where it belongs."""
        rows = slice(job.first - self.members.start, job.last - self.members.start)
        self.values[:, rows], self.base[rows] = part.values, part.base
        self.draws[rows], self.facts[rows] = part.draws, part.facts
        for name, table in part.profile.items():
            self.profile[name][:, rows] = table
        self.failures += part.failures

    def ensemble(self, _: range, elapsed: float) -> Ensemble:
        """The finished ensemble."""
        facts = {name: np.ascontiguousarray(self.facts[:, n]) for n, name in enumerate(fact_names())}
        arrays = (self.values, self.base, self.draws)
        return _ensemble(self.model, self.seed, arrays, self.failures, facts, self.profile, elapsed)


class _Disk:
    """Numbers kept in the blocks of a store."""

    def __init__(self, model: Model, seed: int, store: Store, point: int) -> None:
        self.model, self.seed, self.store, self.point = model, seed, store, point
        self.names = [one.id for one in model.scenarios]
        store.describe(contents_of(model.plan, draw_names(model.plan), fact_names()))

    def keep(self, job: Job, part: Part) -> None:
        """Writes a part down."""
        self.store.put(job, self.names, part)

    def ensemble(self, members: range, elapsed: float) -> Ensemble:
        """The finished ensemble, read as it is indexed."""

        def stored(name: str, place: int = -1) -> StoredArray:
            return StoredArray(self.store, name, self.names, members, point=self.point, place=place)

        entries = self.store.entries(self.point)
        failures = [one for one in self.store.failures(entries) if one.scenario in self.names and one.member in members]
        facts = {name: stored("facts", n) for n, name in enumerate(fact_names())}
        arrays = (stored("values"), stored("base"), stored("draws"))
        contents = self.store.contents()
        tables = {
            name: StoredTable(self.store, name, self.names, members, contents, self.point)
            for name in shapes_in(contents)
        }
        return _ensemble(self.model, self.seed, arrays, failures, facts, tables, elapsed)


def _ensemble(
    model: Model,
    seed: int,
    arrays: tuple[Numbers, Numbers, Numbers],
    failures: Sequence[Failure],
    facts: Mapping[str, Numbers],
    profile: Profile,
    elapsed: float,
) -> Ensemble:
    plan = model.plan
    values, base, draws = arrays
    return Ensemble(
        plan,
        tuple(scenario.id for scenario in model.scenarios),
        seed,
        values,
        base,
        draws,
        draw_names(plan),
        tuple(sorted(failures, key=lambda one: (one.member, one.scenario))),
        facts,
        elapsed,
        {scenario.id: _supported(plan, scenario) for scenario in model.scenarios},
        profile=profile,
    )


def _supported(plan: Plan, scenario: Scenario) -> tuple[str, ...]:
    """Upgrades for which the scenario leaves the plan's grants on."""
    return tuple(u.code for u in plan.upgrades if scenario.levers.get(u.support, 1.0) > 0.0)


__all__ = ["Crew", "Ensemble", "Failure", "run_ensemble", "stored_ensemble"]
