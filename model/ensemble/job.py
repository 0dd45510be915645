"""The work on members: what any worker does, in this process, in another one or on another machine."""

from __future__ import annotations

import hashlib
import json
import pickle
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from threading import Lock, local
from typing import ClassVar, TypeVar

import numpy as np

from clustercast.agents.columns import FirmFloat, GroupFloat
from clustercast.agents.lengths import SIZE_BOUNDS
from clustercast.model.base_year.lead_firms import PER_100M
from clustercast.model.compiled.state import State, empty_state
from clustercast.model.ensemble.warm import warm
from clustercast.model.inputs.conditioning import Conditioning
from clustercast.model.inputs.parameter_draw import drawn_accounts, drawn_industries
from clustercast.model.member import MemberError, Model, Prepared, make_model, prepare, share_quarters, simulate
from clustercast.model.results.block import Failure, Part, member_ids
from clustercast.model.results.december_tables import empty_profile, profile_of
from clustercast.model.results.manifest import identity
from clustercast.scenarios import Plan, Scenario, plan_names

SIZE_CLASSES = tuple(bound / PER_100M for bound in SIZE_BOUNDS)
GROUP_CLASSES = (50.0, 100.0, 500.0)
T = TypeVar("T")
MODELS_KEPT = 4


class StoppedError(RuntimeError):
    """The run is ending: the block was not finished."""


class Recipe:
    """Plan, scenarios and seed of members, and their model, built once in every process that works on them.

    ``point`` names the parameters of a design point, ``rerun`` is the line that repeats one of its members, with
    ``{scenario!r}`` and ``{member}`` to be filled in. It travels as bytes of the plan and the scenarios.
    """

    _models: ClassVar[OrderedDict[str, Model]] = OrderedDict()
    _lock = Lock()

    def __init__(
        self,
        plan: Plan,
        scenarios: Sequence[Scenario],
        seed: int,
        point: str = "",
        rerun: str = "",
        conditioning: Conditioning | None = None,
    ) -> None:
        self.seed = seed
        self.point = point
        self.rerun = rerun
        self._given = (plan, tuple(scenarios), conditioning)
        self._packed = b""
        self._key = ""

    def __getstate__(self) -> tuple[int, str, str, bytes, str]:
        self._pack()
        return self.seed, self.point, self.rerun, self._packed, self._key

    def __setstate__(self, state: tuple[int, str, str, bytes, str]) -> None:
        self.seed, self.point, self.rerun, self._packed, self._key = state
        self._given = None

    def _pack(self) -> None:
        if not self._packed:
            self._packed = pickle.dumps(self._given)
            self._key = hashlib.sha256(self._packed).hexdigest()

    @property
    def key(self) -> str:
        """A name for all that it is, the same for equal recipes."""
        self._pack()
        return hashlib.sha256(repr((self.seed, self.point, self.rerun, self._key)).encode()).hexdigest()[:16]

    def model(self) -> Model:
        """The model, made ready and compiled. Raises PackError."""
        self._pack()
        with Recipe._lock:
            found = Recipe._models.get(self._key)
            if found is None:
                plan, scenarios, conditioning = self._given or pickle.loads(self._packed)
                found = make_model(plan, scenarios, conditioning)
                warm(found)
                Recipe._models[self._key] = found
            Recipe._models.move_to_end(self._key)
            while len(Recipe._models) > MODELS_KEPT:
                Recipe._models.popitem(last=False)
        return found


Range = tuple[int, int, int, str]
"""First member, the one after the last, number of the design point, the scenarios' group."""


@dataclass(frozen=True, slots=True)
class Job:
    """Members ``first`` to ``last - 1`` of a recipe: the work of one block, named by what it is and not by who does it.

    ``point`` is the number of the design point, ``group`` the scenarios' group.
    """

    recipe: Recipe
    first: int
    last: int
    point: int = 0
    group: str = ""

    @property
    def range(self) -> Range:
        """All but the recipe."""
        return self.first, self.last, self.point, self.group

    @property
    def name(self) -> str:
        """The name of the block."""
        return f"p{self.point:05d}-{self.group}-m{self.first:08d}-{self.last:08d}"

    def single(self, member: int) -> Job:
        """The work on one of its members."""
        return Job(self.recipe, member, member + 1, self.point, self.group)


class _Spaces(local):
    """The workspaces of a thread (base year, common quarters, a run): threads share none."""

    model: Model | None = None
    three: tuple[State, State, State]

    def of(self, model: Model) -> tuple[State, State, State]:
        if self.model is None or self.model.size != model.size:
            self.three = empty_state(model.size), empty_state(model.size), empty_state(model.size)
        self.model = model
        return self.three


_spaces = _Spaces()


def never() -> bool:
    """Nobody asks this worker to stop."""
    return False


def work(job: Job, stopped: Callable[[], bool] = never) -> Part:
    """Runs the members of a job. A failed one is data. Raises StoppedError, and whatever is no fault of a member."""
    model = job.recipe.model()
    part = empty_part(model, job)
    failures: list[Failure] = []
    for member in range(job.first, job.last):
        _run_member(model, job, member, part, failures, stopped)
    return replace(part, failures=tuple(failures))


