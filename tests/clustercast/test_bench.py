"""The benchmark measures everything it says, on an invented province and for a moment only."""

import json
from dataclasses import replace

import numpy as np
import pytest

from clustercast.agents.draws import keyed_uniform
from clustercast.bench import floor, million, newcomer, peers, report, toy
from clustercast.bench.scale import QUICK

KEYS = (
    "kernel_ns", "reference_ns", "floor_ns", "kernel_over_floor", "reference_over_kernel", "two_workers_over_one",
    "million_over_ten_thousand", "store_overhead", "bytes_per_member", "verifying_s", "update_s", "memory_growth_mb",
    "compile_s", "cached_start_s", "help_s", "ctrl_c_s", "forecast_from_nothing_s", "prepare_over_floor",
    "scenario_over_floor", "state_mb", "charts_s", "report_s",
)  # fmt: skip


def test_every_way_of_writing_the_toy_finds_the_same():
    given = toy.drawn(500, 12)
    ways = (toy.by_objects, toy.by_agent_set, toy.by_arrays, toy.by_columns)
    objects, agent_set, arrays, columns = (way(*given) for way in ways)
    assert objects == agent_set == arrays == columns
    assert 0.0 < columns[0] < columns[-1] < 1.0


def test_ways_that_differ_are_not_timed(monkeypatch):
    monkeypatch.setattr(toy, "by_arrays", lambda *given: [-1.0] * len(given[2]))
    monkeypatch.setattr(toy, "fastest", lambda *_: pytest.fail("timed"))
    with pytest.raises(RuntimeError, match="different shares"):
        toy.toys(100, 4, 1)


def test_a_peer_that_is_not_there_is_skipped_with_the_reason():
    found = [peers.peer("bamengine", "/nowhere/python"), peers.Peer("other", 200.0, "1.0")]
    text = peers.table({"columns": 10.0, "Mesa objects": 1_000.0}, found)
    assert "| other 1.0, its own model | 200 | 20 |" in text and "| 100 |" in text
    assert "skipped bamengine: " in text and "nowhere" in text


@pytest.mark.parametrize(("upgrades", "words"), [(1, 4), (4, 4), (5, 8), (9, 12)])
def test_the_floor_is_the_draws_of_the_commit_that_it_was_frozen_at(upgrades, words):
    """They are draws of the model too: the same key and counter give the same uniform, wherever it is drawn."""
    luck = floor.room(upgrades, 3)
    floor.fill(luck, np.array([7, 70_000, 2], np.int32), 3, 1, 5, 8068)
    assert luck.shape == (5, words, 3)
    for (stream, word, slot), found in np.ndenumerate(luck):
        assert found == keyed_uniform(1, 5, stream, [7, 70_000, 2][slot], 8068, word)


def test_every_number_is_measured_and_written(tmp_path, invented_pack, monkeypatch):
    monkeypatch.setattr(report, "compiling", lambda plan, folder: (1.0, 0.1))  # a minute of its own
    monkeypatch.setattr(report, "ending", lambda plan, folder: 1.0)  # tests/faults interrupts runs
    monkeypatch.setattr(report, "memory", lambda *_: 0.5)  # two processes of their own
    monkeypatch.setattr(report, "from_nothing", lambda folder: None)  # an environment of its own
    monkeypatch.setattr(report, "charts_and_report", lambda scale, folder: (1.0, 2.0))  # tests/reports draws charts
    scale = replace(QUICK, repeats=1, firms=(100, 1_000), seconds=0.1, plan=invented_pack, plans=())
    said = []
    found = report.measure(scale, said.append)
    pages, data = report.write(found, tmp_path, "2026-01-01")
    assert tuple(json.loads(data.read_text())) == KEYS
    numbers = json.loads(data.read_text())
    by_plan = [numbers.pop(key) for key in ("prepare_over_floor", "scenario_over_floor")]
    assert all(set(one) == {"invented-province"} and one["invented-province"] > 0.0 for one in by_plan)
    assert numbers.pop("forecast_from_nothing_s") is None
    assert said and all(value > 0.0 for key, value in numbers.items() if key != "store_overhead")
    assert numbers["kernel_over_floor"] == pytest.approx(numbers["kernel_ns"] / numbers["floor_ns"])
    for words, measured, wanted in report.rows(found):
        assert f"| {words} | {measured} | {wanted} |" in pages.read_text()


def test_the_plan_of_a_million_is_as_long_as_what_holds_it_up():
    one = million.Measured(0.1, 0.2, 4, 1_000, 9_000, 5_000, 0.01, 0.002)
    few, many = million.planned(one, 2), million.planned(one, 10_000)
    assert few["the run, h"] == few["working, h"] == pytest.approx((200_000 * 0.1 + 1_000_000 * 0.2) / 2 / 3600)
    assert many["the run, h"] == many["collecting, h"] == pytest.approx(50_000 * 0.01 / 3600)
    assert many["scheduling, h"] == pytest.approx(50_000 * 0.002 / 3600)
    assert few["network, h"] == pytest.approx(50_000 * 10_000 / million.LINK / 3600)
    assert few["stored, GB"] == pytest.approx(50_000 * 5_000 / 1e9)
    assert "| 1,024 |" in million.page(one) and "200,000 members x 5 scenarios" in million.page(one)


def test_a_copy_from_nothing_has_every_source(tmp_path):
    """Runs and the environment stay behind, and a room that is called as they are does not."""
    for name in (".venv/bin", "results/run", "model/results/__pycache__", "agents"):
        (tmp_path / name).mkdir(parents=True)
    assert newcomer._left_out(tmp_path, str(tmp_path), [".venv", "results", "model"]) == {".venv", "results"}
    assert newcomer._left_out(tmp_path, str(tmp_path / "model"), ["results"]) == set()
    assert newcomer._left_out(tmp_path, str(tmp_path / "model/results"), ["__pycache__", "run.py"]) == {"__pycache__"}
