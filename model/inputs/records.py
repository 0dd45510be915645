"""The structured tables that the engines read: one record an entry, every dtype fixed."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from clustercast.agents.draws import Stream
from clustercast.agents.firm.investment import net_gain
from clustercast.model.expressions.assembly import programme_segments
from clustercast.model.expressions.vocabulary import code_numbers
from clustercast.model.inputs.parameter_draw import draw_each, draw_parameter, drawn_industries, peer_weights
from clustercast.scenarios import Plan
from clustercast.scenarios.declared import quantities_of
from clustercast.scenarios.entries import Programme
from clustercast.scenarios.levers import LEVER_GOALS, LEVERS
from clustercast.scenarios.numbers import MOST_CITIES, STRATA, Act, Form, Goal, Lever, Stratum
from clustercast.scenarios.quarters import year_of

F8, I8 = np.float64, np.int64
CELLS_PER_BLOCK = 12


def record(whole: str, real: str = "", *others: tuple[Any, ...]) -> np.dtype:
    """A record dtype of whole numbers and reals, by their names; fields read as attributes in Python too."""
    fields = [*((name, I8) for name in whole.split()), *((name, F8) for name in real.split()), *others]
    return np.dtype((np.record, fields))


def filled(kind: np.dtype, rows: Sequence[Mapping[str, Any]]) -> np.ndarray:
    """A record a row; what a row does not name is 0."""
    table = np.zeros(len(rows), dtype=kind)
    for place, row in enumerate(rows):
        for name, value in row.items():
            table[name][place] = value
    return table


STANCE = record(
    "first_year effort_frozen nation_cells moving_cells",
    "attention tournament peer_cluster peer_industry peer_chain peer_nation",
)
UPGRADE = record(
    "form levels grant_programme outreach_lever hardware launch check_year",
    "life_years cost_exponent first_share pilot_cost reference_revenue cost_gain energy_gain margin_gain energy_cut "
    "equipment_share log_shift log_shift_nation",
)
INDUSTRY = record(
    "stratum auxiliary below_cell",
    "jobs_share maker_share national_share growth_gap value_added_share energy_factor size_factor",
)
CLUSTER = record("industry chain n_cities", "", ("cities", I8, (MOST_CITIES,)))
DRAWN = quantities_of(Programme)
"""Quantities of a programme that each member draws."""
PROGRAMME = record(
    "act on_firms national upgrade from_year to_year path eligible score weight cells with_cells lever",
    " ".join(["delay_quarters path_base", *(one.key for one in DRAWN)]),
)
GOAL = record("", "weight")
TARGET = record("goal measure reading", "base_value")


def params_table(values: dict[str, float]) -> np.ndarray:
    """All parameters as one record, fields in alphabetical order."""
    return filled(record("", " ".join(sorted(values))), [values])


def stance_table(plan: Plan, values: dict[str, float]) -> np.ndarray:
    """The plan's first year, the peer weights, and how the governments behave."""
    nation, others, below = cell_counts(plan)
    facts = {
        "first_year": year_of(plan.start),
        "attention": values["attention"],
        "tournament": values["tournament"],
        "nation_cells": nation,
        "moving_cells": nation + others + below,
    }
    return filled(STANCE, [facts | {f"peer_{one}": weight for one, weight in peer_weights(values).items()}])


def cell_counts(plan: Plan) -> tuple[int, int, int]:
    """Cells of the nation, of the region's other sectors and of its firms below scale, in this order.

    They move each quarter; the plan's own sectors stand behind them.
    """
    others = sum(industry.auxiliary for industry in plan.industries)
    below = len(plan.industries) - others if plan.below_scale else 0
    return CELLS_PER_BLOCK * STRATA, CELLS_PER_BLOCK * others, CELLS_PER_BLOCK * below


