"""Sweeps and members on demand with the engine itself: common random numbers, same bytes for any workers."""

import csv

import numpy as np
import pytest
import xarray as xr

from clustercast.model.attainment.attainment import attain
from clustercast.model.attainment.verdicts import judged, keep_verdicts
from clustercast.model.ensemble.ensemble import run_ensemble
from clustercast.model.experiments.sequential import run_to_precision
from clustercast.model.experiments.sweep import design_of, findings_of, rerun_point, rule_of, run_sweep
from clustercast.model.monte_carlo import stopping_rule
from clustercast.model.monte_carlo.stopping_rule import Precision
from clustercast.model.results.export import export_run
from clustercast.model.results.run import open_run
from clustercast.model.results.run_folder import inputs_of
from clustercast.model.results.store import Store
from clustercast.scenarios.sweep import load_sweep
from tests.sweeps import files_of
from tests.synthetic import make_ensemble
from tests.values import base_of, same, values_of

MEMBERS = 6
LEVER = '[[axis]]\nlever = "support_robots"\nvalues = [1, 0, 3]\n'


@pytest.fixture
def sweep(invented_pack):
    """Reads a sweep of the invented province from the text that follows id and plan."""

    def read(text, scenarios=("as-written", "no-incentives")):
        path = invented_pack.parent / "s.toml"
        named = ", ".join(f'"{one}"' for one in scenarios)
        head = f'id = "s"\nplan = "./invented-province"\nscenarios = [{named}]\nseed = 7\n'
        path.write_text(head + text, encoding="utf-8")
        return load_sweep(path)

    return read


# With the engine


def test_one_point_without_axes_is_a_run(sweep):
    asked = sweep(f"members = {MEMBERS}\n")
    (found,) = run_sweep(asked)
    alone = run_ensemble(asked.plan, asked.scenarios, members=MEMBERS, seed=7)
    assert same(found, alone)
    expected = {(one.target, one.scenario): one for one in attain(judged(alone)) if one.status == "projected"}
    for one in findings_of([judged(found)]):
        row = expected.pop((one.target, one.scenario))
        assert (one.probability, one.mc_low, one.mc_high) == (row.probability, row.mc_low, row.mc_high)
        assert (one.members, one.failed_members, one.difference) == (row.members, row.failed_members, None)
    assert not expected


def test_points_have_common_random_numbers_and_workers_change_no_byte(sweep):
    asked = sweep(f"members = {MEMBERS}\nreference = true\n" + LEVER)
    points = run_sweep(asked, workers=1)
    assert all(same(one, other) for one, other in zip(points, run_sweep(asked, workers=3), strict=True))
    assert same(points[0], points[1])  # a lever of 1 changes nothing
    for one in points[2:]:
        assert base_of(one).tobytes() == base_of(points[0]).tobytes()
        assert one.draws.tobytes() == points[0].draws.tobytes()
        values, first = values_of(one), values_of(points[0])
        assert not np.array_equal(values[0], first[0], equal_nan=True)
        assert values[1].tobytes() == first[1].tobytes()  # nothing times 3 is nothing


def test_what_a_point_fixes_moves_no_other_draw(sweep):
    asked = sweep(
        f"members = {MEMBERS}\nreference = true\n"
        '[[axis]]\nquantity = "robot-grant.support_share"\nvalues = [0.4]\n'
        '[[axis]]\nparameter = "demand_growth"\nvalues = [0.06]\n',
        ("as-written",),
    )
    first, other = run_sweep(asked)
    done = np.isfinite(first.draws).all(axis=1)
    assert done.any()
    for place, name in enumerate(first.parameters):
        fixed = {"robot-grant.support_share": 0.4, "demand_growth": 0.06}.get(name)
        if fixed is None:
            assert np.array_equal(first.draws[done, place], other.draws[done, place])
        else:
            assert (other.draws[done, place] == fixed).all()


def test_a_member_of_a_point_can_be_run_again(sweep):
    asked = sweep(f"members = {MEMBERS}\nreference = true\n" + LEVER, ("as-written",))
    points = run_sweep(asked)
    values = values_of(points[3])[0]
    member = int(np.flatnonzero(np.isfinite(values).all(axis=(1, 2)))[0])
    again = rerun_point(str(asked.path), 3, "as-written", member)
    assert again.tobytes() == values[member].tobytes()
    for one in points[3].failures:
        assert "rerun_point(" in one.reproducer and f", 3, 'as-written', {one.member})" in one.reproducer
    assert all("rerun(" in one.reproducer for one in points[0].failures)


