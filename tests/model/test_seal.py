"""Damage to a run is never read: every file is held against journal and manifest, and named when it differs."""

import json
import os
import random
from dataclasses import replace

import numpy as np
import pytest

import clustercast.model.results.store
from clustercast.model.results.run import open_run
from clustercast.model.results.seal import RunDamagedError, Seal, created_before, seal_of
from clustercast.model.results.store import Store, begun_in
from tests.sealed import CONTENTS, INPUTS, RANGES, finished, unfinished
from tests.sweeps import files_of

BESIDE = ("plan.json", "journal.jsonl", "contents.json", "manifest.json", "attainment.csv", "verdicts/met.npy",
          "verdicts/judged.npy")  # fmt: skip
BLOCK = "blocks/p00000-g-m00000004-00000008.npy"


@pytest.fixture
def run(tmp_path):
    return finished(tmp_path / "run")


@pytest.mark.parametrize("name", BESIDE)
def test_a_byte_anywhere_that_is_another_is_named_when_the_run_is_opened(run, name):
    chance, path = random.Random(name), run / name
    whole = path.read_bytes()
    for place in {0, len(whole) - 2, *(chance.randrange(len(whole) - 1) for _ in range(12))}:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(7)]) + whole[place + 1 :])
        with pytest.raises(RunDamagedError, match=path.name):
            open_run(run)
    path.write_bytes(whole)
    open_run(run)


@pytest.mark.parametrize("name", BESIDE)
@pytest.mark.parametrize("damage", ["short", "empty", "folder", "pipe", "gone"])
def test_a_file_that_is_not_one_any_more_is_named(run, name, damage):
    path = run / name
    content = path.read_bytes()
    path.unlink()
    if damage in ("short", "empty"):
        path.write_bytes(content[: len(content) // 2 if damage == "short" else 0])
    elif damage == "folder":
        path.mkdir()
    elif damage == "pipe":
        os.mkfifo(path)
    if damage == "gone" and name in ("attainment.csv", "manifest.json"):
        assert "met" in open_run(run)  # Nothing that is read has changed; without a manifest nothing is finished.
        return
    with pytest.raises((RunDamagedError, FileNotFoundError), match=path.name):
        open_run(run)


@pytest.mark.parametrize("field", ["x1", "base_x2", "draws", "member_id", "firms_by_city", "fact_firms"])
def test_a_block_is_held_against_the_journal_when_it_is_read_first(run, field):
    sound = open_run(run)[field].values
    content = bytearray((run / BLOCK).read_bytes())
    content[len(content) // 2] ^= 64
    (run / BLOCK).write_bytes(content)
    opened = open_run(run)
    with pytest.raises(RunDamagedError, match=BLOCK):
        np.asarray(opened[field].values)
    (run / BLOCK).unlink()
    with pytest.raises(RunDamagedError, match=rf"{BLOCK} cannot be read \(No such file"):
        np.asarray(open_run(run)[field].values)
    unfinished(run)
    assert np.array_equal(open_run(run)[field].values, sound, equal_nan=True)


def test_a_journal_that_lacks_a_line_is_noticed_though_each_of_its_lines_is_sound(run):
    lines = (run / "journal.jsonl").read_bytes().splitlines(keepends=True)
    for left in range(3):
        (run / "journal.jsonl").write_bytes(b"".join(lines[:left] + lines[left + 1 :]))
        with pytest.raises(RunDamagedError, match=r"journal\.jsonl"):
            open_run(run)


def test_of_an_unfinished_run_the_last_line_may_be_torn_and_no_other(tmp_path):
    path = unfinished(tmp_path) / "journal.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[1] + lines[2][:-30])
    assert open_run(tmp_path).sizes["member"] == 8
    path.write_bytes(lines[0] + lines[1][:-30] + b"\n" + lines[2])
    with pytest.raises(RunDamagedError, match="line 2: it was altered"):
        open_run(tmp_path)


@pytest.mark.parametrize("name", ["plan.json", "contents.json", "journal.jsonl"])
def test_a_file_of_another_run_is_noticed_also_where_nothing_is_finished(tmp_path, name):
    one = unfinished(tmp_path / "one")
    other = unfinished(tmp_path / "other", inputs=replace(INPUTS, seed=2))
    content = (other / name).read_bytes()
    (one / name).write_bytes(content.replace(b"2017Q1", b"2018Q1") if name == "contents.json" else content)
    with pytest.raises(RunDamagedError, match=r"contents\.json|journal\.jsonl, line 1: it is of the run"):
        open_run(one)


@pytest.mark.parametrize("name", ["plan.json", "contents.json", "journal.jsonl", BLOCK])
@pytest.mark.parametrize("content", [b"", b"{", b"[[1, 2]]", b'{"seed": 7}', None])
def test_to_go_on_mends_whatever_follows_from_the_rest(run, name, content):
    whole = files_of(run)
    (run / name).unlink()
    if content is not None:
        (run / name).write_bytes(content)
    finished(run)
    assert files_of(run) == whole


@pytest.mark.parametrize(
    ("key", "other"),
    [("quarters", 5), ("quarters", [1]), ("indicators", {}), ("indicators", [[]]), ("profile", None), ("facts", "f"),
     ("targets", None), ("design", {"a": "b"}), ("title", 3)],
)  # fmt: skip
def test_contents_of_another_shape_are_refused_even_where_every_checksum_is_right(tmp_path, monkeypatch, key, other):
    monkeypatch.setattr("tests.sealed.CONTENTS", CONTENTS | {key: other})
    with pytest.raises(ValueError, match=r"contents\.json|blocks/"):
        open_run(finished(tmp_path))


def test_a_manifest_vouches_for_itself(run):
    content = json.loads((run / "manifest.json").read_bytes())
    assert isinstance(seal_of(run), Seal) and created_before(run) == begun_in(run)
    for changed in (
        content | {"created": "2001-01-01"},
        content | {"files": {}},
        [content],
        {"check": content["check"]},
    ):
        (run / "manifest.json").write_text(json.dumps(changed), encoding="utf-8")
        with pytest.raises(RunDamagedError, match=r"manifest\.json was altered, or another version wrote it"):
            seal_of(run)
        assert created_before(run) is None


def test_the_day_of_a_run_is_that_on_which_it_began(tmp_path, monkeypatch):
    days = iter(("2026-11-30", "2026-12-01", "2026-12-02"))
    monkeypatch.setattr(clustercast.model.results.store, "today", lambda: next(days))
    unfinished(tmp_path, RANGES[:1])
    unfinished(tmp_path)
    assert Store.look(tmp_path).begun == "2026-11-30"
    assert {entry["begun"] for entry in Store.look(tmp_path).entries()} == {"2026-11-30"}
