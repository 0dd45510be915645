"""How long until something happens: compiling, a new process with compiled code, the help."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from clustercast.model.ensemble.child import environment, python

CHILD = """
import sys, time
from clustercast.model.member import make_model, rerun
from clustercast.model.ensemble.warm import warm
from clustercast.scenarios import load_plan, load_scenario
model = make_model(load_plan(sys.argv[1]), [load_scenario("as-written")])
times = []
for step in (lambda: warm(model), *[lambda: rerun(sys.argv[1], "as-written", seed=1, member=0)] * 2):
    began = time.perf_counter()
    step()
    times.append(time.perf_counter() - began)
print(*times)
"""
HELPS = 5


def compiling(plan: str, folder: Path) -> tuple[float, float]:
    """Seconds to compile everything into an empty cache, and to load it again in a new process.

    Loading is what the first member of a process takes longer than the second.
    """
    settings = {"CLUSTERCAST_CACHE": str(folder / "cache")}
    cold, loaded = (_child(plan, settings) for _ in range(2))
    return cold[0], loaded[0] + loaded[1] - loaded[2]


def _child(plan: str, settings: dict[str, str]) -> list[float]:
    words = python("-c", CHILD, plan)
    said = subprocess.run(words, check=True, capture_output=True, text=True, env=environment(**settings)).stdout
    return [float(word) for word in said.split()]


def help_seconds() -> float:
    """Seconds of ``clustercast --help``, the fastest of some."""
    found = []
    for _ in range(HELPS):
        began = time.perf_counter()
        subprocess.run(python("-m", "clustercast", "--help"), check=True, capture_output=True, env=environment())
        found.append(time.perf_counter() - began)
    return min(found)
