"""The readable and the compiled engine give the same numbers, to the last bit, every quarter and in every column."""

import gc
import weakref
from dataclasses import replace

import mesa
import numpy as np
import pytest

from clustercast.agents.columns import (
    CellFloat,
    Count,
    FirmCode,
    FirmFloat,
    ProgrammeFloat,
    SupplierFloat,
    UpgradeCode,
    UpgradeFloat,
)
from clustercast.model.compiled.state import NO_SLOT, copied
from clustercast.model.reference.agents_from_columns import write
from clustercast.scenarios import load_plan
from tests.engines import (
    Case,
    assert_equal_engines,
    case_of,
    differ,
    invented_plan,
    narrowed,
    region,
    run_kernel,
    with_programmes,
)
from tests.programmes import outside_path, programme, with_more

SCENARIOS = (
    "as-written", "no-incentives", "double-incentives", "demand-slump", "tight-credit", "strong-evaluation",
)  # fmt: skip
GENEROUS = {"first_belief": 0.6, "cost_of_applying": 0.01, "support_share": 0.3}


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("seed", [1, 2, 2**31 + 5])
def test_invented_province(scenario, seed):
    state = assert_equal_engines(case_of(invented_plan(), scenario, seed))
    assert state.counts[Count.ENTERED] > 0


@pytest.mark.parametrize("scenario", ["as-written", "double-incentives"])
def test_henan_with_few_firms(scenario):
    plan = narrowed(load_plan("henan-equipment-2017"), n_firms=450.0, stretch_limit=5.0, **GENEROUS)
    state = assert_equal_engines(case_of(plan, scenario, member=3))
    assert (state.titles > 0).any()
    assert state.programmes[ProgrammeFloat.OUTLAY_YEAR].max() > 0.0


def grants(**changes) -> dict:
    """Changes that make many firms apply for grants."""
    return {"eligible": "active == 1", **changes}


def make_keen(prepared):
    """Every firm knows every upgrade and likes it."""
    prepared.state.upgrade_codes[UpgradeCode.AWARE] = 1
    prepared.state.upgrade_floats[UpgradeFloat.TASTE] = 1e-3


def test_all_scores_equal():
    plan = with_programmes(invented_plan(**GENEROUS), grants(score="1"), only="grant")
    plan = with_programmes(plan, {"score": "0"}, only="recognition")
    state = assert_equal_engines(case_of(plan, "double-incentives", seed=7, change=make_keen))
    assert state.programmes[ProgrammeFloat.AWARDED, 0] > 0.0
    assert state.programmes[ProgrammeFloat.APPLICANTS, 0] > state.programmes[ProgrammeFloat.AWARDED, 0]


def test_no_credit():
    def ruin(prepared):
        make_keen(prepared)
        prepared.state.floats[FirmFloat.CASH] *= 0.1

    plan = with_programmes(invented_plan(**GENEROUS, leverage_limit=0.0, guarantee_share=0.0), grants(), only="grant")
    state = assert_equal_engines(case_of(plan, "double-incentives", seed=5, change=ruin))
    assert state.counts[Count.REFUSED_FINANCE] > 0
    assert state.counts[Count.REFUSED_WITH_AWARD] > 0


def test_long_queues():
    def starve(prepared):
        make_keen(prepared)
        prepared.state.suppliers[SupplierFloat.CAPACITY] = 0.3

    state = assert_equal_engines(case_of(invented_plan(), "as-written", seed=6, change=starve))
    assert state.suppliers[SupplierFloat.BACKLOG].max() > 10.0 * state.suppliers[SupplierFloat.CAPACITY].max()


def test_entry_and_exit():
    plan = invented_plan(entry_rate=0.4, threshold_revenue=6000.0)
    state = assert_equal_engines(case_of(plan, "demand-slump", seed=7))
    assert state.counts[Count.ENTERED] > 30
    assert state.counts[Count.LEFT_BELOW] > 30


def test_insolvency():
    def ruin(prepared):
        prepared.state.floats[FirmFloat.MARGIN] = -0.3
        prepared.state.floats[FirmFloat.CASH] = 0.0

    plan = invented_plan(leverage_limit=0.0, guarantee_share=0.0)
    state = assert_equal_engines(case_of(plan, "as-written", seed=8, change=ruin))
    assert state.counts[Count.LEFT_INSOLVENT] > 30


