"""The profile of a member: it adds up to what indicators and the ledger say, and a run on disk gives it as it was."""

from dataclasses import replace

import numpy as np
import pytest

import clustercast.model.ensemble.job
from clustercast.agents.columns import GovernmentFloat, UpgradeCode
from clustercast.agents.firm.size import SIZE_BOUNDS, size_class
from clustercast.model.compiled.state import OUTLAY, TITLES_HELD
from clustercast.model.ensemble.ensemble import run_ensemble
from clustercast.model.member import MemberError
from clustercast.model.results.december_tables import TABLES, described, profile_of, years_of
from clustercast.model.results.run import open_run
from clustercast.model.results.run_folder import inputs_of
from clustercast.model.results.store import Store
from clustercast.scenarios import load_plan, load_scenario, plan_names
from clustercast.scenarios.entries import Indicator
from tests.engines import assert_equal_engines, case_of, invented_plan, narrowed, run_kernel, with_programmes
from tests.model.test_register_runs import register_plan, rows
from tests.other_packs import EIGHT, invented_with
from tests.programmes import programme, with_more
from tests.sweeps import SEED, files_of, sweep

MEMBERS = 6
MANY = {"entry_rate": 0.4, "threshold_revenue": 6000.0, "first_belief": 0.6, "support_share": 0.3}


def measured(plan, expressions):
    """The plan with these expressions as its only indicators."""
    labels = {"unit": "firms", "kind": "stock"}
    made = (Indicator(id=id, label_zh=id, label_en=id, expression=text, **labels) for id, text in expressions.items())
    return replace(plan, indicators=tuple(made), targets=())


def expressions_of(plan):
    """What indicators say of the very numbers of the profile: name -> expression."""
    found = {"firms": "count(active == 1)"}
    for upgrade in plan.upgrades:
        found[f"with_{upgrade.code}"] = f"count({upgrade.code} >= 1)"
    for cluster in plan.clusters:
        found[f"in_{cluster.id}"] = f'count(cluster == "{cluster.id}")'
        found[f"robots_in_{cluster.id}"] = f'count(robots >= 1 and cluster == "{cluster.id}")'
    for city in plan.cities:
        found[f"smart_in_{city.code}"] = f'count(smart >= 1 and city == "{city.code}")'
    for bound in SIZE_BOUNDS:
        found[f"from_{bound:g}"] = f"count(revenue_year >= {bound:g})"
        found[f"green_from_{bound:g}"] = f"count(green >= 1 and revenue_year >= {bound:g})"
    return found


def decembers(plan, ensemble, name):
    """An indicator at the end of the base year and at each December, of every scenario and member."""
    values = ensemble.dataset[name].values
    base = np.broadcast_to(ensemble.base(name)[None, :, None], (*values.shape[:2], 1))
    return np.concatenate([base, values[:, :, 3::4]], axis=-1)


def same(one, other):
    return np.array_equal(one, other, equal_nan=True)


# It adds up


def test_firms_and_adopters_are_those_that_indicators_count():
    plan = invented_plan(**MANY)
    plan = measured(plan, expressions_of(plan))
    ensemble = run_ensemble(plan, [load_scenario("as-written"), load_scenario("double-incentives")], members=8, seed=1)
    found = ensemble.dataset
    assert found["year"].values.tolist() == ["2016", "2017", "2018", "2019", "2020"]

    def says(name):
        return decembers(plan, ensemble, name)

    assert np.nanmin(says("firms")[..., -1]) > 0.0 and np.nanmax(says("with_robots")) > 0.0
    for by in ("cluster", "city", "size"):
        firms, adopters = found[f"firms_by_{by}"], found[f"adopters_by_{by}"]
        assert same(firms.values.sum(axis=-1), says("firms"))
        for upgrade in plan.upgrades:
            assert same(adopters.sel(upgrade=upgrade.code).values.sum(axis=-1), says(f"with_{upgrade.code}"))
    for id in found["cluster"].values:
        assert same(found["firms_by_cluster"].sel(cluster=id).values, says(f"in_{id}"))
        assert same(found["adopters_by_cluster"].sel(cluster=id, upgrade="robots").values, says(f"robots_in_{id}"))
    for id in found["city"].values:
        assert same(found["adopters_by_city"].sel(city=id, upgrade="smart").values, says(f"smart_in_{id}"))
    for place, bound in enumerate(SIZE_BOUNDS):
        reached = slice(place + 1, None)
        assert same(found["firms_by_size"][..., reached].values.sum(axis=-1), says(f"from_{bound:g}"))
        green = found["adopters_by_size"].sel(upgrade="green")[..., reached].values
        assert same(green.sum(axis=-1), says(f"green_from_{bound:g}"))