def industries_table(plan: Plan, values: dict[str, float], seed: int, member: int) -> np.ndarray:
    """Industries: jobs that robots can take; who makes what upgrades order (equal shares among the makers); what sets
    each apart, by this member's draw (``growth_gap`` in log points a year).

    ``below_cell`` is the first cell of the industry's firms below scale, -1 where they are not followed.
    """
    makers = [industry.buys_local for industry in plan.industries]
    drawn = drawn_industries(plan, seed, member)
    usual = {"national_share": values["region_national_share"], "value_added_share": values["value_added_share"]}
    usual |= {"growth_gap": 0.0, "energy_factor": 1.0, "size_factor": 1.0}
    below = sum(cell_counts(plan)[:2])
    rows: list[dict[str, Any]] = []
    for industry in plan.industries:
        row = {key: drawn.get(f"{industry.code}.{key}", without) for key, without in usual.items()}
        row |= {
            "growth_gap": row["growth_gap"] / 100.0,
            "jobs_share": values[f"robot_jobs_share_{industry.stratum}"],
            "stratum": Stratum.of(industry.stratum),
            "auxiliary": int(industry.auxiliary),
            "maker_share": 1.0 / sum(makers) if industry.buys_local else 0.0,
            "below_cell": below if plan.below_scale and not industry.auxiliary else -1,
        }
        rows.append(row)
        below += 0 if industry.auxiliary else CELLS_PER_BLOCK
    return filled(INDUSTRY, rows)


def clusters_table(plan: Plan) -> np.ndarray:
    """Clusters: industry, supply chain, and the cities where their firms stand."""
    codes = code_numbers(plan)
    table = filled(
        CLUSTER,
        [
            {
                "industry": codes["industry"].get(cluster.industry, 0),
                "chain": codes["chain"].get(cluster.chain, -1),
                "n_cities": max(1, len(cluster.cities)),
            }
            for cluster in plan.clusters
        ],
    )
    for row, cluster in zip(table, plan.clusters, strict=True):
        row.cities[: len(cluster.cities)] = [codes["city"][city] for city in cluster.cities]
    return table


def city_governments(plan: Plan) -> np.ndarray:
    """Government of every city: 0 is the province; a county belongs to the city that is its parent."""
    own = {code: number for number, code in enumerate((c.code for c in plan.cities if c.parent == "province"), start=1)}
    return np.array([own.get(city.code, own.get(city.parent, 0)) for city in plan.cities], dtype=I8)


def upgrades_table(plan: Plan, values: dict[str, float]) -> np.ndarray:
    """Upgrades: costs and gains of one member; shifts of ln benefit are set by the burn-in."""
    table = np.zeros(len(plan.upgrades), dtype=UPGRADE)
    for number, upgrade in enumerate(plan.upgrades):
        row = table[number]
        names = upgrade.parameters
        row.form = Form.of(upgrade.form)
        row.levels = max(1, len(upgrade.levels))
        row.outreach_lever = Lever[upgrade.outreach.upper()]
        row.grant_programme = _grant_of(plan, upgrade.code)
        row.launch = math.floor(4.0 * values[names["launch"]]) if "launch" in names else 0
        row.check_year = int(values[names["check_year"]]) if "check_year" in names else 0
        row.hardware = int(upgrade.hardware)
        if upgrade.form == "units":
            row.life_years = values[names["life"]] / 4.0
            row.cost_exponent = values[names["cost_exponent"]]
            row.equipment_share = 1.0 / (1.0 + values[names["integration"]])
        else:
            _fill_levels(row, names, values)
    return table


def _grant_of(plan: Plan, upgrade: str) -> int:
    for number, programme in enumerate(plan.programmes):
        if programme.upgrade == upgrade and programme.act == "grant":
            return number
    return -1


