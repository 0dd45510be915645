"""A whole study: a screening of all factors (Morris), then indices of the few that matter (Sobol).

The stages stand in a folder each (`screening/`, `indices/`) as a store does, so that a study that was stopped goes on.
At the points of the screening every factor is fixed, and members differ by chance alone; at those of the second stage
only the few are, and a probability is that over the members' own draws of all else, as in a run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clustercast.calibration.sensitivity.design import Design, morris_design, sobol_design
from clustercast.calibration.sensitivity.factors import Factor, calibrated, factors_of
from clustercast.calibration.sensitivity.history import refused
from clustercast.calibration.sensitivity.indices import Effect, Index, effects, indices, most_important, whole_blocks
from clustercast.calibration.sensitivity.runs import Outcomes, Runs, columns_of, inputs_of_design, run_design
from clustercast.model.ensemble.ensemble import run_ensemble
from clustercast.model.ensemble.workers import WorkerPool
from clustercast.model.results.store import Store
from clustercast.scenarios import Plan, Scenario

Progress = Callable[[int, int], None]
STAGES = ("screening", "indices")


@dataclass(frozen=True, slots=True)
class Settings:
    """How much is run: ``trajectories`` of the screening, ``base_points`` (a power of two) over ``few`` factors, and
    ``members`` at every point; ``seed`` is that of the members and of the designs. Without base points there is no
    second stage.
    """

    trajectories: int = 6
    base_points: int = 64
    few: int = 8
    members: int = 16
    seed: int = 1

    @property
    def fault(self) -> str:
        """What is wrong with the settings and what to write instead; "" where nothing is."""
        if self.trajectories < 2:
            return "a spread of effects needs two trajectories; write 2 or more"
        if self.base_points == 1 or self.base_points & (self.base_points - 1):
            nearest = 1 << (self.base_points - 1).bit_length()
            return f"base points are a power of two, not {self.base_points}; write {max(2, nearest)}, or 0 for none"
        if self.members < 1 or self.few < 1:
            return "a study needs one member and one factor at least; write 1 or more"
        return ""

    def runs(self, factors: int) -> tuple[int, int]:
        """Members that each stage runs, for so many factors."""
        chosen = min(self.few, factors)
        return self.trajectories * (factors + 1) * self.members, self.base_points * (chosen + 2) * self.members


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What a study found.

    ``factors`` are those of both stages, ``chosen`` those of the second; ``runs`` members run a stage; ``left_out``
    trajectories and base points in which no member of some point could be judged, the most over the targets;
    ``failed_members`` those that gave no number, over all points; ``refused`` the share of the screening's points
    that the burn-in of a run would refuse.
    """

    plan: Plan
    scenario: Scenario
    settings: Settings
    factors: tuple[Factor, ...]
    effects: tuple[Effect, ...]
    chosen: tuple[str, ...]
    indices: tuple[Index, ...]
    runs: tuple[int, int]
    left_out: tuple[int, int]
    failed_members: int
    refused: float

    @property
    def screened(self) -> tuple[Factor, ...]:
        """The factors of the screening, in which each is varied alone."""
        return tuple(one for one in self.factors if not one.rows)

    def screening(self, target: str, measure: str = "margin") -> tuple[Effect, ...]:
        """The effects on a target, largest first."""
        own = [one for one in self.effects if one.target == target and one.measure == measure]
        return tuple(sorted(own, key=lambda one: -one.mu_star))

    def covered(self, target: str, measure: str = "margin") -> float:
        """The part of all effects on a target that comes from factors of the second stage, 0 to 1.

        Indices share out the variance that these alone make: where this is small, they tell little of the target.
        """
        fixed = {axis for one in self.factors if one.id in self.chosen for axis in one.axes}
        within = {one.id for one in self.factors if set(one.axes) <= fixed}
        own = [one for one in self.effects if one.target == target and one.measure == measure]
        return sum(one.share for one in own if one.factor in within)

    def shares(self, target: str, measure: str = "margin") -> tuple[Index, ...]:
        """The indices of a target, largest total first."""
        own = [one for one in self.indices if one.target == target and one.measure == measure]
        return tuple(sorted(own, key=lambda one: -one.total))


