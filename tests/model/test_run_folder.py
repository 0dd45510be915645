"""A run's folder: written whole, never over another run; and its values as a dataset."""

import json
from dataclasses import replace

import numpy as np
import pytest

from clustercast.model.attainment.attainment import attain
from clustercast.model.attainment.verdicts import judged, keep_verdicts
from clustercast.model.results.journal import write_durably
from clustercast.model.results.manifest import write_manifest
from clustercast.model.results.run import open_run
from clustercast.model.results.run_folder import (
    RunInputs,
    RunRefusedError,
    begin_run,
    check_folder,
    inputs_of,
    withdraw_run,
)
from clustercast.scenarios import load_plan, load_scenario
from tests.synthetic import make_ensemble, plausible

INPUTS = RunInputs("0.1.0", "abc", "a-plan", "def", (("as-written", "1"), ("no-incentives", "2")), 400, 1)


def finished(folder, inputs=INPUTS):
    begin_run(folder, inputs)
    (folder / "attainment.csv").write_bytes(b"x")


def test_a_run_may_be_made_again_from_the_same_inputs(tmp_path):
    finished(tmp_path / "run")
    begin_run(tmp_path / "run", INPUTS)
    assert (tmp_path / "run" / "attainment.csv").exists()


@pytest.mark.parametrize(
    ("key", "value"),
    [("seed", 2), ("members", 40), ("plan_hash", "x"), ("code", "x"), ("scenarios", (("as-written", "1"),))],
)
def test_a_run_from_other_inputs_is_refused_with_the_difference(tmp_path, key, value):
    finished(tmp_path / "run")
    before = (tmp_path / "run" / "plan.json").read_bytes()
    with pytest.raises(RunRefusedError) as refused:
        begin_run(tmp_path / "run", replace(INPUTS, **{key: value}))
    lines = str(refused.value).splitlines()
    assert len(lines) == 2 and key in lines[0] and "--out" in lines[1]
    assert (tmp_path / "run" / "plan.json").read_bytes() == before


def test_the_refusal_names_what_compiles_otherwise_and_nothing_else(tmp_path):
    finished(tmp_path / "run", replace(INPUTS, toolchain={"numba": "0.63", "numpy": "2.4", "NUMBA_OPT": "2"}))
    with pytest.raises(RunRefusedError) as refused:
        begin_run(tmp_path / "run", replace(INPUTS, toolchain={"numba": "0.68", "numpy": "2.4"}))
    lines = [line.rpartition("plan.json: ")[2] for line in str(refused.value).splitlines()]
    assert lines[:-1] == ['NUMBA_OPT is "2" there, not set here', 'numba is "0.63" there, "0.68" here']


def test_a_run_of_before_versions_were_noted_is_refused_by_its_sources(tmp_path):
    finished(tmp_path / "run", replace(INPUTS, code="x"))
    with pytest.raises(RunRefusedError) as refused:
        begin_run(tmp_path / "run", replace(INPUTS, toolchain={"numba": "0.68"}))
    lines = str(refused.value).splitlines()
    assert len(lines) == 2 and 'hash of the model\'s sources) is "x" there, "abc" here' in lines[0]


def test_what_changes_no_code_changes_no_run(monkeypatch):
    plan, asked = load_plan("henan-equipment-2017"), ([load_scenario("as-written")], 4, 1)
    before = inputs_of(plan, *asked)
    monkeypatch.setenv("NUMBA_NUM_THREADS", "1")
    monkeypatch.setattr("sys.version_info", type("Version", (tuple,), {"major": 3, "minor": 11})((3, 11, 99)))
    assert inputs_of(plan, *asked) == before
    monkeypatch.setenv("NUMBA_BOUNDSCHECK", "1")
    assert inputs_of(plan, *asked).toolchain == before.toolchain | {"NUMBA_BOUNDSCHECK": "1"}


def test_a_folder_of_something_else_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(RunRefusedError, match="holds no run"):
        check_folder(tmp_path, INPUTS)
    with pytest.raises(RunRefusedError, match="is a file"):
        check_folder(tmp_path / "letter.txt", INPUTS)
    (tmp_path / "plan.json").write_text("{")
    with pytest.raises(RunRefusedError, match="cannot be read"):
        check_folder(tmp_path, INPUTS)


