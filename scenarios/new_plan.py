"""A plan of one's own: the template's files written into a new folder, with comments in the languages asked for."""

import os
from collections.abc import Sequence
from pathlib import Path
from re import fullmatch
from shutil import rmtree

from clustercast.scenarios.faults import Fault, PackError
from clustercast.scenarios.folder import HOME, plan_names
from clustercast.scenarios.pack import load_plan
from clustercast.scenarios.register import example_text
from clustercast.scenarios.register.columns import register_columns

TEMPLATE = HOME / "template"
NAME = "EXAMPLE-NAME"
"""What stands in the template for the name of the plan."""
REGISTER = "firms-example.csv"
BOTH = ("zh", "en")


def write_new_plan(name: str, directory: Path, languages: Sequence[str] = BOTH) -> Path:
    """Writes the folder `directory/name` with a template pack that runs, its README and an example register.

    Raises PackError for a name that cannot be one, or where something stands already.
    """
    folder = directory / name
    _check_name(name)
    _check_place(directory, folder)
    directory.mkdir(parents=True, exist_ok=True)
    beside = directory / f".{name}.tmp"  # So that it is there whole or not at all; what a kill left goes.
    rmtree(beside, ignore_errors=True)
    beside.mkdir()
    try:
        os.replace(_written(name, beside / name, languages), folder)
    finally:
        rmtree(beside, ignore_errors=True)
    return folder


def _written(name: str, folder: Path, languages: Sequence[str]) -> Path:
    """The files of a new plan, in a folder that is made."""
    folder.mkdir()
    for path in sorted(TEMPLATE.glob("*.toml")):
        text = commented(path.read_text(encoding="utf-8"), languages).replace(NAME, name)
        (folder / path.name).write_text(text, encoding="utf-8")
    plan = load_plan(folder)
    (folder / REGISTER).write_text(example_text(plan, languages[0]), encoding="utf-8-sig", newline="")
    tables = {
        "columns_zh": "\n".join(f"| {one.headers[0]} | {one.meaning_zh} |" for one in register_columns(plan)),
        "columns_en": "\n".join(f"| {one.headers[1]} | {one.meaning_en} |" for one in register_columns(plan)),
    }
    notes = [(TEMPLATE / f"README.{one}.md").read_text(encoding="utf-8") for one in languages]
    (folder / "README.md").write_text("\n".join(notes).format(name=name, **tables), encoding="utf-8")
    return folder


def commented(text: str, languages: Sequence[str]) -> str:
    """The text of a template file with the comments of these languages: lines that begin with "#zh " or "#en "."""
    lines: list[str] = []
    for line in text.splitlines():
        language = line[1:3] if line.startswith(("#zh ", "#en ")) else None
        if language is None or language in languages:
            lines.append(line if language is None else "# " + line[4:])
    return "\n".join(lines) + "\n"


def _check_name(name: str) -> None:
    if not fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}", name) or name.endswith((".", ".toml")):
        problem = "this is no name for a plan"
        raise PackError([Fault(name, "", "", problem, 'letters, digits, "-" and "_", such as "my-province-2026"')])
    if name in plan_names():
        raise PackError([Fault(name, "", "", "a plan of this name comes with the model", "another name")])


def _check_place(directory: Path, folder: Path) -> None:
    if directory.exists() and not directory.is_dir():
        raise PackError([Fault(str(directory), "", "", "this is a file", "--dir with the path of a folder")])
    if folder.exists() and not folder.is_dir():
        raise PackError([Fault(str(folder), "", "", "a file of this name exists", "another name, or --dir")])
    if folder.is_dir() and any(folder.iterdir()):
        raise PackError([Fault(str(folder), "", "", "the folder is not empty", "another name, or --dir")])
