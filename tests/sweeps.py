"""A small sweep over a store, to be killed, starved and altered: as a function, and as a command of its own.

python -m tests.sweeps FOLDER [--members N] [--workers N] [--isolate] [--scheduler ADDRESS]
"""

import argparse
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

import clustercast.model.ensemble.job
from clustercast.model.ensemble.child import environment, python
from clustercast.model.ensemble.ensemble import run_ensemble
from clustercast.model.ensemble.job import Recipe
from clustercast.model.ensemble.workers import worker_pool
from clustercast.model.results.block import Part
from clustercast.model.results.december_tables import shapes_in
from clustercast.model.results.run import Run
from clustercast.model.results.run_folder import inputs_of
from clustercast.model.results.store import Store
from clustercast.model.system.posix import start_group
from clustercast.scenarios import load_plan, load_scenario
from tests.engines import INVENTED
from tests.patience import PATIENCE

SCENARIOS = ("as-written", "no-incentives")
MEMBERS, SEED = 24, 5
BROKEN = 5
"""The member that crashes or fails in tests of that."""
LENGTHS = {"cluster": 3, "city": 2, "size_class": 5, "programme": 2, "upgrade": 2}
PROFILE = {
    "years": ["2016", "2017", "2018"],
    "coordinates": {name: {"id": [f"{name}-{n}" for n in range(length)]} for name, length in LENGTHS.items()},
}
"""What a profile made by hand speaks of."""


def plan_and_scenarios():
    return load_plan(INVENTED), [load_scenario(name) for name in SCENARIOS]


def sweep(folder: Path, *, members: int = MEMBERS, workers: int = 2, executor=None, **means) -> Run:
    """Run the sweep into the folder, or go on with it, and seal it."""
    plan, scenarios = plan_and_scenarios()
    with Store.begin(folder, inputs_of(plan, scenarios, members, SEED)) as store:
        pool = executor or worker_pool(workers, **means)
        try:
            found = run_ensemble(plan, scenarios, members=members, seed=SEED, store=store, executor=pool)
        finally:
            pool.close()
        store.seal()
    return found


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the lock; what a kill left behind is among them."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in sorted(found.items()) if name != ".lock"}


def start(folder: Path, *words: str) -> subprocess.Popen:
    """The sweep as a process with a session of its own, so that what it leaves behind can be found."""
    return start_group(python("-m", "tests.sweeps", str(folder), *words), environment())


def living(session: int) -> dict[int, str]:
    """Processes of a session that live, with their command lines."""
    found = {}
    for place in Path("/proc").iterdir():
        try:
            state, _, _, owner = (place / "stat").read_text().rsplit(")", 1)[1].split()[:4]
            if int(owner) == session and state != "Z":
                found[int(place.name)] = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (OSError, ValueError, IndexError):
            continue
    return found


def gone(session: int) -> dict[int, str]:
    """What lives of a session and does not end; nothing, as it should be."""
    until = time.monotonic() + PATIENCE
    while living(session) and time.monotonic() < until:
        time.sleep(0.1)
    return living(session)


class CrashingRecipe(Recipe):
    """A recipe whose member `BROKEN` reads from address 0 in any process to which the recipe travels."""

    @staticmethod
    def end() -> None:
        ctypes.string_at(0)

    def __setstate__(self, state):
        super().__setstate__(state)
        real = clustercast.model.ensemble.job.prepare

        def crash(made, seed, member, base):
            if member == BROKEN:
                self.end()
            return real(made, seed, member, base)

        if real.__name__ != "crash":
            clustercast.model.ensemble.job.prepare = crash


class DoomedRecipe(CrashingRecipe):
    """A recipe by which every process that takes member `BROKEN` is killed, as by a system short of memory."""

    @staticmethod
    def end() -> None:
        os.kill(os.getpid(), signal.SIGKILL)


class MortalRecipe(Recipe):
    """A recipe by which the first process that takes member `BROKEN` is killed; the second one lives.

    ``mark`` is a file that tells which of them it is.
    """

    mark = ""

    def __getstate__(self):
        return (*super().__getstate__(), self.mark)

    def __setstate__(self, state: Any):
        self.mark = state[-1]
        super().__setstate__(state[:-1])
        real, mark = clustercast.model.ensemble.job.prepare, Path(self.mark)

        def die(made, seed, member, base):
            if member == BROKEN and not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return real(made, seed, member, base)

        if real.__name__ != "die":
            clustercast.model.ensemble.job.prepare = die


def made_part(first: int, members: int, scenarios: int = 2, failures=()) -> Part:
    """A part of made-up numbers: three indicators, four quarters, two parameters, one fact, the tables of a profile.

    Of the profile all is missing of member 2 under the last scenario but its base year.
    """
    member = np.arange(first, first + members, dtype=float)
    s, i, q = np.ix_(range(scenarios), range(3), range(4))
    place = 1e3 * s + 10.0 * i + q
    values = 1e4 * member[None, :, None, None] + place[:, None]
    base = 100.0 * member[:, None] + np.arange(3.0)
    draws = member[:, None] + np.array([0.25, 0.5])
    ids = np.arange(scenarios * members, dtype=np.uint64).reshape(scenarios, members)
    return Part(first, values, base, draws, member[:, None], ids, tuple(failures), made_profile(member, scenarios))


def made_profile(member: np.ndarray, scenarios: int) -> dict[str, np.ndarray]:
    """Tables with as many entries as `PROFILE` says: whole, large and fractional numbers, some of them missing."""
    found = {}
    for place, (name, shape) in enumerate(shapes_in({"profile": PROFILE}).items()):
        row = np.arange(np.prod(shape)).reshape(shape) + (0.5 if name == "outlay" else 10.0 ** (place % 4))
        table = member.reshape(1, -1, *(1,) * len(shape)) + np.broadcast_to(row, (scenarios, len(member), *shape))
        table = table.astype(np.float32)
        table[:, :, 1:] += np.arange(scenarios, dtype=np.float32).reshape(-1, 1, *(1,) * len(shape))
        table[-1, member == 2, 1:] = np.nan
        found[name] = table
    return found


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("folder", type=Path)
    asked.add_argument("--members", type=int, default=MEMBERS)
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--isolate", action="store_true")
    asked.add_argument("--scheduler")
    given = vars(asked.parse_args())
    done = sweep(given.pop("folder"), **given)
    sys.stdout.write(json.dumps({"failures": len(done.failures)}) + "\n")
