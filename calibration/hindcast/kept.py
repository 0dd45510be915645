"""Posteriors of earlier origins, kept as small tables: one file an origin, a row a draw, a column a parameter.

They are kept because fitting every origin takes minutes. The file of an origin holds only what a fit at that origin
gave; `manifest.json` beside them says with which settings, and by which rules of the model.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from clustercast.model.system.files import whole_text, write_whole

FOLDER = Path(__file__).parent.parent / "results" / "hindcast"
MANIFEST = "manifest.json"
DIGITS = 6


class NotFittedError(ValueError):
    """There is no posterior of an origin; the text says how to make it."""


def file_of(folder: Path, origin: int) -> Path:
    """The file of an origin."""
    return folder / f"posterior-{origin}.csv"


def keep(folder: Path, origin: int, draws: Sequence[Mapping[str, float]]) -> None:
    """Writes the draws of an origin, each number with `DIGITS` significant digits."""
    folder.mkdir(parents=True, exist_ok=True)
    names = list(draws[0])
    with whole_text(file_of(folder, origin)) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([f"{one[name]:.{DIGITS}g}" for name in names] for one in draws)


def kept(folder: Path, origin: int) -> list[dict[str, float]]:
    """The draws of an origin. Raises NotFittedError where there are none."""
    path = file_of(folder, origin)
    if not path.is_file():
        raise NotFittedError(f"{path}: no posterior of the origin {origin}; write it with clustercast hindcast --refit")
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]


def write_manifest(folder: Path, content: Mapping[str, Any]) -> None:
    """Writes what made the posteriors."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(folder / MANIFEST, text + "\n")


def read_manifest(folder: Path) -> dict[str, Any]:
    """What made the posteriors; empty where nothing is kept."""
    path = folder / MANIFEST
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}
