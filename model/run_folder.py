"""The folder of a run: what was to be run is written first, and a run made from other inputs is never overwritten."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from model.precision import Precision
from scenarios import Plan, Scenario

PLAN_FILE = "plan.json"
MANIFEST_FILE = "manifest.json"
PACKAGES = ("mesa", "numba", "numpy", "scipy", "xarray", "matplotlib")


class RunRefusedError(ValueError):
    """A folder that holds something else; its text has one line a difference."""


@dataclass(frozen=True, slots=True)
class RunInputs:
    """Everything the numbers of a run depend on: two runs with equal inputs have equal results.

    ``code`` is the hash of the sources of the model and of the versions it is compiled with; ``scenarios`` pairs of id
    and hash, in order; ``firms`` the hash of a user's own register ("" without one, and then not among the inputs).
    With ``precision`` (95 % half-width, 0 to 1) members are added up to ``most`` and ``members`` is 0; ``design`` is
    the hash of the points of a sweep. What was not asked for is not among the inputs.
    """

    version: str
    code: str
    plan: str
    plan_hash: str
    scenarios: tuple[tuple[str, str], ...]
    members: int
    seed: int
    firms: str = ""
    precision: float | None = None
    most: int | None = None
    design: str = ""

    @property
    def run(self) -> str:
        """The id of the run: 12 characters of the hash of the inputs."""
        return hashlib.sha256(self.text().encode()).hexdigest()[:12]

    def text(self) -> str:
        """The inputs as JSON."""
        optional = ("firms", "precision", "most", "design")
        inputs = {key: value for key, value in asdict(self).items() if key not in optional or value}
        return json.dumps(inputs, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def inputs_of(
    plan: Plan, scenarios: Sequence[Scenario], members: int | Precision, seed: int, design: str = ""
) -> RunInputs:
    """The inputs of a run with the sources as they are now; ``members`` a number, or the precision that sets it."""
    from model.compile import sources_hash

    named = tuple((one.id, one.hash) for one in scenarios)
    firms = "" if plan.register is None else plan.register.hash
    rule = members if isinstance(members, Precision) else None
    number = 0 if isinstance(members, Precision) else members
    width, most = (None, None) if rule is None else (rule.half_width, rule.most)
    asked = (plan.id, plan.hash, named, number, seed, firms, width, most, design)
    return RunInputs(package_version(), sources_hash(), *asked)


def package_version() -> str:
    """The version of clustercast, or "not installed" when it runs from a folder."""
    try:
        return version("clustercast")
    except PackageNotFoundError:
        return "not installed"


def check_folder(folder: Path, inputs: RunInputs) -> None:
    """Checks that a run with these inputs may write there: a new or empty folder, or one of the very same run.

    A folder in which nothing but the intention stands (a run that was stopped) counts as empty. Raises RunRefusedError
    with the differences.
    """
    if folder.exists() and not folder.is_dir():
        raise RunRefusedError(f"{folder} is a file; name a folder with --out")
    if not folder.is_dir() or {path.name for path in folder.iterdir()} <= {PLAN_FILE}:
        return
    differences = _differences(folder, inputs)
    if differences:
        raise RunRefusedError("\n".join([*differences, "nothing was written; name another folder with --out"]))


def _differences(folder: Path, inputs: RunInputs) -> list[str]:
    path = folder / PLAN_FILE
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return [f"{folder} is not empty and holds no run ({PLAN_FILE} is missing)"]
    except (OSError, ValueError):
        return [f"{path} cannot be read"]
    wanted = json.loads(inputs.text())
    return [
        f"{path}: {key} is {json.dumps(found.get(key), ensure_ascii=False)} there, "
        f"{json.dumps(wanted.get(key), ensure_ascii=False)} here"
        for key in sorted(found.keys() | wanted.keys())
        if found.get(key) != wanted.get(key)
    ]


def begin_run(folder: Path, inputs: RunInputs) -> None:
    """Checks the folder, makes it and writes what is to be run. Raises RunRefusedError."""
    check_folder(folder, inputs)
    folder.mkdir(parents=True, exist_ok=True)
    write_bytes(folder / PLAN_FILE, inputs.text().encode())


def withdraw_run(folder: Path) -> None:
    """Takes back what `begin_run` wrote, for a run that turned out to have no sound inputs: nothing else is touched."""
    if {path.name for path in folder.iterdir()} == {PLAN_FILE}:
        (folder / PLAN_FILE).unlink()
        folder.rmdir()


def write_bytes(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all: a temporary file beside it, then a rename."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    temporary.write_bytes(content)
    os.replace(temporary, path)


def write_manifest(folder: Path, facts: dict[str, Any]) -> None:
    """Writes the manifest: the facts given, versions, machine, and size and hash of every other file of the run."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != MANIFEST_FILE]
    listed = {
        path.relative_to(folder).as_posix(): {"bytes": path.stat().st_size, "sha256": _hash(path)} for path in files
    }
    content = facts | {"versions": _versions(), "machine": _machine(), "commit": _commit(), "files": listed}
    write_bytes(folder / MANIFEST_FILE, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _versions() -> dict[str, str]:
    found = {"clustercast": package_version(), "python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _machine() -> dict[str, Any]:
    return {"system": platform.system(), "processor": platform.machine(), "cores": os.cpu_count()}


def _commit() -> str | None:
    """The commit of the checkout that holds the sources, or None outside one."""
    command = ["git", "-C", str(Path(__file__).parent), "rev-parse", "HEAD"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return said.stdout.strip() or None if said.returncode == 0 else None
