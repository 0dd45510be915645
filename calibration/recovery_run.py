"""``make sbc``: simulation-based calibration on many synthetic truths, in processes, going on where it stopped."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from calibration.cuts import CUTS, plan_of
from calibration.evidence import evidence_at
from calibration.nation.space import space_of
from calibration.recovery import Recovered, append, read, recover

RESULTS = Path(__file__).parent / "results"
RANKS = "sbc_ranks.csv"
TRUTHS = 240
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
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for ended in as_completed([pool.submit(partial(recovered, seed), number) for number in wanted]):
            append(file, names, ended.result())


def main(words: Sequence[str] | None = None) -> None:
    """Words of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--truths", type=int, default=TRUTHS)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, default=RESULTS)
    given = parser.parse_args(words)
    run(given.truths, given.jobs, given.seed, given.out / RANKS)


if __name__ == "__main__":
    main()