def _fill_levels(row: np.record, names: dict[str, str], values: dict[str, float]) -> None:
    """Gains and the pilot's cost: a green retrofit costs its payback time's saving, a service a share of revenue."""

    def value(key: str, missing: float = 0.0) -> float:
        return values[names[key]] if key in names else missing

    row.life_years = value("life", 10.0)
    row.first_share = value("first_level_share", 1.0)
    row.reference_revenue = value("reference_revenue", 1.0)
    row.cost_exponent = value("cost_exponent", 1.0)
    row.equipment_share = 1.0 / values["fai_multiple"]
    row.margin_gain = value("margin_gain")
    if "cost_gain" in names:
        row.cost_gain = net_gain(value("cost_gain"), value("realised_share", 1.0), value("background"))
        row.energy_cut = value("energy_gain") * value("realised_share", 1.0)
    if "energy_saving" in names:
        row.energy_gain = value("energy_saving")
        row.energy_cut = value("energy_saving")
    if "payback" in names:
        row.pilot_cost = value("payback") * row.energy_gain * value("energy_cost") * row.reference_revenue
    elif "cost_share" in names:
        row.pilot_cost = value("cost_share") * row.reference_revenue
    else:
        row.pilot_cost = value("pilot_cost")


def programmes_table(plan: Plan, values: dict[str, float], seed: int, member: int) -> np.ndarray:
    """Programmes with this member's draw of every quantity; missing quotas and budgets do not limit."""
    table = np.zeros(len(plan.programmes), dtype=PROGRAMME)
    upgrades = {upgrade.code: number for number, upgrade in enumerate(plan.upgrades)}
    every = {f"{programme.id}.{one.key}": getattr(programme, one.key) for programme in plan.programmes for one in DRAWN}
    given = {name: quantity for name, quantity in every.items() if quantity is not None}
    drawn = draw_each(given, seed, member, 0, Stream.PROGRAMME)
    for number, programme in enumerate(plan.programmes):
        row = table[number]
        for one in DRAWN:
            without = values[one.without] if isinstance(one.without, str) else one.without
            row[one.key] = drawn.get(f"{programme.id}.{one.key}", without)
        row.act = Act.of(programme.act)
        row.on_firms = int(programme.subject == "firm")
        row.national = int(programme.act == "title" and programme.level == "national")
        row.upgrade = upgrades.get(programme.upgrade or "", -1)
        row.delay_quarters = programme.delay_quarters
        row.from_year = programme.from_year or plan.period[0]
        row.to_year = programme.to_year or plan.period[1]
        row.eligible, row.score, row.weight, row.cells = programme_segments(number)
        row.with_cells = int(programme.cells is not None)
        row.lever = Lever[_lever_of(plan, programme).upper()]
        _follow_path(plan, programme, row, seed, member)
    return table


def _lever_of(plan: Plan, programme: Programme) -> str:
    """Lever of a programme: its first instrument's; without one a grant is support, an order is inspected."""
    levers = {instrument.id: instrument.lever for instrument in plan.instruments}
    named = [levers[one] for one in programme.instruments if levers.get(one, "none") != "none"]
    if named:
        return named[0]
    if programme.act == "grant":
        return next(one.support for one in plan.upgrades if one.code == programme.upgrade)
    return "evaluation" if programme.act == "mandate" else "selection"


def _follow_path(plan: Plan, programme: Programme, row: np.record, seed: int, member: int) -> None:
    """The outside path that a status moves with (-1 for none), and this member's base value of it."""
    row.path = -1
    for number, path in enumerate(plan.outside):
        if path.id == programme.path:
            row.path = number
            row.path_base = draw_parameter(path.base, f"{path.id}.base", seed, member, 0, Stream.PROGRAMME)


def goals_table(plan: Plan, values: dict[str, float]) -> np.ndarray:
    """Weight of every goal: binding if one of its targets is, else aspirational; 0 without targets."""
    table = np.zeros(len(Goal), dtype=GOAL)
    for target in plan.targets:
        if target.goal and target.status != "outside":
            weight = values["binding_weight"] if target.strength == "binding" else values["aspirational_weight"]
            number = Goal[target.goal.upper()]
            table["weight"][number] = max(table["weight"][number], weight)
    return table


def lever_goals() -> np.ndarray:
    """Goal that each lever serves; -1 for none."""
    return np.array([Goal[LEVER_GOALS[lever].upper()] if lever in LEVER_GOALS else -1 for lever in LEVERS], dtype=I8)
