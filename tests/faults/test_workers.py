"""Workers of any kind and number, in any order, failing members, and workers that are lost."""

import os
import random
import subprocess
import sys
import threading
import time
from concurrent.futures import Future

import numpy as np
import pytest
import xarray as xr

import clustercast.model.ensemble.ensemble
import clustercast.model.ensemble.job
import clustercast.model.ensemble.workers
from clustercast.model.ensemble.child import environment
from clustercast.model.ensemble.ensemble import NothingSimulatedError, group_of, run_ensemble
from clustercast.model.ensemble.job import Job, Recipe, StoppedError, work
from clustercast.model.ensemble.workers import (
    DaskWorkers,
    ProcessWorkers,
    SchedulerError,
    ThreadWorkers,
    WorkerPool,
    WorkersLostError,
    run_jobs,
)
from clustercast.model.member import MemberError
from clustercast.model.results.block import Part
from clustercast.model.results.journal import read_journal
from clustercast.scenarios.arguments import MOST_MEMBERS
from tests.engines import INVENTED
from tests.sweeps import (
    BROKEN,
    SEED,
    CrashingRecipe,
    DoomedRecipe,
    MortalRecipe,
    files_of,
    plan_and_scenarios,
    sweep,
)
from tests.values import same, values_of

FIELDS = ("values", "base", "draws", "facts", "ids")


def jobs_of(kind, mark=None, last=8, length=2):
    plan, scenarios = plan_and_scenarios()
    recipe = kind(plan, scenarios, SEED)
    if mark is not None:
        recipe.mark = str(mark)
    return [Job(recipe, first, first + length, group=group_of(scenarios)) for first in range(0, last, length)]


def done(jobs, pool) -> dict[int, Part]:
    parts = {}
    try:
        run_jobs(jobs, pool, lambda job, part: parts.update({job.first: part}))
    finally:
        pool.close()
    return parts


def equal(one: Part, other: Part) -> bool:
    return all(getattr(one, field).tobytes() == getattr(other, field).tobytes() for field in FIELDS)


class ShuffledWorkers(WorkerPool):
    """Finishes jobs in an order of its own, from another thread."""

    def __init__(self, seed):
        super().__init__(50)
        self.order = random.Random(seed)
        self.open: list[tuple[Future, Job]] = []
        self.ended = threading.Event()
        threading.Thread(target=self.finish, daemon=True).start()

    def submit(self, job):
        future = Future()
        self.open.append((future, job))
        return future

    def finish(self):
        time.sleep(0.5)
        while not self.ended.is_set():
            if self.open:
                future, job = self.open.pop(self.order.randrange(len(self.open)))
                future.set_result(work(job))
            else:
                time.sleep(0.01)

    def close(self):
        self.ended.set()


@pytest.mark.parametrize("workers", [2, 7])
def test_workers_change_no_byte(whole, tmp_path, workers):
    sweep(tmp_path / "run", workers=workers)
    assert files_of(tmp_path / "run") == whole[1]


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_in_which_blocks_are_finished_changes_no_byte(whole, tmp_path, seed):
    sweep(tmp_path / "run", executor=ShuffledWorkers(seed))
    assert files_of(tmp_path / "run") == whole[1]


def test_processes_change_no_byte(whole, tmp_path):
    sweep(tmp_path / "run", isolate=True)
    assert files_of(tmp_path / "run") == whole[1]


def test_a_store_has_the_numbers_that_memory_has(whole):
    plan, scenarios = plan_and_scenarios()
    stored, members = whole[0], whole[0].dataset.sizes["member"]
    kept = run_ensemble(plan, scenarios, members=members, seed=SEED)
    assert same(stored, kept)
    xr.testing.assert_equal(stored.dataset.load(), kept.dataset)
    later = run_ensemble(plan, scenarios, members=5, seed=SEED, first_member=7)
    assert values_of(later).tobytes() == values_of(kept)[:, 7:12].tobytes()


def test_a_worker_asked_to_end_begins_no_further_run(monkeypatch):
    runs, real = [], clustercast.model.ensemble.job.simulate
    monkeypatch.setattr(
        clustercast.model.ensemble.job, "simulate", lambda *given: runs.append(given[5]) or real(*given)
    )
    with pytest.raises(StoppedError):
        work(jobs_of(Recipe, length=8)[0], lambda: len(runs) >= 3)
    assert len(runs) == 3  # Of 8 members under 2 scenarios: it does not wait for the end of its block.


# Members that fail


