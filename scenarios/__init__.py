"""Floor 0, what is given: plan packs, parameters, drivers and scenarios, with their types and their checks.

Imports nothing of the floors above. Reading needs the standard library only, so that the front door starts fast.
"""

from clustercast.scenarios.entries import (
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
from clustercast.scenarios.faults import Fault, Faults, PackError
from clustercast.scenarios.folder import plan_names, scenario_names
from clustercast.scenarios.levers import GOALS, INTENSITIES, LEVERS
from clustercast.scenarios.pack import load_plan
from clustercast.scenarios.parameters import Parameter, ParameterTable
from clustercast.scenarios.plan import Accounts, Plan
from clustercast.scenarios.priors import Fixed, Gamma, LogNormal, Normal, Prior, Triangular, Uniform
from clustercast.scenarios.quarters import (
    first_quarter_of_year,
    format_quarter,
    last_quarter_of_year,
    parse_quarter,
    quarter_in_year,
    quarter_of,
    quarters_between,
    year_of,
)
from clustercast.scenarios.scenario import GovernmentChange, Scenario, Shock, load_scenario
from clustercast.scenarios.units import UNITS, Unit, convert

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