EVERY_ACT = (
    programme(
        "pilot", "recognition", eligible="active == 1 and robots >= 1", score="revenue_year", capacity=9,
        cells="robots_adopted", base_share=0.3, base_weight="1 + lead", reward=400, budget=3000, upgrade="smart",
        delay_quarters=2,
    ),
    programme("model", "recognition", eligible='had("pilot")', score="energy / value_added", capacity=2.4,
              cells='had("pilot")', reward=300, upgrade="smart"),
    programme("brand", "title", score='lead + has("pilot")', above_quota=90, share_of_candidates=0.05, gamma=1.3,
              reward=500, upgrade="smart", instruments=("smart-factory-promotion",)),
    programme("base", "title", subject="organisation", level="province", eligible="designated == 0", score="quality",
              above_quota=3, share_of_candidates=0.5, reward=20),
    programme("listed", "status", score="lead", rate=0.06, gamma=0.4, path="index", cells="0.4", base_share=0.1,
              reward=10, upgrade="service"),
    programme("order", "mandate", upgrade="green", rate=0.3, inspection_rate=2.0,
              eligible="active == 1 and employment >= 100", instruments=("smart-factory-promotion",)),
    programme("robots-for-all", "mandate", upgrade="robots"),
    programme("old-plants", "phase_out", score="0 - capability", capacity=12, cells="1 - robots_adopted"),
)  # fmt: skip


@pytest.mark.parametrize("scenario", ["as-written", "double-incentives"])
def test_every_act_in_one_run(scenario):
    plan = with_more(invented_plan(**GENEROUS), *EVERY_ACT, outside=(outside_path("index", 100.0, 8.0),))
    case = case_of(plan, scenario, seed=9, change=raise_index)
    state = assert_equal_engines(case)
    awards = dict(zip((one.id for one in plan.programmes), state.programmes[ProgrammeFloat.AWARDED_SINCE], strict=True))
    assert not [one.id for one in EVERY_ACT if awards[one.id] == 0.0]
    held = case.prepared.state
    assert 0.0 < held.titles[3].sum() < (held.codes[FirmCode.ACTIVE] == 1).sum()
    assert held.titles.max() == 1 and held.cell_titles[0, 3].max() > 0.0
    assert state.counts[Count.LEFT_PHASED] > 0
    assert state.cells[CellFloat.FIRMS].sum() < held.cells[CellFloat.FIRMS].sum()
    assert state.programmes[ProgrammeFloat.OUTLAY_YEAR, 3:8].max() > 0.0


def raise_index(prepared):
    """The outside path stands half above its base."""
    prepared.state.outside[...] = 150.0


def test_no_free_slot():
    case = case_of(invented_plan(entry_rate=0.5), "as-written")
    few = int(case.prepared.state.counts[Count.SLOTS_USED]) + 2
    cut = {
        name: np.ascontiguousarray(array[..., :few])
        for name, array in case.prepared.state._asdict().items()
        if array.ndim
        and array.shape[-1] == case.model.size.slots
        and name not in ("order", "keys", "registers", "counted")
    }
    prepared = replace(case.prepared, state=case.prepared.state._replace(**cut))
    twin = region(replace(case, prepared=prepared))
    while twin.running and twin.step_number < case.model.plan.n_quarters:
        twin.step()
    with pytest.raises(AssertionError):
        run_kernel(replace(case, prepared=prepared))
    assert twin.counts.status == NO_SLOT
    assert len(twin.firms) == few
    twin.close()
    assert case.prepared.state.counts[Count.STATUS] == 0


def test_half_in_the_readable_engine_half_compiled():
    """The readable engine's state, written back, goes on in the compiled engine to the same numbers."""
    case = case_of(invented_plan(), "as-written", seed=3)
    wanted, _ = run_kernel(case)
    twin = region(case)
    for _ in range(4):
        twin.step()
    assert twin.indicators() == wanted[:, 3].tolist()
    state = copied(case.prepared.state)
    write(twin, state)
    again = region_build_again(case, state)
    assert not differ(state.floats, again.floats) and not differ(state.upgrade_codes, again.upgrade_codes)
    twin.close()


def region_build_again(case: Case, state):
    """A state read into a region and written back."""
    twin = region(replace(case, prepared=replace(case.prepared, state=state)))
    back = copied(case.prepared.state)
    write(twin, back)
    twin.close()
    return back


def test_no_numpy_number_leaks_in():
    twin = region(case_of(invented_plan(), "as-written"))
    twin.step()
    kinds = {type(value) for firm in twin.firms for value in vars(firm).values()}
    kinds |= {type(value) for one in (*twin.cells, *twin.groups, *twin.programmes) for value in vars(one).values()}
    kinds |= {type(value) for one in (twin.economy, twin.params, *twin.markets) for value in vars(one).values()}
    twin.close()
    assert not {kind for kind in kinds if issubclass(kind, np.generic)}


def test_a_closed_region_is_let_go():
    case = case_of(invented_plan(), "as-written")
    region(case).close()
    before = len(mesa.Agent._ids)
    twins, firms = [], []
    for _ in range(3):
        twin = region(case)
        twin.step()
        twins.append(weakref.ref(twin))
        firms.extend(weakref.ref(one) for one in twin.firms)
        twin.close()
    del twin
    gc.collect()
    assert len(mesa.Agent._ids) == before
    assert not [one for one in (*twins, *firms) if one() is not None]
