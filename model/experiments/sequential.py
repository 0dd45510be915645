"""Runs that add members, scenario by scenario, until every probability is as sure as was asked (rule: `precision`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from clustercast.model.attainment.judgement import judge
from clustercast.model.ensemble.ensemble import Ensemble, Numbers, run_ensemble, stored_ensemble
from clustercast.model.monte_carlo.stopping_rule import Precision, Stretch, half_width, members_wanted, stretches
from clustercast.model.results.store import Store
from clustercast.model.results.stored_arrays import StoredArray
from clustercast.scenarios import Plan, Scenario

Progress = Callable[[int, int], None]
Runs = Callable[..., Ensemble]
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
) -> Ensemble:
    """An ensemble with as many members a scenario as its probabilities need, or the cap (`Ensemble.members_of`).

    ``progress(done, wanted so far)`` counts members of rounds; ``store``, ``point`` and ``more`` are those of ``run``.
    """
    have = {one.id: 0 for one in scenarios}
    parts: list[tuple[Stretch, Ensemble]] = []
    while True:
        found = None
        if parts and store is not None and isinstance(parts[0][1].values, StoredArray):
            found = _as_stored(plan, scenarios, have, parts, store, point)
        elif parts:
            found = joined(plan, scenarios, have, parts)
        wanted = {
            name: members_wanted(projected_counts(found, name) if found is not None else (), members, rule)
            for name, members in have.items()
        }
        if found is not None and wanted == have:
            return found
        for stretch in (ahead := stretches(have, wanted)):
            done = sum(part.members for part, _ in parts)
            left = sum(one.members for one in ahead if one.first >= stretch.first)
            chosen = [one for one in scenarios if one.id in stretch.scenarios]
            asked: dict[str, Any] = {"members": stretch.members, "first_member": stretch.first, "seed": seed}
            asked |= {"workers": workers, "progress": _shifted(progress, done, done + left)}
            asked |= {} if store is None else {"store": store, "point": point}
            parts.append((stretch, run(plan, chosen, **asked, **more)))
        have = wanted


def _shifted(progress: Progress | None, before: int, total: int) -> Progress | None:
    """Progress of one stretch as that of the whole."""
    if progress is None:
        return None
    told = progress

    def report(done: int, _: int) -> None:
        told(before + done, total)

    return report


def projected_counts(ensemble: Ensemble, scenario: str) -> list[tuple[int, int]]:
    """Successes and trials of every projected probability of a scenario."""
    targets = [one for one in ensemble.plan.targets if one.status == "projected"]
    found = [one for target in targets if (one := judge(ensemble, target, scenario)) is not None]
    return [(int(one.met.sum()), int(one.judged.sum())) for one in found if one.bar is not None]


def widest_half_width(ensemble: Ensemble, scenario: str) -> float | None:
    """The widest 95 % half-width among the projected probabilities of a scenario (0 to 1); None where it has none."""
    return max((half_width(met, n) for met, n in projected_counts(ensemble, scenario) if n > 0), default=None)


def _as_stored(
    plan: Plan,
    scenarios: Sequence[Scenario],
    run_under: dict[str, int],
    parts: Sequence[tuple[Stretch, Ensemble]],
    store: Store,
    point: int,
) -> Ensemble:
    """What stands in the store of the stretches run so far: nothing is copied."""
    seed, elapsed = parts[0][1].seed, sum(part.elapsed for _, part in parts)
    whole = stored_ensemble(plan, scenarios, members=max(run_under.values()), seed=seed, store=store, point=point)
    return replace(whole, elapsed=elapsed, run_under=dict(run_under))


def _by_member(part: Ensemble) -> dict[str, Numbers]:
    return {"base": part.base, "draws": part.draws, **part.facts}


def joined(
    plan: Plan, scenarios: Sequence[Scenario], run_under: dict[str, int], parts: Sequence[tuple[Stretch, Ensemble]]
) -> Ensemble:
    """One ensemble of the stretches run so far: what no stretch holds is nan, and counted neither as run nor as failed.

    Where two stretches hold the same member under different scenarios, its base year is the same in both.
    """
    first = parts[0][1]
    names = tuple(one.id for one in scenarios)
    members = max(run_under.values())
    values = np.full((len(names), members, *first.values.shape[2:]), np.nan)
    profile = {
        name: np.full((len(names), members, *array.shape[2:]), np.nan, np.float32)
        for name, array in first.profile.items()
    }
    grown = {key: np.full((members, *array.shape[1:]), np.nan) for key, array in _by_member(first).items()}
    for stretch, part in parts:
        rows = slice(stretch.first, stretch.first + stretch.members)
        for place, name in enumerate(part.scenarios):
            values[names.index(name), rows] = part.values[place]
            for key, array in part.profile.items():
                profile[key][names.index(name), rows] = array[place]
        for key, array in _by_member(part).items():
            grown[key][rows] = array
    failures = sorted((one for _, part in parts for one in part.failures), key=lambda one: (one.member, one.scenario))
    supported = {name: part.supported[name] for _, part in parts for name in part.supported}
    return replace(
        first,
        plan=plan,
        scenarios=names,
        values=values,
        base=grown.pop("base"),
        draws=grown.pop("draws"),
        failures=tuple(failures),
        facts=grown,
        elapsed=sum(part.elapsed for _, part in parts),
        supported=supported,
        run_under=dict(run_under),
        profile=profile,
    )
