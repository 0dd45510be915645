"""The benchmark measures everything it says, on an invented province and for a moment only."""

import json
from dataclasses import replace

import pytest

from clustercast.bench import report, toy
from clustercast.bench.scale import QUICK

KEYS = (
    "kernel_ns", "reference_ns", "floor_ns", "kernel_over_floor", "reference_over_kernel", "two_workers_over_one",
    "million_over_ten_thousand", "store_overhead", "bytes_per_member", "verifying_s", "memory_growth_mb",
    "compile_s", "cached_start_s", "help_s", "ctrl_c_s",
)  # fmt: skip


def test_three_ways_of_writing_the_toy_find_the_same():
    given = toy.drawn(500, 12)
    objects, arrays, columns = (way(*given) for way in (toy.by_objects, toy.by_arrays, toy.by_columns))
    assert objects == arrays == columns
    assert 0.0 < columns[0] < columns[-1] < 1.0


def test_every_number_is_measured_and_written(tmp_path, invented_pack, monkeypatch):
    monkeypatch.setattr(report, "compiling", lambda plan, folder: (1.0, 0.1))  # a minute of its own
    monkeypatch.setattr(report, "ending", lambda plan, folder: 1.0)  # tests/faults interrupts runs
    monkeypatch.setattr(report, "memory", lambda *_: 0.5)  # two processes that draw charts
    monkeypatch.setattr(
        "clustercast.reports.charts.drawing.writing.write_charts", lambda folder, *_, **__: folder.mkdir(exist_ok=True)
    )
    scale = replace(QUICK, repeats=1, firms=(100, 1_000), seconds=0.1, plan=invented_pack)
    said = []
    found = report.measure(scale, said.append)
    pages, data = report.write(found, tmp_path, "2026-01-01")
    assert tuple(json.loads(data.read_text())) == KEYS
    assert said and all(value > 0.0 for key, value in found.numbers.items() if key != "store_overhead")
    assert found.numbers["kernel_over_floor"] == pytest.approx(found.numbers["kernel_ns"] / found.numbers["floor_ns"])
    for words, measured, wanted in report.rows(found):
        assert f"| {words} | {measured} | {wanted} |" in pages.read_text()