def test_members_may_be_run_from_any_number_on(sweep):
    asked = sweep(f"members = {MEMBERS}\n")
    whole = run_ensemble(asked.plan, asked.scenarios, members=MEMBERS, seed=7)
    last = run_ensemble(asked.plan, asked.scenarios, members=2, first_member=MEMBERS - 2, seed=7)
    assert values_of(last).tobytes() == values_of(whole)[:, -2:].tobytes()
    assert last.dataset["member"].values.tolist() == [MEMBERS - 2, MEMBERS - 1]
    assert last.draws.tobytes() == whole.draws[-2:].tobytes()
    assert last.failures == tuple(one for one in whole.failures if one.member >= MEMBERS - 2)


def test_precision_gives_the_same_bytes_for_any_workers_and_the_members_of_a_run(sweep, monkeypatch):
    monkeypatch.setattr(stopping_rule, "FIRST", 4)
    monkeypatch.setattr(stopping_rule, "ROUND", 2)
    asked, rule = sweep("members = 1\n"), Precision(0.2, most=9)
    one, other = (
        run_to_precision(asked.plan, asked.scenarios, rule=rule, seed=7, workers=workers) for workers in (1, 3)
    )
    assert same(one, other) and one.dataset.identical(other.dataset)
    most = one.dataset.sizes["member"]
    alone = run_ensemble(asked.plan, asked.scenarios, members=most, seed=7)
    for place, name in enumerate(one.scenarios):
        run = one.members_of(name)
        assert values_of(one)[place, :run].tobytes() == values_of(alone)[place, :run].tobytes()
    assert one.draws.tobytes() == alone.draws.tobytes()


# In a store


def kept(asked, folder, **means):
    """The sweep carried out into a folder, with its verdicts."""
    members = rule_of(asked) or asked.members
    inputs = inputs_of(asked.plan, asked.scenarios, members, asked.seed, asked.design)
    with Store.begin(folder, inputs, design_of(asked)) as store:
        points = run_sweep(asked, store=store, **means)
        store.seal()
    return keep_verdicts(folder, points, points=True)


def test_a_sweep_in_a_store_has_the_numbers_of_one_in_memory_and_its_design(sweep, tmp_path):
    asked = sweep("members = 3\nreference = true\n" + LEVER)
    points = run_sweep(asked)
    stored = kept(asked, tmp_path / "run", workers=3)
    assert findings_of(stored) == findings_of([judged(one) for one in points])
    assert all(same(one, other) for one, other in zip(stored, points, strict=True))
    with open_run(tmp_path / "run") as found:
        assert found["robots_added"].dims == ("point", "scenario", "member", "quarter")
        assert found["robots_added"].attrs["units"]
        design = found["design_lever.support_robots"]
        assert design.dims == ("point",) and np.isnan(design[0]) and design[1:].values.tolist() == [1.0, 0.0, 3.0]
        for point, one in enumerate(points):
            for name, values in one.dataset.data_vars.items():
                assert np.array_equal(found[name][point].values, values.values, equal_nan=True), name
                assert found[name].dims == ("point", *values.dims) and found[name].attrs == values.attrs
        assert found["adopters_by_city"].dims == ("point", "scenario", "member", "year", "city", "upgrade")
        assert found["robots_added"].isel(point=[3, 1], member=2, quarter=-1).shape == (2, 2)
        achieved = found["judged"].values
    with open_run(tmp_path / "run", point=2) as one_point:
        assert "point" not in one_point.dims
        assert np.array_equal(one_point["judged"].values, achieved[2], equal_nan=True)
        assert np.array_equal(one_point["outlay"].values, points[2].dataset["outlay"], equal_nan=True)
        assert np.array_equal(one_point["robots_added"], points[2].dataset["robots_added"])


