"""``make twins``: the update scored on synthetic twins of the Henan plan, and on twins of other structures.

The runs go on where they stopped, and so does the scoring, year by year; all of it in ``--work``.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from io import StringIO
from pathlib import Path

from clustercast.calibration.twins.score import Scores, score_twins
from clustercast.model.attainment.verdicts import judged
from clustercast.model.ensemble.ensemble import run_ensemble
from clustercast.model.results.journal import write_durably
from clustercast.model.results.manifest import identity
from clustercast.model.results.run import Run
from clustercast.model.results.run_folder import inputs_of
from clustercast.model.results.store import Store
from clustercast.model.updating.smoother import ERROR_FLOOR
from clustercast.scenarios import Plan, load_plan, load_scenario

RESULTS = Path(__file__).parents[1] / "results"
PLAN, SCENARIO = "henan-equipment-2017", "as-written"
MEMBERS, TWINS, SEED = 500, 500, 1
"""Members that forecast, twins that are scored (the first so many), and the seed of both."""
YEARS = (2017, 2018, 2019)
SAME = "same"
STRUCTURES: Mapping[str, Mapping[str, float]] = {
    "no contagion": {"imitation_rate": 0.0},
    "other demand process": {"demand_persistence": 0.0},
    "other size law": {"size_log_sd": 1.8},
}
"""What another structure fixes, all of it outside of what the plan's own priors hold."""
COLUMNS = ("known_at", "before", "update", "rule", "coverage_90")


def structured(plan: Plan, structure: str) -> Plan:
    """The plan whose members are the twins of a structure."""
    fixed = STRUCTURES.get(structure)
    return plan if fixed is None else replace(plan, parameters=plan.parameters.narrowed(fixed))


def members_of(structure: str, members: int, work: Path, workers: int) -> Run:
    """The run of a structure, judged; goes on where it stopped."""
    plan, scenarios = structured(load_plan(PLAN), structure), [load_scenario(SCENARIO)]
    folder = work / f"{identity()['code']}-{structure.replace(' ', '-')}-{members}"
    inputs = inputs_of(plan, scenarios, members, SEED, structure)
    with Store.begin(folder, inputs) as store:
        return judged(run_ensemble(plan, scenarios, members=members, seed=SEED, workers=workers, store=store))


def scored(structure: str, twins: int, work: Path, workers: int) -> list[Scores]:
    """The scores of a structure at the end of every year, those kept from before read."""
    kept = work / f"{structure.replace(' ', '-')}-{twins}-{identity()['code']}.json"
    found = [Scores(**one) for one in json.loads(kept.read_text())] if kept.is_file() else []
    if len(found) < len(YEARS):
        run = members_of(SAME, MEMBERS, work, workers)
        world = run if structure == SAME else members_of(structure, twins, work, workers)
        for year in YEARS[len(found) :]:
            found.append(score_twins(run, world, SCENARIO, year, twins, SEED))
            write_durably(kept, json.dumps([asdict(one) for one in found]).encode())
    return found


def table(rows: Sequence[tuple[str, Scores]], *, named: bool) -> bytes:
    """The scores as CSV, with the structure in front where it is ``named``; four decimals."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((["structure"] if named else []) + list(COLUMNS))
    for structure, one in rows:
        numbers = [str(one.known_at), *(f"{getattr(one, key):.4f}" for key in COLUMNS[1:])]
        writer.writerow(([structure] if named else []) + numbers)
    return text.getvalue().encode()


def main() -> None:
    """Score what is missing; write the tables, and what made them, when all of it stands."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--twins", type=int, default=TWINS)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--work", type=Path, default=Path("results") / "twins")
    parser.add_argument("--out", type=Path, default=None, help="[calibration/results, of all 500 twins]")
    asked = parser.parse_args()
    out = asked.out or (RESULTS if asked.twins == TWINS else asked.work)
    own = [(SAME, one) for one in scored(SAME, asked.twins, asked.work, asked.jobs)]
    others = [(name, one) for name in STRUCTURES for one in scored(name, asked.twins, asked.work, asked.jobs)]
    write_durably(out / "twins.csv", table(own, named=False))
    write_durably(out / "twins-structures.csv", table(others, named=True))
    facts = {"plan": PLAN, "scenario": SCENARIO, "members": MEMBERS, "twins": asked.twins, "seed": SEED}
    facts |= {"sources": identity()["code"]}
    facts |= {"error_floor": ERROR_FLOOR, "structures": {name: dict(fixed) for name, fixed in STRUCTURES.items()}}
    write_durably(out / "twins-manifest.json", (json.dumps(facts, indent=1) + "\n").encode())
    sys.stdout.write(table(own, named=False).decode() + "\n" + table(others, named=True).decode())


if __name__ == "__main__":
    main()
