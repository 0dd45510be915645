"""Everything a run leaves in its folder besides what it was made from.

verdicts/          what is held against each target by every member (open_run; the values stand in blocks/)
attainment.csv     one row a target and scenario; attainment.json the same with more digits, for `attainment RUN`
differences.csv    scenarios held against each other member by member, and what shared luck gained
base_counts.csv    counts at the base year beside the targets that they decide
charts/            a fan chart of each target: <target>.<zh|en>.<png|svg>
summary.txt        what was found, in three sentences, English and Chinese
manifest.json      versions, machine, seed, timings, failed members, size and hash of each file; written last
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from model.journal import write_durably
from model.manifest import write_manifest
from model.run_dataset import write_verdicts
from model.run_folder import RunInputs
from reports.attainment_csv import write_attainment
from reports.base_counts import write_base_counts
from reports.differences_csv import write_differences
from reports.record import FILE, RunRecord
from reports.summary import summary_text
from reports.words import LANGUAGES, Language, label_of, say

if TYPE_CHECKING:
    from model.ensemble import Ensemble

FEWEST_FOR_PROCESSES = 8
"""Charts below this number are drawn in this process: starting others would take longer."""


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
    from reports.chart_data import charts
    from reports.fan_chart import write_charts

    drawn = charts(ensemble, record)
    other = next((one.other_scenario for one in drawn if one.other is not None), "")
    labels: dict[Language, str] = {lang: label_of(record.scenario(other), lang) if other else "" for lang in LANGUAGES}
    feet: dict[Language, str] = {lang: foot(record, lang) for lang in LANGUAGES}
    few = len(drawn) < FEWEST_FOR_PROCESSES
    write_charts(folder / "charts", drawn, feet, labels, workers=1 if few else workers)


def foot(record: RunRecord, lang: Language) -> str:
    """The foot of every chart: plan, scenario, how many members, run and date."""
    main = label_of(record.scenarios[0], lang)
    title = record.title_zh if lang == "zh" else record.title_en
    about = (main, say("members", lang, members=record.members), say("run", lang, run=record.run, date=record.created))
    return f"{title}\n{' · '.join(about)}"
