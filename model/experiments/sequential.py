"""Runs that add members, scenario by scenario, until every probability is as sure as was asked (`stopping_rule.py`)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from clustercast.model.attainment.verdicts import judged, projected_counts
from clustercast.model.ensemble.ensemble import run_ensemble, stored_run
from clustercast.model.monte_carlo.stopping_rule import Precision, members_wanted, stretches
from clustercast.model.results.run import Run
from clustercast.model.results.store import Store
from clustercast.scenarios import Plan, Scenario

Progress = Callable[[int, int], None]
Runs = Callable[..., Run]
"""Whatever runs members as `run_ensemble` does."""


def run_to_precision(
    plan: Plan,
    scenarios: Sequence[Scenario],
    *,
    rule: Precision,
    seed: int,
    workers: int = 2,
    progress: Progress | None = None,
    run: Runs = run_ensemble,
    store: Store | None = None,
    point: int = 0,
    **more: Any,
) -> Run:
    """A run, judged, with as many members a scenario as its probabilities need, or the cap (`Run.members_of`).

    ``progress(done, wanted so far)`` counts members of rounds; ``store``, ``point`` and ``more`` are those of ``run``.
    """
    have = {one.id: 0 for one in scenarios}
    parts: list[Run] = []
    while True:
        found = None
        if parts:
            stored = None if parts[0].folder is None else store
            found = judged(_whole(plan, scenarios, have, parts, stored, point))
        wanted = {
            name: members_wanted(projected_counts(found, name) if found is not None else (), members, rule)
            for name, members in have.items()
        }
        if found is not None and wanted == have:
            return found
        for stretch in (ahead := stretches(have, wanted)):
            done = sum(part.dataset.sizes["member"] for part in parts)
            left = sum(one.members for one in ahead if one.first >= stretch.first)
            chosen = [one for one in scenarios if one.id in stretch.scenarios]
            asked: dict[str, Any] = {"members": stretch.members, "first_member": stretch.first, "seed": seed}
            asked |= {"workers": workers, "progress": told(progress, done, done + left)}
            asked |= {} if store is None else {"store": store, "point": point}
            parts.append(run(plan, chosen, **asked, **more))
        have = wanted


def told(progress: Progress | None, before: int, total: int, scale: int = 0) -> Progress | None:
    """Progress of a part as that of the whole; with ``scale`` a part counts for so many steps, however long it is."""
    if progress is None:
        return None
    return lambda done, of: progress(before + (done * scale // max(1, of) if scale else done), total)


def _whole(
    plan: Plan,
    scenarios: Sequence[Scenario],
    have: dict[str, int],
    parts: Sequence[Run],
    store: Store | None,
    point: int,
) -> Run:
    """The stretches run so far as one run; of a store nothing is copied."""
    elapsed = sum(part.elapsed for part in parts)
    if store is None:
        return replace(joined(have, parts), elapsed=elapsed)
    return stored_run(plan, scenarios, range(max(have.values())), store, point, elapsed).run_under(have)


def joined(have: dict[str, int], parts: Sequence[Run]) -> Run:
    """One run of stretches in memory: what no stretch holds is nan, and counted neither as run nor as failed.

    Where two stretches hold the same member under different scenarios, its base year is the same in both.
    """
    places = {"scenario": list(have), "member": np.arange(max(have.values()), dtype=np.int32)}
    whole: Any = parts[0].dataset.reindex(places, fill_value={"member_id": 0, "members_run": 0})
    for part in parts:
        here = {name: part.dataset[name].values for name in places}
        for name, values in part.dataset.data_vars.items():
            if "member" in values.dims:
                whole[name].loc[{axis: here[axis] for axis in places if axis in values.dims}] = values
    failures = sorted((one for part in parts for one in part.failures), key=lambda one: (one.member, one.scenario))
    supported = {name: codes for part in parts for name, codes in part.supported.items()}
    whole.attrs["failed_members"] = len(failures)
    return replace(parts[0], dataset=whole, failures=tuple(failures), supported=supported).run_under(have)
