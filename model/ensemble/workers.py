"""Who does the work: threads of this process, processes of their own, or the workers of a Dask cluster.

    ThreadWorkers    the rule: the kernel runs without the interpreter's lock, and nothing is left when the parent dies
    ProcessWorkers   `--isolate`: a crash of compiled code or the system's out-of-memory kill takes one worker only
    DaskWorkers      `--scheduler ADDRESS`: where one machine is outgrown

All give `concurrent.futures` futures; `run_jobs` is the one loop around them. Workers give arrays back and write
nothing.
"""

import os
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from concurrent.futures import ThreadPoolExecutor as Threads
from contextlib import suppress
from multiprocessing import get_context
from typing import Any

from clustercast.model.ensemble.child import Children, without_main
from clustercast.model.ensemble.job import Job, Range, lost_part, never, work
from clustercast.model.ensemble.job_files import RecipeFiles, recipe_in
from clustercast.model.ensemble.parent_watch import end_with
from clustercast.model.results.block import Part, joined
from clustercast.model.results.manifest import identity
from clustercast.model.system.posix import crashed

AHEAD = 2
"""Jobs in flight beyond one a worker: enough that none waits, few enough that memory stays flat."""
PAUSE = 0.2
"""Seconds after which the waiting parent looks up, so that Ctrl-C is heard."""
LOSSES = 2
"""So often may a block be lost with its worker before its members are run one by one, alone."""
LAST_TRIES = 3
"""So often may a member alone end its worker before that is its result, or new workers fail to start."""
AWAITED = 10.0
"""Seconds after which a Dask cluster without workers, or without its scheduler, is given up."""
GO_ON = "what was finished is kept: the same command goes on, with any other workers too"


class ForeignWorkerError(RuntimeError):
    """A worker has other sources, versions or numerics than the parent."""


class WorkersLostError(RuntimeError):
    """Workers did not start, were killed, or are gone: a fault of the machine, of which nothing is kept."""


class SchedulerError(ValueError):
    """An address at which no Dask scheduler answers."""


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
        """New workers in place of lost ones. Raises WorkersLostError."""

    def look(self) -> None:
        """Looks whether anybody works. Raises WorkersLostError."""

    def alone(self, job: Job) -> Part:
        """The part of one member with nothing else in flight. Raises WorkersLostError when every worker that takes it
        is lost, and nobody can say by whose fault.
        """
        for _ in range(LAST_TRIES):
            try:
                future = self.submit(job)
                while not wait([future], timeout=PAUSE)[0]:
                    self.look()
                return self.part_of(future.result())
            except self.lost:
                self.rebuild()
        raise WorkersLostError(f"member {job.first}: every worker that ran it was lost, {LAST_TRIES} of them; {GO_ON}")

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
    """Processes of their own."""

    lost = (BrokenExecutor,)

    def __init__(self, workers: int) -> None:
        super().__init__(workers)
        self._context = get_context("spawn")
        # A bare byte in shared memory: a worker killed at any instant holds no lock of it.
        self._stop = self._context.RawValue("b", 0)
        self._recipes = RecipeFiles()
        self._pool = self._start()
        self._lone: _Lone | None = None

    def _start(self) -> Children:
        return Children(self.workers, _begin_work, self._stop)

    def submit(self, job: Job) -> Future[Any]:
        """To a process. The recipe goes by a file: a large job in the pool's pipe, with nobody left to read it, would
        hold the pool for ever (cpython #94777, mended in 3.11.6).
        """
        self._recipes.write(job.recipe)
        return self._pool.submit(_work_in_process, self._recipes.path(job.recipe), job.recipe.key, job.range)

    def rebuild(self) -> None:
        """A new pool: one that has lost a process takes no more work. Raises WorkersLostError where none starts."""
        for _ in range(LAST_TRIES):
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = self._start()
            try:
                self._pool.submit(os.getpid).result()
                return
            except BrokenExecutor:
                continue
        raise WorkersLostError(f"no process starts in which members could run (what it said stands above); {GO_ON}")

    def alone(self, job: Job) -> Part:
        """In a process apart. A member that ends it by its code (a bad address, an abort) fails: that is its result."""
        self._recipes.write(job.recipe)
        found: Part | Exception | int | None = None
        for _ in range(LAST_TRIES):
            self._lone = self._lone or _Lone(self._context, self._stop)
            found = self._lone.ask(self._recipes.path(job.recipe), job.recipe.key, job.range)
            if isinstance(found, Exception):
                raise found
            if isinstance(found, Part):
                return found
            self._lone.end()
            self._lone = None
        if crashed(found):
            return lost_part(job, "it ends the process that runs it, by a crash of compiled code")
        raise WorkersLostError(
            f"member {job.first}: the process that ran it was ended from outside (exit code {found}), as a system does "
            f"that is short of memory; try fewer --workers; {GO_ON}"
        )

    def close(self) -> None:
        """Processes end after the run they are in."""
        self._stop.value = 1
        if self._lone is not None:
            self._lone.end()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._recipes.remove()


