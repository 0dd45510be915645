"""The cells of a member: the nation's firms, the region's other sectors, and its own sectors for the burn-in."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from agents.columns import CellFloat
from scenarios import Plan
from scenarios.numbers import Scope

# Gauss-Hermite nodes and weights for a standard normal: four for size, three for type.
SIZES = (
    (-2.334414218338977, 0.0458758547680685),
    (-0.741963784302726, 0.4541241452319315),
    (0.741963784302726, 0.4541241452319315),
    (2.334414218338977, 0.0458758547680685),
)
TYPES = ((-math.sqrt(3.0), 1.0 / 6.0), (0.0, 2.0 / 3.0), (math.sqrt(3.0), 1.0 / 6.0))


@dataclass(frozen=True, slots=True)
class Block:
    """Firms of one kind, to be split into sizes and types."""

    scope: Scope
    stratum: int
    industry: int
    firms: float
    employees: float
    revenue_per_worker: float


def cells_table(
    plan: Plan, values: dict[str, float], own_firms: float, own_employees: float, own_log_sd: float
) -> np.ndarray:
    """``cells[CellFloat, cell]``: the nation first, then the region's other sectors, then its own."""
    columns = []
    for block in _blocks(plan, values, own_firms, own_employees):
        columns += _split(block, values, own_log_sd if block.scope == Scope.OWN_SECTORS else values["employees_log_sd"])
    table = np.array(columns).T.copy()
    table[CellFloat.ENTITY] = np.arange(table.shape[1])
    return table


def _blocks(plan: Plan, values: dict[str, float], own_firms: float, own_employees: float) -> list[Block]:
    nation, car, electronics = values["nation_firms"], values["nation_car_share"], values["nation_electronics_share"]
    mean, productivity = values["nation_employees_per_firm"], values["revenue_per_worker"]
    shares = (1.0 - car - electronics, car, electronics)
    blocks = [Block(Scope.NATION, s, -1, nation * shares[s], mean, productivity) for s in range(3)]
    strata = {"other": 0, "car": 1, "electronics": 2}
    others = [(n, i) for n, i in enumerate(plan.industries) if i.auxiliary]
    total = sum(i.weight for _, i in others) or 1.0
    blocks += [
        Block(
            Scope.OTHER_SECTORS,
            strata[i.stratum],
            n,
            values["n_aux_total"] * i.weight / total,
            values["aux_employees_per_firm"],
            values["aux_revenue_per_worker"],
        )
        for n, i in others
    ]
    blocks.append(Block(Scope.OWN_SECTORS, 0, -1, own_firms, own_employees, productivity))
    return blocks


def _split(block: Block, values: dict[str, float], log_sd: float) -> list[list[float]]:
    """Sizes by log employees, types by the joint spread of ln benefit and ln hurdle."""
    median = block.employees * math.exp(-0.5 * log_sd * log_sd)
    spread = math.hypot(values["benefit_log_sd"], values["hurdle_log_sd"])
    columns = []
    for node, size_weight in SIZES:
        employees = median * math.exp(log_sd * node)
        for shift, type_weight in TYPES:
            columns.append(
                [
                    float(block.scope),
                    block.stratum,
                    block.industry,
                    block.firms * size_weight * type_weight,
                    employees,
                    employees * block.revenue_per_worker,
                    spread * shift,
                    values["hurdle_median"],
                    0.0,
                ]
            )
    return columns
