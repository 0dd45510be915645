"""A run: its values as one lazy `xarray.Dataset`, its plan, what was found, and what it was made from.

Made here alone, whether the numbers are in memory or in the blocks of a store, which are read as they are indexed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from clustercast.model.results.block import Failure
from clustercast.model.results.dataset import Contents, check_contents, dataset_of
from clustercast.model.results.dataset_names import BASE, EXTRA_VARIABLES, VERDICTS
from clustercast.model.results.december_tables import shapes_in
from clustercast.model.results.indexing import StoredPoints
from clustercast.model.results.record import FILE, NO_RUN, RunRecord, read_record
from clustercast.model.results.run_folder import CONTENTS_FILE, JOURNAL_FILE, PLAN_FILE, RunInputs
from clustercast.model.results.seal import AGAIN, MANIFEST_FILE, RunDamagedError, unreadable
from clustercast.model.results.store import Store
from clustercast.model.results.stored_arrays import StoredArray, check_layout
from clustercast.scenarios import PackError, Plan, load_plan

VERDICT_FILES = tuple(f"{VERDICTS}/{name}.npy" for name in ("judged", "met"))


class NoRunError(ValueError):
    """A folder that holds no finished run; its text says what is missing and what to name instead."""


@dataclass(frozen=True)
class Run:
    """A run, or one design point of a sweep.

    ``dataset`` has every value with names and units (`dataset.py`); ``failures`` are the members that could not be run;
    ``supported`` the upgrades that a scenario pays grants for; ``inputs`` what plan.json says of it. ``known_plan`` is
    None where the pack was changed since, or is not here, ``found`` is None of a run that is not finished: `plan` and
    `record` are the same for those who cannot do without.
    """

    dataset: xr.Dataset
    known_plan: Plan | None = None
    failures: tuple[Failure, ...] = ()
    elapsed: float = 0.0
    supported: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    folder: Path | None = None
    inputs: Mapping[str, Any] = field(default_factory=dict)
    found: RunRecord | None = None

    @property
    def plan(self) -> Plan:
        """The plan. Raises ValueError where its pack is not at hand as it was."""
        if self.known_plan is None:
            raise ValueError(
                f"the plan pack {self.inputs.get('plan')} is no longer the one that this run was made from"
            )
        return self.known_plan

    @property
    def record(self) -> RunRecord:
        """What was found. Raises NoRunError when the run is not finished."""
        if self.found is None:
            raise NoRunError(NO_RUN.format(self.folder, FILE))
        return self.found

    @cached_property
    def scenarios(self) -> tuple[str, ...]:
        """The ids of its scenarios, in order."""
        return tuple(map(str, self.dataset["scenario"].values))

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of what was drawn, in the order of `draws`."""
        return tuple(map(str, self.dataset["parameter"].values))

    @property
    def seed(self) -> int:
        """The seed of all members."""
        return int(self.dataset.attrs["seed"])

    @cached_property
    def draws(self) -> np.ndarray:
        """What was drawn, [member, parameter]: parameters, shares of support, quantities of industries and accounts."""
        return np.asarray(self.dataset["draws"].values)

    def members_of(self, scenario: str) -> int:
        """How many members were run under a scenario: the first so many; the others are nan and no failures."""
        return int(self.dataset["members_run"].sel(scenario=scenario))

    def values(self, indicator: str, scenario: str) -> np.ndarray:
        """An indicator under a scenario, [member, quarter]; nan of members that failed or were not run."""
        return self.dataset[indicator].sel(scenario=scenario).values

    def base(self, indicator: str) -> np.ndarray:
        """An indicator at the end of the base year, [member]."""
        return self.dataset[BASE + indicator].values

    def made_from(self, inputs: RunInputs) -> Run:
        """The run under the id that its inputs give it."""
        return replace(self, inputs=asdict(inputs), dataset=self.dataset.assign_attrs(run=inputs.run))

    def run_under(self, members: Mapping[str, int]) -> Run:
        """The run with so many members of each scenario, the first ones."""
        counts = np.array([members[name] for name in self.scenarios], np.int32)
        return replace(self, dataset=self.dataset.assign(members_run=self.dataset["members_run"].copy(data=counts)))

    def with_verdicts(self, judged: np.ndarray, met: np.ndarray) -> Run:
        """The run with what is held against each target and whether it is met, [scenario, member, target]."""
        arrays = {"judged": judged, "met": met}
        data = {name: (EXTRA_VARIABLES[name][1], array, EXTRA_VARIABLES[name][2]) for name, array in arrays.items()}
        return replace(self, dataset=self.dataset.assign(data))


def run_in_memory(
    plan: Plan,
    scenarios: Sequence[str],
    contents: Contents,
    arrays: dict[str, Any],
    *,
    seed: int,
    first_member: int = 0,
    **more: Any,
) -> Run:
    """A run of arrays: ``values`` [scenario, member, indicator, quarter], ``base`` [member, indicator], ``draws``
    [member, parameter], ``ids`` [scenario, member], ``fact_<name>`` [member], tables of `december_tables.py`.

    ``contents`` says what they are; ``more`` are fields of `Run`.
    """
    count = len(arrays["base"])
    run_under = {"run": np.full(len(scenarios), count, np.int32)}
    about = {"seed": str(seed), "run": "", "failed_members": len(more.get("failures", ()))}
    dataset = dataset_of(contents, arrays | run_under, scenarios, range(first_member, first_member + count), about)
    return Run(dataset, plan, **more)


