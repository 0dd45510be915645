"""A small sound run, the commands that read it, and what each of them answers: the oracle of attacks on run folders."""

import hashlib
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from clustercast import open_run
from clustercast.model.system.files import whole
from tests.command import invoke
from tests.engines import INVENTED
from tests.sweeps import files_of

ROOT = Path(__file__).parents[2]
FLOORS = ("agents", "calibration", "clustercast/api", "clustercast/commands", "model", "reports", "scenarios")
MEMBERS, SEED = 4, 5
PLACE = "the-folder"
"""Stands for the folder in answers, so that runs in other folders can be compared."""
NOT_COMPARED = ("manifest.json", "summary.txt")
"""One tells seconds, the other names its folder."""


class RefusedError(Exception):
    """The command ended with a code for what a user can mend; the text is what it said."""


def words_of_run(folder: Path) -> tuple[str, ...]:
    """The command by which the sound run is made, and gone on with."""
    return ("run", str(INVENTED), "--members", str(MEMBERS), "--seed", str(SEED), "--out", str(folder), "--json")


@cache
def home() -> Path:
    """The folder of the sound run and of what attacks on it need, named by the sources that made it."""
    digest = hashlib.sha256()
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            digest.update(path.read_bytes())
    return ROOT / "build" / "attack" / f"sound-{digest.hexdigest()[:12]}"


@cache
def sound_run() -> Path:
    """The sound run, made once, whole or not at all."""
    folder = home() / "run"
    if not folder.exists():
        home().mkdir(parents=True, exist_ok=True)
        with whole(folder) as beside:
            said(*words_of_run(beside))
    return folder


def said(*words: str) -> str:
    """What a command prints. Raises RefusedError, and whatever else it raises."""
    found = invoke(*words)
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    if found.exit_code != 0:
        raise RefusedError(found.output)
    return found.stdout


def opened(folder: Path, _: Path) -> dict[str, bytes]:
    """Every value of the run."""
    with open_run(folder) as values:
        return {str(name): one.values.tobytes() for name, one in values.load().variables.items()}


def attained(folder: Path, _: Path) -> dict[str, bytes]:
    """What `attainment` prints."""
    return {"said": said("attainment", str(folder), "--json").replace(str(folder), PLACE).encode()}


def exported(kind: str) -> Callable[[Path, Path], dict[str, bytes]]:
    """The files that `export` writes."""

    def files(folder: Path, out: Path) -> dict[str, bytes]:
        said("export", str(folder), "--format", kind, "--out", str(out / "exported"))
        return files_of(out) if (out / "exported").is_dir() else {"": (out / "exported").read_bytes()}

    return files


def reported(folder: Path, out: Path) -> dict[str, bytes]:
    """The workbook that `report` writes into the run."""
    said("report", str(folder), "--format", "xlsx", "--lang", "en", "--plan", str(INVENTED), "--workers", "1")
    return files_of(folder / "report")


def resumed(folder: Path, _: Path) -> dict[str, bytes]:
    """The files of the run after its command was given again."""
    said(*words_of_run(folder))
    return {name: one for name, one in files_of(folder).items() if name not in NOT_COMPARED}


READERS: dict[str, Callable[[Path, Path], dict[str, bytes]]] = {
    "open_run": opened,
    "attainment": attained,
    "export netcdf": exported("netcdf"),
    "export zarr": exported("zarr"),
    "export csv": exported("csv"),
    "report": reported,
    "run": resumed,
}


@cache
def answer_of(reader: str) -> dict[str, bytes]:
    """What a reader answers on the sound run: on a copy of it, for some of them write there."""
    with TemporaryDirectory() as place:
        copy, out = Path(place) / "run", Path(place) / "out"
        out.mkdir()
        shutil.copytree(sound_run(), copy)
        return READERS[reader](copy, out)
