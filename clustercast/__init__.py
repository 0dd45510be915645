"""Clustercast: will an industrial plan reach its targets, and which levers move the odds.

    import clustercast

    plan = clustercast.load_plan("henan-equipment-2017")
    found = clustercast.run("henan-equipment-2017", scenarios=("as-written", "no-incentives"), members=40)
    found.record.of("as-written")[0].probability
    clustercast.open_run("results/henan-equipment-2017")     # every value, as an xarray.Dataset

Names are imported when first used, so that ``import clustercast`` is quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clustercast.forecast import Forecast, run
    from clustercast.sweeping import sweep
    from model.attainment import Attainment, attain
    from model.run_dataset import open_run
    from reports.files import write_report
    from reports.opened import OpenedRun, open_report
    from reports.record import RunRecord, read_record
    from scenarios import PackError, load_plan, load_scenario, plan_names, scenario_names
    from scenarios.register import RegisterError, read_register, with_firms

__all__ = [
    "Attainment",
    "Forecast",
    "OpenedRun",
    "PackError",
    "RegisterError",
    "RunRecord",
    "attain",
    "load_plan",
    "load_scenario",
    "open_report",
    "open_run",
    "plan_names",
    "read_record",
    "read_register",
    "run",
    "scenario_names",
    "sweep",
    "with_firms",
    "write_report",
]

_HOMES = {
    "Attainment": "model.attainment",
    "Forecast": "clustercast.forecast",
    "OpenedRun": "reports.opened",
    "RegisterError": "scenarios.register",
    "RunRecord": "reports.record",
    "attain": "model.attainment",
    "open_report": "reports.opened",
    "open_run": "model.run_dataset",
    "read_record": "reports.record",
    "read_register": "scenarios.register",
    "run": "clustercast.forecast",
    "sweep": "clustercast.sweeping",
    "with_firms": "scenarios.register",
    "write_report": "reports.files",
}


def __getattr__(name: str) -> Any:
    """The public name, imported now."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "scenarios")), name)


def __dir__() -> list[str]:
    return sorted(__all__)