_stop_byte: Any = None


def _begin_work(stop: Any) -> None:
    global _stop_byte
    _stop_byte = stop


def _work_in_process(path: str, key: str, which: Range) -> Part:
    return work(Job(recipe_in(path, key), *which), lambda: bool(_stop_byte.value))


class _Lone:
    """A process that works on one job at a time, so that its end says which one ended it, and how."""

    def __init__(self, context: Any, stop: Any) -> None:
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work_alone, args=(theirs, os.getpid(), stop))
        with without_main():
            self._process.start()
        theirs.close()

    def ask(self, recipe: str, key: str, which: Range) -> Part | Exception | int | None:
        """What it gives, or raises; its exit code where it ends."""
        try:
            self._pipe.send((recipe, key, which))
            return self._pipe.recv()
        except (EOFError, OSError):
            self._process.join()
            return self._process.exitcode

    def end(self) -> None:
        """Ends it."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _work_alone(pipe: Any, parent: int, stop: Any) -> None:
    end_with(parent)
    _begin_work(stop)
    while True:
        asked = pipe.recv()
        try:
            pipe.send(_work_in_process(*asked))
        except Exception as error:
            pipe.send(error)


class DaskWorkers(WorkerPool):
    """The workers of a Dask scheduler. Each needs this very version of clustercast; none needs the run's folder.

    Raises SchedulerError, and WorkersLostError when there are none.
    """

    def __init__(self, address: str) -> None:
        from distributed import Client
        from distributed.scheduler import KilledWorker

        super().__init__(1)
        self.lost = (KilledWorker, BrokenExecutor, CancelledError)
        self._address = address
        try:
            self._client: Any = Client(address, timeout=AWAITED, set_as_default=False)
        except Exception as error:  # The library raises of many kinds, an AssertionError among them.
            raise SchedulerError(
                f"no Dask scheduler answers at {address!r} ({str(error) or 'no connection'}); write the address that "
                "it shows when it starts, such as tcp://host:8786"
            ) from None
        # Not pure: the same call twice is two calls, so that a retry does not get the old failure back.
        self._pool: Any = self._client.get_executor(pure=False)
        self._open: set[Future[Any]] = set()
        self._seen = time.monotonic()
        try:
            self.rebuild()
        except BaseException:
            self.close()
            raise

    def _threads(self) -> int:
        try:
            found = sum(self._client.nthreads(callback_timeout=AWAITED).values())
        except (OSError, RuntimeError):  # The scheduler is gone.
            found = 0
        self._seen = time.monotonic() if found else self._seen
        return found

    def look(self) -> None:
        """Looks whether there are workers. Raises WorkersLostError when there were none for a while."""
        if self._threads() or time.monotonic() - self._seen < AWAITED:
            return
        raise WorkersLostError(
            f"the Dask scheduler at {self._address} has no workers, or is gone; start some (dask worker "
            f"{self._address}); {GO_ON}"
        )

    def rebuild(self) -> None:
        """Waits for workers, as a scheduler gets them in place of lost ones. Raises WorkersLostError."""
        while not self._threads():
            self.look()
            time.sleep(PAUSE)

    @property
    def in_flight(self) -> int:
        """By the threads that the scheduler has now."""
        return self._threads() + AHEAD

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
                f"a Dask worker has other sources, versions or numerics than this machine ({_differing(who)}); "
                "install the same clustercast and the same packages on every worker"
            )
        return part

    def close(self) -> None:
        """Lets go of the scheduler; what its workers have begun, they finish for nothing."""
        for future in list(self._open):
            future.cancel()
        with suppress(OSError):  # A scheduler that is gone takes no leave.
            self._client.close(timeout=1.0)


def _differing(who: dict[str, str]) -> str:
    ours = identity()
    found = [key for key in sorted({*who, *ours}) if who.get(key) != ours.get(key)]
    return "; ".join(f"{key} {who.get(key)} there, {ours.get(key)} here" for key in found)


def _work_far(job: Job) -> tuple[dict[str, str], Part]:
    return identity(), work(job, never)


def worker_pool(workers: int, *, isolate: bool = False, scheduler: str | None = None) -> WorkerPool:
    """The workers that were asked for."""
    if scheduler is not None:
        return DaskWorkers(scheduler)
    return ProcessWorkers(workers) if isolate else ThreadWorkers(workers)


def run_jobs(jobs: Iterable[Job], pool: WorkerPool, keep: Callable[[Job, Part], None]) -> None:
    """Has every job done and calls ``keep`` with each part as it comes, in this thread.

    Blocks whose workers are lost are done again; after `LOSSES` losses member by member, alone, so that a member which
    ends its worker is found (`WorkerPool.alone`). Leaves the workers open. Raises WorkersLostError, and what a job
    raises.
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
        keep(job, joined([pool.alone(job.single(member)) for member in range(job.first, job.last)]))


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
    if not done:
        pool.look()
    for future in done:
        job = open_jobs.pop(future)
        try:
            part = pool.part_of(future.result())
        except pool.lost:
            part = None
        yield job, part
