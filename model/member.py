"""One member: its parameter draw, its population at the base year, and its runs under every scenario."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from clustercast.agents.columns import CellFloat
from clustercast.model import kernel
from clustercast.model.base_year.growth import base_growth, cumulative_weights
from clustercast.model.base_year.known import NOT_GIVEN
from clustercast.model.base_year.organisations import bodies
from clustercast.model.base_year.register import groups_of, known_goal, known_levels, known_traits
from clustercast.model.base_year.shift import LEAST, MOST, REACHED
from clustercast.model.base_year.start import place_named
from clustercast.model.compiled.row_types import region_of
from clustercast.model.compiled.state import Given, Size, State, copy_into, empty_state
from clustercast.model.expressions.assembly import Programs, compile_programs
from clustercast.model.expressions.vocabulary import code_numbers
from clustercast.model.inputs import plan_tables, records
from clustercast.model.inputs.cell_tables import cells_table
from clustercast.model.inputs.conditioning import Conditioning
from clustercast.model.inputs.parameter_draw import draw_parameters
from clustercast.model.inputs.price_history import history_table
from clustercast.model.results import december_tables
from clustercast.scenarios import Plan, load_plan, load_scenario
from clustercast.scenarios.entries import Upgrade
from clustercast.scenarios.language import PLACES
from clustercast.scenarios.numbers import Account, Path, Scope
from clustercast.scenarios.register import read_register, with_firms
from clustercast.scenarios.scenario import Scenario

MOST_ATTEMPTS = 200
ROOM_A_YEAR = 0.1875
"""Slots for entrants a year, in parts of the base population: about 12 percent enter a year, no slot is reused."""
SPARE_SLOTS = 256
STATUS_WORDS = {
    1: "no free slot for an entrant",
    2: "an indicator is not a finite number",
    3: "the base sizes miss the accounts' total by more than the stretch limit",
    4: "a size_factor puts the mean firm of an industry at the size floor or below",
    5: "more robots are on order than can be counted",
}


class MemberError(RuntimeError):
    """A member that cannot be run: its stage and what went wrong."""

    def __init__(self, stage: str, message: str) -> None:
        super().__init__(f"{stage}: {message}")
        self.stage = stage
        self.message = message


@dataclass(frozen=True, slots=True)
class Model:
    """A plan made ready: its register code, its scenarios' tables, and the size of a workspace.

    ``conditioning`` is what its members take in place of their own draws.
    """

    plan: Plan
    programs: Programs
    scenarios: tuple[Scenario, ...]
    fixed: Given
    size: Size
    conditioning: Conditioning | None = None

    @property
    def first_quarter(self) -> int:
        """First quarter of a run."""
        return self.plan.start


@dataclass(frozen=True, slots=True)
class Common:
    """The first quarters of a member, in which its scenarios do not differ: state after them and ``out`` of all."""

    state: State
    out: np.ndarray
    quarters: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A member at the end of the base year: tables, state, what was drawn, and the quarters common to its scenarios."""

    given: Given
    state: State
    values: dict[str, float]
    firms: int
    attempts: int
    common: Common | None = None


def make_model(plan: Plan, scenarios: Sequence[Scenario], conditioning: Conditioning | None = None) -> Model:
    """Compile the plan's expressions and lay out the workspace.  Raises PackError."""
    programs = compile_programs(plan)
    codes = code_numbers(plan)
    most = math.ceil(plan.parameters["n_firms"].reach()[1])
    size = Size(
        slots=math.ceil((1.0 + ROOM_A_YEAR * plan.n_quarters / 4.0) * most) + SPARE_SLOTS,
        upgrades=len(plan.upgrades),
        industries=len(plan.industries),
        clusters=len(plan.clusters),
        cells=sum(records.cell_counts(plan)) + records.CELLS_PER_BLOCK,
        cities=int(records.city_governments(plan).max(initial=0)),
        groups=max(1, len(groups_of(plan))),
        organisations=len(bodies(plan)),
        programmes=len(plan.programmes),
        accounts=Account.GOVERNMENTS + 1 + int(records.city_governments(plan).max(initial=0)),
        registers=max(1, programs.registers),
        results=len(programs.code["numbers"]) + 2 * len(programs.code["aggregates"]),
        indicators=len(plan.indicators),
        life=int(plan.parameters["robot_life_quarters"].value),
        outside=len(plan.outside),
        totals=len(programs.code["totals"]),
        places=max(len(codes[table]) for table in PLACES),
        years=len(december_tables.years_of(plan)),
        profiled=december_tables.places_of(plan),
    )
    return Model(plan, programs, tuple(scenarios), _fixed_tables(plan, programs), size, conditioning)


