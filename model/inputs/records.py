"""The structured tables that the engines read: one record an entry, every dtype fixed."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from clustercast.agents.draws import Stream
from clustercast.agents.firm.investment import net_gain
from clustercast.model.expressions.vocabulary import chain_names
from clustercast.model.inputs.parameter_draw import draw_parameter, drawn_industries, peer_weights
from clustercast.scenarios import Plan
from clustercast.scenarios.declared import quantities_of
from clustercast.scenarios.entries import Programme
from clustercast.scenarios.levers import LEVER_GOALS, LEVERS
from clustercast.scenarios.numbers import STRATA, Act, Form, Goal, Lever, Stratum
from clustercast.scenarios.quarters import year_of

F8, I8 = np.float64, np.int64
MOST_CITIES = 32
CELLS_PER_BLOCK = 12


def record(fields: list[tuple[Any, ...]]) -> np.dtype:
    """A record dtype whose fields read as attributes in Python too."""
    return np.dtype((np.record, fields))


STANCE = record(
    [
        ("first_year", I8),
        ("effort_frozen", I8),
        ("attention", F8),
        ("tournament", F8),
        ("peer_cluster", F8),
        ("peer_industry", F8),
        ("peer_chain", F8),
        ("peer_nation", F8),
        ("nation_cells", I8),
        ("moving_cells", I8),
    ]
)
UPGRADE = record(
    [
        ("form", I8),
        ("levels", I8),
        ("life_years", F8),
        ("cost_exponent", F8),
        ("first_share", F8),
        ("pilot_cost", F8),
        ("reference_revenue", F8),
        ("cost_gain", F8),
        ("energy_gain", F8),
        ("margin_gain", F8),
        ("energy_cut", F8),
        ("equipment_share", F8),
        ("log_shift", F8),
        ("log_shift_nation", F8),
        ("grant_programme", I8),
        ("outreach_lever", I8),
        ("hardware", I8),
        ("launch", I8),
        ("check_year", I8),
    ]
)
INDUSTRY = record(
    [
        ("jobs_share", F8),
        ("stratum", I8),
        ("auxiliary", I8),
        ("maker_share", F8),
        ("below_cell", I8),
        ("national_share", F8),
        ("growth_gap", F8),
        ("value_added_share", F8),
        ("energy_factor", F8),
        ("size_factor", F8),
    ]
)
CLUSTER = record([("industry", I8), ("chain", I8), ("n_cities", I8), ("cities", I8, (MOST_CITIES,))])
DRAWN = quantities_of(Programme)
"""Quantities of a programme that each member draws."""
PROGRAMME = record(
    [
        ("act", I8),
        ("on_firms", I8),
        ("national", I8),
        ("upgrade", I8),
        *((one.key, F8) for one in DRAWN),
        ("delay_quarters", F8),
        ("from_year", I8),
        ("to_year", I8),
        ("path", I8),
        ("path_base", F8),
        ("eligible", I8),
        ("score", I8),
        ("weight", I8),
        ("cells", I8),
        ("with_cells", I8),
        ("lever", I8),
    ]
)
GOAL = record([("weight", F8)])
TARGET = record([("goal", I8), ("measure", I8), ("reading", I8), ("base_value", F8)])


def params_table(values: dict[str, float]) -> np.ndarray:
    """All parameters as one record, fields in alphabetical order."""
    names = sorted(values)
    table = np.zeros(1, dtype=record([(name, F8) for name in names]))
    table[0] = tuple(values[name] for name in names)
    return table


def stance_table(plan: Plan, values: dict[str, float]) -> np.ndarray:
    """The plan's first year, the peer weights, and how the governments behave."""
    table = np.zeros(1, dtype=STANCE)
    weights = peer_weights(values)
    nation, others, below = cell_counts(plan)
    table[0] = (
        year_of(plan.start),
        0,
        values["attention"],
        values["tournament"],
        weights["cluster"],
        weights["industry"],
        weights["chain"],
        weights["nation"],
        nation,
        nation + others + below,
    )
    return table


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
    table = np.zeros(len(plan.industries), dtype=INDUSTRY)
    makers = [industry.buys_local for industry in plan.industries]
    drawn = drawn_industries(plan, seed, member)
    below = sum(cell_counts(plan)[:2])
    for number, industry in enumerate(plan.industries):
        share = 1.0 / sum(makers) if industry.buys_local else 0.0
        table[number] = (
            values[f"robot_jobs_share_{industry.stratum}"],
            Stratum.of(industry.stratum),
            int(industry.auxiliary),
            share,
            below if plan.below_scale and not industry.auxiliary else -1,
            drawn.get(f"{industry.code}.national_share", values["region_national_share"]),
            drawn.get(f"{industry.code}.growth_gap", 0.0) / 100.0,
            drawn.get(f"{industry.code}.value_added_share", values["value_added_share"]),
            drawn.get(f"{industry.code}.energy_factor", 1.0),
            drawn.get(f"{industry.code}.size_factor", 1.0),
        )
        below += 0 if industry.auxiliary else CELLS_PER_BLOCK
    return table


