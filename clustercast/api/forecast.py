"""One run from names to a folder: load, check the folder, simulate, judge, write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from clustercast.model.attainment.verdicts import judged, keep_verdicts
from clustercast.model.ensemble.ensemble import NothingSimulatedError, run_ensemble
from clustercast.model.ensemble.workers import WorkerPool, worker_pool
from clustercast.model.experiments.sequential import run_to_precision
from clustercast.model.expressions.assembly import expression_faults
from clustercast.model.monte_carlo.stopping_rule import Precision
from clustercast.model.results.run import Run
from clustercast.model.results.run_folder import RunInputs, inputs_of, withdraw_run
from clustercast.model.results.store import Design, Store
from clustercast.model.system.clock import today
from clustercast.reports.run.record import make_record
from clustercast.scenarios import Fault, PackError, Plan, Scenario, load_plan, load_scenario
from clustercast.scenarios.arguments import MOST_MEMBERS, MOST_WORKERS, Arguments
from clustercast.scenarios.register import read_register, with_firms

SCENARIOS = ("as-written", "no-incentives")
MEMBERS = 400
SEED = 1
WORKERS = 2
RESULTS = "results"


@dataclass(frozen=True, slots=True)
class RunSpec:
    """A run as asked for, checked: the plan, the scenarios and the inputs by which it is known."""

    plan: Plan
    scenarios: tuple[Scenario, ...]
    inputs: RunInputs

    @property
    def rule(self) -> Precision | None:
        """The precision that sets the number of members, where one was asked for."""
        width, most = self.inputs.precision, self.inputs.most
        return None if width is None or most is None else Precision(width, most)

    def default_folder(self) -> Path:
        """A folder of its own for every set of inputs."""
        return Path(RESULTS) / f"{self.plan.id}-{self.inputs.run}"


def prepare_run(
    plan: str | Path,
    scenarios: Sequence[str | Path],
    *,
    members: int | Precision,
    seed: int,
    firms: str | Path | None = None,
    prior: bool = False,
) -> RunSpec:
    """Loads what is named; ``firms`` is the path of a register; ``prior``: no parameter from the posterior.

    Raises PackError with the faults of the arguments, else of the plan and of every scenario together (RegisterError
    when only the register has faults), so that nothing is written for given data that cannot be used.
    """
    members, seed, scenarios = _asked(plan, scenarios, members, seed, firms)
    faults: list[Fault] = []
    loaded: list[Scenario] = []
    the_plan: Plan | None = None
    try:
        the_plan = load_plan(plan, prior=prior, judge=expression_faults)
    except PackError as error:
        faults += error.faults
    for name in dict.fromkeys(scenarios):
        try:
            loaded.append(load_scenario(name))
        except PackError as error:
            faults += error.faults
    faults += _same_names(loaded)
    if the_plan is None or faults:
        raise PackError(faults)
    if firms is not None:
        the_plan = with_firms(the_plan, read_register(firms, the_plan))
    return RunSpec(the_plan, tuple(loaded), inputs_of(the_plan, loaded, members, seed))


def _asked(
    plan: Any, scenarios: Any, members: Any, seed: Any, firms: Any
) -> tuple[int | Precision, int, Sequence[str | Path]]:
    """Members, seed and scenarios as they are to be used, a single scenario too. Raises PackError."""
    asked = Arguments()
    asked.path("plan", plan, "the name of a plan, or the path of its pack")
    chosen = [scenarios] if isinstance(scenarios, str | Path) else list(scenarios) if scenarios is not None else []
    if not chosen:
        asked.fault("scenarios", "none is named", 'names or paths of scenarios, such as "as-written"')
    for one in chosen:
        asked.path("scenarios", one, "the name of a scenario, or the path of its file")
    if firms is not None:
        asked.path("firms", firms, "the path of a register (CSV)")
    seed = asked.seed(seed)
    if isinstance(members, Precision):
        asked.whole("most", members.most, 1, MOST_MEMBERS)
    else:
        members = asked.whole("members", members, 1, MOST_MEMBERS)
    asked.raise_if_any()
    return members, seed, chosen


def _same_names(scenarios: Sequence[Scenario]) -> list[Fault]:
    names = [one.id for one in scenarios]
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    return [
        Fault(name, "", "id", "two scenarios of one run have this id", "an id of its own for each") for name in twice
    ]


@dataclass(frozen=True, slots=True)
class Execution:
    """How a run is executed, which changes no number: threads, or processes (``isolate``), or a Dask ``scheduler``."""

    workers: int = WORKERS
    isolate: bool = False
    scheduler: str | None = None

    def __post_init__(self) -> None:
        asked = Arguments()
        asked.whole("workers", self.workers, 1, MOST_WORKERS)
        if self.scheduler is not None:
            asked.path("scheduler", self.scheduler, "the address of a Dask scheduler, such as tcp://host:8786")
        asked.raise_if_any()

    @contextmanager
    def pool(self) -> Iterator[WorkerPool]:
        """The workers, which end with the context."""
        pool = worker_pool(self.workers, isolate=self.isolate, scheduler=self.scheduler)
        try:
            yield pool
        finally:
            pool.close()


def execute_run(
    spec: RunSpec,
    *,
    folder: Path | None,
    execution: Execution | None = None,
    progress: Callable[[int, int], None] | None = None,
    notice: Callable[[str], None] | None = None,
) -> Run:
    """Simulates and judges what was asked for and writes it to the folder (None: nowhere); goes on with what stands
    there.

    ``progress(done, total)``: with a precision asked for, ``total`` grows by rounds.

    ``notice`` is told of blocks that were damaged and are made again. Raises RunRefusedError when the folder holds
    something else or is being written, before anything is simulated, and NothingSimulatedError when every member
    failed.
    """
    execution, begun = execution or Execution(), today()
    if folder is None:
        return _recorded(spec, judged(_simulate(spec, execution, progress, None)), begun)
    with store_of(folder, spec.inputs, notice=notice) as store:
        run = _simulate(spec, execution, progress, store)
        (run,) = keep_verdicts(folder, [run])
        run = _recorded(spec, replace(run, folder=folder), store.begun)
        from clustercast.reports.document.products import write_products

        write_products(run, folder)
    return run


@contextmanager
def store_of(
    folder: Path, inputs: RunInputs, design: Design | None = None, *, notice: Callable[[str], None] | None
) -> Iterator[Store]:
    """The store of a run in a folder, held until the context ends; tells which blocks are damaged and made again.

    A run that ends by an error before it has a block is taken back. Raises RunRefusedError as `Store.begin`.
    """
    with Store.begin(folder, inputs, design) as store:
        if store.damaged and notice is not None:
            notice(f"damaged, made again: {', '.join(store.damaged)}")
        try:
            yield store
        except Exception:
            withdraw_run(folder)
            raise


def _simulate(
    spec: RunSpec, execution: Execution, progress: Callable[[int, int], None] | None, store: Store | None
) -> Run:
    """As many members as were asked for, or as the precision that was asked for needs. Raises NothingSimulatedError."""
    with execution.pool() as pool:
        asked: dict[str, Any] = {"seed": spec.inputs.seed, "workers": execution.workers, "progress": progress}
        asked |= {"store": store, "executor": pool}
        if spec.rule is None:
            run = run_ensemble(spec.plan, spec.scenarios, members=spec.inputs.members, **asked)
        else:
            run = run_to_precision(spec.plan, spec.scenarios, rule=spec.rule, run=run_ensemble, **asked)
    if store is not None:
        store.seal()
    check_simulated([run])
    return run.made_from(spec.inputs)


def _recorded(spec: RunSpec, run: Run, created: str) -> Run:
    """The run with what was found in it."""
    return replace(run, found=make_record(run, spec.scenarios, created, spec.rule))


def check_simulated(runs: Sequence[Run]) -> None:
    """Raises NothingSimulatedError when every member of every run failed."""
    failures = [one for each in runs for one in each.failures]
    if len(failures) >= sum(each.members_of(name) for each in runs for name in each.scenarios):
        raise NothingSimulatedError(failures)


def run(
    plan: str | Path,
    scenarios: Sequence[str | Path] = SCENARIOS,
    *,
    members: int | Precision = MEMBERS,
    seed: int = SEED,
    workers: int = WORKERS,
    out: str | Path | None = None,
    firms: str | Path | None = None,
    isolate: bool = False,
    scheduler: str | None = None,
    prior: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Run:
    """Forecasts a plan (name or path of its pack) under scenarios (names or paths) and, with ``out``, writes it there.

    ``firms`` is the path of your own register (CSV) that takes the place of the synthetic firms.
    Parameters that the data inform are drawn from the posterior known at the plan's origin; ``prior``: from the priors.

    ``members`` a scenario, or the ``Precision`` that sets them; ``workers`` threads, or with ``isolate`` processes;
    ``scheduler`` is the address of a Dask scheduler. ``progress(done, total)`` is called as members finish. The same
    inputs give the same numbers for any number of workers of any kind, and where ``out`` holds a part of this run, it
    goes on. A seed is a whole number below 2^32. Raises PackError for given data that cannot be used, RunRefusedError
    when ``out`` holds a run made from other inputs.
    """
    execution = Execution(workers, isolate, scheduler)
    spec = prepare_run(plan, scenarios, members=members, seed=seed, firms=firms, prior=prior)
    return execute_run(spec, folder=None if out is None else Path(out), execution=execution, progress=progress)