def run_in_store(
    store: Store, scenarios: Sequence[str], members: range, point: int = 0, *, finished: bool = False, **more: Any
) -> Run:
    """Some members of a design point as they stand in a store, whichever blocks they came in; nothing is read yet.

    With the verdicts that stand there, where the run is ``finished``. ``more`` are fields of `Run`.
    """
    dataset, inputs = _dataset(store, scenarios, members, point, verdicts=finished)
    failures = [
        one for one in store.failures(store.entries(point)) if one.scenario in scenarios and one.member in members
    ]
    ordered = tuple(sorted(failures, key=lambda one: (one.member, one.scenario)))
    return Run(dataset, failures=ordered, folder=store.folder, inputs=inputs, **more)


def load_run(folder: str | Path, pack: str | Path | None = None) -> Run:
    """The finished run in a folder. ``pack`` names the plan pack where it is no longer found under the name in
    plan.json.

    Raises NoRunError when there is no finished run, RunDamagedError and RunLayoutError as `open_run`.
    """
    folder = Path(folder)
    wanted = (FILE, PLAN_FILE, CONTENTS_FILE, JOURNAL_FILE, MANIFEST_FILE)
    missing = next((one for one in wanted if not (folder / one).exists()), "")
    if missing:
        raise NoRunError(NO_RUN.format(folder, missing))
    record, store = read_record(folder), Store.look(folder)
    names, members = [one.id for one in record.scenarios], _all_members(store, [0])
    run = run_in_store(store, names, members, finished=True, found=record)
    plan = _same_plan(pack or run.inputs["plan"], run.inputs["plan_hash"])
    return replace(run, known_plan=plan, folder=folder)


def open_run(folder: str | Path, point: int | None = None) -> xr.Dataset:
    """The values of a run or a sweep, finished or not, read as they are needed; ``point`` one design point alone.

    Every file is held against the journal, and against the manifest of a finished run, before it is read first: the
    blocks when they are indexed. Raises FileNotFoundError when the folder holds no run, RunDamagedError (also later,
    when values are read) for a file that is not what the run wrote, RunLayoutError when another version wrote it in
    another way.
    """
    store = Store.look(Path(folder))
    return _dataset(store, None, None, point)[0]


def _all_members(store: Store, points: Sequence[int]) -> range:
    return range(max((entry["last"] for one in points for entry in store.entries(one)), default=0))


def _dataset(
    store: Store, scenarios: Sequence[str] | None, members: range | None, point: int | None, *, verdicts: bool = True
) -> tuple[xr.Dataset, dict[str, Any]]:
    """The values of a store and its plan.json: of one design point, or of all of a sweep where ``point`` is None."""
    inputs, contents = store.inputs(), store.contents()
    check_layout(store, contents)
    check_contents(contents, store.folder / CONTENTS_FILE)
    names = list(scenarios or (name for name, _ in inputs["scenarios"]))
    whole = point is None and "design" in contents
    points = range(len(next(iter(contents["design"].values()), [None]))) if whole else [point or 0]
    members = _all_members(store, points) if members is None else members
    arrays = _stored(store, contents, names, members, points, whole)
    if verdicts:
        for name in VERDICT_FILES if store.sealed is not None else ():
            store.sealed.hold(name)  # type: ignore[union-attr]
        arrays |= kept_verdicts(store.folder, arrays["values"].shape[:-2], point or 0)
    failed = sum(entry["failures"] for entry in store.entries(None if whole else points[0]))
    about = {"seed": str(inputs["seed"]), "run": store.run, "failed_members": failed}
    return dataset_of(contents, arrays, names, members, about), inputs


def _stored(
    store: Store, contents: Contents, scenarios: list[str], members: range, points: Sequence[int], whole: bool
) -> dict[str, Any]:
    """Arrays of some design points, with that dimension where it is a ``whole`` sweep."""

    def stored(field: str, place: int | None = None) -> Any:
        made = [StoredArray(store, contents, field, scenarios, members, point=one, place=place) for one in points]
        return StoredPoints(made) if whole else made[0]

    arrays = {field: stored(field) for field in ("values", "base", "draws", "ids", *shapes_in(contents))}
    arrays |= {f"fact_{name}": stored("facts", n) for n, name in enumerate(contents["facts"])}
    ends = [
        [max((e["last"] for e in store.entries(one) if name in e["scenarios"]), default=0) for name in scenarios]
        for one in points
    ]
    run_under = np.minimum(np.array(ends, np.int32), members.stop)
    return arrays | {"run": run_under if whole else run_under[0]}


def kept_verdicts(folder: Path, shape: tuple[int, ...], point: int) -> dict[str, np.ndarray]:
    """The verdicts that a run keeps, unread, where they are of this shape ([point, ] scenario, member)."""
    found = {}
    for name in ("judged", "met"):
        path = folder / VERDICTS / f"{name}.npy"
        if path.is_file():
            try:
                array = np.load(path, mmap_mode="r")
            except ValueError:
                raise RunDamagedError(f"{path} is no array; {AGAIN}") from None
            except OSError as error:
                raise unreadable(path, error) from None
            if array.ndim == 4 and len(shape) == 2:
                array = array[point, :, : shape[1]]
            if array.shape[:-1] == shape:
                found[name] = array
    return found


def _same_plan(pack: str | Path, hash: str) -> Plan | None:
    """The plan of a pack whose files have the hash that the run was made with, drawn from priors or not; else None."""
    try:
        plans = (load_plan(pack, prior=prior) for prior in (False, True))
        return next((plan for plan in plans if plan.hash == hash), None)
    except (PackError, OSError):
        return None
