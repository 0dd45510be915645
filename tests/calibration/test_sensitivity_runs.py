"""A study with the engine on the invented province: luck cancels, laws hold, a stopped one goes on."""

from dataclasses import replace

import numpy as np
import pytest

from clustercast.calibration.sensitivity.design import LEVELS, axes_of, morris_design, table_of
from clustercast.calibration.sensitivity.factors import calibrated, factor_of, factors_of
from clustercast.calibration.sensitivity.history import refused
from clustercast.calibration.sensitivity.indices import effects
from clustercast.calibration.sensitivity.runs import rerun_point, run_design
from clustercast.calibration.sensitivity.study import Settings, run_study
from clustercast.model import member
from clustercast.model.ensemble.ensemble import run_ensemble
from clustercast.model.results.run_folder import RunRefusedError
from clustercast.scenarios import Uniform, load_plan, load_scenario
from clustercast.scenarios.design import Axis, varied_plan
from clustercast.scenarios.posteriors import Posterior
from tests.engines import INVENTED
from tests.sweeps import files_of
from tests.synthetic import make_ensemble
from tests.values import values_of

IDLE = "audit_base_share"
NAMES = ("demand_growth", "programmes.robot-grant", IDLE)
SMALL = Settings(trajectories=2, base_points=4, few=2, members=4, seed=3)
REVENUE, ROBOTS = "revenue-2020", "robots-added-2020"


@pytest.fixture(scope="module")
def plan():
    return load_plan(INVENTED)


@pytest.fixture(scope="module")
def scenario():
    return load_scenario("as-written")


@pytest.fixture(scope="module")
def few(plan):
    return tuple(factor_of(plan, name) for name in NAMES)


@pytest.fixture(scope="module")
def study(plan, scenario, few, tmp_path_factory):
    """A study in a folder, the folder, and the ensembles of its points."""
    folder, seen = tmp_path_factory.mktemp("study"), []

    def run(*words, **options):
        seen.append(run_ensemble(*words, **options))
        return seen[-1]

    return run_study(plan, scenario, SMALL, factors=few, folder=folder, run=run), folder, seen


# What is found


def test_what_moves_nothing_comes_out_at_exactly_nought(study):
    found, _, _ = study
    own = [one for one in found.effects if one.factor == IDLE]
    assert own and all(one.mu_star == one.design_error == one.member_error == 0.0 for one in own)
    assert IDLE not in found.chosen


def test_it_would_not_with_other_members_at_every_point(plan, scenario):
    assert IDLE in plan.idle
    design = morris_design([factor_of(plan, IDLE)], 3, seed=1)

    def other(*words, seed, point, **options):
        return run_ensemble(*words, seed=seed + point, point=point, **options)

    found = effects(design, run_design(design, plan, scenario, members=2, seed=1, run=other))
    assert max(one.mu_star for one in found) > 0.0
    assert effects(design, run_design(design, plan, scenario, members=2, seed=1)) == ()


def test_demand_raises_revenue(study):
    found, _, _ = study
    revenue = found.screening(REVENUE)
    assert revenue[0].factor == "demand_growth" and (revenue[0].mu or 0.0) > 0.0
    assert found.shares(REVENUE)[0].factor == "demand_growth"
    assert found.covered(REVENUE) == pytest.approx(1.0)


def test_more_support_brings_more_robots(plan, scenario):
    design = morris_design([factor_of(plan, "programmes.robot-grant")], 2, seed=1)
    found = run_design(design, plan, scenario, members=24, seed=1)
    robots = found.ahead[found.targets.index(ROBOTS)].reshape(2, 2, 24)
    up = np.sign(np.diff(design.cube.reshape(2, 2), axis=1))
    gains = up * np.diff(robots, axis=1)[:, 0]
    assert np.isfinite(gains).all() and (gains.sum(axis=1) > 0.0).all()


