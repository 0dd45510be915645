"""The cuts of the data at which posteriors are kept: what was known at the forecast origins of the plans.

A plan takes the latest cut that does not lie after its own origin, so that no figure of its own future feeds its
forecast.  Held-out years are in no cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from clustercast.scenarios import Plan, load_plan
from clustercast.scenarios.quarters import year_of


@dataclass(frozen=True, slots=True)
class Cut:
    """A posterior that is kept: its id, the year of its origin, and the plan whose priors and base year it starts from.

    ``known_to`` is the last year whose prices and wages are known at the origin.
    """

    id: str
    origin: int
    plan: str

    @property
    def known_to(self) -> int:
        """The year before the origin."""
        return self.origin - 1


CUTS = (
    Cut("known-2016", 2016, "hebei-made-in-china-2025"),
    Cut("known-2017", 2017, "henan-equipment-2017"),
    Cut("known-2019", 2019, "henan-equipment-2017"),
)
"""In the order of their origins; the last one holds all figures that are not held out."""


def cut_for(plan: Plan) -> Cut | None:
    """The latest cut that does not lie after the origin of a plan; None where all do."""
    known = [cut for cut in CUTS if cut.origin <= year_of(plan.origin)]
    return known[-1] if known else None


@cache
def plan_of(cut: Cut) -> Plan:
    """The plan of a cut, with priors and never a posterior."""
    return load_plan(cut.plan, prior=True)
