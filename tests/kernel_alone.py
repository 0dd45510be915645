"""Run the kernel on a prepared member that lies in a file: ``python -m tests.kernel_alone in.pickle out.npz``.

For tests that run it in a process of its own, with other settings of the compiler.
"""

import pickle
import sys
from pathlib import Path
from typing import Any

import numpy as np

from clustercast.model import kernel
from clustercast.model.compiled.state import Given, State, copied
from clustercast.model.member import scenario_tables
from tests.engines import Case


def save(case: Case, path: Path) -> None:
    """Write what the kernel needs of a case."""
    given = scenario_tables(case.model, case.prepared, case.scenario)
    plan = case.model.plan
    size = (case.model.size.indicators, plan.n_quarters)
    path.write_bytes(pickle.dumps((tuple(given), tuple(case.prepared.state), size, case.seed, case.member, plan.start)))


def main(source: str, target: str) -> None:
    """Run and write indicators, columns and status."""
    given, state, size, seed, member, start = pickle.loads(Path(source).read_bytes())
    state = copied(State(*state))
    out = np.full(size, np.nan)
    status = kernel.run(Given(*given), state, out, seed, member, start, 0, size[1])
    arrays: dict[str, Any] = state._asdict()
    np.savez(target, out=out, status=int(status), **arrays)


if __name__ == "__main__":
    main(*sys.argv[1:])
