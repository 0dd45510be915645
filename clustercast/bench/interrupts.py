"""What Ctrl-C does to a run: how long until the command has ended, and what it leaves."""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from clustercast.model.ensemble.child import environment, python
from clustercast.model.system.posix import interrupt_group, start_group

HOPELESS = 1_800.0
"""Seconds after which the measurement is given up: far more than the slowest machine takes to compile and to begin."""
LOOK = 0.05
ENDLESS = 1_000_000
"""Members of a run that would not end by itself."""
INTERRUPTED = 130
CHILD = """
from clustercast.commands.cli import main
from clustercast.model.system.posix import hear_interrupts
hear_interrupts()
main()
"""


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A run that met Ctrl-C after its first block: its group of processes, seconds it took to end, code, last words."""

    group: int
    seconds: float
    code: int
    said: str


def interrupted(plan: str | Path, out: Path, *means: str, members: int = ENDLESS) -> Interrupted:
    """Start a run of a plan into a folder and press Ctrl-C when its first block stands in the journal.

    Raises RuntimeError when the run ends before that, or never begins.
    """
    words = ("run", str(plan), "--members", str(members), "--seed", "5", "--out", str(out), *means)
    process = start_group(python("-c", CHILD, *words), environment())
    try:
        _wait_for_a_block(process, out / "journal.jsonl")
        interrupt_group(process.pid)
        pressed = time.perf_counter()
        said = process.communicate(timeout=HOPELESS)[1]
    finally:
        process.kill()
    return Interrupted(process.pid, time.perf_counter() - pressed, process.returncode, said)


def _wait_for_a_block(process: subprocess.Popen[str], journal: Path) -> None:
    began = time.monotonic()
    while not (journal.is_file() and journal.read_bytes().endswith(b"\n")):
        if process.poll() is not None:
            raise RuntimeError(f"the run ended before Ctrl-C: {process.communicate()[1]}")
        if time.monotonic() - began > HOPELESS:
            raise RuntimeError("the run that is to be interrupted finishes no block")
        time.sleep(LOOK)


def ending(plan: str | Path, folder: Path) -> float:
    """Seconds from Ctrl-C to the end of a run, the longer of threads and processes. Raises RuntimeError."""
    means = {"threads": (), "processes": ("--isolate",)}
    found = [interrupted(plan, folder / name, *words) for name, words in means.items()]
    if any(one.code != INTERRUPTED for one in found):
        raise RuntimeError(f"Ctrl-C did not end the run with {INTERRUPTED}: {found}")
    return max(one.seconds for one in found)
