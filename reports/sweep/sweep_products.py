"""Everything a sweep leaves in its folder besides what it was made from.

design.csv                one row a design point: what it fixes or multiplies
attainment_by_point.csv   one row a point, scenario and projected target; sweep.json the same with all digits
verdicts/                 what is held against each target by every member at every point (open_run; values: blocks/)
summary.txt               best and worst points of each target, English and Chinese
manifest.json             versions, machine, seed, timings, failed members, size and hash of each file; written last
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from clustercast.model.results.journal import write_durably
from clustercast.model.results.manifest import write_manifest
from clustercast.model.results.run import Run
from clustercast.model.results.run_folder import RunInputs
from clustercast.reports.sweep.sweep_csv import write_by_point, write_design
from clustercast.reports.sweep.sweep_record import FILE, SweepRecord
from clustercast.reports.sweep.sweep_summary import sweep_text


def write_sweep(folder: Path, runs: Sequence[Run], record: SweepRecord, inputs: RunInputs) -> None:
    """Writes every product into the folder of a sweep."""
    write_design(folder / "design.csv", record)
    write_by_point(folder / "attainment_by_point.csv", record)
    write_durably(folder / FILE, record.to_json().encode())
    write_durably(folder / "summary.txt", sweep_text(record, folder.as_posix()).encode())
    facts = {
        "run": record.run,
        "created": record.created,
        "inputs": asdict(inputs),
        "points": len(record.table),
        "members": [{name: one.members_of(name) for name in one.scenarios} for one in runs],
        "widest_half_width": {one.id: one.half_width for one in record.scenarios},
        "seconds": {"simulation": round(sum(one.elapsed for one in runs), 3)},
        "failures": [{"point": n} | asdict(one) for n, each in enumerate(runs) for one in each.failures],
    }
    write_manifest(folder, facts)
