"""A hash of every indicator of every plan: three members under two scenarios, every quarter, to the last bit.

``python -m tests.plans.indicator_hashes`` writes ``tests/data/indicator_hashes.csv`` anew: only for a change of which the
CHANGELOG says under "Results change" what it changes and why.
"""

import csv
import hashlib
import math
from pathlib import Path

from clustercast.model.compiled.state import empty_state
from clustercast.model.member import make_model, prepare, simulate
from clustercast.scenarios import load_plan, load_scenario, plan_names

TABLE = Path(__file__).parent.parent / "data" / "indicator_hashes.csv"
SCENARIOS = ("as-written", "no-incentives")
MEMBERS = range(3)
SEED = 1


def fingerprint() -> str:
    """What this machine's mathematics give: another libm or processor may round ``exp`` and ``log`` otherwise."""
    values = [f(0.001 + 0.01 * place) for place in range(4096) for f in (math.exp, math.log, math.log1p, math.expm1)]
    return _short(hashlib.sha256(repr(values).encode()))


def hashes_of(name: str) -> dict[str, str]:
    """Hash of every indicator of a plan."""
    plan = load_plan(name)
    scenarios = [load_scenario(one) for one in SCENARIOS]
    model = make_model(plan, scenarios)
    digests = {one.id: hashlib.sha256() for one in plan.indicators}
    state = empty_state(model.size)
    for member in MEMBERS:
        prepared = prepare(model, SEED, member)
        for scenario in scenarios:
            out = simulate(model, prepared, scenario, state, SEED, member)
            for digest, figures in zip(digests.values(), out, strict=True):
                digest.update(figures.tobytes())
    return {name: _short(digest) for name, digest in digests.items()}


def _short(digest) -> str:
    return digest.hexdigest()[:16]


def kept() -> dict[tuple[str, str], str]:
    """The committed table: (plan, indicator) to hash; (machine, mathematics) is the fingerprint."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {(row["plan"], row["indicator"]): row["sha256"] for row in csv.DictReader(file)}


def main() -> None:
    """Write the table."""
    rows = [("machine", "mathematics", fingerprint())]
    rows += [(name, indicator, found) for name in plan_names() for indicator, found in hashes_of(name).items()]
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("plan", "indicator", "sha256"), *rows])


if __name__ == "__main__":
    main()
