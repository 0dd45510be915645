"""How much of a screening history would refuse: its points are run with the check of the nation's robots opened."""

from __future__ import annotations

from clustercast.calibration.nation.simulate import Nation
from clustercast.calibration.nation.solved import with_stock
from clustercast.calibration.sensitivity.design import Design, axes_of, table_of
from clustercast.scenarios import Plan


def refused(design: Design, plan: Plan) -> float:
    """The share of the points whose nation, with the robots of the base year, misses the check year's as a run checks.

    What no point fixes stands at its central value. A point whose stock no shift gives counts as refused.
    """
    robots = [upgrade for upgrade in plan.upgrades if upgrade.form == "units"]
    if not robots:
        return 0.0
    names = robots[0].parameters
    nation, centre = Nation(plan, plan.base_year), plan.parameters.centre()
    year, low, high = (centre[names[key]] for key in ("check_year", "check_low", "check_high"))
    axes = axes_of(design, plan)
    missed = 0
    for row in table_of(design, plan):
        fixed = {a.id: float(v) for a, v in zip(axes, row, strict=True) if a.kind == "parameter" and v is not None}
        stock = fixed.get(names["nation_stock"], centre[names["nation_stock"]])
        try:
            whole = with_stock(nation, fixed, plan.base_year, stock)
        except ValueError:
            missed += 1
            continue
        missed += not low <= nation.follow(whole).stock_at(int(year)) <= high
    return missed / len(design.cube)