def test_firms_below_scale_stand_apart_and_are_those_of_their_cells():
    plan = narrowed(invented_with(EIGHT, below_scale=True), stretch_limit=5.0)
    asked = {"firms": 'sum_cells(firms * (scope == "below"))'}
    asked |= {"cloud": 'sum_cells(firms * cloud_adopted * (scope == "below"))', "above": "count(cloud >= 1)"}
    plan = measured(plan, asked)
    ensemble = run_ensemble(plan, [load_scenario("as-written")], members=4, seed=2)
    found = ensemble.dataset
    assert found["size_class"].values[-1] == "below_scale"
    cloud = found["adopters_by_size"].sel(upgrade="cloud")
    assert np.allclose(found["firms_by_size"].values[..., -1], decembers(plan, ensemble, "firms"), rtol=1e-6)
    assert np.allclose(cloud.values[..., -1], decembers(plan, ensemble, "cloud"), rtol=1e-6)
    assert cloud.values[..., -1].max() > 0.0
    assert same(cloud.values[..., :-1].sum(axis=-1), decembers(plan, ensemble, "above"))


PROGRAMMES = (
    programme("pilot", "recognition", score="revenue_year", capacity=9, reward=400, base_share=0.2, base_weight="1"),
    programme("bodies", "title", subject="organisation", eligible="1 == 1", above_quota=3, share_of_candidates=0.3),
    programme("spread", "status", cells="0.2", rate=0.3, reward=1),
    programme("later", "recognition", capacity=5, from_year=2019),
    programme("closing", "phase_out", capacity=2),
)


@pytest.fixture(scope="module")
def paying():
    """A run of programmes of every kind, and its plan."""
    plan = with_programmes(
        invented_plan(**MANY, interest_subsidy_points=0.02), {"eligible": "active == 1"}, only="grant"
    )
    eased = next(one for one in plan.instruments if one.intensity is not None)
    plan = replace(plan, instruments=(*plan.instruments, replace(eased, id="credit", lever="credit")))
    plan = with_more(plan, *PROGRAMMES)
    asked = {}
    for one in PROGRAMMES:
        asked |= {f"{what}_{one.id}": f'{what}("{one.id}")' for what in ("outlay", "awarded", "pool")}
    asked |= {"held": 'count(has("pilot"))', "bodies": 'count_organisations(has("bodies"))'}
    asked |= {"spread": 'count(has("spread")) + sum_cells(firms * has("spread"))'}
    plan = measured(plan, asked)
    ensemble = run_ensemble(plan, [load_scenario("double-incentives")], members=4, seed=4)
    return plan, ensemble, ensemble.dataset


def test_programmes_are_those_that_indicators_speak_of(paying):
    plan, ensemble, found = paying
    for one in PROGRAMMES:
        for table, what in {"outlay": "outlay", "awarded": "awarded", "qualified": "pool"}.items():
            table = found[table].sel(programme=one.id).values
            assert np.isnan(table[..., 0]).all()
            assert same(table[..., 1:], decembers(plan, ensemble, f"{what}_{one.id}")[..., 1:].astype(np.float32)), one
        assert one.id == "later" or np.nansum(found["awarded"].sel(programme=one.id)) > 0.0
    for id, name in {"pilot": "held", "bodies": "bodies", "spread": "spread"}.items():
        held = found["titles_held"].sel(programme=id).values
        assert same(held, decembers(plan, ensemble, name).astype(np.float32))
    assert found["titles_held"].sel(programme="pilot").values[..., 0].max() > 0.0
    assert (found["qualified"].sel(programme="later").values[..., 1:3] == 0.0).all()
    assert (found["titles_held"].sel(programme="closing") == 0.0).all()


def test_outlays_of_programmes_and_interest_subsidies_add_up_to_the_total(paying):
    found = paying[2]
    rest = (found["outlay_total"] - found["outlay"].sum("programme")).values[..., 1:]
    assert (found["outlay"].sum("programme").values[..., 1:] > 0.0).any()
    assert (rest > -1e-2).all() and (rest > 1.0).any()  # The rest is interest subsidies.


def test_without_interest_subsidies_programmes_are_all_that_the_ledger_pays():
    plan = with_programmes(
        invented_plan(**MANY, interest_subsidy_points=0.0), {"eligible": "active == 1"}, only="grant"
    )
    case = case_of(with_more(plan, *PROGRAMMES[:3]), "double-incentives", seed=4)
    _, state = run_kernel(case)
    outlays = state.programme_years[1:, OUTLAY]
    assert outlays[:, -1].max() > 0.0
    assert np.allclose(outlays[:, :-1].sum(axis=1), outlays[:, -1], rtol=1e-12)
    assert outlays[-1, -1] == state.governments[GovernmentFloat.OUTLAY_YEAR, 0]


# Where it stands, and in which engine


