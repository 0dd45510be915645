"""Commands killed at a random instant: what stands is whole or absent, and the command again gives the same bytes."""

import random
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from clustercast.model.ensemble.child import environment, python
from clustercast.model.results.journal import entry_of
from clustercast.model.results.seal import RunDamagedError, seal_of
from clustercast.model.system.posix import start_group
from tests.attack.answers import home, sound_run, words_of_run
from tests.attack.outcome import Outcome
from tests.engines import INVENTED
from tests.sweeps import files_of

COUNT, BATCH, CPU, WALL, MEMORY = 300, 50, 600, 900, 0
TELLS = ("manifest.json", "summary.txt", "sweep.json")
"""Files that tell seconds, or the folder that they stand in."""
SWEEP = f"""
id = "killed"
label_zh = "融资"
label_en = "credit"
plan = "{INVENTED}"
scenarios = ["as-written"]
members = 2
seed = 5
kind = "grid"
[[axis]]
lever = "credit"
values = [0.5, 1.0]
"""


@dataclass(frozen=True)
class Attacked:
    """A command, and whether it begins on a copy of the sound run (``out`` of it, or the run itself)."""

    name: str
    words: Callable[[Path], tuple[str, ...]]
    on_a_run: bool


def _report(folder: Path) -> tuple[str, ...]:
    return ("report", str(folder), "--format", "html,docx,xlsx,svg", "--lang", "en", "--plan", str(INVENTED))


def _sweep(folder: Path) -> tuple[str, ...]:
    file = home() / "killed.toml"
    if not file.exists():
        file.write_text(SWEEP, encoding="utf-8")
    return ("sweep", str(file), "--out", str(folder))


COMMANDS = (
    Attacked("run", words_of_run, False),
    Attacked("run --isolate", lambda folder: (*words_of_run(folder), "--isolate"), False),
    Attacked("run again", words_of_run, True),
    Attacked("report", _report, True),
    Attacked("export netcdf", lambda folder: ("export", str(folder)), True),
    Attacked("export zarr", lambda folder: ("export", str(folder), "--format", "zarr"), True),
    Attacked("export csv", lambda folder: ("export", str(folder), "--format", "csv"), True),
    Attacked("sweep", _sweep, False),
    Attacked("new-plan", lambda folder: ("new-plan", "a-new-plan", "--dir", str(folder)), False),
)


@cache
def undisturbed(name: str) -> tuple[dict[str, bytes], float]:
    """The files that a command leaves when nobody kills it, and the seconds that it takes."""
    command = next(one for one in COMMANDS if one.name == name)
    folder = home() / f"undisturbed-{name.replace(' ', '-')}"
    shutil.rmtree(folder, ignore_errors=True)
    if command.on_a_run:
        shutil.copytree(sound_run(), folder)
    began = time.time()
    process = _start(command, folder)
    process.communicate()
    taken = time.time() - began
    found = files_of(folder)
    shutil.rmtree(folder)
    return found, taken


def _start(command: Attacked, folder: Path) -> subprocess.Popen[str]:
    return start_group(python("-m", "clustercast", *command.words(folder)), environment())


def trial(seed: int, number: int, folder: Path) -> Outcome:
    """Kills a command once, looks at what it left, gives it again and looks again."""
    chance = random.Random(f"kills {seed} {number}")
    command = COMMANDS[number % len(COMMANDS)]
    right, taken = undisturbed(command.name)
    place = folder / "product"
    if command.on_a_run:
        shutil.copytree(sound_run(), place)
    before = files_of(place)
    instant = taken * chance.uniform(0.05, 1.05)
    process = _start(command, place)
    try:
        process.communicate(timeout=instant)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
    what = f"{command.name} killed after {instant:.2f} of {taken:.2f} s"
    torn = [name for name, one in files_of(place).items() if not _is_whole(name, one, right, before, place)]
    if torn:
        return Outcome("torn", f"{what}: {torn[:5]}")
    again = _start(command, place)
    _, said = again.communicate()
    if again.returncode != 0:
        kind = "traceback" if "Traceback" in said else "refused"
        done = command.name == "new-plan" and set(files_of(place)) == set(right)
        return Outcome("accepted" if done else kind if kind == "traceback" else "torn", f"{what}: {said[-300:]}")
    found = files_of(place)
    differing = sorted(name for name in {*found, *right} - set(_telling(right)) if found.get(name) != right.get(name))
    return Outcome("silent", f"{what}: {differing[:5]}") if differing else Outcome("accepted", what)


def _telling(files: dict[str, bytes]) -> list[str]:
    return [name for name in files if name.rsplit("/", 1)[-1] in TELLS]


def _is_whole(name: str, content: bytes, right: dict[str, bytes], before: dict[str, bytes], place: Path) -> bool:
    """Whether a file is what the command leaves, or what stood there before; what begins with a dot is no product."""
    if any(
        part.startswith(".") and part not in (".zgroup", ".zattrs", ".zmetadata", ".zarray") for part in name.split("/")
    ):
        return True
    if content in (right.get(name), before.get(name)):
        return True
    if name == "manifest.json":
        return _sound(place)
    if name == "journal.jsonl":  # Of a run that is not finished: whole lines, the last may be torn.
        return all(entry_of(line) is not None for line in content.splitlines(keepends=True)[:-1])
    return name in TELLS and content.endswith(b"\n")


def _sound(place: Path) -> bool:
    try:
        return seal_of(place) is not None
    except RunDamagedError:
        return False
