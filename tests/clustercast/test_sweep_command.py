"""The command sweep, and run with a precision, with ensembles made by hand in place of the simulation."""

import csv
import json
import re
from dataclasses import replace

import numpy as np
import pytest

import clustercast
from tests.command import invoke
from tests.synthetic import plausible


@pytest.fixture(autouse=True)
def simulated(monkeypatch):
    """Puts `plausible` in the place of the simulation; gives the calls made."""
    import clustercast.api.forecast
    import clustercast.api.sweep

    calls = []

    def fake(plan, scenarios, *, members, seed, workers=2, progress=None, first_member=0, **_):
        calls.append((first_member, members, seed, workers))
        if progress is not None:
            progress(members, members)
        names = tuple(one.id for one in scenarios)
        found = plausible(plan, members=first_member + members, scenarios=names, seed=seed, verdicts=False)
        rows = found.dataset.isel(member=slice(first_member, None))
        return replace(found, dataset=rows).run_under({one.id: members for one in scenarios})

    monkeypatch.setattr(clustercast.api.forecast, "run_ensemble", fake)
    monkeypatch.setattr(clustercast.api.sweep, "run_ensemble", fake)
    return calls


@pytest.fixture
def file(invented_pack):
    path = invented_pack.parent / "s.toml"
    path.write_text(
        'id = "s"\nlabel_zh = "试"\nlabel_en = "trial"\nplan = "./invented-province"\nmembers = 40\nreference = true\n'
        'scenarios = ["as-written", "no-incentives"]\n[[axis]]\nlever = "credit"\nvalues = [0.5, 2]\n',
        encoding="utf-8",
    )
    return path


# Sweeps


def test_sweep_leaves_everything_in_one_folder(file, simulated, tmp_path):
    folder = tmp_path / "run"
    done = invoke("sweep", file, "--workers", 3, "--out", folder, "--lang", "en")
    assert done.exit_code == 0, done.stderr
    assert simulated == [(0, 40, 1, 3)] * 3
    assert {one.name for one in folder.iterdir()} == {
        "plan.json", ".lock", "blocks", "journal.jsonl", "verdicts", "design.csv", "attainment_by_point.csv",
        "sweep.json", "summary.txt", "manifest.json",
    }  # fmt: skip
    with (folder / "attainment_by_point.csv").open(encoding="utf-8-sig", newline="") as read:
        rows = list(csv.DictReader(read))
    plan = clustercast.load_plan(tmp_path / "invented-province")
    projected = [one.id for one in plan.targets if one.status == "projected"]
    assert [(row["point"], row["lever.credit"]) for row in rows[:: 2 * len(projected)]] == [
        ("0", ""), ("1", "0.5"), ("2", "2"),
    ]  # fmt: skip
    assert len(rows) == 3 * 2 * len(projected)
    for row in rows:
        assert float(row["half_width"]) == pytest.approx((float(row["mc_high"]) - float(row["mc_low"])) / 2, abs=1e-4)
        assert (row["difference"] == "") == (row["point"] == "0")
    assert (folder / "design.csv").read_text(encoding="utf-8-sig").splitlines() == [
        "point,lever.credit", "0,", "1,0.5", "2,2",
    ]  # fmt: skip
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["members"] == [{"as-written": 40, "no-incentives": 40}] * 3
    assert np.load(folder / "verdicts" / "met.npy").shape[:3] == (3, 2, 40)
    assert done.stdout.splitlines()[-1].startswith("Everything is in")


def test_sweep_as_json_and_in_chinese(file, tmp_path):
    found = json.loads(invoke("sweep", file, "--out", tmp_path / "run", "--json").stdout)
    assert found["table"] == [[None], [0.5], [2.0]]
    assert {one["point"] for one in found["findings"]} == {0, 1, 2}
    assert set(found["findings_in_words"]) == {"zh", "en"}
    assert "各点相同" in invoke("sweep", file, "--out", tmp_path / "run", "--lang", "zh").stdout


def test_sweep_over_another_run_is_refused(file, simulated, tmp_path):
    folder = tmp_path / "run"
    assert invoke("sweep", file, "--out", folder).exit_code == 0
    assert invoke("sweep", file, "--out", folder).exit_code == 0  # the same inputs
    file.write_text(file.read_text(encoding="utf-8").replace("[0.5, 2]", "[0.5, 3]"), encoding="utf-8")
    done = invoke("sweep", file, "--out", folder)
    assert done.exit_code == 2 and "design is" in done.stderr
    assert len(simulated) == 6


