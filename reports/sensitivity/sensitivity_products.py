"""Everything a sensitivity study leaves in its folder besides the runs of its two stages.

screening.csv      one row a target, measure and factor: mu_star, mu, sigma, half-widths, share (utf-8 with BOM)
indices.csv        one row a target, measure and factor of the second stage: first and total index, half-widths
sensitivity.json   the same with settings, factors and what each of them fixes
sensitivity.*.md   what moves each target, as a table, and how to read it: one file a language
charts/            morris and sobol (SVG and PNG, Chinese and English) with their numbers as CSV
summary.txt        what was run and how to read it, English and Chinese
manifest.json      versions, machine, seed, size and hash of each file; written last
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from clustercast.calibration.sensitivity.indices import Effect, Index
from clustercast.calibration.sensitivity.study import Sensitivity
from clustercast.model.results.journal import write_durably
from clustercast.model.results.manifest import write_manifest
from clustercast.model.system.files import whole_text
from clustercast.reports.sensitivity.sensitivity_summary import (
    sensitivity_markdown,
    sensitivity_sentences,
    sensitivity_text,
)
from clustercast.reports.words.cells import as_text
from clustercast.reports.words.words import LANGUAGES

FILE = "sensitivity.json"


def write_sensitivity(folder: Path, found: Sensitivity, created: str) -> None:
    """Writes every product into the folder of a study."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "screening.csv", found, Effect, found.effects)
    _write(folder / "indices.csv", found, Index, found.indices)
    shown = folder.as_posix()
    content = json.dumps(plain(found, shown), ensure_ascii=False, indent=1) + "\n"
    write_durably(folder / FILE, content.encode())
    write_durably(folder / "summary.txt", sensitivity_text(found, shown).encode())
    for lang in LANGUAGES:
        write_durably(folder / f"sensitivity.{lang}.md", sensitivity_markdown(found, lang).encode())
    _write_charts(folder, found, created)
    facts = {"created": created, "plan": found.plan.id, "scenario": found.scenario.id}
    facts |= {"settings": asdict(found.settings), "members_run": list(found.runs)}
    write_manifest(folder, facts, made_later=())


def _write_charts(folder: Path, found: Sensitivity, created: str) -> None:
    """Both charts; drawing is loaded when it is used."""
    from clustercast.reports.charts.drawing.writing import write_charts
    from clustercast.reports.charts.study import study_entries

    entries = study_entries(found, folder.resolve().name, created)
    write_charts(folder / "charts", [(one.id, one.chart) for one in entries], ("svg", "png"))


def plain(found: Sensitivity, folder: str) -> dict[str, Any]:
    """The study as plain data."""
    return {
        "plan": found.plan.id,
        "scenario": found.scenario.id,
        "folder": folder,
        "settings": asdict(found.settings),
        "members_run": list(found.runs),
        "left_out": list(found.left_out),
        "failed_members": found.failed_members,
        "refused": found.refused,
        "factors": [
            {"id": one.id, "label_zh": one.label_zh, "label_en": one.label_en, "axes": [axis.name for axis in one.axes]}
            for one in found.factors
        ],
        "chosen": list(found.chosen),
        "covered": {target: found.covered(target) for target in dict.fromkeys(one.target for one in found.indices)},
        "effects": [_plain(one) for one in found.effects],
        "indices": [_plain(one) for one in found.indices],
        "findings": {lang: sensitivity_sentences(found, lang, folder) for lang in LANGUAGES},
    }


def _plain(one: Effect | Index) -> dict[str, Any]:
    """The fields; no number (an error without members to take it from) as None, which JSON knows."""
    return {key: None if value != value else value for key, value in asdict(one).items()}


def _write(path: Path, found: Sensitivity, kind: type, rows: Iterable[Effect | Index]) -> None:
    targets = {one.id: one for one in found.plan.targets}
    factors = {one.id: one for one in found.factors}
    names = [one.name for one in fields(kind)]
    labels = ("target_zh", "target_en", "factor_zh", "factor_en", "unit")
    with whole_text(path, bom=True) as file:
        writer = csv.writer(file)
        writer.writerow([*names[:3], *labels, *names[3:]])
        for one in rows:
            target, factor = targets[one.target], factors[one.factor]
            unit = "share" if one.measure == "probability" else target.unit
            said = (target.label_zh, target.label_en, factor.label_zh, factor.label_en, unit)
            values = list(_plain(one).values())
            writer.writerow([as_text(cell) for cell in (*values[:3], *said, *values[3:])])
