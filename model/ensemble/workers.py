"""Who does the work: threads of this process, processes of their own, or the workers of a Dask cluster.

    ThreadWorkers    the rule: the kernel runs without the interpreter's lock, and nothing is left when the parent dies
    ProcessWorkers   `--isolate`: a crash of compiled code or the system's out-of-memory kill takes one worker only
    DaskWorkers      `--scheduler ADDRESS`: where one machine is outgrown

All give `concurrent.futures` futures; `run_jobs` is the one loop around them. Workers give arrays back and write
nothing.
"""

from __future__ import annotations

import os
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures import ThreadPoolExecutor as Threads
from multiprocessing import get_context
from typing import Any

from clustercast.model.ensemble.job import Job, Range, lost_part, never, work
from clustercast.model.ensemble.job_files import RecipeFiles, recipe_in
from clustercast.model.ensemble.parent_watch import end_with
from clustercast.model.results.block import Part, joined
from clustercast.model.results.manifest import identity

AHEAD = 2
"""Jobs in flight beyond one a worker: enough that none waits, few enough that memory stays flat."""
PAUSE = 0.2
"""Seconds after which the waiting parent looks up, so that Ctrl-C is heard."""
LOSSES = 2
"""So often may a block be lost with its worker before its members are run one by one, alone."""
LAST_TRIES = 3
"""So often may a member alone end its worker before that is its result."""


class ForeignWorkerError(RuntimeError):
    """A worker has other sources, versions or numerics than the parent."""


class WorkerPool:
    """Workers behind an executor. ``lost`` are the errors by which the loss of a worker shows."""

    lost: tuple[type[BaseException], ...] = ()

    def __init__(self, workers: int) -> None:
        self.workers = max(1, workers)

    @property
    def in_flight(self) -> int:
        """How many jobs may be open at a time."""
        return self.workers + AHEAD

    def submit(self, job: Job) -> Future[Any]:
        """A future of what the job gives. Raises one of ``lost`` when the workers are gone."""
        raise NotImplementedError

    def part_of(self, result: Any) -> Part:
        """The part in what a future gave."""
        return result

    def rebuild(self) -> None:
        """New workers in place of lost ones."""

    def close(self) -> None:
        """Ends the workers as soon as they can: between two runs of a member."""


class ThreadWorkers(WorkerPool):
    """Threads of this process."""

    def __init__(self, workers: int) -> None:
        super().__init__(workers)
        self._stop = threading.Event()
        self._pool: Executor = Threads(self.workers, thread_name_prefix="member")

    def submit(self, job: Job) -> Future[Any]:
        """To a thread."""
        return self._pool.submit(work, job, self._stop.is_set)

    def close(self) -> None:
        """Threads end after the run they are in."""
        self._stop.set()
        self._pool.shutdown(wait=True, cancel_futures=True)


class ProcessWorkers(WorkerPool):
    """Processes of their own, started afresh (not forked: a fork would inherit the lock of the folder and threads)."""

    lost = (BrokenExecutor,)

    def __init__(self, workers: int) -> None:
        super().__init__(workers)
        self._context = get_context("spawn")
        # A bare byte in shared memory: a worker killed at any instant holds no lock of it.
        self._stop = self._context.RawValue("b", 0)
        self._recipes = RecipeFiles()
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        given = (os.getpid(), self._stop)
        return ProcessPoolExecutor(self.workers, self._context, initializer=_begin_process, initargs=given)

    def submit(self, job: Job) -> Future[Any]:
        """To a process. The recipe goes by a file: a large job in the pool's pipe, with nobody left to read it, would
        hold the pool for ever (cpython #94777, mended in 3.11.6).
        """
        self._recipes.write(job.recipe)
        return self._pool.submit(_work_in_process, self._recipes.path(job.recipe), job.recipe.key, job.range)

    def rebuild(self) -> None:
        """A new pool: one that has lost a process takes no more work."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._start()

    def close(self) -> None:
        """Processes end after the run they are in."""
        self._stop.value = 1
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._recipes.remove()


_stop_byte: Any = None


def _begin_process(parent: int, stop: Any) -> None:
    global _stop_byte
    _stop_byte = stop
    end_with(parent)


def _work_in_process(path: str, key: str, which: Range) -> Part:
    return work(Job(recipe_in(path, key), *which), lambda: bool(_stop_byte.value))


class DaskWorkers(WorkerPool):
    """The workers of a Dask scheduler. Each needs this very version of clustercast; none needs the run's folder."""

    def __init__(self, address: str) -> None:
        from distributed import Client
        from distributed.scheduler import KilledWorker

        super().__init__(1)
        self.lost = (KilledWorker, BrokenExecutor)
        self._client: Any = Client(address, set_as_default=False)
        # Not pure: the same call twice is two calls, so that a retry does not get the old failure back.
        self._pool = self._client.get_executor(pure=False)
        self._open: set[Future[Any]] = set()

    @property
    def in_flight(self) -> int:
        """By the threads that the scheduler has now."""
        return sum(self._client.nthreads().values()) + AHEAD

    def submit(self, job: Job) -> Future[Any]:
        """To the scheduler."""
        future = self._pool.submit(_work_far, job)
        self._open.add(future)
        future.add_done_callback(self._open.discard)
        return future

    def part_of(self, result: Any) -> Part:
        """Checks that the worker is of our kind. Raises ForeignWorkerError."""
        who, part = result
        if who != identity():
            raise ForeignWorkerError(
                f"a Dask worker has other sources, versions or numerics {who} than this machine {identity()}; "
                "install the same clustercast and the same packages on every worker"
            )
        return part

    def close(self) -> None:
        """Lets go of the scheduler; what its workers have begun, they finish for nothing."""
        for future in list(self._open):
            future.cancel()
        self._client.close()