def test_every_member_keeps_its_first_vector_and_what_no_factor_fixes(study, few):
    _, _, seen = study
    assert len(seen) == 2 * (3 + 1) + 4 * (2 + 2)
    assert all((one.dataset["fact_vectors_tried"].values == 1.0).all() for one in seen)
    fixed = {axis.id for one in few for axis in one.axes} | {"robot_stock_check_low", "robot_stock_check_high"}
    free = [k for k, name in enumerate(seen[0].parameters) if name not in fixed]
    first = seen[0].draws[:, free]
    assert all(np.array_equal(one.draws[:, free], first) for one in seen)


# A study in a folder


def test_a_study_in_memory_is_that_in_a_folder_and_one_gone_on_with(study, plan, scenario, few, tmp_path):
    found, folder, _ = study

    def stop(done, total):
        assert total == sum(found.runs)
        if done > 40:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_study(plan, scenario, SMALL, factors=few, folder=tmp_path, workers=1, progress=stop)
    assert run_study(plan, scenario, SMALL, factors=few, folder=tmp_path, workers=1) == found
    assert files_of(tmp_path) == files_of(folder)
    written = {path: path.stat().st_mtime_ns for path in folder.rglob("*.npy")}
    assert written and run_study(plan, scenario, SMALL, factors=few, folder=folder) == found
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.npy")} == written


def test_another_study_in_the_folder_is_refused(study, plan, scenario, few):
    _, folder, _ = study
    before = files_of(folder)
    with pytest.raises(RunRefusedError, match="design is"):
        run_study(plan, scenario, replace(SMALL, trajectories=3), factors=few, folder=folder)
    assert files_of(folder) == before


def test_a_member_of_a_point_can_be_run_again(study, plan, scenario, few):
    _, _, seen = study
    design = morris_design(few, SMALL.trajectories, SMALL.seed)
    names, row = [axis.name for axis in axes_of(design, plan)], table_of(design, plan)[5]
    again = rerun_point(str(plan.folder), dict(zip(names, row, strict=True)), scenario.id, SMALL.seed, 2)
    assert again.tobytes() == values_of(seen[5])[0, 2].tobytes()


# Without the engine


def test_factors_are_what_has_a_range_and_what_belongs_together_is_one(plan):
    found = {one.id: one for one in factors_of(plan)}
    peers = [f"peer_gamma_{peer}" for peer in ("chain", "cluster", "industry", "nation")]
    assert [axis.id for axis in found["peers"].axes] == peers
    assert [axis.name for axis in found["programmes.robot-grant"].axes] == ["robot-grant.support_share"]
    assert not {IDLE, "robot_life_quarters", "accounts.base_revenue"} & found.keys()
    names = [axis.name for one in found.values() for axis in one.axes]
    assert len(set(names)) == len(names)


def test_factors_of_industries_and_accounts():
    found = {one.id: one for one in factors_of(load_plan("zhejiang-traditional-2017"))}
    assert {axis.kind for axis in found["accounts.base_revenue"].axes} == {"quantity"}
    assert len(found["industries.growth_gap"].axes) > 1


def test_points_lie_on_the_levels_within_the_central_part_of_each_prior(plan, few):
    design = morris_design(few, 5, seed=1)
    rows = np.array(table_of(design, plan), dtype=float)
    for k, one in enumerate(few):
        prior = one.sources[0]
        steps = np.linspace(0.05, 0.95, LEVELS)
        assert {round(v, 12) for v in rows[:, k]} <= {round(prior.draw(u), 12) for u in steps}
    assert (rows[:, -2:] == [0.0, 1e12]).all()


# What a plan draws from a posterior


@pytest.fixture
def informed(plan):
    """The plan with a posterior in which growth of demand and of wages go together."""
    names = ("demand_growth", "wage_growth")
    rows = tuple((0.05 + 0.001 * k, 0.1 - 0.0008 * k) for k in range(50))
    priors = {name: plan.parameters[name].prior for name in names}
    return replace(plan, posterior=Posterior("known", 2016, plan.base_year, names, priors, rows))