def prepare(model: Model, seed: int, member: int, state: State | None = None) -> Prepared:
    """Draw, populate, solve the shifts and burn in one member.  Raises MemberError.

    Parameter vectors whose nation misses the robots of the check year are refused; the next attempt has its own draws.
    """
    state = empty_state(model.size) if state is None else state
    for attempt in range(MOST_ATTEMPTS):
        values = draw_parameters(model.plan, seed, member, attempt)
        values |= {} if model.conditioning is None else model.conditioning.values(member)
        given = first_tables(model, values, seed, member)
        path = np.zeros((given.history.shape[1], len(model.plan.upgrades)))
        state.cells[...] = cells_table(model.plan, values, 1.0, 1.0, 1.0)
        if _solve_robots_of_nation(model, given, state, values, path):
            given = _drawn_later(model.plan, given, values, seed, member)
            return _settle(model, given, state, values, path, seed, member, attempt)
    raise MemberError("burn-in", f"{MOST_ATTEMPTS} parameter vectors missed the nation's robots of the check year")


def _settle(
    model: Model,
    given: Given,
    state: State,
    values: dict[str, float],
    path: np.ndarray,
    seed: int,
    member: int,
    attempt: int,
) -> Prepared:
    """Population, shifts of the other upgrades and burn-in, once the nation's robots fit."""
    plan = model.plan
    firms = round(values["n_firms"])
    place_named(plan, given, state, values, seed, member)
    growth = base_growth(plan, seed, member)
    cumulative = cumulative_weights(plan, values, seed, member)
    sizes = np.zeros(2)
    status = kernel.populate(
        given, state, firms, growth.revenue, growth.own, growth.excess, cumulative, sizes, seed, member
    )
    if status != 0:
        raise MemberError("base population", STATUS_WORDS[int(status)])
    if plan.register is not None:
        kernel.know_traits(given, state, known_traits(plan.register), sizes, seed, member)
    _solve_shifts(model, given, state, values, firms, sizes, path)
    kernel.settle_base(given, state, growth.nation, growth.own, seed, member)
    if plan.register is not None:
        levels = known_levels(plan.register)
        if (levels != NOT_GIVEN).any():
            kernel.hold(given, state, levels, seed, member, plan.start - 1)
    return Prepared(given, state, values, firms, attempt + 1)


def simulate(model: Model, prepared: Prepared, scenario: Scenario, state: State, seed: int, member: int) -> np.ndarray:
    """Indicators ``[indicator, quarter]`` of a prepared member under a scenario, in workspace ``state``.

    Raises MemberError.
    """
    plan, common = model.plan, prepared.common
    out = np.full((model.size.indicators, plan.n_quarters), np.nan) if common is None else common.out.copy()
    begin = 0 if common is None else common.quarters
    copy_into(prepared.state if common is None else common.state, state)
    given = scenario_tables(model, prepared, scenario)
    status = kernel.run(given, state, out, seed, member, plan.start, begin, plan.n_quarters)
    if status != 0:
        raise MemberError(f"scenario {scenario.id}", STATUS_WORDS[int(status)])
    return out


def share_quarters(model: Model, prepared: Prepared, state: State, seed: int, member: int) -> Prepared:
    """The member with the quarters common to all its scenarios run once, in workspace ``state``.

    Where they cannot be run, nothing is shared: each scenario then says so itself.
    """
    quarters = plan_tables.common_quarters(model.plan, model.scenarios)
    if quarters == 0:
        return prepared
    copy_into(prepared.state, state)
    out = np.full((model.size.indicators, model.plan.n_quarters), np.nan)
    given = scenario_tables(model, prepared, model.scenarios[0])
    status = kernel.run(given, state, out, seed, member, model.plan.start, 0, quarters)
    return replace(prepared, common=Common(state, out, quarters)) if status == 0 else prepared


def base_tables(model: Model, values: dict[str, float], seed: int, member: int) -> Given:
    """All read-only tables of a member, without a scenario (nothing acts)."""
    return _drawn_later(model.plan, first_tables(model, values, seed, member), values, seed, member)


def first_tables(model: Model, values: dict[str, float], seed: int = 0, member: int = 0) -> Given:
    """The tables that the burn-in of the nation needs; the rest follows once a parameter vector is kept."""
    plan, moved, paths = model.plan, model.conditioning, model.fixed.paths
    return model.fixed._replace(
        paths=paths if moved is None else moved.paths(member, paths, Path.DEMAND),
        params=records.params_table(values),
        stance=records.stance_table(plan, values),
        upgrades=records.upgrades_table(plan, values),
        industries=records.industries_table(plan, values, seed, member),
    )


def _drawn_later(plan: Plan, given: Given, values: dict[str, float], seed: int, member: int) -> Given:
    outside, outside_base = plan_tables.outside_table(plan, seed, member)
    return given._replace(
        outside=outside,
        outside_base=outside_base,
        programmes=records.programmes_table(plan, values, seed, member),
        goals=records.goals_table(plan, values),
        intensity=plan_tables.intensity_table(plan, values),
    )