@pytest.mark.parametrize("fault", ["raises", "not finite", "preparation"])
def test_a_failing_member_is_data_and_the_others_run_on(whole, monkeypatch, fault):
    plan, scenarios = plan_and_scenarios()
    real, prepare = clustercast.model.ensemble.job.simulate, clustercast.model.ensemble.job.prepare

    def simulate(made, prepared, scenario, state, seed, member):
        found = real(made, prepared, scenario, state, seed, member)
        if member == BROKEN and scenario.id == "no-incentives":
            if fault == "raises":
                raise ZeroDivisionError("float division by zero")
            found = found.copy()
            found[0, 3] = np.inf
        return found

    def unprepared(made, seed, member, base):
        if member == BROKEN:
            raise MemberError("burn-in", "no vector fits")
        return prepare(made, seed, member, base)

    if fault == "preparation":
        monkeypatch.setattr(clustercast.model.ensemble.job, "prepare", unprepared)
    else:
        monkeypatch.setattr(clustercast.model.ensemble.job, "simulate", simulate)
    found = run_ensemble(plan, scenarios, members=8, seed=SEED)
    names = [one.scenario for one in found.failures if one.member == BROKEN]
    assert names == (["as-written", "no-incentives"] if fault == "preparation" else ["no-incentives"])
    (failure,) = (one for one in found.failures if one.member == BROKEN and one.scenario == "no-incentives")
    words = {"raises": "ZeroDivisionError: float division by zero", "not finite": "not a finite number"}
    assert words.get(fault, "no vector fits") in failure.message
    assert f"member={BROKEN}" in failure.reproducer and "\n" not in failure.reproducer
    assert np.isnan(values_of(found)[1, BROKEN]).all()
    others = [member for member in range(8) if member != BROKEN]
    wanted = values_of(whole[0])[:, :8]
    assert np.array_equal(values_of(found)[:, others], wanted[:, others], equal_nan=True)


@pytest.mark.parametrize("error", [MemoryError(), OSError(5, "I/O error"), IndexError()])
@pytest.mark.parametrize(("kind", "member"), [("prepare", 2), ("simulate", 5)])
def test_what_is_no_fault_of_a_member_ends_the_run_and_is_not_kept(tmp_path, monkeypatch, kind, member, error):
    real = getattr(clustercast.model.ensemble.job, kind)

    def fails(*given):
        if given[member] == BROKEN:
            raise error
        return real(*given)

    monkeypatch.setattr(clustercast.model.ensemble.job, kind, fails)
    with pytest.raises(type(error)):
        sweep(tmp_path / "run", members=8, workers=1)
    kept, _ = read_journal(tmp_path / "run" / "journal.jsonl")
    assert kept and not [one for one in kept if one["failures"] or one["first"] <= BROKEN < one["last"]]


@pytest.mark.parametrize("sound", [0, 1])
def test_where_every_member_fails_none_is_kept_and_where_one_does_not_all_are(tmp_path, monkeypatch, sound):
    real = clustercast.model.ensemble.job.prepare

    def fails(made, seed, member, base):
        if member >= 8 - sound:
            return real(made, seed, member, base)
        raise MemberError("burn-in", "no vector fits")

    monkeypatch.setattr(clustercast.model.ensemble.job, "prepare", fails)
    if sound:
        assert len(sweep(tmp_path / "run", members=8).failures) == 14
    else:
        with pytest.raises(NothingSimulatedError, match="nothing is kept\n16 times burn-in: no vector fits"):
            sweep(tmp_path / "run", members=8)
    assert sum(one["failures"] for one in read_journal(tmp_path / "run" / "journal.jsonl")[0]) == 14 * sound


def test_very_many_members_are_begun_as_soon_as_few(tmp_path, monkeypatch):
    made = []
    monkeypatch.setattr(clustercast.model.ensemble.ensemble, "Job", lambda *given: made.append(given) or Job(*given))

    class Begun(WorkerPool):
        def submit(self, job):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(tmp_path / "run", members=MOST_MEMBERS, executor=Begun(1))
    assert len(made) == 1


# Workers that are lost


def test_a_crash_of_compiled_code_takes_one_member_only():
    wanted = done(jobs_of(Recipe), ThreadWorkers(1))
    found = done(jobs_of(CrashingRecipe), ProcessWorkers(2))
    block, row = BROKEN // 2 * 2, BROKEN % 2
    for first, part in wanted.items():
        if first != block:
            assert equal(found[first], part)
    assert np.isnan(found[block].values[:, row]).all()
    assert np.array_equal(found[block].values[:, 1 - row], wanted[block].values[:, 1 - row], equal_nan=True)
    assert {(one.member, one.stage) for one in found[block].failures} == {(BROKEN, "process")}