def _work_far(job: Job) -> tuple[tuple[str, str], Part]:
    return identity(), work(job, never)


def worker_pool(workers: int, *, isolate: bool = False, scheduler: str | None = None) -> WorkerPool:
    """The workers that were asked for."""
    if scheduler is not None:
        return DaskWorkers(scheduler)
    return ProcessWorkers(workers) if isolate else ThreadWorkers(workers)


def run_jobs(jobs: Iterable[Job], pool: WorkerPool, keep: Callable[[Job, Part], None]) -> None:
    """Has every job done and calls ``keep`` with each part as it comes, in this thread.

    Blocks whose workers are lost are done again; after `LOSSES` losses member by member, alone, so that a member which
    ends its worker is found: that is then its result. Leaves the workers open.
    """
    waiting, again, suspects = iter(jobs), deque[Job](), list[Job]()
    losses: Counter[str] = Counter()
    open_jobs: dict[Future[Any], Job] = {}
    while True:
        gone = _fill(pool, open_jobs, _next_of(again, waiting), again)
        if not open_jobs and not gone:
            break
        for job, part in _finished(pool, open_jobs):
            if part is not None:
                keep(job, part)
                continue
            gone = True
            losses[job.name] += 1
            (again if losses[job.name] < LOSSES else suspects).append(job)
        if gone and not open_jobs:
            pool.rebuild()
    for job in suspects:
        keep(job, joined([_alone(pool, job.single(member)) for member in range(job.first, job.last)]))


def _next_of(again: deque[Job], waiting: Iterator[Job]) -> Iterator[Job]:
    while True:
        if again:
            yield again.popleft()
            continue
        job = next(waiting, None)
        if job is None:
            return
        yield job


def _fill(pool: WorkerPool, open_jobs: dict[Future[Any], Job], jobs: Iterator[Job], again: deque[Job]) -> bool:
    """Submits until enough are in flight; True when the workers turn out to be gone."""
    while len(open_jobs) < pool.in_flight:
        job = next(jobs, None)
        if job is None:
            return False
        try:
            open_jobs[pool.submit(job)] = job
        except pool.lost:
            again.appendleft(job)
            return True
    return False


def _finished(pool: WorkerPool, open_jobs: dict[Future[Any], Job]) -> Iterator[tuple[Job, Part | None]]:
    """Jobs that are done with their parts; None where the worker was lost."""
    done, _ = wait(open_jobs, timeout=PAUSE, return_when=FIRST_COMPLETED)
    for future in done:
        job = open_jobs.pop(future)
        try:
            part = pool.part_of(future.result())
        except pool.lost:
            part = None
        yield job, part


def _alone(pool: WorkerPool, job: Job) -> Part:
    """One member with nothing else in flight; a failure when it ends every worker that takes it."""
    for _ in range(LAST_TRIES):
        try:
            future = pool.submit(job)
            while True:
                done, _ = wait([future], timeout=PAUSE)
                if done:
                    return pool.part_of(future.result())
        except pool.lost:
            pool.rebuild()
    return lost_part(job, "it ends the process that runs it (a crash of compiled code, or no memory left)")