def _fixed_tables(plan: Plan, programs: Programs) -> Given:
    """The tables that no draw changes; those that are drawn hold their place with the right dtype."""
    targets, required = plan_tables.targets_table(plan)
    fixed = Given(*[np.zeros(0)] * len(Given._fields))._replace(
        clusters=records.clusters_table(plan),
        targets=targets,
        required=required,
        multipliers=np.zeros((len(records.LEVERS), plan.n_quarters)),
        lever_goal=records.lever_goals(),
        paths=np.ones((len(Path), plan.n_quarters)),
        history=history_table(plan),
        city_government=records.city_governments(plan),
        **programs.code,
    )
    return _drawn_later(plan, fixed, plan.parameters.centre(), 0, 0)


def scenario_tables(model: Model, prepared: Prepared, scenario: Scenario) -> Given:
    """The member's tables with a scenario's multipliers, shocks and stance."""
    stance = prepared.given.stance.copy()
    change = scenario.government
    if change.attention is not None:
        stance[0].attention = change.attention
    if change.tournament is not None:
        stance[0].tournament = change.tournament
    stance[0].effort_frozen = int(bool(change.effort_frozen))
    targets = prepared.given.targets.copy()
    targets["base_value"] = prepared.state.indicators[targets["measure"]]
    return prepared.given._replace(
        stance=stance,
        targets=targets,
        multipliers=plan_tables.multipliers_table(model.plan, scenario),
        paths=prepared.given.paths * plan_tables.paths_table(model.plan, scenario),
    )


def _solve_robots_of_nation(
    model: Model, given: Given, state: State, values: dict[str, float], path: np.ndarray
) -> bool:
    """Solve the nation's shift for robots; False when its robots of the check year then lie outside their range."""
    for k, upgrade in enumerate(model.plan.upgrades):
        if upgrade.form == "units":
            names = upgrade.parameters
            checked = np.array([0.0, values[names["check_low"]], values[names["check_high"]]])
            kernel.solve(given, state, k, values[names["nation_stock"]], True, False, path, checked)
            return bool(checked[LEAST] <= checked[REACHED] <= checked[MOST])
    return True


def _solve_shifts(
    model: Model, given: Given, state: State, values: dict[str, float], firms: int, sizes: np.ndarray, path: np.ndarray
) -> None:
    """Solve and set all other shifts of ln benefit: the nation's levels, then the region's upgrades.

    The nation's share of a level scatters around the region's; it is at most a half, or the region's own where that is
    more.
    """
    below = firms_below(region_of(given, state))
    state.cells[...] = cells_table(model.plan, values, float(firms), float(sizes[0]), float(sizes[1]), below)
    national = state.cells[CellFloat.SCOPE] == Scope.NATION
    nation = math.fsum(state.cells[CellFloat.FIRMS, national].tolist())
    density = math.exp(values["nation_density_log_sd"] * values["nation_density_z"])
    checked = np.array([0.0, -math.inf, math.inf])
    for k, upgrade in enumerate(model.plan.upgrades):
        goal = base_goal(upgrade, values, firms)
        levels = upgrade.form == "levels"
        if levels:
            share = goal / firms
            kernel.solve(given, state, k, min(max(0.5, share), share * density) * nation, True, False, path, checked)
        aim, own_only = known_goal(model.plan, k, goal, levels)
        kernel.solve(given, state, k, aim, False, own_only, path, checked)


def base_goal(upgrade: Upgrade, values: dict[str, float], firms: int) -> float:
    """Stock of an upgrade at the end of the base year: robots of the whole region, else firms of the plan's sectors."""
    if upgrade.base_share:
        return values[upgrade.base_share] * firms
    stock = sum(values[name] for name in upgrade.base_counts)
    for name in upgrade.base_factors:
        stock *= values[name]
    return stock


def firms_below(region: Any) -> list[float]:
    """Firms below the size threshold at the base, by industry: those of its clusters."""
    below = [0.0] * len(region.industries)
    for cluster in region.clusters:
        below[cluster.industry] += cluster.below
    return below


def rerun(
    plan: str, scenario: str, *, seed: int, member: int, firms: str | None = None, prior: bool = False
) -> np.ndarray:
    """Run one member of one scenario alone and return its indicators: the reproducer of a failure.

    ``plan`` and ``scenario`` are names or paths, ``firms`` the path of a register; ``prior`` as in `load_plan`.
    Raises MemberError as the ensemble saw it, PackError for bad data.
    """
    loaded = load_plan(plan, prior=prior)
    if firms is not None:
        loaded = with_firms(loaded, read_register(firms, loaded))
    model = make_model(loaded, (load_scenario(scenario),))
    return simulate(model, prepare(model, seed, member), model.scenarios[0], empty_state(model.size), seed, member)