def test_a_run_that_was_stopped_before_it_had_results_leaves_room(tmp_path):
    begin_run(tmp_path, INPUTS)
    begin_run(tmp_path, replace(INPUTS, seed=2))
    assert json.loads((tmp_path / "plan.json").read_text())["seed"] == 2


def test_a_run_without_sound_inputs_is_taken_back(tmp_path):
    begin_run(tmp_path / "run", INPUTS)
    withdraw_run(tmp_path / "run")
    assert not (tmp_path / "run").exists()
    finished(tmp_path / "run")
    withdraw_run(tmp_path / "run")
    assert (tmp_path / "run" / "plan.json").exists()


def test_the_id_of_a_run_follows_its_inputs(invented_pack):
    plan, scenario = load_plan(invented_pack), load_scenario("as-written")
    one = inputs_of(plan, [scenario], 40, 1)
    assert one.run == inputs_of(plan, [scenario], 40, 1).run
    assert len(one.run) == 12
    assert one.run != inputs_of(plan, [scenario], 40, 2).run
    assert one.run != inputs_of(plan, [load_scenario("late-start")], 40, 1).run


def test_files_appear_whole_and_leave_nothing_beside_them(tmp_path):
    write_durably(tmp_path / "a", b"one")
    write_durably(tmp_path / "a", b"two")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"two"


def test_the_manifest_lists_every_file_with_its_hash(tmp_path):
    finished(tmp_path)
    write_manifest(tmp_path, {"run": "x"})
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert set(manifest["files"]) == {"plan.json", "attainment.csv"}
    assert manifest["files"]["attainment.csv"]["bytes"] == 1
    assert manifest["versions"]["numpy"] == np.__version__


def test_dataset_has_names_units_and_the_numbers_of_the_run(invented_pack):
    values = np.random.default_rng(1).normal(size=(2, 40, 16))
    names = ("as-written", "no-incentives")
    run = make_ensemble(load_plan(invented_pack), {"robots_added": values}, scenarios=names, members=40)
    found = run.dataset
    assert found.sizes["member"] == 40 and found.sizes["quarter"] == 16
    assert found["robots_added"].dims == ("scenario", "member", "quarter")
    assert found["robots_added"].attrs["units"] == "units"
    assert found["robots_added"].attrs["label_zh"] == "新增工业机器人"
    assert np.array_equal(found["robots_added"].values, values)
    assert np.array_equal(run.values("robots_added", "no-incentives"), values[1])
    assert np.array_equal(found["draws"].values, run.draws)
    assert float(found["robots_added"].sel(scenario="no-incentives", member=3, quarter="2019Q2")) == values[1, 3, 9]
    met = found["met"].sel(scenario="as-written", target="robots-added-2020").values
    assert set(np.unique(met)) <= {0, 1}
    assert np.all(found["met"].sel(target="export-brands-2020").values == -1)


def test_verdicts_on_disk_are_those_in_memory_and_the_same_bytes_again(invented_pack, tmp_path):
    run = plausible(load_plan(invented_pack))
    (kept,) = keep_verdicts(tmp_path, [plausible(run.plan, verdicts=False)])
    before = {path.name: path.read_bytes() for path in (tmp_path / "verdicts").iterdir()}
    for name in ("judged", "met"):
        assert kept.dataset[name].identical(run.dataset[name])
    keep_verdicts(tmp_path, [run])
    assert {path.name: path.read_bytes() for path in (tmp_path / "verdicts").iterdir()} == before


def test_a_run_is_judged_before_its_verdicts_are_read(invented_pack):
    plan = load_plan(invented_pack)
    with pytest.raises(ValueError, match="not judged"):
        attain(make_ensemble(plan, {}, verdicts=False))
    run = plausible(plan)
    assert judged(run) is run


def test_failed_members_are_neither_met_nor_missed(invented_pack):
    run = make_ensemble(load_plan(invented_pack), {"robots_added": 700.0}, members=2, failed=((1, "as-written"),))
    met = run.dataset["met"].sel(scenario="as-written", target="robots-added-2020")
    assert met.values.tolist() == [1, -1]


def test_a_folder_without_a_run_cannot_be_opened(tmp_path):
    with pytest.raises(FileNotFoundError, match="holds no run"):
        open_run(tmp_path)