def test_a_sweep_is_exported_with_its_points(sweep, tmp_path):
    asked = sweep("members = 2\nreference = true\n" + LEVER, ("as-written",))
    points = kept(asked, tmp_path / "run")
    (path,) = export_run(tmp_path / "run", "netcdf")
    with xr.open_dataset(path, engine="netcdf4") as found, open_run(tmp_path / "run") as own:
        assert found.sizes["point"] == len(points)
        assert np.array_equal(found["robots_added"], own["robots_added"], equal_nan=True)
    tables = {one.name: one for one in export_run(tmp_path / "run", "csv")}
    with tables["design.csv"].open(encoding="utf-8-sig", newline="") as file:
        assert [row["lever.support_robots"] for row in csv.DictReader(file)] == ["nan", "1.0", "0.0", "3.0"]
    with tables["values.csv"].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    quarters = asked.plan.n_quarters
    assert len(rows) == len(points) * 2 * quarters
    last = rows[-1]
    assert (last["point"], last["member"]) == ("3", "1")
    assert float(last["robots_added"]) == float(points[3].dataset["robots_added"][0, 1, -1])


def test_a_stopped_sweep_goes_on_to_the_same_bytes(sweep, tmp_path):
    asked = sweep("members = 3\nreference = true\n" + LEVER, ("as-written",))
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    kept(asked, whole)

    def stop(done, _):
        if done > 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kept(asked, stopped, progress=stop)
    begun = {one.name for one in (stopped / "blocks").iterdir()}
    kept(asked, stopped, workers=1)
    assert files_of(stopped) == files_of(whole)
    assert begun and begun < {one.name for one in (whole / "blocks").iterdir()}


def test_precision_reads_its_members_from_the_store(sweep, tmp_path, monkeypatch):
    monkeypatch.setattr(stopping_rule, "FIRST", 4)
    monkeypatch.setattr(stopping_rule, "ROUND", 2)
    asked = sweep("precision = 0.2\nmost = 9\n" + LEVER.replace("[1, 0, 3]", "[0]"))
    (plain,) = run_sweep(asked)
    (stored,) = kept(asked, tmp_path / "run")
    assert same(stored, plain) and findings_of([stored]) == findings_of([plain])
    xr.testing.assert_equal(stored.dataset.load(), plain.dataset)
    with open_run(tmp_path / "run") as found:
        assert found["members_run"].values.tolist() == [[plain.members_of(name) for name in plain.scenarios]]


# With an engine made by hand


def by_hand(chance):
    """Stands for `run_ensemble`: a member meets the target where its luck is below the chance of the plan's lever."""

    def run(plan, scenarios, *, members, seed, progress, first_member=0, **_):
        numbers = np.arange(first_member, first_member + members)
        luck = np.random.default_rng(seed).random(20_000)[numbers]
        met = np.array([np.where(luck < chance(one), 1e9, 0.0) for one in scenarios])[:, :, None]
        names = tuple(one.id for one in scenarios)
        if progress is not None:
            progress(members, members)
        about = {"scenarios": names, "members": members, "seed": seed, "first_member": first_member}
        return make_ensemble(plan, {"robots_added": met}, verdicts=False, **about)

    return run


def test_points_are_held_against_point_0_by_member(sweep):
    asked = sweep("members = 400\n" + LEVER.replace("[1, 0, 3]", "[0.2, 0.3]"), ("as-written",))
    points = run_sweep(asked, run=by_hand(lambda one: one.lever("support_robots")))
    first, other = (one for one in findings_of([judged(one) for one in points]) if one.target == "robots-added-2020")
    assert first.difference is None
    gap, n = other.difference, 400
    assert gap is not None and gap.members == n and (gap.scenario, gap.against) == ("point 1", "point 0")
    low, high = first.probability, other.probability
    assert low is not None and high is not None
    d = high - low
    assert gap.difference == pytest.approx(d)
    assert gap.standard_error == pytest.approx(np.sqrt(d * (1 - d) / (n - 1)))  # one meets wherever the other does
    apart = low * (1 - low) + high * (1 - high)
    assert gap.variance_reduction == pytest.approx(apart / (d * (1 - d)))


def test_points_may_have_different_numbers_of_members(sweep):
    text = "precision = 0.05\n" + LEVER.replace("[1, 0, 3]", "[0.5, 0.001]")
    told = []
    asked = sweep(text, ("as-written",))
    points = run_sweep(
        asked, run=by_hand(lambda one: one.lever("support_robots")), progress=lambda *at: told.append(at)
    )
    members = [one.members_of("as-written") for one in points]
    assert members[0] > members[1] == stopping_rule.FIRST
    found = [one for one in findings_of([judged(one) for one in points]) if one.target == "robots-added-2020"]
    assert all((one.half_width or 1.0) <= 0.05 and one.failed_members == 0 for one in found)
    gap = found[1].difference
    assert gap is not None and gap.members == members[1]
    assert told[-1][0] == told[-1][1]