def test_a_member_whose_process_is_killed_from_outside_ends_the_run_and_is_not_kept(monkeypatch):
    for tries in ("LOSSES", "LAST_TRIES"):
        monkeypatch.setattr(clustercast.model.ensemble.workers, tries, 1)
    (job,) = jobs_of(DoomedRecipe, last=BROKEN + 1, length=1)[BROKEN:]
    with pytest.raises(WorkersLostError, match=f"member {BROKEN}: .* ended from outside .exit code -9"):
        done([job], ProcessWorkers(1))


def test_processes_that_never_start_end_the_run(monkeypatch):
    monkeypatch.setattr(clustercast.model.ensemble.workers, "_begin_work", os.abort)  # It takes no argument.
    with pytest.raises(WorkersLostError, match="no process starts"):
        done(jobs_of(Recipe), ProcessWorkers(2))


def test_a_script_without_a_main_guard_is_executed_once(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        f"import clustercast, pathlib\npathlib.Path('begun').open('a').write('x')\n"
        f"print(clustercast.run({str(INVENTED)!r}, 'as-written', members=4, isolate=True).record.members)\n"
    )
    ended = subprocess.run(
        [sys.executable, "script.py"], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )
    assert (ended.stdout, (tmp_path / "begun").read_text()) == ("4\n", "x"), ended.stderr


def test_a_lost_process_is_replaced_and_its_block_made_again(tmp_path):
    jobs = jobs_of(MortalRecipe, tmp_path / "mark")
    found = done(jobs, ProcessWorkers(2))
    wanted = done(jobs_of(Recipe), ThreadWorkers(2))
    assert (tmp_path / "mark").exists()
    assert all(equal(found[first], part) for first, part in wanted.items())


def test_a_dask_cluster_that_loses_a_worker_gives_the_same_bytes(whole, tmp_path):
    distributed = pytest.importorskip("distributed")
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "silence_logs": 50}
    with distributed.LocalCluster(**options) as cluster:
        sweep(tmp_path / "run", scheduler=cluster.scheduler_address)
        assert files_of(tmp_path / "run") == whole[1]
        jobs = jobs_of(MortalRecipe, tmp_path / "mark")
        found = done(jobs, DaskWorkers(cluster.scheduler_address))
    wanted = done(jobs_of(Recipe), ThreadWorkers(2))
    assert (tmp_path / "mark").exists()
    assert all(equal(found[first], part) for first, part in wanted.items())


def test_a_worker_of_another_kind_is_refused(monkeypatch):
    from clustercast.model.ensemble import workers

    pool = ThreadWorkers(1)
    monkeypatch.setattr(workers, "identity", lambda: {"code": "a", "numba": "0.68"})
    with pytest.raises(workers.ForeignWorkerError, match=r"other sources.*numba 0.63 there, 0.68 here.; install"):
        workers.DaskWorkers.part_of(pool, ({"code": "a", "numba": "0.63"}, None))  # type: ignore[arg-type]
    pool.close()


@pytest.mark.parametrize("address", ["nonsense", "tcp://127.0.0.1:1"])
def test_an_address_without_a_scheduler_is_refused(monkeypatch, address):
    pytest.importorskip("distributed")
    monkeypatch.setattr(clustercast.model.ensemble.workers, "AWAITED", 0.5)
    with pytest.raises(SchedulerError, match=r"no Dask scheduler answers at .*; write the address"):
        DaskWorkers(address)


def test_a_cluster_whose_workers_are_gone_is_said_and_the_run_goes_on_without(whole, tmp_path, monkeypatch):
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(clustercast.model.ensemble.workers, "AWAITED", 1.0)
    options = {"n_workers": 0, "dashboard_address": None, "silence_logs": 50, "processes": False}
    with distributed.LocalCluster(**options, protocol="tcp://") as cluster:
        with pytest.raises(WorkersLostError, match=r"has no workers.*goes on, with any other workers"):
            sweep(tmp_path / "run", scheduler=cluster.scheduler_address)
        cluster.scale(1)
        pool = DaskWorkers(cluster.scheduler_address)
        monkeypatch.setattr(clustercast.model.ensemble.workers, "_work_far", _waits)
        waiting = threading.Timer(0.5, cluster.scale, (0,))
        waiting.start()
        with pytest.raises(WorkersLostError, match="has no workers"):
            sweep(tmp_path / "run", executor=pool)
    sweep(tmp_path / "run")
    assert files_of(tmp_path / "run") == whole[1]


def _waits(_):
    time.sleep(5.0)