def clusters_table(plan: Plan) -> np.ndarray:
    """Clusters: industry, supply chain, and the cities where their firms stand."""
    table = np.zeros(len(plan.clusters), dtype=CLUSTER)
    industries = [industry.code for industry in plan.industries]
    cities = [city.code for city in plan.cities]
    chains = chain_names(plan)
    for number, cluster in enumerate(plan.clusters):
        row = table[number]
        row.industry = industries.index(cluster.industry) if cluster.industry else 0
        row.chain = chains.index(cluster.chain) if cluster.chain else -1
        row.n_cities = max(1, len(cluster.cities))
        for place, city in enumerate(cluster.cities):
            row.cities[place] = cities.index(city)
    return table


def city_governments(plan: Plan) -> np.ndarray:
    """Government of every city: 0 is the province; a county belongs to the city that is its parent."""
    codes = [city.code for city in plan.cities]
    own = {code: number for number, code in enumerate((c.code for c in plan.cities if c.parent == "province"), start=1)}
    table = np.zeros(len(codes), dtype=I8)
    for number, city in enumerate(plan.cities):
        table[number] = own.get(city.code, own.get(city.parent, 0))
    return table


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
            _fill_units(row, names, values)
        else:
            _fill_levels(row, names, values)
    return table


def _grant_of(plan: Plan, upgrade: str) -> int:
    for number, programme in enumerate(plan.programmes):
        if programme.upgrade == upgrade and programme.act == "grant":
            return number
    return -1


def _fill_units(row: np.record, names: dict[str, str], values: dict[str, float]) -> None:
    row.life_years = values[names["life"]] / 4.0
    row.cost_exponent = values[names["cost_exponent"]]
    row.equipment_share = 1.0 / (1.0 + values[names["integration"]])


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
    upgrades = [upgrade.code for upgrade in plan.upgrades]
    for number, programme in enumerate(plan.programmes):
        row = table[number]
        for one in DRAWN:
            quantity, without = getattr(programme, one.key), one.without
            row[one.key] = values[without] if isinstance(without, str) else without
            if quantity is not None:
                row[one.key] = draw_parameter(quantity, f"{programme.id}.{one.key}", seed, member, 0, Stream.PROGRAMME)
        row.act = Act.of(programme.act)
        row.on_firms = int(programme.subject == "firm")
        row.national = int(programme.act == "title" and programme.level == "national")
        row.upgrade = upgrades.index(programme.upgrade) if programme.upgrade else -1
        row.delay_quarters = programme.delay_quarters
        row.from_year = programme.from_year or plan.period[0]
        row.to_year = programme.to_year or plan.period[1]
        row.eligible, row.score, row.weight, row.cells = range(4 + 4 * number, 8 + 4 * number)
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
