"""The sums of a register beside the plan's own, and the plan with its firms in place of the synthetic ones."""

from dataclasses import replace

from clustercast.scenarios.parameters import Parameter
from clustercast.scenarios.plan import Plan
from clustercast.scenarios.priors import Fixed, Prior
from clustercast.scenarios.register.entries import Register, Total

PER_100M = 10_000.0
BAND = (0.05, 0.5, 0.95)
FAR = 1.2
"""Factor by which a sum may lie outside the plan's range without a note."""
Band = tuple[float | None, float | None, float | None]
NO_BAND: Band = (None, None, None)


def with_firms(plan: Plan, register: Register) -> Plan:
    """The plan with the register's firms: their number and revenue become its own, without a range.

    The register it holds has its sums beside what the plan said before.
    """
    totals = register_totals(plan, register)
    held = replace(register, totals=totals, notes=(*register.notes, *_far_from_plan(totals)))
    revenue = plan.accounts.base_revenue
    accounts = replace(plan.accounts, base_revenue=_exactly(revenue, register.revenue / PER_100M))
    parameters = plan.parameters.narrowed({"n_firms": Fixed(float(len(register.firms)))})
    return replace(plan, accounts=accounts, parameters=parameters, register=held)


def _far_from_plan(totals: tuple[Total, ...]) -> list[str]:
    """A note where the register's firms or revenue lie well outside the plan's range: its targets are then judged on
    another population than the plan's.
    """
    return [
        f"{one.label_en}: register {one.register:,.10g}, plan {one.plan_low:,.10g} to {one.plan_high:,.10g} "
        f"({one.unit}): levels and counts are judged on the register's firms alone"
        for one in totals[:2]
        if one.plan_low is not None
        and one.plan_high is not None
        and not one.plan_low / FAR <= one.register <= one.plan_high * FAR
    ]


def _exactly(one: Parameter, value: float) -> Parameter:
    said = {"source": "the register", "standing": "statistic", "reason": "", "reason_zh": ""}
    return replace(one, prior=Fixed(value), value=value, **said)


def register_totals(plan: Plan, register: Register) -> tuple[Total, ...]:
    """Firms, revenue, employees, and each upgrade that the register tells, beside the plan."""
    firms = register.firms
    n = len(firms)
    employees = sum(one.employees for one in firms)
    revenue = plan.accounts.base_revenue.prior
    rows = [
        Total("firms", "企业数", "firms", "firms", float(n), n, *_band(_prior(plan, "n_firms"))),
        Total("revenue", "营业收入", "revenue", "CNY_100m", register.revenue / PER_100M, n, *_band(revenue)),
        Total(
            "employees", "从业人员", "employees", "persons", employees, n, *_employees(plan, revenue),
            "按规划收入与人均收入推算", "from the plan's revenue and its revenue an employee",
        ),
    ]  # fmt: skip
    owned = [one.group for one in firms if one.group]
    if owned:
        notes = ("集团各算一家，其余企业各算一家", "groups, and every firm without one")
        rows.append(Total("owners", "所有者数", "owners", "groups", float(len(set(owned)) + n - len(owned)), len(owned),
                          note_zh=notes[0], note_en=notes[1]))  # fmt: skip
    for k, upgrade in enumerate(plan.upgrades):
        given, holders, held = register.holders(k)
        if not given:
            continue
        labels = (upgrade.code, upgrade.label_zh, upgrade.label_en)
        if upgrade.form == "units":
            stock = _band(_prior(plan, "robot_stock_region") if upgrade.code == "robots" else None)
            notes = ("规划数为全地区全部行业", "the plan's number is of all industries of the region")
            rows.append(Total(*labels, "units", float(held), given, *stock, *notes))
        else:
            rows.append(Total(*labels, "firms", float(holders), given, *_adopters(plan, upgrade.base_share, n)))
    return tuple(rows)


def _prior(plan: Plan, id: str) -> Prior | None:
    return plan.parameters[id].prior if id in plan.parameters else None


def _band(prior: Prior | None) -> Band:
    return NO_BAND if prior is None else (prior.draw(BAND[0]), prior.draw(BAND[1]), prior.draw(BAND[2]))


def _employees(plan: Plan, revenue: Prior) -> Band:
    """Employees that the plan's revenue implies (the two ends cross)."""
    each = _prior(plan, "revenue_per_worker")
    if each is None:
        return NO_BAND
    low, middle, high = (revenue.draw(u) * PER_100M / each.draw(1.0 - u) for u in BAND)
    return low, middle, high


def _adopters(plan: Plan, share: str | None, firms: int) -> Band:
    prior = _prior(plan, share) if share else None
    if prior is None:
        return NO_BAND
    low, middle, high = (firms * prior.draw(u) for u in BAND)
    return low, middle, high
