"""How a rule set written once more in each way compares, and what other simulators take for their own quick models.

    python -m clustercast.bench.peers PYTHON        (make peers; PYTHON is that of the peers' environment)

The toy rules of `toy.py` run as Mesa objects, Mesa AgentSet, NumPy and compiled columns; they must find the same
before anything is timed. BAM Engine and Starsim run models of their own, each as its documentation begins, so that
their numbers say what an agent costs there a step, not which rules are quicker. One that is not there is skipped.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

from clustercast.bench.report import number
from clustercast.bench.toy import toys

FIRMS, QUARTERS, REPEATS = 2_000, 16, 5
MOST_SECONDS = 900
TIMED = """
import importlib.metadata, json, time
def timed(name, make, steps, agents):
    work, found = make(), []
    for _ in range(4):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
        work = make()
    version = importlib.metadata.version(name)
    print(json.dumps({"version": version, "ns": 1e9 * min(found[1:]) / agents / steps}))
"""
PEERS = {
    "bamengine": """
import bamengine
def make():
    model = bamengine.Simulation.init(n_firms=100, n_households=500, seed=42, logging={"default_level": "ERROR"})
    return lambda: model.run(n_periods=100)
timed("bamengine", make, 100, 100 + 500 + bamengine.Simulation.init(seed=42).n_banks)
""",
    "starsim": """
import starsim
AGENTS = 10_000
def made():
    model = starsim.Sim(n_agents=AGENTS, diseases="sir", networks="random", rand_seed=1, verbose=0)
    model.init()
    return model
steps = len(made().t)
timed("starsim", lambda: made().run, steps, AGENTS)
""",
}
"""Each peer's quick model: what its documentation begins with, without its making and the first run."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Nanoseconds an agent a step of a peer, or why it was skipped."""

    name: str
    ns: float | None = None
    version: str = ""
    why: str = ""


def peer(name: str, python: str) -> Peer:
    """The peer's own model, timed by the Python of its environment."""
    words = [python, "-c", TIMED + PEERS[name]]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=MOST_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Peer(name, why=str(error))
    said = [line for line in (done.stdout if done.returncode == 0 else done.stderr).splitlines() if line.strip()]
    if done.returncode != 0 or not said:
        return Peer(name, why=said[-1] if said else "it says nothing")
    found = json.loads(said[-1])
    return Peer(name, found["ns"], found["version"])


def table(ways: dict[str, float], peers: list[Peer]) -> str:
    """Markdown: each way's nanoseconds an agent a step, and over those of the compiled columns."""
    least = ways["columns"]
    rows = [(f"toy rules: {way}", ns) for way, ns in ways.items()]
    rows += [(f"{one.name} {one.version}, its own model", one.ns) for one in peers if one.ns is not None]
    lines = ["| what | ns an agent a step | over compiled columns |", "|---|---|---|"]
    lines += [f"| {what} | {number(ns)} | {number(ns / least)} |" for what, ns in rows]
    return "\n".join([*lines, *(f"\nskipped {one.name}: {one.why}" for one in peers if one.ns is None)])


def main() -> None:
    """Print the table."""
    ways = toys(FIRMS, QUARTERS, REPEATS)
    sys.stdout.write(table(ways, [peer(name, sys.argv[1]) for name in PEERS]) + "\n")


if __name__ == "__main__":
    main()
