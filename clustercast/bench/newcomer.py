"""What a newcomer waits for: a forecast from nothing, charts, a report."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from clustercast.api.forecast import run
from clustercast.bench.scale import SEED, Scale
from clustercast.model.compiled.code_cache import HOUSE
from clustercast.model.ensemble.child import environment
from clustercast.model.results.run import Run
from clustercast.reports.document.files import FORMATS, Format, write_report

SCENARIOS = ("as-written", "no-incentives", "tight-credit", "cheap-robots", "double-incentives")
ON_TOP = (".git", ".venv", "build", "results")
ANYWHERE = ("*_cache", ".hypothesis", "__pycache__", "*.egg-info")
"""What is none of the sources: on top of the checkout (`model/results` is one), and anywhere."""
NEEDED = ("Makefile", "requirements.lock")


def from_nothing(folder: Path) -> float | None:
    """Seconds of ``make forecast`` in a copy of the sources without environment and compiled code; packages come from
    wherever pip and uv have them. None where the sources are not at hand with their Makefile.

    Raises RuntimeError with the last words of a forecast that fails.
    """
    home = HOUSE.resolve().parent
    if any(not (home / name).is_file() for name in NEEDED):
        return None
    here = folder / "from-nothing"
    shutil.copytree(home, here, symlinks=True, ignore=partial(_left_out, home))
    settings = environment(CLUSTERCAST_CACHE=str(folder / "cache-from-nothing"))
    began = time.perf_counter()
    done = subprocess.run(["make", "forecast"], cwd=here, env=settings, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"make forecast failed: {done.stderr[-2000:]}")
    return time.perf_counter() - began


def _left_out(home: Path, folder: str, names: list[str]) -> set[str]:
    """Which names in a folder are no sources."""
    found = shutil.ignore_patterns(*ANYWHERE)(folder, names)
    return found | set(ON_TOP) & set(names) if Path(folder) == home else found


def charts_and_report(scale: Scale, folder: Path) -> tuple[float, float]:
    """Seconds of the charts of a run (SVG and PNG), and of its report, both languages and every format, two workers."""
    made = run(scale.plan, SCENARIOS, members=scale.reported, seed=SEED, out=folder / "reported")
    return _seconds(made, folder / "drawn", ("png", "svg")), _seconds(made, folder / "report", FORMATS)


def _seconds(made: Run, folder: Path, formats: Sequence[Format]) -> float:
    began = time.perf_counter()
    write_report(made, folder, formats=formats, workers=2)
    return time.perf_counter() - began
