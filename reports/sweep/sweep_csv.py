"""design.csv and attainment_by_point.csv, for spreadsheets (utf-8 with BOM).

An empty cell of the design is an axis that the point leaves as it is. Numbers of the design have all their digits;
probabilities four decimals here, because points are compared and not quoted.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from clustercast.model.experiments.sweep import PointFinding
from clustercast.model.system.files import whole_text
from clustercast.reports.sweep.sweep_record import SweepRecord
from clustercast.reports.words.cells import as_text
from clustercast.reports.words.rounding import to_places

FOUND = ("scenario", "target", "label_zh", "label_en", "by", "probability", "mc_low", "mc_high", "half_width",
         "members", "failed_members", "difference", "standard_error", "variance_reduction")  # fmt: skip
DECIMALS = 4


def write_design(path: Path, record: SweepRecord) -> None:
    """One row a point: its number, then a column an axis."""
    _write(path, ("point", *(one.id for one in record.axes)), ((n, *row) for n, row in enumerate(record.table)))


def write_by_point(path: Path, record: SweepRecord) -> None:
    """One row a point, scenario and projected target: the design, then what was found; differences are to point 0."""
    targets = {one.id: one for one in record.targets}
    head = ("point", *(one.id for one in record.axes), *FOUND)
    rows = []
    for one in record.findings:
        about = targets[one.target]
        named = (one.scenario, one.target, about.label_zh, about.label_en, about.by)
        rows.append((one.point, *record.table[one.point], *named, *_numbers(one)))
    _write(path, head, rows)


def _numbers(one: PointFinding) -> tuple[object, ...]:
    sure = (one.probability, one.mc_low, one.mc_high, one.half_width)
    gap = one.difference
    against = (None,) * 3 if gap is None else (gap.difference, gap.standard_error, gap.variance_reduction)
    return (*map(_short, sure), one.members, one.failed_members, *map(_short, against))


def _short(value: float | None) -> float | None:
    return None if value is None else to_places(value, DECIMALS)


def _write(path: Path, head: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    with whole_text(path, bom=True) as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows([as_text(cell) for cell in row] for row in rows)
