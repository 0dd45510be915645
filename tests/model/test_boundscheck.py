"""No index of the kernel lies outside its array: compiled once more, with checks, into a cache of its own."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from tests.engines import case_of, differ, narrowed, run_kernel
from tests.kernel_alone import save
from tests.other_packs import EIGHT, invented_with
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]


def test_every_index_is_inside(tmp_path):
    plan = narrowed(invented_with(EIGHT, below_scale=True), first_belief=0.6, cost_of_applying=0.01, entry_rate=0.3,
                    threshold_revenue=4000.0, stretch_limit=5.0)  # fmt: skip
    case = case_of(plan, "double-incentives", seed=3)
    wanted, _ = run_kernel(case)
    save(case, tmp_path / "case.pickle")
    words = [sys.executable, "-m", "tests.kernel_alone", str(tmp_path / "case.pickle"), str(tmp_path / "out.npz")]
    environment = {**os.environ, "NUMBA_BOUNDSCHECK": "1", "CLUSTERCAST_CACHE": str(tmp_path / "cache")}
    ended = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE)
    assert ended.returncode == 0, ended.stderr
    found = np.load(tmp_path / "out.npz")
    assert found["status"] == 0
    assert not differ(found["out"], wanted)
