"""Damage to a file of a run: whoever reads it refuses by name, or answers as on the sound run."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from clustercast.model.results.run_folder import RunLayoutError, RunRefusedError
from clustercast.model.results.seal import RunDamagedError
from tests.attack.answers import READERS, RefusedError, answer_of, sound_run
from tests.attack.outcome import Outcome

COUNT, BATCH, CPU, WALL, MEMORY = 400, 100, 300, 600, 0
REFUSALS = (RefusedError, RunDamagedError, RunLayoutError, RunRefusedError, OSError)
VICTIM = "a letter of the user's\n"


def flip(path: Path, chance: random.Random) -> None:
    """One bit is another."""
    content = bytearray(path.read_bytes())
    if content:
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def digit(path: Path, chance: random.Random) -> None:
    """One digit is another; in a file without digits one byte is."""
    content = bytearray(path.read_bytes())
    places = [n for n, one in enumerate(content) if chr(one).isdigit() and one < 128]
    if places:
        place = chance.choice(places)
        content[place] = chance.choice([one for one in b"0123456789" if one != content[place]])
    path.write_bytes(content)


def truncate(path: Path, chance: random.Random) -> None:
    """The end is gone."""
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(len(content) + 1)])


def delete(path: Path, _: random.Random) -> None:
    """The file is gone."""
    path.unlink()


def directory(path: Path, _: random.Random) -> None:
    """A folder stands in its place."""
    path.unlink()
    path.mkdir()


def link(path: Path, _: random.Random) -> None:
    """A link to another file stands in its place."""
    path.unlink()
    path.symlink_to(victim_of(path))


def unreadable(path: Path, _: random.Random) -> None:
    """Nobody may read it; where that stops nobody, it is a pipe to which nobody writes."""
    path.chmod(0)
    if os.access(path, os.R_OK):
        path.unlink()
        os.mkfifo(path)


DAMAGES: tuple[Callable[[Path, random.Random], None], ...] = (
    flip, digit, truncate, delete, directory, link, unreadable,
)  # fmt: skip


def victim_of(path: Path) -> Path:
    """The file of the user's that a planted link leads to."""
    return next(one for one in path.parents if one.name == "damaged").parent / "letter.txt"


def trial(seed: int, number: int, folder: Path) -> Outcome:
    """Damages one file of a copy of the sound run in ``folder``, and reads the copy."""
    chance = random.Random(f"corruptions {seed} {number}")
    copy, out = folder / "damaged", folder / "out"
    out.mkdir(parents=True)
    shutil.copytree(sound_run(), copy)
    (folder / "letter.txt").write_text(VICTIM, encoding="utf-8")
    files = sorted(one.relative_to(copy) for one in copy.rglob("*") if one.is_file() and one.name != ".lock")
    kinds = sorted({(one.parts[0] if len(one.parts) > 1 else one.name, one.suffix) for one in files})
    kind = kinds[number % len(kinds)]
    name = chance.choice(
        [one for one in files if kind == (one.parts[0] if len(one.parts) > 1 else one.name, one.suffix)]
    )
    damage = DAMAGES[number // len(kinds) % len(DAMAGES)]
    damage(copy / name, chance)
    reader = list(READERS)[chance.randrange(len(READERS))]
    return judged(f"{damage.__name__} of {name}, then {reader}", reader, copy, out)


def judged(what: str, reader: str, copy: Path, out: Path) -> Outcome:
    """What a reader makes of a damaged copy."""
    right = answer_of(reader)
    try:
        found = READERS[reader](copy, out)
    except REFUSALS as error:
        named = any(one.name in str(error) for one in sound_run().rglob("*"))
        outcome = Outcome("refused", what) if named else Outcome("traceback", f"{what}: nothing is named: {error}")
        return victim_kept(outcome, what, copy)
    except Exception as error:
        return Outcome("traceback", f"{what}: {type(error).__name__}: {error}")
    differing = sorted({*found, *right} - {name for name in found if found[name] == right.get(name)})
    outcome = Outcome("silent", f"{what}: {differing[:5]}") if differing else Outcome("accepted", what)
    return victim_kept(outcome, what, copy)


def victim_kept(outcome: Outcome, what: str, copy: Path) -> Outcome:
    """The outcome, unless a file of the user's was written over."""
    whole = (copy.parent / "letter.txt").read_text(encoding="utf-8") == VICTIM
    return outcome if whole else Outcome("torn", f"{what}: the file that a link leads to was written over")
