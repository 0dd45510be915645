"""The kernel gives the same bits without compilation: so it can be stepped through, and its coverage measured."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from tests.engines import SCRATCH, case_of, differ, invented_plan, run_kernel
from tests.kernel_alone import save
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]


def test_same_bits_without_compilation(tmp_path):
    case = case_of(invented_plan(first_belief=0.6, cost_of_applying=0.01), "double-incentives", seed=3)
    wanted, state = run_kernel(case)
    save(case, tmp_path / "case.pickle")
    words = [sys.executable, "-m", "tests.kernel_alone", str(tmp_path / "case.pickle"), str(tmp_path / "out.npz")]
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1", "CLUSTERCAST_CACHE": str(tmp_path)}
    subprocess.run(words, cwd=ROOT, env=environment, check=True, timeout=PATIENCE)
    found = np.load(tmp_path / "out.npz")
    assert found["status"] == 0
    assert not differ(found["out"], wanted)
    assert not [name for name in state._fields if name not in SCRATCH and differ(found[name], getattr(state, name))]
