"""Floor 0, what is given: plan packs, parameters, drivers and scenarios, with their types and their checks.

Imports nothing of the floors above. Reading needs the standard library only, so that the front door starts fast.
"""

from scenarios.entries import (
    Baseline,
    BaseValue,
    Break,
    City,
    Cluster,
    Indicator,
    Industry,
    Instrument,
    LeadFirm,
    Organisation,
    Point,
    Programme,
    Scope,
    Series,
    Target,
    Upgrade,
)
from scenarios.faults import Fault, Faults, PackError
from scenarios.folder import plan_names, scenario_names
from scenarios.levers import GOALS, INTENSITIES, LEVERS
from scenarios.pack import load_plan
from scenarios.parameters import Parameter, ParameterTable
from scenarios.plan import Accounts, Plan
from scenarios.priors import Fixed, Gamma, LogNormal, Normal, Prior, Triangular, Uniform
from scenarios.quarters import (
    first_quarter_of_year,
    format_quarter,
    last_quarter_of_year,
    parse_quarter,
    quarter_in_year,
    quarter_of,
    quarters_between,
    year_of,
)
from scenarios.scenario import GovernmentChange, Scenario, Shock, load_scenario
from scenarios.units import UNITS, Unit, convert

__all__ = [
    "GOALS",
    "INTENSITIES",
    "LEVERS",
    "UNITS",
    "Accounts",
    "BaseValue",
    "Baseline",
    "Break",
    "City",
    "Cluster",
    "Fault",
    "Faults",
    "Fixed",
    "Gamma",
    "GovernmentChange",
    "Indicator",
    "Industry",
    "Instrument",
    "LeadFirm",
    "LogNormal",
    "Normal",
    "Organisation",
    "PackError",
    "Parameter",
    "ParameterTable",
    "Plan",
    "Point",
    "Prior",
    "Programme",
    "Scenario",
    "Scope",
    "Series",
    "Shock",
    "Target",
    "Triangular",
    "Uniform",
    "Unit",
    "Upgrade",
    "convert",
    "first_quarter_of_year",
    "format_quarter",
    "last_quarter_of_year",
    "load_plan",
    "load_scenario",
    "parse_quarter",
    "plan_names",
    "quarter_in_year",
    "quarter_of",
    "quarters_between",
    "scenario_names",
    "year_of",
]
