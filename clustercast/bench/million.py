"""How long an ensemble of a million member-scenarios takes on a Dask cluster: a plan, from what is measured here.

    python -m clustercast.bench.million > clustercast/bench/million.md

Measured: a member's preparation and run, the bytes of a job and of its result as they travel, of a block as it is
stored, the seconds that the one process which collects needs for a result, and Dask's own for a task. The rest is
arithmetic, and is shown.
"""

from __future__ import annotations

import pickle
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from clustercast.bench.members import cost_of
from clustercast.bench.report import machine, number
from clustercast.bench.scale import HENAN, SEED
from clustercast.model.ensemble.job import Job, Recipe, work
from clustercast.model.results.block import block_bytes
from clustercast.model.results.journal import write_durably
from clustercast.scenarios import load_plan, load_scenario, scenario_names

MEMBER_SCENARIOS = 1_000_000
SCENARIOS = 5
MEMBERS_A_BLOCK = 4
WORKERS = (2, 16, 64, 256, 1_024)
REPEATS = 5
TASKS = 1_000
LINK = 125e6
"""Bytes a second of a link of one gigabit."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds to prepare a member and to run it once; of a block of so many members: bytes of job, of result and on
    disk, and seconds to unpack and to store it; seconds of Dask for a task.
    """

    prepare_s: float
    scenario_s: float
    members: int
    job_bytes: int
    result_bytes: int
    stored_bytes: int
    keep_s: float
    task_s: float


def measured(plan: str | Path = HENAN, members: int = MEMBERS_A_BLOCK, repeats: int = REPEATS) -> Measured:
    """Measures a plan's members and one block of them, in this process."""
    names = ["as-written", *(one for one in scenario_names() if one != "as-written")][:SCENARIOS]
    scenarios = [load_scenario(one) for one in names]
    cost = cost_of(plan, scenarios[0], repeats)
    job = Job(Recipe(load_plan(plan), scenarios, SEED), 0, members)
    result, kept = pickle.dumps(work(job)), []
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(repeats):
            began = time.process_time()
            content = block_bytes(pickle.loads(result))
            write_durably(Path(folder) / f"{turn}.npy", content)
            kept.append(time.process_time() - began)
    sizes = len(pickle.dumps(job)), len(result), len(content)
    return Measured(cost.prepare_s, cost.scenario_s, members, *sizes, min(kept), task_seconds())


def task_seconds(tasks: int = TASKS) -> float:
    """Processor seconds of Dask for a task that does nothing: scheduler, client and worker in this process."""
    from distributed import Client

    with Client(processes=False, n_workers=1, threads_per_worker=1, dashboard_address=None) as client:
        pool = client.get_executor(pure=False)
        pool.submit(int).result()
        began = time.process_time()
        for one in [pool.submit(int) for _ in range(tasks)]:
            one.result()
        return (time.process_time() - began) / tasks


def planned(one: Measured, workers: int, total: int = MEMBER_SCENARIOS, scenarios: int = SCENARIOS) -> dict[str, float]:
    """Hours of a run by what may hold it up, and what the collecting process and the disk have to take.

    A run takes as long as the slowest of its four: the workers, the link, the process that collects, the scheduler.
    """
    members = total / scenarios
    blocks = members / one.members
    worked = (members * one.prepare_s + total * one.scenario_s) / workers
    sent = blocks * (one.job_bytes + one.result_bytes) / LINK
    kept = blocks * one.keep_s
    told = blocks * one.task_s
    seconds = max(worked, sent, kept, told)
    return {
        "workers": workers,
        "working, h": worked / 3600.0,
        "network, h": sent / 3600.0,
        "collecting, h": kept / 3600.0,
        "scheduling, h": told / 3600.0,
        "the run, h": seconds / 3600.0,
        "blocks a second": blocks / seconds,
        "results, MB a second": blocks * one.result_bytes / seconds / 1e6,
        "stored, GB": blocks * one.stored_bytes / 1e9,
    }


def page(one: Measured) -> str:
    """The table with its arithmetic, as Markdown."""
    rows = [planned(one, workers) for workers in WORKERS]
    members, blocks = MEMBER_SCENARIOS // SCENARIOS, MEMBER_SCENARIOS / SCENARIOS / one.members
    table = [f"| {' | '.join(rows[0])} |", "|" + "---|" * len(rows[0])]
    table += [f"| {' | '.join(number(value) for value in row.values())} |" for row in rows]
    cores, _, versions = machine().split("; ")
    costs = one.prepare_s, one.scenario_s, one.keep_s, one.task_s
    prepare, scenario, keep, task = (f"{1e3 * each:.2f} ms" for each in costs)
    return f"""# A million member-scenarios on Dask

Made by `python -m clustercast.bench.million` on {cores}; {versions}.

Measured of `{HENAN}` (processor time, the least of {REPEATS}): preparing a member {prepare}, a scenario {scenario}.
A block of {one.members} members under {SCENARIOS} scenarios: job {one.job_bytes:,} bytes, result {one.result_bytes:,},
on disk {one.stored_bytes:,}; the process that collects unpacks and stores it in {keep}; a task costs Dask {task}.

- {MEMBER_SCENARIOS:,} member-scenarios = {members:,} members x {SCENARIOS} scenarios = {blocks:,.0f} blocks.
- Working: ({members:,} x {prepare} + {MEMBER_SCENARIOS:,} x {scenario}) / workers.
- Network: {blocks:,.0f} x {one.job_bytes + one.result_bytes:,} bytes / {LINK / 1e6:.0f} MB a second, one gigabit.
- Collecting: {blocks:,.0f} x {keep}, in one process.
- Scheduling: {blocks:,.0f} x {task}, in one process. The run takes the longest of the four.

{chr(10).join(table)}

More than two workers are not measured: for them this is arithmetic, with workers as quick as this machine when each has
a core to itself. From where the network or the scheduler is the longest, more workers bring nothing; larger blocks do.
"""


def main() -> None:
    """Print the page."""
    sys.stdout.write(page(measured()))


if __name__ == "__main__":
    main()
