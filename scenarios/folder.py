"""Where given data lie, and the record of every file that was read."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from clustercast.scenarios.faults import Fault, Faults, PackError, choice_remedy, nearest
from clustercast.scenarios.reading import read_toml

HOME = Path(__file__).parent
"""Folder of the common files: parameters/, drivers/, upgrades.toml, plans/, library/."""


@dataclass(slots=True)
class FilesRead:
    """The files read so far: the bytes by a name that does not depend on where the folder lies."""

    faults: Faults
    contents: dict[str, bytes] = field(default_factory=dict[str, bytes])

    def toml(self, path: Path, name: str) -> dict[str, Any] | None:
        """The content of a TOML file, or None with a fault noted; its bytes count towards the hash under `name`."""
        found = read_toml(path, shown(path), self.faults)
        if found is None:
            return None
        self.contents[name] = found[0]
        return found[1]

    def hash(self) -> str:
        """sha256 over name, length and bytes of every file read, in the order of the names."""
        digest = sha256()
        for name in sorted(self.contents):
            digest.update(f"{name}\0{len(self.contents[name])}\0".encode())
            digest.update(self.contents[name])
        return digest.hexdigest()


def shown(path: Path) -> str:
    """The path as shown in faults: relative to the current folder where it lies below it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def plan_names(home: Path = HOME) -> tuple[str, ...]:
    """Names of the plan packs that come with the model, in alphabetical order."""
    folders = (home / "plans").iterdir() if (home / "plans").is_dir() else iter(())
    return tuple(sorted(one.name for one in folders if (one / "plan.toml").is_file()))


def scenario_names(home: Path = HOME) -> tuple[str, ...]:
    """Names of the scenarios that come with the model, in alphabetical order."""
    return tuple(sorted(one.stem for one in (home / "library").glob("*.toml")))


def find_pack(name_or_path: str | Path, home: Path = HOME) -> Path:
    """The folder of a pack given by name or path. Raises PackError when there is none."""
    path = Path(name_or_path)
    inside = home / "plans" / str(name_or_path)
    if _is_name(name_or_path) and inside.is_dir():
        return inside
    if path.is_dir():
        return path
    raise PackError([_absent(str(name_or_path), plan_names(home), "plan", "the path of a pack folder")])


def find_scenario(name_or_path: str | Path, home: Path = HOME) -> Path:
    """The file of a scenario given by name or path. Raises PackError when there is none."""
    path = Path(name_or_path)
    inside = home / "library" / f"{name_or_path}.toml"
    if _is_name(name_or_path) and inside.is_file():
        return inside
    if path.is_file():
        return path
    raise PackError([_absent(str(name_or_path), scenario_names(home), "scenario", "the path of a scenario file")])


def _is_name(name_or_path: str | Path) -> bool:
    return isinstance(name_or_path, str) and len(Path(name_or_path).parts) == 1 and name_or_path != ".."


def _absent(name: str, known: tuple[str, ...], kind: str, otherwise: str) -> Fault:
    remedy = choice_remedy(name, known, kind) if known else f"the name of a {kind}"
    return Fault(name, "", "", f"no {kind} of this name, and nothing at this path", f"{remedy}, or {otherwise}")


def refuse_other_files(folder: Path, known: tuple[str, ...], faults: Faults) -> None:
    """Notes a fault for each TOML file of a pack that is not one of its files (a misspelt name would go unread)."""
    for path in sorted(folder.glob("*.toml")):
        if path.name not in known:
            close = nearest(path.name, known)
            remedy = f"the name {close}" if close else f"one of the names {', '.join(known)}"
            faults.add(shown(path), "", "", "a pack has no such file", remedy)
