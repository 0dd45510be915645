"""Attack the program a few thousand times, a class of attacks after the other; go on where a run stopped; sum up.

Every batch of trials has a process of its own, forked from one that has the program in memory, with a limit of memory
and, for each trial, of processor seconds and of time.
"""

import argparse
import importlib
import importlib.util
import json
import os
import resource
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import get_args

from tests.attack.outcome import SOUND, Kind, Outcome

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "attack"
SUMMARY = Path(__file__).with_name("summary.md")
CLASSES = ("packs", "registers", "engines", "kills", "corruptions")
"""Modules of this folder: ``trial(seed, number, folder) -> Outcome``, ``COUNT``; ``BATCH``, ``CPU``, ``WALL`` and
``MEMORY`` where they differ from those below.
"""
BATCH, CPU, WALL, MEMORY = 25, 30, 300, 4_000_000_000
"""Trials a process; processor seconds (a hang) and seconds of a trial; bytes of a process (0: no limit)."""
LEAST = 300
"""Trials of a class that does not say how many."""
SHOWN = 20
"""Defects that the summary tells of each class."""


def classes() -> dict[str, ModuleType]:
    """The classes of attacks that are there."""
    names = {one: f"tests.attack.{one}" for one in CLASSES}
    return {one: importlib.import_module(name) for one, name in names.items() if importlib.util.find_spec(name)}


def fingerprint() -> str:
    """What the outcomes depend on: the sources of the program and of the attacks."""
    digest = sha256()
    for folder in (
        "agents",
        "model",
        "scenarios",
        "reports",
        "calibration",
        "clustercast",
        "tests/attack",
        "tests/data",
    ):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".toml", ".csv") and path.is_file() and not path.is_relative_to(FOLDER):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def attack(name: str, module: ModuleType, seed: int, numbers: list[int], file: Path) -> None:
    """Carry out trials in this process, a line of JSON each; a trial that takes too long ends the process."""
    memory = getattr(module, "MEMORY", MEMORY)
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    for number in numbers:
        signal.setitimer(signal.ITIMER_PROF, getattr(module, "CPU", CPU))
        signal.setitimer(signal.ITIMER_REAL, getattr(module, "WALL", WALL))
        with tempfile.TemporaryDirectory(prefix=f"attack-{name}-") as folder:
            try:
                found = module.trial(seed, number, Path(folder))
            except BaseException as error:
                found = Outcome("traceback", f"{type(error).__name__}: {error}"[:500])
            for timer in (signal.ITIMER_PROF, signal.ITIMER_REAL):
                signal.setitimer(timer, 0)
        note(file, number, found)


def note(file: Path, number: int, found: Outcome) -> None:
    """Keep what came of a trial, on a line of its own whatever was cut short before."""
    with file.open("a", encoding="utf-8") as out:
        out.write("\n" + json.dumps({"number": number, **asdict(found)}, ensure_ascii=False) + "\n")


def kept(file: Path) -> dict[int, Outcome]:
    """What came of the trials so far; a line that was cut short counts for nothing."""
    found: dict[int, Outcome] = {}
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        try:
            one = json.loads(line)
            number = one.pop("number")
            found[number] = Outcome(**one)
        except (ValueError, TypeError, KeyError):
            continue
    return found


def batches(numbers: list[int], size: int) -> Iterator[list[int]]:
    """The numbers, so many at a time."""
    yield from (numbers[at : at + size] for at in range(0, len(numbers), size))


def carry_out(name: str, module: ModuleType, seed: int, count: int, jobs: int, file: Path) -> dict[int, Outcome]:
    """The outcomes of ``count`` trials, those that are kept and the others, ``jobs`` processes at a time."""
    wanted = [one for one in range(count) if one not in kept(file)]
    waiting = list(batches(wanted, getattr(module, "BATCH", BATCH)))
    running: dict[int, list[int]] = {}
    while waiting or running:
        while waiting and len(running) < jobs:
            numbers = waiting.pop(0)
            running[_fork(name, module, seed, numbers, file)] = numbers
        child, status = os.waitpid(-1, 0)
        numbers = running.pop(child, [])
        done = kept(file)  # what a process was at when it ended is the first that is not there
        left = [one for one in numbers if one not in done]
        if left:
            note(file, left[0], _ended(os.waitstatus_to_exitcode(status)))
            waiting.insert(0, left[1:])
            waiting = [one for one in waiting if one]
    return {number: one for number, one in kept(file).items() if number < count}


def _fork(name: str, module: ModuleType, seed: int, numbers: list[int], file: Path) -> int:
    child = os.fork()
    if child:
        return child
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        attack(name, module, seed, numbers, file)
        os._exit(0)
    finally:
        os._exit(70)


def _ended(code: int) -> Outcome:
    """What the end of a process says of the trial that it was at."""
    if code in (-signal.SIGPROF, -signal.SIGALRM):
        return Outcome("hang", "longer than a trial may take")
    return Outcome("traceback", f"the process ended with {code}")


def summary(outcomes: dict[str, dict[int, Outcome]], seed: int) -> str:
    """The counts by class and kind, and the first defects of each."""
    kinds = get_args(Kind)
    about = f"`make attack`, seed {seed}. What came of every class; only the first two kinds are sound."
    lines = ["# Attacks", "", about, "",
             f"| class | trials | {' | '.join(kinds)} |", "|" + "---|" * (len(kinds) + 2)]  # fmt: skip
    for name, found in outcomes.items():
        counts = Counter(one.kind for one in found.values())
        lines.append(f"| {name} | {len(found)} | {' | '.join(str(counts[kind]) for kind in kinds)} |")
    for name, found in outcomes.items():
        wrong = [(number, one) for number, one in sorted(found.items()) if one.kind not in SOUND]
        lines += ["", f"## {name}", ""] if wrong else []
        for number, one in wrong[:SHOWN]:
            lines.append(f"- {number} {one.kind}: {' '.join(one.detail.split())[:300]!r}")
    return "\n".join(lines) + "\n"


def say(text: str) -> None:
    """Print at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


def main() -> None:
    """Attack, print the counts by class, write the summary; exit with 1 where a defect was found."""
    there = classes()
    options = argparse.ArgumentParser(prog="make attack")
    for name, module in there.items():
        options.add_argument(f"--{name}", type=int, default=getattr(module, "COUNT", LEAST), help="trials")
    options.add_argument("--seed", type=int, default=2017)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--out", type=Path, default=SUMMARY, help="where the summary goes; as committed if not said")
    given = options.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    mark = f"{given.seed}-{fingerprint()}"
    outcomes: dict[str, dict[int, Outcome]] = {}
    for name, module in there.items():
        file = FOLDER / f"{name}-{mark}.jsonl"
        outcomes[name] = carry_out(name, module, given.seed, getattr(given, name), given.jobs, file)
        say(f"{name}: {dict(Counter(one.kind for one in outcomes[name].values()))}\n")
    text = summary(outcomes, given.seed)
    given.out.write_text(text, encoding="utf-8")
    say(text)
    sys.exit(any(one.kind not in SOUND for found in outcomes.values() for one in found.values()))


if __name__ == "__main__":
    main()
