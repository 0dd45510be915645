"""The store with made-up parts: what is sound is kept, what is not is made again, and one at a time writes."""

import errno
import json
import os
import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import clustercast.model.results.december_tables
import clustercast.model.results.journal
from clustercast.model.ensemble.job import Job
from clustercast.model.results.block import Failure, block_bytes, failures_of, member_ids, read_block
from clustercast.model.results.journal import entry_of, line_of, read_journal
from clustercast.model.results.run import open_run
from clustercast.model.results.run_folder import RunInputs, RunLayoutError, RunRefusedError
from clustercast.model.results.seal import RunDamagedError
from clustercast.model.results.small_integers import kind_of, packed, unpacked
from clustercast.model.results.store import Store
from clustercast.model.results.stored_arrays import StoredArray, check_layout
from tests.sweeps import PROFILE, files_of, made_part

ROOT = Path(__file__).resolve().parents[2]
INPUTS = RunInputs("0.1.0", "abc", "a-plan", "def", (("one", "1"), ("two", "2")), 10, 1)
CONTENTS = {"indicators": [{}, {}, {}], "quarters": list("abcd"), "parameters": ["x", "y"], "facts": ["f"]}
CONTENTS |= {"profile": PROFILE}
RANGES = ((0, 4), (4, 8), (8, 10))


def job(first, last, point=0, group="g"):
    return Job(None, first, last, point, group)  # type: ignore[arg-type]


def put(store, first, last, failures=(), contents=CONTENTS):
    store.describe(contents)
    store.put(job(first, last).name, 0, ("one", "two"), made_part(first, last - first, failures=failures))


def fill(folder, ranges=RANGES, contents=CONTENTS):
    with Store.begin(folder, INPUTS) as store:
        for first, last in ranges:
            if not store.has(job(first, last).name):
                put(store, first, last, contents=contents)
        store.seal()
    return files_of(folder)


def test_bytes_depend_on_the_parts_only_and_not_on_their_order(tmp_path):
    assert fill(tmp_path / "a") == fill(tmp_path / "b", RANGES[::-1])
    assert fill(tmp_path / "a") == files_of(tmp_path / "b")


def test_a_block_is_plain_numpy_without_pickles(tmp_path):
    failure = Failure(1, "two", "markets", "价格为负", "again")
    (tmp_path / "b.npy").write_bytes(block_bytes(made_part(0, 3, failures=[failure])))
    record = np.load(tmp_path / "b.npy", allow_pickle=False)[0]
    assert np.array_equal(record["values"].transpose(1, 2, 0, 3), made_part(0, 3).values)
    assert failures_of(read_block(tmp_path / "b.npy")) == (failure,)


def test_all_design_points_of_a_store_have_the_same_contents(tmp_path):
    fill(tmp_path)
    with Store.begin(tmp_path, INPUTS) as store:
        store.describe(CONTENTS)
        with pytest.raises(ValueError, match="other indicators"):
            store.describe(CONTENTS | {"parameters": ["x"]})


def test_ids_follow_all_that_the_numbers_follow_from():
    asked: Any = ("code", "plan", "point", 1, ["s", "t"], range(3))
    ids = member_ids(*asked)
    assert len(set(ids.ravel().tolist())) == 6
    fewer: Any = (*asked[:5], range(1, 2))
    assert np.array_equal(member_ids(*fewer), ids[:, 1:2])
    for place, other in enumerate(("other", "other", "other", 2)):
        changed: Any = list(asked)
        changed[place] = other
        assert not set(member_ids(*changed).ravel().tolist()) & set(ids.ravel().tolist())


# Damage


