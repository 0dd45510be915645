"""The command sensitivity, with ensembles made by hand in place of the simulation."""

import csv
import json

import numpy as np
import pytest

import clustercast
from clustercast.scenarios import load_plan
from tests.command import invoke
from tests.synthetic import make_ensemble

WORDS = ("--trajectories", 3, "--points", 8, "--few", 2, "--members", 5)
REVENUE = "revenue-2020"


@pytest.fixture(autouse=True)
def simulated(monkeypatch):
    """In place of the simulation: revenue follows demand, and luck that is the member's own."""
    import clustercast.api.sensitivity

    points = []

    def fake(plan, scenarios, *, members, seed, point, progress=None, **_):
        points.append(point)
        if progress is not None:
            progress(members, members)
        growth, pull = plan.parameters["demand_growth"].value, plan.parameters["wage_growth"].value
        luck = np.random.default_rng(seed).normal(size=members)
        revenue = 300.0 + 3000.0 * (growth + 0.2 * pull) + 20.0 * luck
        measure = plan.target(REVENUE).measure
        names = tuple(one.id for one in scenarios)
        return make_ensemble(plan, {measure: revenue[:, None]}, scenarios=names, members=members, verdicts=False)

    monkeypatch.setattr(clustercast.api.sensitivity, "run_ensemble", fake)
    return points


def test_it_prints_what_moves_each_target_and_leaves_everything_in_a_folder(invented_pack, tmp_path, simulated):
    folder = tmp_path / "study"
    done = invoke("sensitivity", invented_pack, *WORDS, "--out", folder, "--lang", "en")
    assert done.exit_code == 0, done.stderr
    factors = clustercast.factors(invented_pack)
    assert simulated == [*range(3 * (len(factors) + 1)), *range(8 * 4)]
    assert {one.name for one in folder.iterdir()} == {
        "screening", "indices", "screening.csv", "indices.csv", "sensitivity.json", "sensitivity.zh.md",
        "sensitivity.en.md", "summary.txt", "manifest.json", "charts",
    }  # fmt: skip
    text = " ".join(done.stdout.split())
    assert f"{len(factors)} factors" in text and f"{3 * (len(factors) + 1) * 5} members" in text
    with (folder / "screening.csv").open(encoding="utf-8-sig", newline="") as read:
        rows = [row for row in csv.DictReader(read) if row["target"] == REVENUE and row["measure"] == "margin"]
    assert len(rows) == len(factors)
    sizes = {row["factor"]: float(row["mu_star"]) for row in rows}
    reach = {
        name: load_plan(invented_pack).parameters[name].prior.support() for name in ("demand_growth", "wage_growth")
    }
    for name, slope in (("demand_growth", 3000.0), ("wage_growth", 600.0)):
        low, high = reach[name]
        assert sizes[name] == pytest.approx(0.9 * slope * (high - low))
    assert sum(size > 0.0 for size in sizes.values()) == 2
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert {"charts/sobol.csv", "charts/sobol.zh.svg", "charts/sobol.en.png"} <= set(manifest["files"])
    assert manifest["members_run"] == [3 * (len(factors) + 1) * 5, 8 * 4 * 5]


def test_as_json_and_in_chinese(invented_pack, tmp_path):
    words = ("sensitivity", invented_pack, *WORDS, "--out", tmp_path / "study")
    found = json.loads(invoke(*words, "--json").stdout)
    assert set(found["chosen"]) == {"demand_growth", "wage_growth"} and found["settings"]["members"] == 5
    totals = {one["factor"]: one["total"] for one in found["indices"] if one["measure"] == "margin"}
    assert totals["demand_growth"] > totals["wage_growth"] > 0.0
    assert set(found["findings"]) == {"zh", "en"}
    assert "筛查" in invoke(*words, "--lang", "zh").stdout


def test_without_points_there_is_no_second_stage(invented_pack, tmp_path):
    done = invoke(
        "sensitivity", invented_pack, *WORDS[:2], "--points", 0, "--members", 2, "--out", tmp_path / "s", "--json"
    )
    found = json.loads(done.stdout)
    assert found["indices"] == [] == found["chosen"] and found["effects"] and found["members_run"][1] == 0
    for lang, said in (("en", "not computed"), ("zh", "未计算")):
        assert said in (tmp_path / "s" / f"sensitivity.{lang}.md").read_text(encoding="utf-8")


def test_what_makes_no_study_ends_with_2_and_nothing_written(invented_pack, tmp_path, simulated):
    folder = tmp_path / "study"
    done = invoke("sensitivity", invented_pack, "--points", 12, "--out", folder)
    assert done.exit_code == 2 and "write 16" in done.stderr
    done = invoke("sensitivity", "nowhere", "--out", folder)
    assert done.exit_code == 2 and "nowhere" in done.stderr
    assert not folder.exists() and not simulated


def test_a_folder_that_holds_a_run_or_another_study_is_refused(invented_pack, tmp_path, simulated):
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "plan.json").write_text("{}", encoding="utf-8")
    done = invoke("sensitivity", invented_pack, *WORDS, "--out", folder)
    assert done.exit_code == 2 and "holds a run" in done.stderr and not simulated


def test_from_python_factors_may_be_named(invented_pack):
    found = clustercast.sensitivity(invented_pack, factors=["demand_growth"], trajectories=2, base_points=2, members=3)
    assert [one.factor for one in found.screening(REVENUE)] == ["demand_growth"]
    with pytest.raises(KeyError, match="demand_grow"):
        clustercast.sensitivity(invented_pack, factors=["demand_grow"], trajectories=2, members=3)
    with pytest.raises(ValueError, match="write 4"):
        clustercast.sensitivity(invented_pack, base_points=3)