def run_study(
    plan: Plan,
    scenario: Scenario,
    settings: Settings,
    *,
    folder: Path | None = None,
    factors: tuple[Factor, ...] | None = None,
    workers: int = 2,
    executor: WorkerPool | None = None,
    progress: Progress | None = None,
    notice: Callable[[str], None] | None = None,
    run: Runs = run_ensemble,
) -> Sensitivity:
    """Carries out both stages; with a ``folder`` it goes on with what stands there.

    ``factors`` are those to screen (all of the plan's if not given). Raises RunRefusedError when the folder holds
    another study, PackError for given data that cannot be used.
    """
    factors = factors_of(plan) if factors is None else factors
    means: dict[str, Any] = {"members": settings.members, "seed": settings.seed, "workers": workers}
    means |= {"executor": executor, "run": run}
    parts = settings.runs(len(factors))

    def carried_out(design: Design, stage: int) -> Outcomes:
        place = None if folder is None else folder / STAGES[stage]
        told = _told(progress, sum(parts[:stage]), sum(parts))
        return _stage(design, plan, scenario, place, means | {"progress": told}, notice)

    designs = [morris_design(factors, settings.trajectories, settings.seed)]
    found = [carried_out(designs[0], 0)]
    screened, shared = effects(designs[0], found[0]), ()
    chosen = most_important(screened, settings.few)
    if chosen and settings.base_points:
        few = bound_together(plan, factors, chosen)
        designs.append(sobol_design(few, settings.base_points, settings.seed))
        found.append(carried_out(designs[1], 1))
        shared = indices(designs[1], found[1])
    return _sensitivity(plan, scenario, settings, designs, found, screened, shared)


def bound_together(plan: Plan, factors: Sequence[Factor], chosen: Sequence[str]) -> tuple[Factor, ...]:
    """The chosen factors; what the plan draws from its posterior is put in as one, because its parts go together."""
    jointly = calibrated(plan)
    bound = frozenset() if jointly is None else {axis.id for axis in jointly.axes}
    picked = [one for one in factors if one.id in chosen]
    alone = tuple(one for one in picked if not bound & {axis.id for axis in one.axes})
    return alone if jointly is None or len(alone) == len(picked) else (*alone, jointly)


def _stage(
    design: Design,
    plan: Plan,
    scenario: Scenario,
    folder: Path | None,
    means: dict[str, Any],
    notice: Callable[[str], None] | None,
) -> Outcomes:
    """The runs of one stage, in a store of its own where there is a folder."""
    if folder is None:
        return run_design(design, plan, scenario, **means)
    inputs = inputs_of_design(design, plan, scenario, means["members"], means["seed"])
    with Store.begin(folder, inputs, columns_of(design, plan)) as store:
        if store.damaged and notice is not None:
            notice(f"damaged, made again: {', '.join(store.damaged)}")
        found = run_design(design, plan, scenario, store=store, **means)
        store.seal()
    return found


def _told(progress: Progress | None, before: int, total: int) -> Progress | None:
    if progress is None:
        return None
    told = progress
    return lambda done, _: told(before + done, total)


def _sensitivity(
    plan: Plan,
    scenario: Scenario,
    settings: Settings,
    designs: Sequence[Design],
    found: Sequence[Outcomes],
    screened: tuple[Effect, ...],
    shared: tuple[Index, ...],
) -> Sensitivity:
    """What was found, with how much was run for it."""
    factors, few = designs[0].factors, designs[1].factors if len(designs) > 1 else ()
    runs = [one.ahead.shape[1] * settings.members for one in found] + [0]
    left = [_left_out(design, outcomes) for design, outcomes in zip(designs, found, strict=True)] + [0]
    return Sensitivity(
        plan=plan,
        scenario=scenario,
        settings=settings,
        factors=(*factors, *(one for one in few if one not in factors)),
        effects=screened,
        chosen=tuple(one.id for one in few),
        indices=shared,
        runs=(runs[0], runs[1]),
        left_out=(left[0], left[1]),
        failed_members=sum(len(one.failures) for one in found),
        refused=refused(designs[0], plan),
    )


def _left_out(design: Design, outcomes: Outcomes) -> int:
    """The most blocks without a number at some point, over the targets."""
    return max((design.size - whole_blocks(design, row)[0] for row in outcomes.margin()), default=0)


__all__ = ["STAGES", "Sensitivity", "Settings", "run_study"]
