"""Clustercast: will an industrial plan reach its targets, and which levers move the odds.

    import clustercast

    plan = clustercast.load_plan("henan-equipment-2017")
    found = clustercast.run("henan-equipment-2017", scenarios=("as-written", "no-incentives"), members=40)
    found.record.of("as-written")[0].probability
    clustercast.open_run("results/henan-equipment-2017")     # every value, as an xarray.Dataset
    clustercast.sensitivity("henan-equipment-2017")          # what moves each target
    clustercast.region("henan-equipment-2017").step()        # one quarter, agent by agent

Names are imported when first used, so that ``import clustercast`` is quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clustercast.calibration.evidence import evidence_at, figures_of
    from clustercast.calibration.likelihood import log_likelihood
    from clustercast.calibration.nation.simulate import simulate_nation
    from clustercast.fitting import calibrate, hindcast, hindcast_report
    from clustercast.forecast import Forecast, run
    from clustercast.model.attainment import Attainment, attain
    from clustercast.model.run_dataset import open_run
    from clustercast.reports.files import write_report
    from clustercast.reports.markdown import markdown
    from clustercast.reports.opened import OpenedRun, open_report
    from clustercast.reports.record import RunRecord, read_record
    from clustercast.scenarios import PackError, load_plan, load_scenario, plan_names, scenario_names
    from clustercast.scenarios.register import RegisterError, read_register, with_firms
    from clustercast.sensing import factors, sensitivity
    from clustercast.stepping import changed_rule, region, rules
    from clustercast.sweeping import sweep

__all__ = [
    "Attainment",
    "Forecast",
    "OpenedRun",
    "PackError",
    "RegisterError",
    "RunRecord",
    "attain",
    "calibrate",
    "changed_rule",
    "evidence_at",
    "factors",
    "figures_of",
    "hindcast",
    "hindcast_report",
    "load_plan",
    "load_scenario",
    "log_likelihood",
    "markdown",
    "open_report",
    "open_run",
    "plan_names",
    "read_record",
    "read_register",
    "region",
    "rules",
    "run",
    "scenario_names",
    "sensitivity",
    "simulate_nation",
    "sweep",
    "with_firms",
    "write_report",
]

_HOMES = {
    "Attainment": "clustercast.model.attainment",
    "Forecast": "clustercast.forecast",
    "OpenedRun": "clustercast.reports.opened",
    "RegisterError": "clustercast.scenarios.register",
    "RunRecord": "clustercast.reports.record",
    "attain": "clustercast.model.attainment",
    "calibrate": "clustercast.fitting",
    "changed_rule": "clustercast.stepping",
    "evidence_at": "clustercast.calibration.evidence",
    "factors": "clustercast.sensing",
    "figures_of": "clustercast.calibration.evidence",
    "hindcast": "clustercast.fitting",
    "hindcast_report": "clustercast.fitting",
    "log_likelihood": "clustercast.calibration.likelihood",
    "markdown": "clustercast.reports.markdown",
    "open_report": "clustercast.reports.opened",
    "open_run": "clustercast.model.run_dataset",
    "read_record": "clustercast.reports.record",
    "read_register": "clustercast.scenarios.register",
    "region": "clustercast.stepping",
    "rules": "clustercast.stepping",
    "run": "clustercast.forecast",
    "sensitivity": "clustercast.sensing",
    "simulate_nation": "clustercast.calibration.nation.simulate",
    "sweep": "clustercast.sweeping",
    "with_firms": "clustercast.scenarios.register",
    "write_report": "clustercast.reports.files",
}


def __getattr__(name: str) -> Any:
    """The public name, imported now."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "clustercast.scenarios")), name)


def __dir__() -> list[str]:
    return sorted(__all__)