@pytest.mark.parametrize("damage", ["flip", "short", "missing"])
def test_a_damaged_block_is_found_and_made_again(tmp_path, damage):
    whole = fill(tmp_path)
    path = tmp_path / "blocks" / f"{job(4, 8).name}.npy"
    content = bytearray(path.read_bytes())
    if damage == "missing":
        path.unlink()
    else:
        content[len(content) // 2] ^= 1
        path.write_bytes(content if damage == "flip" else content[:-9])
    with Store.begin(tmp_path, INPUTS) as store:
        assert store.damaged == (job(4, 8).name,)
        assert not store.has(job(4, 8).name) and store.has(job(0, 4).name)
    assert fill(tmp_path) == whole


def test_two_resumes_after_a_torn_line_lose_one_block_only(tmp_path):
    whole = fill(tmp_path)
    journal = tmp_path / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(lines[0] + lines[1][:-20])
    with Store.begin(tmp_path, INPUTS) as store:  # The first resume adds a block, and is killed.
        assert [store.has(job(*one).name) for one in RANGES] == [True, False, False]
        put(store, 8, 10)
    with Store.begin(tmp_path, INPUTS) as store:
        assert [store.has(job(*one).name) for one in RANGES] == [True, False, True]
    assert fill(tmp_path) == whole


def test_a_line_altered_in_the_middle_counts_for_nothing_and_the_others_count(tmp_path):
    whole = fill(tmp_path)
    journal = tmp_path / "journal.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b'"first": 4', b'"first": 5'))
    with Store.begin(tmp_path, INPUTS) as store:
        assert [store.has(job(*one).name) for one in RANGES] == [True, False, True]
    assert fill(tmp_path) == whole


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_no_torn_line_is_taken_for_a_whole_one(cut):
    line = line_of({"block": "b", "first": 1, "scenarios": ["å"]})
    assert entry_of(line) == {"block": "b", "first": 1, "scenarios": ["å"]}
    assert entry_of(line[:-cut]) is None
    assert json.loads(line)["block"] == "b"


# A full disk


def test_a_full_disk_ends_the_run_and_keeps_what_was_finished(tmp_path, monkeypatch):
    real, room = os.write, [3_000]

    def write(file, content):
        if room[0] <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = real(file, bytes(content)[: min(700, room[0])])  # Also writes fewer bytes than asked.
        room[0] -= written
        return written

    for space in range(200, 15_000, 800):
        room[0] = space
        folder = tmp_path / str(space)
        monkeypatch.setattr(clustercast.model.results.journal.os, "write", write)
        try:
            fill(folder)
        except OSError as error:
            assert error.errno == errno.ENOSPC
        monkeypatch.setattr(clustercast.model.results.journal.os, "write", real)
        assert fill(folder) == fill(tmp_path / "whole"), space


def test_a_limit_of_the_system_on_file_sizes_is_a_full_disk_too(tmp_path):
    with Store.begin(tmp_path, INPUTS) as store:
        put(store, 0, 4)
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))  # Python ignores SIGXFSZ.
        try:
            with pytest.raises(OSError, match="too large"):
                put(store, 4, 8)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert fill(tmp_path) == fill(tmp_path.parent / "whole")


# Two writers


def test_the_second_of_two_runs_on_one_folder_is_refused(tmp_path):
    with Store.begin(tmp_path, INPUTS) as store:
        put(store, 0, 4)
        before = files_of(tmp_path)
        with pytest.raises(RunRefusedError, match=f"process {os.getpid()}"):
            Store.begin(tmp_path, INPUTS)
        assert files_of(tmp_path) == before
        assert Store.look(tmp_path).has(job(0, 4).name)  # Reading needs no lock.
    Store.begin(tmp_path, INPUTS).close()


