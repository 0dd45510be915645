"""What a plan names: its targets, instruments, clusters, industries, places, firms, programmes. Data, never changed.

Every text is the plan's own or a label in Chinese (`_zh`) and English (`_en`). Expressions stay text on this floor.
Each attribute declares the key of the files that gives it (`declared.py`).
"""

from clustercast.scenarios.entries.commons import Point, Series, Upgrade
from clustercast.scenarios.entries.places import City, Cluster, Industry, LeadFirm, Organisation, OutsidePath
from clustercast.scenarios.entries.programme import Programme
from clustercast.scenarios.entries.targets import (
    Agency,
    Baseline,
    BaseValue,
    Break,
    Indicator,
    Instrument,
    Scope,
    Target,
)

__all__ = [
    "Agency",
    "BaseValue",
    "Baseline",
    "Break",
    "City",
    "Cluster",
    "Indicator",
    "Industry",
    "Instrument",
    "LeadFirm",
    "Organisation",
    "OutsidePath",
    "Point",
    "Programme",
    "Scope",
    "Series",
    "Target",
    "Upgrade",
]
