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
    from clustercast.api.calibration import calibrate, hindcast, hindcast_report
    from clustercast.api.figures import figures_template
    from clustercast.api.forecast import run
    from clustercast.api.sensitivity import factors, sensitivity
    from clustercast.api.stepping import changed_rule, region, rules
    from clustercast.api.sweep import sweep
    from clustercast.api.updating import update
    from clustercast.calibration.evidence import evidence_at, figures_of
    from clustercast.calibration.likelihood import log_likelihood
    from clustercast.calibration.nation.simulate import simulate_nation
    from clustercast.model.attainment.attainment import attain
    from clustercast.model.results.record import Attainment, RunRecord, read_record
    from clustercast.model.results.run import Run, load_run, open_run
    from clustercast.reports.document.files import write_report
    from clustercast.reports.tables.markdown import markdown
    from clustercast.scenarios import PackError, load_plan, load_scenario, plan_names, scenario_names
    from clustercast.scenarios.register import RegisterError, read_register, with_firms

__all__ = [
    "Attainment",
    "PackError",
    "RegisterError",
    "Run",
    "RunRecord",
    "attain",
    "calibrate",
    "changed_rule",
    "evidence_at",
    "factors",
    "figures_of",
    "figures_template",
    "hindcast",
    "hindcast_report",
    "load_plan",
    "load_run",
    "load_scenario",
    "log_likelihood",
    "markdown",
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
    "update",
    "with_firms",
    "write_report",
]

_HOMES = {
    "Attainment": "clustercast.model.results.record",
    "RegisterError": "clustercast.scenarios.register",
    "Run": "clustercast.model.results.run",
    "RunRecord": "clustercast.model.results.record",
    "attain": "clustercast.model.attainment.attainment",
    "calibrate": "clustercast.api.calibration",
    "changed_rule": "clustercast.api.stepping",
    "evidence_at": "clustercast.calibration.evidence",
    "factors": "clustercast.api.sensitivity",
    "figures_of": "clustercast.calibration.evidence",
    "hindcast": "clustercast.api.calibration",
    "hindcast_report": "clustercast.api.calibration",
    "log_likelihood": "clustercast.calibration.likelihood",
    "markdown": "clustercast.reports.tables.markdown",
    "load_run": "clustercast.model.results.run",
    "open_run": "clustercast.model.results.run",
    "read_record": "clustercast.model.results.record",
    "read_register": "clustercast.scenarios.register",
    "region": "clustercast.api.stepping",
    "rules": "clustercast.api.stepping",
    "run": "clustercast.api.forecast",
    "sensitivity": "clustercast.api.sensitivity",
    "simulate_nation": "clustercast.calibration.nation.simulate",
    "figures_template": "clustercast.api.figures",
    "sweep": "clustercast.api.sweep",
    "update": "clustercast.api.updating",
    "with_firms": "clustercast.scenarios.register",
    "write_report": "clustercast.reports.document.files",
}


def __getattr__(name: str) -> Any:
    """The public name, imported now."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "clustercast.scenarios")), name)


def __dir__() -> list[str]:
    return sorted(__all__)
