"""The folder of a run: what was to be run is written first, and a run made from other inputs is never overwritten."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from clustercast.model.monte_carlo.stopping_rule import Precision
from clustercast.model.results.journal import read_journal, write_durably
from clustercast.model.system.files import read_file
from clustercast.model.system.folder_lock import LOCK_FILE
from clustercast.model.system.shaped import ShapeError, plain_of, shaped
from clustercast.scenarios import Plan, Scenario

PLAN_FILE = "plan.json"
CONTENTS_FILE = "contents.json"
JOURNAL_FILE = "journal.jsonl"
BLOCKS = "blocks"
RUN = "run"
"""What a line of the journal calls the id of its run."""


class RunRefusedError(ValueError):
    """A folder that holds something else; its text has one line a difference."""


class RunLayoutError(ValueError):
    """A run whose blocks are laid out in another way than this version reads: another version wrote it."""


@dataclass(frozen=True, slots=True)
class RunInputs:
    """Everything the numbers of a run depend on: two runs with equal inputs have equal results.

    ``code`` is the hash of the model's sources, ``toolchain`` the versions and settings it is compiled with;
    ``scenarios`` pairs of id and hash, in order; ``firms`` the hash of a user's own register; ``numerics`` how the
    machine computes (see `numerics`). With ``precision`` (95 % half-width, 0 to 1) members are added up to ``most``
    and ``members`` is 0; ``design`` is the hash of the points of a sweep. What is empty is not among the inputs.
    """

    version: str
    code: str
    plan: str
    plan_hash: str
    scenarios: tuple[tuple[str, str], ...]
    members: int
    seed: int
    firms: str = ""
    numerics: str = ""
    precision: float | None = None
    most: int | None = None
    design: str = ""
    toolchain: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def run(self) -> str:
        """The id of the run: 12 characters of the hash of the inputs."""
        return hashlib.sha256(self.text().encode()).hexdigest()[:12]

    def text(self) -> str:
        """The inputs as JSON."""
        inputs = {key: value for key, value in asdict(self).items() if value not in ("", None, {})}
        return json.dumps(inputs, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def inputs_of(
    plan: Plan, scenarios: Sequence[Scenario], members: int | Precision, seed: int, design: str = ""
) -> RunInputs:
    """The inputs of a run with the sources as they are now; ``members`` a number, or the precision that sets it."""
    from clustercast.model.compiled.code_cache import sources_hash, toolchain
    from clustercast.model.results.manifest import numerics
    from clustercast.model.system.house import package_version

    named = tuple((one.id, one.hash) for one in scenarios)
    firms = "" if plan.register is None else plan.register.hash
    rule = members if isinstance(members, Precision) else None
    number = 0 if isinstance(members, Precision) else members
    width, most = (None, None) if rule is None else (rule.half_width, rule.most)
    asked = (plan.id, plan.hash, named, number, seed, firms, numerics(), width, most, design)
    return RunInputs(package_version(), sources_hash(), *asked, toolchain())


def check_folder(folder: Path, inputs: RunInputs) -> None:
    """Checks that a run with these inputs may write there: a new or empty folder, or one of the very same run.

    A folder in which nothing but the intention stands (a run that was stopped before its first block) counts as empty.
    Raises RunRefusedError with the differences.
    """
    if folder.exists() and not folder.is_dir():
        raise RunRefusedError(f"{folder} is a file; name a folder with --out")
    if not folder.is_dir() or _holds_nothing(folder):
        return
    differences = _differences(folder, inputs)
    if differences:
        raise RunRefusedError("\n".join([*differences, "nothing was written; name another folder with --out"]))


def _holds_nothing(folder: Path) -> bool:
    """Whether no block and no product stands there: a torn file of a block is none."""
    visible = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    if not visible <= {PLAN_FILE, CONTENTS_FILE, JOURNAL_FILE, BLOCKS} or read_journal(folder / JOURNAL_FILE)[0]:
        return False
    return not (folder / BLOCKS).is_dir() or all(path.name.startswith(".") for path in (folder / BLOCKS).iterdir())


def _differences(folder: Path, inputs: RunInputs) -> list[str]:
    """Why this is not the folder of these inputs; the journal, which has the run in every line, is asked before all."""
    path = folder / PLAN_FILE
    runs = {entry.get(RUN) for entry in read_journal(folder / JOURNAL_FILE)[0]}
    if runs == {inputs.run}:
        return []
    try:
        found = shaped(dict[str, Any], plain_of(read_file(path)))
    except FileNotFoundError:
        return [f"{folder} is not empty and holds no run ({PLAN_FILE} is missing)"]
    except (OSError, ShapeError):
        return [f"{path} cannot be read"]
    if not isinstance(found, dict) or not isinstance(found.get("toolchain", {}), dict):
        return [f"{path} cannot be read"]
    there, here = _flat(found), _flat(json.loads(inputs.text()))
    differing = [key for key in sorted(there.keys() | here.keys()) if there.get(key) != here.get(key)]
    if "toolchain" not in found and inputs.toolchain:  # An earlier version did not note it, and had other sources.
        differing = [key for key in differing if key not in inputs.toolchain]
    return [
        f"{path}: {_NAMES.get(key, key)} is {_said(there, key)} there, {_said(here, key)} here" for key in differing
    ]


_NAMES = {"code": "code (the hash of the model's sources)", "numerics": "numerics (how the machine computes)"}


def _flat(inputs: dict[str, Any]) -> dict[str, Any]:
    """The inputs with the versions among them."""
    return {key: value for key, value in inputs.items() if key != "toolchain"} | inputs.get("toolchain", {})


def _said(inputs: dict[str, Any], key: str) -> str:
    return json.dumps(inputs[key], ensure_ascii=False) if key in inputs else "not set"


def begin_run(folder: Path, inputs: RunInputs) -> None:
    """Checks the folder, makes it and writes what is to be run. Raises RunRefusedError."""
    check_folder(folder, inputs)
    folder.mkdir(parents=True, exist_ok=True)
    write_durably(folder / PLAN_FILE, inputs.text().encode())


def withdraw_run(folder: Path) -> None:
    """Takes back what `begin_run` wrote, for a run that turned out to have no sound inputs: nothing else is touched."""
    if not (folder / PLAN_FILE).is_file() or not _holds_nothing(folder):
        return
    for name in (PLAN_FILE, CONTENTS_FILE, JOURNAL_FILE, LOCK_FILE):
        (folder / name).unlink(missing_ok=True)
    for path in (folder / BLOCKS, folder):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
