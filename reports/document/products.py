"""Everything a run leaves in its folder besides what it was made from.

verdicts/          what is held against each target by every member (open_run; the values stand in blocks/)
attainment.csv     one row a target and scenario; attainment.json the same with more digits, for `attainment RUN`
differences.csv    scenarios held against each other member by member, and what shared luck gained
base_counts.csv    counts at the base year beside the targets that they decide
charts/            a fan chart of each target: fan-<target>.<zh|en>.<png|svg>, and its numbers: fan-<target>.csv
summary.txt        what was found, in three sentences, English and Chinese
manifest.json      versions, machine, seed, timings, failed members, size and hash of each file; written last
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from clustercast.model.attainment.verdicts import write_verdicts
from clustercast.model.results.journal import write_durably
from clustercast.model.results.manifest import write_manifest
from clustercast.model.results.run_folder import RunInputs
from clustercast.reports.run.base_counts import write_base_counts
from clustercast.reports.run.record import FILE, RunRecord
from clustercast.reports.run.summary import summary_text
from clustercast.reports.tables.attainment_csv import write_attainment
from clustercast.reports.tables.differences_csv import write_differences

if TYPE_CHECKING:
    from clustercast.model.ensemble.ensemble import Ensemble

OF_A_RUN = ("png", "svg")
"""The formats that a run leaves its fan charts in."""


def write_products(
    folder: Path, ensemble: Ensemble, record: RunRecord, inputs: RunInputs, *, shown: str = "", workers: int = 1
) -> None:
    """Writes every product into the folder of a run. ``shown`` is the folder as sentences name it."""
    timings = {"simulation": ensemble.elapsed}

    def timed(name: str, write: Callable[[], object]) -> None:
        began = time.perf_counter()
        write()
        timings[name] = time.perf_counter() - began

    timed("verdicts", lambda: write_verdicts(folder, [ensemble]))
    timed("tables", lambda: _write_tables(folder, ensemble, record, shown or folder.name))
    timed("charts", lambda: _write_charts(folder, ensemble, record, workers))
    facts = {
        "run": record.run,
        "created": record.created,
        "inputs": asdict(inputs),
        "members": {one.id: one.members for one in record.scenarios},
        "widest_half_width": {one.id: one.half_width for one in record.scenarios},
        "seconds": {name: round(seconds, 3) for name, seconds in timings.items()},
        "failures": [asdict(one) for one in ensemble.failures],
    }
    write_manifest(folder, facts)


def _write_tables(folder: Path, ensemble: Ensemble, record: RunRecord, shown: str) -> None:
    write_attainment(folder / "attainment.csv", record.attainments)
    write_base_counts(folder / "base_counts.csv", record.base_counts, ensemble.plan)
    write_differences(folder / "differences.csv", record.differences)
    write_durably(folder / FILE, record.to_json().encode())
    write_durably(folder / "summary.txt", summary_text(record, shown).encode())


def _write_charts(folder: Path, ensemble: Ensemble, record: RunRecord, workers: int) -> None:
    from clustercast.reports.charts.drawing.writing import write_charts
    from clustercast.reports.charts.fan.entries import fan_charts

    write_charts(folder / "charts", fan_charts(ensemble, record), OF_A_RUN, workers=workers)
