"""Kills at random instants: nothing lives on, the folder is free, and the final files are those of a quiet run.

A few trials by default; `make kills` makes many (CLUSTERCAST_KILLS=200).
"""

import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from clustercast.bench.interrupts import interrupted
from tests.engines import INVENTED
from tests.sweeps import files_of, gone, living, start, sweep

TRIALS = int(os.environ.get("CLUSTERCAST_KILLS", "2"))


def killed_at_random(process: subprocess.Popen, folder: Path, instant: random.Random) -> None:
    """Kills the process some time after its store exists, if it has not ended by then."""
    while process.poll() is None and not (folder / "journal.jsonl").exists() and instant.random() > 0.02:
        time.sleep(0.05)
    time.sleep(instant.uniform(0.0, 1.5))
    process.kill()
    process.wait()


@pytest.mark.parametrize("trial", range(TRIALS))
@pytest.mark.parametrize("means", [(), ("--isolate",)], ids=["threads", "processes"])
def test_a_killed_parent_leaves_no_orphan_no_lock_and_the_same_bytes(whole, tmp_path, means, trial):
    folder, instant = tmp_path / "run", random.Random(f"{means} {trial}")
    for _ in range(2):
        process = start(folder, *means)
        killed_at_random(process, folder, instant)
        assert not gone(process.pid)
    sweep(folder)
    assert files_of(folder) == whole[1]


@pytest.mark.parametrize("trial", range(TRIALS))
def test_a_killed_worker_is_replaced_and_the_bytes_are_the_same(whole, tmp_path, trial):
    instant = random.Random(trial)
    for number, latest in enumerate((1.0, 0.2, 0.0)):  # A fast machine may be done before the first kill: sooner then.
        process = start(tmp_path / str(number), "--isolate")
        kills = killed_workers(process, latest, instant)
        assert process.returncode == 0, process.communicate()[1]
        assert files_of(tmp_path / str(number)) == whole[1]
        assert not gone(process.pid)
        if kills:
            return
    pytest.fail("no worker could be killed")


def killed_workers(process: subprocess.Popen, latest: float, instant: random.Random) -> int:
    """Kills up to three workers until the process has ended, the first so many seconds after it is seen at latest."""
    kills = 0
    while process.poll() is None:
        workers = [one for one, words in living(process.pid).items() if "spawn_main" in words]
        if workers and kills < 3:
            time.sleep(instant.uniform(0.0, 3.0) if kills else instant.uniform(0.0, latest))
            victim = instant.choice(workers)
            if victim in living(process.pid):
                os.kill(victim, signal.SIGKILL)
                kills += 1
        time.sleep(0.1)
    return kills


@pytest.mark.parametrize("means", [(), ("--isolate",)], ids=["threads", "processes"])
def test_ctrl_c_ends_with_130_says_how_to_go_on_and_loses_nothing_finished(tmp_path, means):
    """How soon it ends is measured by `make bench`."""
    folder = tmp_path / "run"
    found = interrupted(INVENTED, folder, *means)
    assert found.code == 130
    assert "run the same command again" in found.said and str(folder) in found.said
    assert "Traceback" not in found.said
    assert not gone(found.group)
    kept = (folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    assert kept and all(json.loads(line)["block"] for line in kept)
