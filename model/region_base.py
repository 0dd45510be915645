"""The base year on Mesa agents: a region that is populated and burnt in quarter by quarter, by the very text of the
compiled engine.

    region = region_at_base(model, seed, member, until=4 * 2010)  # stops before 2010Q1
    step_past(region)
"""

from dataclasses import replace

from clustercast.agents.arrays import Array, zeros
from clustercast.agents.draws import Draws
from clustercast.model.base_year.burn_in import burn_in_quarter, open_past, set_base
from clustercast.model.base_year.growth import base_growth, cumulative_weights
from clustercast.model.base_year.known import NOT_GIVEN, hold_levels, take_known_traits
from clustercast.model.base_year.register import known_levels, known_traits
from clustercast.model.base_year.start import place_named
from clustercast.model.base_year.year import close_year, populate
from clustercast.model.compiled.state import NATION_FROM, empty_state
from clustercast.model.inputs.cell_tables import cells_table
from clustercast.model.member import Model, Prepared, firms_below, prepare
from clustercast.model.reference.agents_from_columns import rows_of, write
from clustercast.model.reference.closures import expressions_of
from clustercast.model.region import Region


def region_at_base(model: Model, seed: int, member: int, until: int | None = None) -> Region:
    """A region of agents at the end of the base year, or before quarter ``until`` of the past.

    A quarter is 4 x calendar year + 0..3.  The parameters and the shifts of ln benefit are those that the compiled
    ``prepare`` finds: the search for a shift runs decades of all cells again and again, which takes Python seconds a
    shift (``solve_shift`` is one text too, and gives the same on agents).
    """
    return _at_base(model, prepare(model, seed, member), seed, member, until)


def prepared_on_agents(model: Model, seed: int, member: int) -> Prepared:
    """A prepared member whose base year was run on agents: the same state to the last bit, under the rules of now."""
    prepared, state = prepare(model, seed, member), empty_state(model.size)
    region = _at_base(model, prepared, seed, member, None)
    write(region, state)
    region.close()
    return replace(prepared, state=state)


def _at_base(model: Model, prepared: Prepared, seed: int, member: int, until: int | None) -> Region:
    region = region_before_burn_in(model, prepared, seed, member)
    last = model.first_quarter if until is None else until
    while region.quarter < last:
        step_past(region)
    if region.quarter == model.first_quarter:
        end_base_year(model, region)
    return region


def region_before_burn_in(model: Model, prepared: Prepared, seed: int, member: int) -> Region:
    """The base population of a prepared member, and cells that have not heard of any upgrade, before 2001Q1."""
    plan, values = model.plan, prepared.values
    state = empty_state(model.size)
    place_named(plan, prepared.given, state, values, seed, member)
    expressions = expressions_of(plan, model.programs)
    region = Region(prepared.given, state, seed, member, model.first_quarter, expressions)
    growth, draws, sizes = base_growth(plan, seed, member), Draws(seed, member, 0), zeros(2)
    cumulative = Array(cumulative_weights(plan, values, seed, member))
    populate(region, draws, prepared.firms, growth.revenue, growth.own, growth.excess, cumulative, sizes)
    if plan.register is not None:
        take_known_traits(region, draws, Array(known_traits(plan.register)), sizes)
    table = cells_table(plan, values, float(prepared.firms), sizes[0], sizes[1], firms_below(region))
    region.state.cells[...] = table
    region.cells = rows_of(region, "cells", slice(0, len(region.cells)))
    open_past(region)
    region.quarter = 4 * NATION_FROM
    return region


def step_past(region: Region) -> None:
    """One quarter of the past."""
    burn_in_quarter(region, Draws(region.seed, region.member, region.quarter))
    region.quarter += 1


def end_base_year(model: Model, region: Region) -> None:
    """Count from here; close the books of the base year."""
    plan, seed, member = model.plan, region.seed, region.member
    growth = base_growth(plan, seed, member)
    set_base(region)
    close_year(region, Draws(seed, member, 0), growth.nation, growth.own)
    if plan.register is not None:
        levels = known_levels(plan.register)
        if (levels != NOT_GIVEN).any():
            hold_levels(region, Draws(seed, member, model.first_quarter - 1), Array(levels))