def test_engines_agree_on_every_year_with_cells_programmes_and_a_register(tmp_path):
    plan = narrowed(invented_with(EIGHT, below_scale=True), stretch_limit=5.0)
    state = assert_equal_engines(case_of(with_more(plan, *PROGRAMMES), "double-incentives", seed=3))
    assert (state.take_up[:, :, 1:].sum(axis=(1, 2)) > 0.0).all()
    assert (state.programme_years[-1, TITLES_HELD] > 0.0).any()
    case = case_of(register_plan(tmp_path, list(rows())), "as-written")
    assert_equal_engines(case)
    base = profile_of(case.model.plan, case.prepared.state, 1)
    held = case.prepared.state.upgrade_codes[UpgradeCode.LEVEL] > 0  # After the rows of the register.
    assert base["adopters_by_city"].sum(axis=(0, 1)).tolist() == held.sum(axis=1).tolist()


@pytest.mark.parametrize("revenue", [0.0, 9_999.0, 10_000.0, 99_999.0, 100_000.0, 500_000.0, 1e9])
def test_a_size_class_begins_at_its_bound(revenue):
    assert size_class(revenue) == sum(revenue >= bound for bound in SIZE_BOUNDS)


@pytest.mark.parametrize("name", plan_names())
def test_every_plan_names_its_places_in_both_languages(name):
    plan = load_plan(name)
    said = described(plan)
    assert said["years"] == years_of(plan) == [str(year) for year in range(plan.base_year, plan.period[1] + 1)]
    for columns in said["coordinates"].values():
        assert len(columns["id"]) == len(set(columns["id"])) == len(columns["label_zh"]) == len(columns["label_en"])
        assert all(columns["label_zh"]) and all(columns["label_en"])
    assert set(said["coordinates"]["cluster"]["id"]) == {one.id for one in plan.clusters if one.weight > 0}
    taken = {*TABLES, *said["coordinates"], "year"}
    assert not taken & {one.id for one in plan.indicators}


# On disk


def test_a_run_on_disk_has_it_for_any_workers_and_after_a_stop(tmp_path):
    found = sweep(tmp_path / "one", members=MEMBERS, workers=1)
    sweep(tmp_path / "two", members=MEMBERS, workers=2)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")
    last = sorted((tmp_path / "two" / "blocks").iterdir())[-1]
    last.unlink()
    sweep(tmp_path / "two", members=MEMBERS, workers=2)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")
    plan = found.plan
    kept = run_ensemble(plan, [load_scenario(name) for name in found.scenarios], members=MEMBERS, seed=SEED).dataset
    with open_run(tmp_path / "one") as opened:
        for name, (_, _, _, *dimensions) in TABLES.items():
            assert opened[name].dims == ("scenario", "member", "year", *dimensions) == kept[name].dims
            assert same(opened[name].values, kept[name].values) and opened[name].attrs == kept[name].attrs
            assert same(opened[name].isel(member=[4, 1], year=-1).values, kept[name].values[:, [4, 1], -1])
        assert opened["cluster_label_zh"].values.tolist() == kept["cluster_label_zh"].values.tolist()


def test_what_a_failed_member_has_taken_up_is_missing_and_not_nought(tmp_path, monkeypatch):
    simulate, prepare = clustercast.model.ensemble.job.simulate, clustercast.model.ensemble.job.prepare

    def failing(made, prepared, scenario, state, seed, member):
        if member == 2 and scenario.id == "no-incentives":
            raise MemberError("markets", "made to fail")
        return simulate(made, prepared, scenario, state, seed, member)

    def unprepared(made, seed, member, state):
        if member == 4:
            raise MemberError("preparation", "made to fail")
        return prepare(made, seed, member, state)

    monkeypatch.setattr(clustercast.model.ensemble.job, "simulate", failing)
    monkeypatch.setattr(clustercast.model.ensemble.job, "prepare", unprepared)
    sweep(tmp_path / "run", members=MEMBERS, workers=1)
    with open_run(tmp_path / "run") as found:
        firms = found["firms_by_cluster"].values
        programmes = found["titles_held"].values
    assert np.isfinite(firms[0, 2]).all() and np.isfinite(firms[1, 2, 0]).all()
    assert np.isnan(firms[1, 2, 1:]).all() and np.isnan(programmes[1, 2, 1:]).all()
    assert np.isnan(firms[:, 4]).all() and np.isnan(programmes[:, 4]).all()


def test_numbers_of_a_run_made_for_other_numbers_are_not_lost(tmp_path):
    """A store of the same inputs, opened with its members in two groups of scenarios, misses what was not run."""
    plan, scenarios = invented_plan(), [load_scenario("as-written"), load_scenario("no-incentives")]
    with Store.begin(tmp_path / "run", inputs_of(plan, scenarios, 3, 1)) as store:
        run_ensemble(plan, scenarios[:1], members=3, seed=1, store=store)
        run_ensemble(plan, scenarios[1:], members=1, seed=1, store=store)
    both = run_ensemble(plan, scenarios, members=3, seed=1).dataset
    with open_run(tmp_path / "run") as found:
        assert same(found["adopters_by_size"].values[0], both["adopters_by_size"].values[0])
        assert same(found["adopters_by_size"].values[1, :1], both["adopters_by_size"].values[1, :1])
        assert np.isnan(found["adopters_by_size"].values[1, 1:]).all()
