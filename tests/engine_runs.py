"""Runs of the compiled engine for tests: prepared members, runs stopped after any quarter, changed tables.

A run is repeated from the base year for every quarter that a test looks at, so that a state can be read at its end.
"""

from functools import cache
from pathlib import Path

import numpy as np

from clustercast.agents.columns import EconomyFloat, FirmFloat, SupplierFloat, UpgradeFloat
from clustercast.model import kernel
from clustercast.model.compiled.state import DONE, Given, State, copied
from clustercast.model.member import MemberError, Model, Prepared, make_model, prepare, scenario_tables
from clustercast.scenarios import Plan, load_plan, load_scenario

INVENTED = str(Path(__file__).parent / "data" / "invented-province")
HENAN = "henan-equipment-2017"
SEED = 7


@cache
def plan_of(name: str) -> Plan:
    """A plan by name or path."""
    return load_plan(Path(name) if "/" in name else name)


@cache
def model_of(name: str) -> Model:
    """A plan made ready with the three scenarios of incentives."""
    return make_model(
        plan_of(name), [load_scenario(one) for one in ("as-written", "no-incentives", "double-incentives")]
    )


@cache
def member_of(name: str, member: int = 0, seed: int = SEED) -> Prepared:
    """A prepared member; read only.  A small province may miss its total: the next member that fits is taken."""
    if "/" not in name:
        return prepare(model_of(name), seed, member)
    return fitting(name, member, seed)[1]


@cache
def fitting(name: str, member: int, seed: int = SEED) -> tuple[int, Prepared]:
    """The first member from ``member`` on whose base population meets the accounts, and its number."""
    for number in range(member, member + 60):
        try:
            return number, prepare(model_of(name), seed, number)
        except MemberError:
            continue
    raise AssertionError("no member meets the accounts")


def tables_under(name: str, scenario: str, prepared: Prepared) -> Given:
    """A member's tables under a scenario, free to be changed."""
    model = model_of(name)
    chosen = next(one for one in model.scenarios if one.id == scenario)
    return own_tables(scenario_tables(model, prepared, chosen))


def own_tables(given: Given) -> Given:
    """A copy of the tables that a test may write to."""
    return Given(*(array.copy() for array in given))


def with_parameters(given: Given, **values: float) -> Given:
    """Own tables with other parameters."""
    changed = own_tables(given)
    for name, value in values.items():
        assert name in (changed.params.dtype.names or ())
        changed.params[0][name] = value
    return changed


def advance(given: Given, state: State, first: int, quarters: int, member: int = 0, seed: int = SEED) -> np.ndarray:
    """Run ``state`` itself; indicators ``[indicator, quarter]``."""
    out = np.full((state.indicators.shape[0], quarters), np.nan)
    assert kernel.run(given, state, out, seed, member, first, 0, quarters) == DONE
    return out


def after(given: Given, state: State, first: int, quarters: int, member: int = 0, seed: int = SEED) -> State:
    """A copy of ``state`` after some quarters."""
    end = copied(state)
    advance(given, end, first, quarters, member, seed)
    return end


def states(given: Given, state: State, first: int, quarters: int, member: int = 0, seed: int = SEED) -> list[State]:
    """The state before the first quarter and after each of them."""
    return [copied(state), *(after(given, state, first, q, member, seed) for q in range(1, quarters + 1))]


def still(given: Given) -> Given:
    """A world in which nothing moves: no plan, growth, shocks, entry, redrawn taste or learning by doing."""
    quiet = with_parameters(
        given, demand_growth=0.0, demand_sd=0.0, nowcast_demand_growth=0.0, ppi_growth=0.0, ppi_sd=0.0,
        nowcast_ppi_growth=0.0, wage_growth=0.0, wage_sd=0.0, loan_rate_sd=0.0, energy_price_growth=0.0,
        energy_price_sd=0.0, productivity_growth=0.0, learning_rate=0.0, shock_scale=0.0, shock_cap=0.0,
        entry_rate=0.0, taste_redraw=0.0, threshold_revenue=0.0, acquisition_rate=0.0)  # fmt: skip
    quiet.multipliers[...] = 0.0
    quiet.paths[...] = 1.0
    return quiet


def quiet_world(name: str) -> tuple[int, Given, State, int]:
    """Tables and state of a member in which nobody hears anything or has upgrades, and all gains are nought."""
    number, prepared = fitting(name, 0)
    given = still(tables_under(name, "no-incentives", prepared))
    given.params[0].innovation_rate = 0.0
    given.params[0].imitation_rate = 0.0
    state = copied(prepared.state)
    state.cell_upgrades[...] = 0.0
    state.cell_vintages[...] = 0.0
    state.ramping[...] = 0.0
    state.ramping_out[...] = 0.0
    state.economy[EconomyFloat.OUT_GAIN_SETTLED] = 0.0
    for row in (FirmFloat.GAIN, FirmFloat.GAIN_SETTLED, FirmFloat.SAVING, FirmFloat.SAVING_SETTLED, FirmFloat.HABIT):
        state.floats[row] = 0.0
    state.upgrade_codes[...] = 0
    state.upgrade_floats[UpgradeFloat.GAIN_HELD :] = 0.0
    state.vintages[...] = 0
    state.suppliers[SupplierFloat.CAPACITY] = 1e6
    return number, given, state, model_of(name).plan.start