def test_alone_a_calibrated_parameter_follows_its_column(informed):
    column = factor_of(informed, "wage_growth")
    assert [column.values((u,))[0] for u in (1e-9, 0.5, 1.0 - 1e-9)] == pytest.approx([0.0608, 0.0804, 0.1])
    jointly = calibrated(informed)
    assert jointly is not None and jointly.dimensions == 1
    assert jointly.values((0.999,)) == informed.posterior.rows[-1]


def test_what_a_pack_or_sweep_sets_anew_is_not_the_posterior_s(informed):
    own = replace(informed, parameters=informed.parameters.narrowed({"wage_growth": Uniform(0.0, 0.2)}))
    assert factor_of(own, "wage_growth").values((0.75,)) == (pytest.approx(0.15),)
    jointly = calibrated(own)
    assert jointly is not None and [axis.id for axis in jointly.axes] == ["demand_growth"]
    assert calibrated(replace(informed, posterior=None)) is None


def test_shares_of_variance_take_whole_rows_of_the_posterior(informed, scenario):
    seen = []

    def run(plan, scenarios, *, members, **_):
        at = [plan.parameters[name].value for name in ("demand_growth", "wage_growth", "choosiness")]
        seen.append(at)
        measure = plan.target(REVENUE).measure
        revenue = 1000.0 * at[0] + 500.0 * at[1] + at[2] + np.arange(members)[:, None]
        return make_ensemble(plan, {measure: revenue}, members=members)

    factors = tuple(factor_of(informed, name) for name in ("demand_growth", "wage_growth", "choosiness"))
    found = run_study(informed, scenario, replace(SMALL, base_points=16, few=3), factors=factors, run=run)
    assert found.chosen == ("choosiness", "calibrated") and found.screened == factors
    second = seen[2 * (3 + 1) :]
    assert len(second) == 16 * (2 + 2) and all((a, b) in informed.posterior.rows for a, b, _ in second)
    assert len({(a, b) for a, b, _ in second}) > 15
    assert found.covered(REVENUE) == pytest.approx(1.0)  # the joint factor covers each of its parts
    assert sum(one.total for one in found.shares(REVENUE)) == pytest.approx(1.0, abs=0.5)


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"base_points": 12}, "write 16"), ({"base_points": 1}, "write 2"), ({"trajectories": 1}, "2 or more")],
)
def test_settings_that_make_no_study(changes, said):
    assert said in replace(SMALL, **changes).fault
    assert replace(SMALL, base_points=0).fault == SMALL.fault == ""


# What history would refuse


def test_what_the_burn_in_would_refuse_is_counted(plan, few):
    """No point where the check is open, every point where nothing passes it."""
    design = morris_design(few, 2, 1)
    robots = next(one for one in plan.upgrades if one.form == "units")
    axes = [Axis("parameter", robots.parameters[key]) for key in ("check_low", "check_high")]
    assert refused(design, varied_plan(plan, axes, (0.0, 1e12))) == 0.0
    assert refused(design, varied_plan(plan, axes, (1e11, 1e12))) == 1.0


def test_refused_points_are_those_that_a_burn_in_refuses(plan, monkeypatch):
    """Points of a screening of the nation's stock, all else fixed: counted if and only if no member starts."""
    monkeypatch.setattr(member, "MOST_ATTEMPTS", 1)
    centre = plan.parameters.centre()
    names = [name for name in plan.parameters if name != "robot_stock_nation"]
    fixed = varied_plan(plan, [Axis("parameter", name) for name in names], tuple(centre[name] for name in names))
    wide = replace(factor_of(plan, "robot_stock_nation"), sources=(Uniform(5e4, 1.2e6),))
    whole = morris_design((wide,), 6, 1)
    counted, stopped = [], []
    for number in range(len(whole.cube)):
        point = replace(whole, cube=whole.cube[[number]])
        stock = table_of(point, fixed)[0][:1]
        counted.append(refused(point, fixed) == 1.0)
        try:
            member.prepare(member.make_model(varied_plan(fixed, wide.axes, stock), ()), 1, 0)
            stopped.append(False)
        except member.MemberError:
            stopped.append(True)
    assert counted == stopped
    assert any(counted) and not all(counted)
