"""Money has no unit of its own: in units of a sixteenth of CNY 10k the same firms do the same things."""

import numpy as np

from clustercast.agents import columns
from clustercast.agents.columns import BLOCKS
from clustercast.model.compiled.state import copied
from tests.engine_runs import INVENTED, advance, fitting, model_of, own_tables, tables_under

UNITS = 16.0  # a power of two: no rounding of its own
BLOCK_OF = {
    "floats": columns.FirmFloat,
    "upgrade_floats": columns.UpgradeFloat,
    "cells": columns.CellFloat,
    "markets": columns.MarketFloat,
    "economy": columns.EconomyFloat,
    "governments": columns.GovernmentFloat,
    "bank": columns.BankFloat,
    "groups": columns.GroupFloat,
    "programmes": columns.ProgrammeFloat,
    "wants": columns.WantFloat,
}
MONEY_OF_UPGRADES = ("pilot_cost", "reference_revenue")
MONEY_OF_PROGRAMMES = ("budget", "reward")


def factor(unit):
    """What a number in a unit is multiplied by when money is counted in sixteenths."""
    if unit.startswith("CNY_10k"):
        return UNITS
    return 1.0 / UNITS if unit.endswith("per_CNY_10k") else 1.0


def recounted_state(state):
    """The state with all its money in sixteenths."""
    changed = copied(state)
    for name, block in BLOCK_OF.items():
        assert block.__name__ in BLOCKS
        for column in block:
            getattr(changed, name)[column] *= factor(column.unit)
    for name in ("balances", "flows"):
        getattr(changed, name)[...] *= UNITS
    changed.ramping[1] *= UNITS
    return changed


def recounted_tables(given, plan):
    """Parameters, upgrades and programmes in sixteenths."""
    changed = own_tables(given)
    for name, parameter in plan.parameters.items():
        changed.params[0][name] *= factor(parameter.unit)
    for name in MONEY_OF_UPGRADES:
        changed.upgrades[name] *= UNITS
    for name in MONEY_OF_PROGRAMMES:
        changed.programmes[name] *= UNITS
    return changed


def test_money_in_other_units_changes_no_count():
    number, prepared = fitting(INVENTED, 0)
    plan = model_of(INVENTED).plan
    given = tables_under(INVENTED, "double-incentives", prepared)
    given.stance[0].effort_frozen = 1  # targets are worded in money too
    plain, other = copied(prepared.state), recounted_state(prepared.state)
    expected = advance(given, plain, plan.start, plan.n_quarters, number)
    found = advance(recounted_tables(given, plan), other, plan.start, plan.n_quarters, number)
    assert other.counts.tolist() == plain.counts.tolist()
    np.testing.assert_array_equal(other.upgrade_codes, plain.upgrade_codes)
    np.testing.assert_array_equal(other.codes, plain.codes)
    np.testing.assert_allclose(other.balances, UNITS * plain.balances, rtol=1e-9, atol=1e-3)
    names = [indicator.id for indicator in plan.indicators]
    for name in ("robots_stock", "robots_added", "smart_done_in_year", "green_share", "demonstration_firms"):
        assert found[names.index(name)].tolist() == expected[names.index(name)].tolist()
    revenue = names.index("main_business_revenue")
    np.testing.assert_allclose(found[revenue], UNITS * expected[revenue], rtol=1e-9)