def empty_part(model: Model, job: Job) -> Part:
    """A part in which nothing was run yet."""
    plan, members = model.plan, job.last - job.first
    hashes, made_by = [one.hash for one in model.scenarios], json.dumps(identity())
    return Part(
        job.first,
        np.full((len(model.scenarios), members, len(plan.indicators), plan.n_quarters), np.nan),
        np.full((members, len(plan.indicators)), np.nan),
        np.full((members, len(draw_names(plan))), np.nan),
        np.full((members, len(fact_names())), np.nan),
        member_ids(made_by, plan.hash, job.recipe.point, job.recipe.seed, hashes, range(job.first, job.last)),
        (),
        empty_profile(plan, len(model.scenarios), members),
    )


def lost_part(job: Job, message: str) -> Part:
    """The part of one member that ends every process which runs it."""
    model = job.recipe.model()
    error = MemberError("process", message)
    failures = tuple(failure_of(model, job.recipe, job.first, one.id, error) for one in model.scenarios)
    return replace(empty_part(model, job), failures=failures)


def _run_member(
    model: Model, job: Job, member: int, part: Part, failures: list[Failure], stopped: Callable[[], bool]
) -> None:
    seed, row = job.recipe.seed, member - job.first
    base, common, space = _spaces.of(model)
    _halt(stopped)
    try:
        prepared = _guarded("preparation", lambda: prepare(model, seed, member, base))
        part.base[row] = prepared.state.indicators
        part.draws[row] = _drawn(model, prepared, seed, member)
        part.facts[row] = list(base_facts(prepared).values())
        _note_profile(model, part, slice(None), row, prepared.state, 1)
        ready = prepared
        prepared = _guarded("preparation", lambda: share_quarters(model, ready, common, seed, member))
    except MemberError as error:
        failures += [failure_of(model, job.recipe, member, scenario.id, error) for scenario in model.scenarios]
        return
    for number, scenario in enumerate(model.scenarios):
        _halt(stopped)
        try:
            part.values[number, row] = _simulated(model, prepared, scenario, space, seed, member)
            _note_profile(model, part, number, row, space, space.take_up.shape[0])
        except MemberError as error:
            failures.append(failure_of(model, job.recipe, member, scenario.id, error))


def _note_profile(model: Model, part: Part, scenario: int | slice, row: int, state: State, years: int) -> None:
    for name, table in profile_of(model.plan, state, years).items():
        part.profile[name][scenario, row, :years] = table


def _halt(stopped: Callable[[], bool]) -> None:
    if stopped():
        raise StoppedError("the run is ending")


def _guarded(stage: str, act: Callable[[], T]) -> T:
    """The result; what arithmetic refuses is the member's own, as a MemberError with its stage.

    Any other error, of the data given, of this machine or of a program, ends the run, and nothing is kept of it.
    """
    try:
        return act()
    except ArithmeticError as error:
        raise MemberError(stage, f"{type(error).__name__}: {error}") from error


def _simulated(
    model: Model, prepared: Prepared, scenario: Scenario, space: State, seed: int, member: int
) -> np.ndarray:
    stage = f"scenario {scenario.id}"
    found = _guarded(stage, lambda: simulate(model, prepared, scenario, space, seed, member))
    if not np.isfinite(found).all():
        raise MemberError(stage, "an indicator is not a finite number")
    return found


def failure_of(model: Model, recipe: Recipe, member: int, scenario: str, error: MemberError) -> Failure:
    """The failure with the line that repeats it."""
    line = recipe.rerun.format(scenario=scenario, member=member) or _rerun(model, recipe.seed, member, scenario)
    return Failure(member, scenario, error.stage, error.message, line)


def _rerun(model: Model, seed: int, member: int, scenario: str) -> str:
    plan = model.plan.id if model.plan.id in plan_names() else str(model.plan.folder)
    register = model.plan.register
    firms = "" if register is None else f", firms={str(register.path)!r}"
    prior = ", prior=True" if model.plan.posterior is None else ""
    asked = f"{plan!r}, {scenario!r}, seed={seed}, member={member}{firms}{prior}"
    return f"from clustercast.model.member import rerun; rerun({asked})"


def _grants(plan: Plan) -> list[int]:
    return [n for n, programme in enumerate(plan.programmes) if programme.act == "grant"]


def draw_names(plan: Plan) -> tuple[str, ...]:
    """Names of what is drawn for a member: parameters, shares of support, quantities of industries and accounts."""
    shares = [f"{plan.programmes[n].id}.support_share" for n in _grants(plan)]
    return (*plan.parameters_in_use, *shares, *drawn_industries(plan, 0, 0), *drawn_accounts(plan, 0, 0))


def _drawn(model: Model, prepared: Prepared, seed: int, member: int) -> list[float]:
    plan = model.plan
    common = [prepared.values[name] for name in plan.parameters_in_use]
    shares = prepared.given.programmes["support_share"][_grants(plan)]
    industries, accounts = (draw(plan, seed, member) for draw in (drawn_industries, drawn_accounts))
    return [*common, *shares.tolist(), *industries.values(), *accounts.values()]


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
