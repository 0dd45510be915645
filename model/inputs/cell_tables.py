"""The cells of a member: the nation, the region's other sectors, firms below scale, own sectors for the burn-in."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clustercast.agents.cell.rules import TYPE_WEIGHTS
from clustercast.agents.columns import CellFloat
from clustercast.scenarios import Plan
from clustercast.scenarios.numbers import STRATA, Scope, Stratum

# Gauss-Hermite nodes and weights for a standard normal: four for size, three for type.
SIZES = (
    (-2.334414218338977, 0.0458758547680685),
    (-0.741963784302726, 0.4541241452319315),
    (0.741963784302726, 0.4541241452319315),
    (2.334414218338977, 0.0458758547680685),
)
TYPES = tuple(zip((-math.sqrt(3.0), 0.0, math.sqrt(3.0)), TYPE_WEIGHTS, strict=True))


@dataclass(frozen=True, slots=True)
class Block:
    """Firms of one kind, to be split into sizes and types.

    ``employees`` a firm has in the median; ``log_sd`` of their logarithm; no firm has more than ``most``.
    """

    scope: Scope
    stratum: int
    industry: int
    firms: float
    employees: float
    revenue_per_worker: float
    log_sd: float
    most: float = math.inf


def cells_table(
    plan: Plan,
    values: dict[str, float],
    own_firms: float,
    own_employees: float,
    own_log_sd: float,
    below: Sequence[float] = (),
) -> np.ndarray:
    """``cells[CellFloat, cell]``: the nation, the region's other sectors, its firms below scale, its own sectors.

    ``below`` firms of each industry stand below scale (none while it is empty).
    """
    blocks = [*_of_nation(values), *_of_other_sectors(plan, values), *_of_below_scale(plan, values, below)]
    blocks.append(_block(Scope.OWN_SECTORS, 0, -1, own_firms, own_employees, values["revenue_per_worker"], own_log_sd))
    return _table(blocks, values)


def nation_table(values: dict[str, float]) -> np.ndarray:
    """``cells[CellFloat, cell]`` of the nation alone, its strata one after the other."""
    return _table(_of_nation(values), values)


def _table(blocks: list[Block], values: dict[str, float]) -> np.ndarray:
    table = np.array([column for block in blocks for column in _split(block, values)]).T.copy()
    table[CellFloat.ENTITY] = np.arange(table.shape[1])
    return table


def _block(
    scope: Scope, stratum: int, industry: int, firms: float, mean: float, productivity: float, log_sd: float
) -> Block:
    """Firms whose mean employees are known."""
    return Block(scope, stratum, industry, firms, mean * math.exp(-0.5 * log_sd * log_sd), productivity, log_sd)


def _of_nation(values: dict[str, float]) -> list[Block]:
    nation, car, electronics = values["nation_firms"], values["nation_car_share"], values["nation_electronics_share"]
    mean, productivity = values["nation_employees_per_firm"], values["revenue_per_worker"]
    shares = (1.0 - car - electronics, car, electronics)
    log_sd = values["employees_log_sd"]
    return [_block(Scope.NATION, s, -1, nation * shares[s], mean, productivity, log_sd) for s in range(STRATA)]


def _of_other_sectors(plan: Plan, values: dict[str, float]) -> list[Block]:
    others = [(n, i) for n, i in enumerate(plan.industries) if i.auxiliary]
    total = sum(i.weight for _, i in others) or 1.0
    return [
        _block(
            Scope.OTHER_SECTORS,
            Stratum.of(i.stratum),
            n,
            values["n_aux_total"] * i.weight / total,
            values["aux_employees_per_firm"],
            values["aux_revenue_per_worker"],
            values["employees_log_sd"],
        )
        for n, i in others
    ]


def _of_below_scale(plan: Plan, values: dict[str, float], below: Sequence[float]) -> list[Block]:
    """Firms below scale, an own industry a block; a size that would sell more than the threshold is held below it."""
    if not plan.below_scale:
        return []
    productivity = values["revenue_per_worker"] * values["below_scale_productivity_ratio"]
    return [
        Block(
            Scope.BELOW_SCALE,
            Stratum.of(i.stratum),
            n,
            below[n] if below else 0.0,
            values["below_scale_employees_median"],
            productivity,
            values["below_scale_employees_log_sd"],
            values["below_scale_largest"] * values["threshold_revenue"] / productivity,
        )
        for n, i in enumerate(plan.industries)
        if not i.auxiliary
    ]


def _split(block: Block, values: dict[str, float]) -> list[list[float]]:
    """Sizes by log employees, types by the joint spread of ln benefit and ln hurdle."""
    spread = math.hypot(values["benefit_log_sd"], values["hurdle_log_sd"])
    columns: list[list[float]] = []
    for node, size_weight in SIZES:
        employees = min(block.employees * math.exp(block.log_sd * node), block.most)
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
