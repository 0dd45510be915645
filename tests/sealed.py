"""A finished run of made-up numbers, as a folder: quick to make, to be damaged and read."""

from pathlib import Path

import numpy as np

from clustercast.model.ensemble.job import Job
from clustercast.model.results.december_tables import COORDINATES
from clustercast.model.results.manifest import write_manifest
from clustercast.model.results.run_folder import RunInputs
from clustercast.model.results.store import Store, begun_in
from tests.sweeps import PROFILE, made_part

INPUTS = RunInputs("0.1.0", "abc", "a-plan", "def", (("one", "1"), ("two", "2")), 10, 1)
RANGES = ((0, 4), (4, 8), (8, 10))
INDICATOR = {"unit": "firms", "label_en": "a count", "label_zh": "数", "kind": "stock"}
LABELS = {name: {key: [f"{key} {n}" for n in range(len(PROFILE["coordinates"][name]["id"]))] for key in about}
          for name, about in COORDINATES.items()}  # fmt: skip
CONTENTS = {
    "plan": "a-plan",
    "title": "A plan",
    "origin": "2016Q4",
    "indicators": [INDICATOR | {"id": id} for id in ("x1", "x2", "x3")],
    "quarters": ["2017Q1", "2017Q2", "2017Q3", "2017Q4"],
    "parameters": ["x", "y"],
    "facts": ["firms"],
    "targets": ["t"],
    "profile": PROFILE | {"coordinates": {name: one | LABELS[name] for name, one in PROFILE["coordinates"].items()}},
}


def unfinished(folder: Path, ranges=RANGES, inputs=INPUTS) -> Path:
    """The blocks of a run that has no manifest yet; what stands there already is kept."""
    with Store.begin(folder, inputs) as store:
        store.describe(CONTENTS)
        for first, last in ranges:
            job = Job(None, first, last, 0, "g")  # type: ignore[arg-type]
            if not store.has(job.name):
                store.put(job.name, 0, ("one", "two"), made_part(first, last - first))
        store.seal()
    return folder


def finished(folder: Path) -> Path:
    """The whole run: blocks, verdicts, a table and the manifest."""
    unfinished(folder)
    (folder / "verdicts").mkdir(exist_ok=True)
    np.save(folder / "verdicts" / "judged.npy", np.full((2, 10, 1), 5.0))
    np.save(folder / "verdicts" / "met.npy", np.ones((2, 10, 1), np.int8))
    (folder / "attainment.csv").write_text("target,probability\nt,0.25\n", encoding="utf-8")
    write_manifest(folder, {"created": begun_in(folder)})
    return folder
