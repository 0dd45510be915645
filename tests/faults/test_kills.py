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
    folder, instant = tmp_path / "run", random.Random(trial)
    process = start(folder, "--isolate")
    kills = 0
    while process.poll() is None:
        workers = [one for one, words in living(process.pid).items() if "spawn_main" in words]
        if workers and kills < 3:
            time.sleep(instant.uniform(0.0, 3.0 if kills else 1.0))  # a run on an idle machine takes seconds
            victim = instant.choice(workers)
            if victim in living(process.pid):
                os.kill(victim, signal.SIGKILL)
                kills += 1
        time.sleep(0.1)
    assert process.returncode == 0, process.communicate()[1]
    assert kills
    assert files_of(folder) == whole[1]
    assert not gone(process.pid)


@pytest.mark.parametrize("means", [(), ("--isolate",)], ids=["threads", "processes"])
def test_ctrl_c_ends_with_130_soon_says_how_to_go_on_and_loses_nothing_finished(tmp_path, means):
    folder = tmp_path / "run"
    words = ("run", str(INVENTED), "--members", "4000", "--seed", "5", "--out", str(folder), *means)
    process = start(folder, *words, module="clustercast")
    journal = folder / "journal.jsonl"
    until = time.monotonic() + 120
    while time.monotonic() < until and not (journal.is_file() and journal.read_bytes().endswith(b"\n")):
        time.sleep(0.05)
    pressed = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)  # As a terminal does: to the parent and to all its workers.
    said = process.communicate(timeout=60)[1]
    took = time.monotonic() - pressed
    assert process.returncode == 130
    assert "run the same command again" in said and str(folder) in said
    assert "Traceback" not in said
    assert not gone(process.pid)
    kept = journal.read_text(encoding="utf-8").splitlines()
    assert kept and all(json.loads(line)["block"] for line in kept)
    assert took < 2.0 or os.getloadavg()[0] > 3.0
