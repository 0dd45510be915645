"""Every target of a run judged once, and the verdicts that it keeps from then on: in its dataset, and on disk.

This is the only place that calls the judge: whoever wants to know what was met reads the verdicts of the run.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from clustercast.model.attainment.judgement import Floats, course_of, is_measured, judge
from clustercast.model.inputs.tolerances import Bar, bar_of
from clustercast.model.monte_carlo.stopping_rule import half_width
from clustercast.model.results.dataset_names import VERDICTS
from clustercast.model.results.run import Run, kept_verdicts
from clustercast.model.system.files import own_folder, whole
from clustercast.scenarios import Target

KINDS = {"judged": np.dtype("<f8"), "met": np.dtype("i1")}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on a target in a scenario, member by member.

    ``achieved`` is what is held against the ``bar``, in the unit of the target (a change where it is conditional), nan
    where a member failed, was not run or gives no number; ``met`` is False there too, and where there is no projection.
    """

    target: Target
    bar: Bar | None
    achieved: Floats
    met: NDArray[np.bool_]

    @property
    def judged(self) -> NDArray[np.bool_]:
        """Which members could be judged."""
        return ~np.isnan(self.achieved)

    @property
    def ahead(self) -> Floats:
        """Margin of each member over the bar (negative: short of it); nan without a bar."""
        return self.bar.margin(self.achieved) if self.bar is not None else np.full_like(self.achieved, np.nan)


def verdict_of(run: Run, target: Target, scenario: str) -> Verdict | None:
    """The verdict that a run keeps on a target, or None for one that the model does not measure.

    Raises ValueError for a run that was not judged.
    """
    if not is_measured(target):
        return None
    if "met" not in run.dataset:
        raise ValueError("this run was not judged; call judged(run), or finish it")
    here = {"scenario": scenario, "target": target.id}
    dataset: Any = run.dataset
    achieved, met = (dataset[name].sel(here).values for name in KINDS)
    return Verdict(target, bar_of(target, run.plan.indicator(target.measure or "").better), achieved, met == 1)


def judged(run: Run) -> Run:
    """The run with its verdicts, in memory; as it is where it has them."""
    if "met" in run.dataset:
        return run
    shape = (len(run.scenarios), run.dataset.sizes["member"], len(run.plan.targets))
    arrays = np.full(shape, np.nan), np.full(shape, -1, np.int8)
    _judge_all(run, *arrays)
    return run.with_verdicts(*arrays)


def keep_verdicts(folder: Path, runs: Sequence[Run], *, points: bool = False) -> tuple[Run, ...]:
    """Writes the verdicts of a run, or with ``points`` of one a design point, to its folder; gives the runs with the
    verdicts that stand there. They are not all in memory at once.
    """
    first = runs[0]
    members = max(one.dataset.sizes["member"] for one in runs)
    shape = (len(runs), len(first.scenarios), members, len(first.plan.targets))
    own_folder(folder / VERDICTS)
    with ExitStack() as files:
        beside = [files.enter_context(whole(folder / VERDICTS / f"{name}.npy")) for name in KINDS]
        opened = [files.enter_context(path.open("wb")) for path in beside]
        for file, kind in zip(opened, KINDS.values(), strict=True):
            _write_head(file, kind, shape if points else shape[1:])
        for run in runs:
            achieved, met = np.full(shape[1:], np.nan), np.full(shape[1:], -1, np.int8)
            count = run.dataset.sizes["member"]
            _judge_all(run, achieved[:, :count], met[:, :count])
            for file, array in zip(opened, (achieved, met), strict=True):
                file.write(array.tobytes())
    kept = [kept_verdicts(folder, (len(one.scenarios), one.dataset.sizes["member"]), n) for n, one in enumerate(runs)]
    return tuple(run.with_verdicts(**found) for run, found in zip(runs, kept, strict=True))


def _write_head(file: IO[bytes], kind: np.dtype[Any], shape: tuple[int, ...]) -> None:
    """The head of an array in NumPy's own format, whose numbers are written behind it."""
    np.lib.format.write_array_header_1_0(file, {"descr": kind.str, "fortran_order": False, "shape": shape})


def _judge_all(run: Run, achieved: np.ndarray, met: np.ndarray) -> None:
    """Fills [scenario, member, target], one target after the other: an indicator is read once for all scenarios."""
    if "met" in run.dataset:
        achieved[...], met[...] = run.dataset["judged"].values, run.dataset["met"].values
        return
    left_out = [_left_out(run, scenario) for scenario in run.scenarios]
    for t, target in enumerate(run.plan.targets):
        for s, scenario in enumerate(run.scenarios if is_measured(target) else ()):
            achieved[s, :, t], met[s, :, t] = judge(course_of(run, target, scenario), left_out[s])


def _left_out(run: Run, scenario: str) -> NDArray[np.bool_]:
    """Members that failed under a scenario, or were not run under it."""
    left = np.arange(run.dataset.sizes["member"]) >= run.members_of(scenario)
    failed = [one.member for one in run.failures if one.scenario == scenario]
    return left | np.isin(run.dataset["member"].values, failed)


def projected_counts(run: Run, scenario: str) -> list[tuple[int, int]]:
    """Successes and trials of every projected probability of a scenario."""
    targets = [one for one in run.plan.targets if one.status == "projected"]
    found = [one for target in targets if (one := verdict_of(run, target, scenario)) is not None]
    return [(int(one.met.sum()), int(one.judged.sum())) for one in found if one.bar is not None]


def widest_half_width(run: Run, scenario: str) -> float | None:
    """The widest 95 % half-width among the projected probabilities of a scenario (0 to 1); None where it has none."""
    return max((half_width(met, n) for met, n in projected_counts(run, scenario) if n > 0), default=None)
