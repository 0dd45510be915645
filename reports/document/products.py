"""Everything a run leaves in its folder besides what it was made from.

verdicts/          what is held against each target by every member (open_run; the values stand in blocks/)
attainment.csv     one row a target and scenario; attainment.json the same with more digits, for `attainment RUN`
differences.csv    scenarios held against each other member by member, and what common random numbers gained
base_counts.csv    counts at the base year beside the targets that they decide
summary.txt        what was found, in three sentences, English and Chinese
manifest.json      versions, machine, seed, timings, failed members, size and hash of each file; written last

No chart: those are drawn when somebody asks (`files.py`).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from clustercast.model.results.journal import write_durably
from clustercast.model.results.manifest import write_manifest
from clustercast.model.results.record import FILE
from clustercast.model.results.run import Run
from clustercast.reports.run.base_counts import write_base_counts
from clustercast.reports.run.summary import summary_text
from clustercast.reports.tables.attainment_csv import write_attainment
from clustercast.reports.tables.differences_csv import write_differences


def write_products(run: Run, folder: Path) -> None:
    """Writes every product of a run that is judged and recorded into its folder."""
    record = run.record
    timings = {"simulation": run.elapsed}

    def timed(name: str, write: Callable[[], object]) -> None:
        began = time.perf_counter()
        write()
        timings[name] = time.perf_counter() - began

    timed("tables", lambda: _write_tables(folder, run))
    facts = {
        "run": record.run,
        "created": record.created,
        "inputs": dict(run.inputs),
        "members": {one.id: one.members for one in record.scenarios},
        "widest_half_width": {one.id: one.half_width for one in record.scenarios},
        "seconds": {name: round(seconds, 3) for name, seconds in timings.items()},
        "failures": [asdict(one) for one in run.failures],
    }
    write_manifest(folder, facts)


def _write_tables(folder: Path, run: Run) -> None:
    record = run.record
    write_attainment(folder / "attainment.csv", record.attainments)
    write_base_counts(folder / "base_counts.csv", record.base_counts, run.plan)
    write_differences(folder / "differences.csv", record.differences)
    write_durably(folder / FILE, record.to_json().encode())
    write_durably(folder / "summary.txt", summary_text(record, folder.as_posix()).encode())