@pytest.mark.parametrize("answer", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_file_system_without_locks_is_not_taken_for_another_run(tmp_path, monkeypatch, answer):
    def flock(*_):
        raise OSError(answer, os.strerror(answer))

    folder = tmp_path / "run"
    with monkeypatch.context() as patch:
        patch.setattr("fcntl.flock", flock)
        with pytest.raises(RunRefusedError, match=f"without locks .{os.strerror(answer)}.*--out"):
            Store.begin(folder, INPUTS)
    assert not folder.exists()
    fill(folder)


HOLDER = """
import sys
from pathlib import Path
from clustercast.model.system.folder_lock import take_lock
lock = take_lock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_the_lock_vanishes_with_a_holder_that_is_killed(tmp_path):
    words = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None and holder.stdout.readline()
        with pytest.raises(RunRefusedError, match=f"process {holder.pid}"):
            Store.begin(tmp_path, INPUTS)
        holder.kill()
        holder.wait()
        Store.begin(tmp_path, INPUTS).close()


def test_a_store_of_other_numerics_is_refused(tmp_path):
    fill(tmp_path)
    other = replace(INPUTS, numerics="other")
    with pytest.raises(RunRefusedError, match="numerics"):
        Store.begin(tmp_path, other)


def test_the_journal_of_no_run_is_empty(tmp_path):
    assert read_journal(tmp_path / "journal.jsonl") == ([], True)
    with pytest.raises(FileNotFoundError, match="holds no run"):
        Store.look(tmp_path)


# Reading


@pytest.mark.parametrize("large", [False, True])
def test_stored_arrays_index_as_arrays_do(tmp_path, monkeypatch, large):
    fill(tmp_path)
    monkeypatch.setattr("clustercast.model.results.stored_arrays.HELD_BYTES", 0 if large else 10**6)
    store, whole, names, members = Store.look(tmp_path), made_part(0, 10), ("two", "one"), range(10)
    values = StoredArray(store, CONTENTS, "values", names, members)
    wanted = whole.values[::-1]
    mask = np.arange(10) % 3 == 0
    for key in (..., 0, (1, 3), (0, slice(None), 2), (0, slice(2, 9), 1, 3), (slice(None), -1, -1), (1, mask, 0),
                (slice(None), [7, 1], slice(0, 2), slice(1, 3)), (1, 4, slice(None), 0)):  # fmt: skip
        assert np.array_equal(values[key], wanted[key]), key
    for field in ("base", "draws", "facts"):
        array, full = StoredArray(store, CONTENTS, field, names, members), getattr(whole, field)
        for key in (..., 3, (slice(None), 0), mask, (mask, 0), (slice(1, 7), slice(0, 2)), (9, -1)):
            assert np.array_equal(array[key], full[key]), (field, key)
    assert np.array_equal(np.asarray(StoredArray(store, CONTENTS, "facts", names, members, place=0)), whole.facts[:, 0])
    part = StoredArray(store, CONTENTS, "values", ("one",), range(3, 12))
    assert np.array_equal(part[0, :7], whole.values[0, 3:]) and np.isnan(part[0, 7:]).all()
    with pytest.raises(IndexError):
        values[[0], [1]]


def test_tables_of_the_profile_come_back_as_they_were_in_the_smallest_kind(tmp_path):
    fill(tmp_path)
    store, whole, names, members = Store.look(tmp_path), made_part(0, 10).profile, ("two", "one"), range(10)
    for name, table in whole.items():
        stored, wanted = StoredArray(store, CONTENTS, name, names, members), table[::-1]
        for key in (..., 0, (0, slice(None), 1), (slice(None), [7, 1, 2]), (1, slice(2, 9), 2), (0, 2), (1, -1, -1)):
            assert np.array_equal(stored[key], wanted[key], equal_nan=True), (name, key)
        assert stored.shape == wanted.shape and stored.dtype == np.float32 == np.asarray(stored).dtype
    part = StoredArray(store, CONTENTS, "outlay", ("one",), range(3, 12))
    assert np.array_equal(part[0, :7], whole["outlay"][0, 3:]) and np.isnan(part[0, 7:]).all()
    kinds = {entry["block"]: dict(zip(whole, entry["kinds"], strict=True)) for entry in store.entries()}
    assert all(one["outlay"] == "f" and set(one.values()) >= {"B", "H", "f"} for one in kinds.values())


def test_a_kind_has_room_for_its_numbers_and_for_what_is_missing():
    for largest, kind in ((254, "B"), (255, "H"), (65534, "H"), (65535, "f"), (0.5, "f"), (-1, "f")):
        table = np.array([0.0, largest, np.nan], np.float32).reshape(1, 1, 3)
        assert kind_of(table) == kind
        assert np.array_equal(unpacked(packed(table, kind), 1), table, equal_nan=True)
    assert kind_of(np.full((1, 2, 3), np.nan)) == "B"


def test_a_short_block_is_not_read(tmp_path):
    fill(tmp_path)
    values = StoredArray(Store.look(tmp_path), CONTENTS, "draws", ("one",), range(10))
    path = tmp_path / "blocks" / f"{job(4, 8).name}.npy"
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(RunDamagedError, match=f"{path.name} is not what the run wrote"):
        values[:, 0]


@pytest.mark.parametrize("change", ["a table more", "a table less", "another shape", "another order", "no such place"])
def test_a_run_that_another_version_laid_out_is_refused_in_clear_words(tmp_path, monkeypatch, change):
    """Whatever this version reads otherwise, it says which file, and what to do; what it wrote itself it opens."""
    tables = dict(clustercast.model.results.december_tables.TABLES)
    contents = json.dumps(CONTENTS)
    fill(tmp_path, contents=json.loads(contents.replace('"size_class"', '"size"')) if "place" in change else CONTENTS)
    check_layout(Store.look(tmp_path), CONTENTS)
    if change == "a table more":
        tables["fines"] = ("", "", "", "programme")
    elif change == "a table less":
        del tables["outlay_total"]
    elif change == "another shape":
        tables["outlay_total"] = ("", "", "", "programme")
    elif change == "another order":
        tables = {name: tables[name] for name in (*list(tables)[:6:-1], *list(tables)[:7])}
    monkeypatch.setattr("clustercast.model.results.december_tables.TABLES", tables)
    with pytest.raises(RunLayoutError, match=r"blocks/\S+\.npy: .* make the run again .*plan\.json"):
        open_run(tmp_path)
