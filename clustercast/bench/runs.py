"""Whole runs: what a second worker brings, what storing costs, and how memory grows with members."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

from clustercast.api.forecast import run
from clustercast.bench.scale import SEED, Scale, fastest
from clustercast.model.ensemble.child import environment, python
from clustercast.model.results.run import VERDICT_FILES, load_run
from clustercast.model.results.seal import seal_of
from clustercast.model.results.store import Store
from clustercast.model.updating.margins import margins_of
from clustercast.model.updating.update import update_run
from clustercast.scenarios.figures import Figure
from clustercast.scenarios.figures.template import asked_for

SCENARIO = "as-written"
OF_A_RUN = (".png", ".svg", ".csv", ".txt", ".json", ".jsonl", ".md", ".lock")
"""Endings of files that a run has once, however many its members."""
SHORTEST = 8
FIGURES = 10
READ = 400
"""Members of a run that is read, as many as a run has unless more are asked for."""
CHILD = """
import sys
import clustercast
from clustercast.model.system.posix import peak_memory
plan, out, members, seed = sys.argv[1:5]
clustercast.run(plan, ["as-written"], members=int(members), seed=int(seed), workers=1, out=out)
print(peak_memory())
"""
KIB_A_MB = 1e6 / 1024


def members_for(scale: Scale) -> int:
    """Members that keep one worker busy as long as the scale says; an even number."""
    trial = run(scale.plan, [SCENARIO], members=SHORTEST, seed=SEED, workers=1).elapsed
    return max(SHORTEST, 2 * round(scale.seconds * SHORTEST / trial / 2.0))


def two_workers(scale: Scale, members: int) -> float:
    """Time of a run with one worker over that with two."""
    one, two = (run(scale.plan, [SCENARIO], members=members, seed=SEED, workers=workers).elapsed for workers in (1, 2))
    return one / two


def storing(scale: Scale, members: int, folder: Path) -> tuple[float, float]:
    """What storing adds to the time of simulating (a share), and bytes stored a member of a scenario.

    With and without a folder alternately, the faster of two each; charts and tables come afterwards and do not count.
    """
    plain, stored = [], []
    for turn in range(2):
        plain.append(run(scale.plan, [SCENARIO], members=members, seed=SEED, workers=2).elapsed)
        out = folder / f"run-{turn}"
        stored.append(run(scale.plan, [SCENARIO], members=members, seed=SEED, workers=2, out=out).elapsed)
    kept = (path for path in (folder / "run-0").rglob("*") if path.is_file() and path.suffix not in OF_A_RUN)
    return min(stored) / min(plain) - 1.0, sum(path.stat().st_size for path in kept) / members


def verifying(folder: Path, members: int, repeats: int) -> float:
    """Seconds that holding every file against journal and manifest adds to reading a run of `READ` members and two
    scenarios, from one of some members and one scenario.
    """

    def hold() -> None:
        store, seal = Store.look(folder), seal_of(folder)
        for entry in store.entries():
            store.block(entry["block"])
        for name in VERDICT_FILES:
            if seal is not None:
                seal.hold(name)

    return fastest(hold, repeats) * 2 * READ / members


def updating(plan: str | Path, folder: Path, members: int, repeats: int) -> float:
    """Seconds of an update of a run of `READ` members with ten figures, but its rerun, from one of some members."""
    done = load_run(folder, str(plan))
    projected = {one.id for one in done.plan.targets if one.status == "projected"}
    asked = [Figure(one.id, "target", year, 4, 0.0) for one, year in asked_for(done.plan) if one.id in projected]
    margins = margins_of(done, SCENARIO, asked[:FIGURES])
    means = margins.predicted.mean(axis=0).tolist()
    told = [replace(one, value=value) for one, value in zip(margins.figures, means, strict=True)]
    return fastest(lambda: update_run(done, SCENARIO, told, until=asked[0].year), repeats) * READ / members


def memory(plan: Path, members: tuple[int, int], folder: Path) -> float:
    """Peak memory (MB) of a run with many members less that of one with few, each in a process of its own."""
    peaks = []
    for count in members:
        words = python("-c", CHILD, str(plan), str(folder / f"memory-{count}"), str(count), str(SEED))
        said = subprocess.run(words, check=True, capture_output=True, text=True, env=environment()).stdout
        peaks.append(int(said.split()[-1]) / KIB_A_MB)
    return peaks[1] - peaks[0]
