"""What stands before the base population is drawn: bodies, paths, beliefs, and the firms that have a name."""

from collections.abc import Mapping

from clustercast.agents.columns import Count, ProgrammeFloat
from clustercast.model.base_year.lead_firms import place_lead_firms
from clustercast.model.base_year.organisations import place_organisations
from clustercast.model.base_year.register import place_register
from clustercast.model.compiled.state import Given, State, clear
from clustercast.scenarios import Plan


def place_named(plan: Plan, given: Given, state: State, values: Mapping[str, float], seed: int, member: int) -> None:
    """Clear the state, then put what the plan names into it: its lead firms, or the firms of a register, come first."""
    clear(state)
    state.counts[Count.SLOTS_USED] = len(plan.lead_firms if plan.register is None else plan.register.firms)
    place_organisations(plan, state, seed, member)
    state.outside[...] = given.outside_base
    state.programmes[ProgrammeFloat.AWARD_RATE] = values["first_belief"]
    state.programmes[ProgrammeFloat.BELIEF] = values["first_belief"]
    if plan.register is None:
        place_lead_firms(plan, state, seed, member)
    else:
        place_register(plan, plan.register, state, seed, member)
