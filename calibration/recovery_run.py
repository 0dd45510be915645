"""``make sbc``: simulation-based calibration on many synthetic truths, in processes, going on where it stopped."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from concurrent.futures import as_completed
from functools import partial
from pathlib import Path

from clustercast.calibration.calibrate import fingerprint
from clustercast.calibration.cuts import CUTS, plan_of
from clustercast.calibration.evidence import evidence_at
from clustercast.calibration.inference import LIVE_POINTS as OF_KEPT
from clustercast.calibration.nation.space import space_of
from clustercast.calibration.recovery import (
    ACCEPTANCE,
    BINS,
    DRAWS,
    LIVE_POINTS,
    Recovered,
    append,
    read,
    recover,
    region,
    verdicts_on,
)
from clustercast.calibration.tables import NOT_INFORMED
from clustercast.model.ensemble.child import Children
from clustercast.model.system.files import write_whole

RESULTS = Path(__file__).parent / "results"
NAME = "sbc"
RANKS = f"{NAME}_ranks.csv"
"""Names of the results' files."""
TRUTHS = 200
SEED = 20


def recovered(seed: int, truth: int) -> Recovered:
    """One truth under the headline cut of the data."""
    cut = CUTS[-1]
    return recover(plan_of(cut), evidence_at(cut.origin), cut.known_to, seed, truth)


def run(truths: int, jobs: int, seed: int, file: Path) -> None:
    """Recover what the file does not hold yet, adding every truth as it is done."""
    done = {one.truth for one in read(file)[1]} if file.exists() else set()
    wanted = [number for number in range(truths) if number not in done]
    names = space_of(plan_of(CUTS[-1])).names
    file.parent.mkdir(parents=True, exist_ok=True)
    with Children(jobs) as pool:
        for ended in as_completed([pool.submit(partial(recovered, seed), number) for number in wanted]):
            append(file, names, ended.result())


def write_table(folder: Path, seed: int) -> None:
    """Write the histograms of the kept ranks as a table, and what made them."""
    names, found = read(folder / RANKS)
    rows = sorted(verdicts_on(names, found), key=lambda one: one.shrunk)
    low, high = region(len(found), ACCEPTANCE)
    lowest, highest = region(len(found), 1.0 - (1.0 - ACCEPTANCE) / BINS)
    claimed = [one for one in rows if one.shrunk < NOT_INFORMED]
    lines = [
        f"# Recovery of {len(found)} synthetic truths / 模拟校准：{len(found)}组真值",
        "",
        f"Ranks of each truth among {DRAWS} posterior draws, figures like those of `{CUTS[-1].id}`; {BINS} bins.",
        f"99 % of counts of one bin lie within {low}-{high}; all {BINS} bins of a parameter within {lowest}-{highest}.",
        f"Posteriors by importance nested sampling with {LIVE_POINTS} live points (kept posteriors: {OF_KEPT}).",
        "",
        f"Claimed as identified (spread below {NOT_INFORMED:g} of the prior's): {len(claimed)} parameters; within",
        f"the region of all bins: {sum(one.inside for one in claimed)}. Of their {BINS * len(claimed)} bins",
        f"{sum(one.outside for one in claimed)} lie outside that of one (expected: {0.01 * BINS * len(claimed):.1f}).",
        "",
        "| parameter | spread | bins | outside | all within | p (uniform) | covered by 90 % |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| `{one.name}` | {one.shrunk:.2f} | {' '.join(map(str, one.counts))} | {one.outside} | "
        f"{'yes' if one.inside else 'no'} | {one.chance:.2f} | {100.0 * one.covered_90:.0f} % |"
        for one in rows
    ]
    write_whole(folder / f"{NAME}.md", "\n".join(lines) + "\n")
    about = {
        "seed": seed,
        "cut": CUTS[-1].id,
        "truths": len(found),
        "rules": fingerprint(),
        "draws": DRAWS,
        "live_points": LIVE_POINTS,
    }
    write_whole(folder / f"{NAME}_manifest.json", json.dumps(about, indent=1) + "\n")


def main(words: Sequence[str] | None = None) -> None:
    """Words of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--truths", type=int, default=TRUTHS)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, default=RESULTS)
    given = parser.parse_args(words)
    run(given.truths, given.jobs, given.seed, given.out / RANKS)
    write_table(given.out, given.seed)


if __name__ == "__main__":
    main()