def test_bad_sweep_ends_with_2_and_nothing_written(file, simulated, tmp_path):
    file.write_text(file.read_text(encoding="utf-8").replace('"credit"', '"credits"'), encoding="utf-8")
    done = invoke("sweep", file, "--out", tmp_path / "run")
    assert done.exit_code == 2 and 's.toml [axis 1] lever: no lever "credits"' in done.stderr
    assert not (tmp_path / "run").exists() and not simulated
    assert invoke("sweep", tmp_path / "none.toml").exit_code == 2


def test_sweep_finds_a_bad_expression(file, simulated, tmp_path):
    indicators = tmp_path / "invented-province" / "indicators.toml"
    text = indicators.read_text(encoding="utf-8").replace("sum(robots_added)", "sum(robots_addded)")
    indicators.write_text(text, encoding="utf-8")
    done = invoke("sweep", file, "--out", tmp_path / "run")
    assert done.exit_code == 2 and "indicators.toml" in done.stderr and not simulated


def test_sweep_from_python_writes_nothing_unless_told(file, tmp_path):
    found = clustercast.sweep(file)
    assert found.folder is None and len(found.runs) == 3 and found.record.id == "s"


# Precision


def test_run_with_a_precision_says_members_and_half_width(invented_pack, simulated, tmp_path):
    folder = tmp_path / "run"
    words = ("run", invented_pack, "--precision", 0.06, "--workers", 1, "--out", folder)
    done = invoke(*words, "--most", 400)
    assert done.exit_code == 0, done.stderr
    assert simulated[0] == (0, 200, 1, 1) and all(first >= 200 for first, *_ in simulated[1:])
    assert "(asked for 6)" in " ".join(done.stdout.split())
    assert json.loads((folder / "plan.json").read_text(encoding="utf-8"))["precision"] == 0.06
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    found = json.loads(invoke("attainment", folder, "--json").stdout)
    assert (found["precision"], found["most"]) == (0.06, 400)
    assert manifest["members"] == found["members_run"] and manifest["widest_half_width"] == found["widest_half_width"]
    assert all(width <= 0.06 for width in found["widest_half_width"].values())
    assert invoke(*words).exit_code == 2  # another cap is another run


def test_run_says_when_the_cap_is_met(invented_pack, tmp_path):
    words = ("--precision", 0.01, "--most", 60, "--workers", 1, "--out", tmp_path / "run")
    for lang, word in (("en", "60 members are the cap"), ("zh", "60个成员已达上限")):
        assert word in " ".join(invoke("run", invented_pack, *words, "--lang", lang).stdout.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--precision", "0.02", "--members", "9"), "without --members"),
        (("--most", "9"), "--precision 0.02 with it"),
        (("--precision", "0.5"), "no half-width"),
        (("--precision", "-1"), "no half-width"),
        (("--precision", "nan"), "no half-width"),
        (("--precision", "0.02", "--most", "0"), "most"),
    ],
)
def test_members_and_precision_exclude_each_other(invented_pack, simulated, words, said):
    done = invoke("run", invented_pack, *words)
    assert done.exit_code == 2 and said in done.stderr and not simulated


def test_what_a_sweep_announces_exists_and_a_stress_test_is_one_in_every_file(file, tmp_path):
    file.write_text(file.read_text(encoding="utf-8").replace('"no-incentives"', '"cheap-robots"'), encoding="utf-8")
    folder, other = tmp_path / "swept", tmp_path / "run"
    assert invoke("sweep", file, "--out", folder).exit_code == 0
    named = re.findall(r"\b[\w-]+\.(?:csv|json|nc|txt)\b", (folder / "summary.txt").read_text(encoding="utf-8"))
    assert named and all((folder / name).exists() for name in named)
    words = ("--scenario", "as-written", "--scenario", "cheap-robots", "--members", 4, "--out", other)
    assert invoke("run", tmp_path / "invented-province", *words).exit_code == 0
    files = folder / "sweep.json", other / "attainment.json"
    said = [json.loads(path.read_text(encoding="utf-8"))["scenarios"] for path in files]
    stressed = [{one["id"]: one["stress_test"] for one in scenarios} for scenarios in said]
    assert stressed[0] == stressed[1] and stressed[0]["cheap-robots"]
