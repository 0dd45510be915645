"""Numbers of a register that cannot be in the unit that is read: held against revenue, employees and the plan."""

from collections.abc import Iterator, Sequence
from math import fsum, isclose
from statistics import median

from clustercast.scenarios.faults import Place
from clustercast.scenarios.plan import Plan
from clustercast.scenarios.register.entries import RegisterFirm

RATIOS = (
    ("capital", "revenue", 50.0, 2000.0, "fixed assets", "CNY 10k"),
    ("debt", "revenue", 20.0, 2000.0, "debt", "CNY 10k"),
    ("cash", "revenue", 20.0, 2000.0, "cash", "CNY 10k"),
    ("rnd", "revenue", 1.0, 20.0, "R&D", "CNY 10k"),
    ("energy", "revenue", 20.0, 2000.0, "energy", "tce a year"),
)
"""Column, what it is held against, the ratio that is noted, the one that is refused, its name, its unit."""
PER_EMPLOYEE = (0.02, 50_000.0)
"""Revenue of one employee (CNY 10k a year) outside which a row is refused: CNY 200, CNY 500m."""
ROBOTS_PER_EMPLOYEE = 3.0
MOST_ROBOTS = 10_000_000
"""Robots of a register: more than the whole world has."""
FAR, TOO_FAR = 5.0, 50.0
"""Median revenue of an employee against the plan's range: factors that are noted and refused."""


def check_firm(firm: RegisterFirm, place: Place, headers: dict[str, str]) -> list[str]:
    """Notes on one firm; what cannot be is a fault."""
    notes: list[str] = []
    low, high = PER_EMPLOYEE
    each = firm.revenue / firm.employees
    if not low <= each <= high:
        problem = f"revenue of {firm.revenue:,.10g} x CNY 10k with {firm.employees:,.10g} employees cannot be"
        place.at(headers["revenue"]).complain(problem, _in_unit("revenue", "CNY 10k", "营业收入（元）"))
    for key, against, odd, refused, name, unit in RATIOS:
        value, of = getattr(firm, key), getattr(firm, against)
        if value is None or value <= odd * of:
            continue
        problem = f"{name} of {value:,.10g} against {against} of {of:,.10g} x CNY 10k"
        if value > refused * of:
            place.at(headers[key]).complain(f"{problem} cannot be", _in_unit(name, unit, f"{headers[key]}（元）"))
        else:
            notes.append(f"{place.file} [{place.entry}] {headers[key]}: {problem} is unusual; is it in {unit}?")
    return notes


def _is_sum(firm: RegisterFirm, firms: Sequence[RegisterFirm]) -> bool:
    """Whether a row is the sum of all others, to the last unit."""
    return all(
        isclose(2.0 * getattr(firm, key), fsum(getattr(one, key) for one in firms), rel_tol=1e-6)
        for key in ("revenue", "employees")
    )


def _in_unit(name: str, unit: str, example: str) -> str:
    if unit != "CNY 10k":
        return f"{name} in {unit}"
    return f'{name} in {unit}, or name its unit in the header ("{example}")'


def check_all(firms: Sequence[RegisterFirm], plan: Plan, place: Place, headers: dict[str, str]) -> Iterator[str]:
    """Notes on the register as a whole: revenue an employee against the plan's range, robots against jobs, a sum."""
    largest = max(firms, key=lambda one: one.revenue)
    if _is_sum(largest, firms):
        here = Place(place.faults, place.file, f"row {largest.row}")
        here.complain("revenue and employees are the sums of all other rows", "firms only: take the row out")
    for firm in firms:
        for level, upgrade in zip(firm.levels, plan.upgrades, strict=True):
            if upgrade.form == "units" and (level or 0) > ROBOTS_PER_EMPLOYEE * firm.employees:
                here = Place(place.faults, place.file, f"row {firm.row}", headers.get(upgrade.code, upgrade.code))
                here.complain(f"{level:,} robots with {firm.employees:,.10g} employees cannot be", "robots in use")
    for k, upgrade in enumerate(plan.upgrades):
        held = sum(firm.levels[k] or 0 for firm in firms)
        if upgrade.form == "units" and held > MOST_ROBOTS:
            here = place.at(headers.get(upgrade.code, upgrade.code))
            here.complain(f"{held:,} robots in all cannot be", f"{MOST_ROBOTS:,} or fewer")
    if "revenue_per_worker" not in plan.parameters:
        return
    low, high = plan.parameters["revenue_per_worker"].prior.support()
    each = median(one.revenue / one.employees for one in firms)
    said = f"the median firm has {each:,.4g} x CNY 10k of revenue an employee against {low:g} to {high:g} in the plan"
    if not low / TOO_FAR <= each <= high * TOO_FAR:
        place.at(headers["revenue"]).complain(said, _in_unit("revenue", "CNY 10k", "营业收入（元）"))
    elif not low / FAR <= each <= high * FAR:
        yield f"{place.file} {headers['revenue']}: {said}; is revenue in CNY 10k?"
