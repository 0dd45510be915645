"""One small set of rules, written four times: Mesa objects in a list and in an AgentSet, one NumPy event, loops over
columns as in the kernel.

Firms hear of an upgrade and invest by a persistent taste; the indicator is the share of users.  It shows what each way
of writing costs where the work is the same, and that they find the same.
"""

from __future__ import annotations

from collections.abc import Callable

import mesa
import numba
import numpy as np

from clustercast.agents.arithmetic import chance_within
from clustercast.agents.firm.awareness import awareness_hazard
from clustercast.agents.firm.investment import invest_probability
from clustercast.bench.floor import WORDS, fill, room
from clustercast.bench.scale import fastest

NEWS, TASTE, REVIEWED = 0, 2, 4
"""Streams of draws."""
INNOVATION, IMITATION, REVIEW = 0.05, 0.6, 0.25
COST, SUPPORT, ANNUITY, CHOOSINESS, SUPPORT_WEIGHT, SUPPORT_CAP = 100.0, 10.0, 3.0, 2.0, 1.5, 0.5


class ToyFirm(mesa.Agent):
    """A firm of the toy, as an object."""

    def __init__(self, region: mesa.Model, benefit: float, taste: float) -> None:
        super().__init__(region)
        self.benefit, self.taste = benefit, taste
        self.aware = self.uses = False

    def step(self, hazard: float, news: float, review: float) -> None:
        """Hear, then perhaps invest."""
        if not self.aware and news < chance_within(hazard, 0.25):
            self.aware = True
        if self.aware and not self.uses and review < REVIEW:
            chance = invest_probability(self.benefit, COST, SUPPORT, ANNUITY, CHOOSINESS, SUPPORT_WEIGHT, SUPPORT_CAP)
            self.uses = self.taste <= chance


def by_objects(benefit: np.ndarray, taste: np.ndarray, luck: np.ndarray) -> list[float]:
    """The share of users after each quarter, object by object."""
    region = mesa.Model(rng=1)
    firms = [ToyFirm(region, *pair) for pair in zip(benefit.tolist(), taste.tolist(), strict=True)]
    share, found = 0.0, []
    for news, review in luck.tolist():
        hazard = awareness_hazard(INNOVATION, 0.0, IMITATION, share)
        for firm, heard, reviewed in zip(firms, news, review, strict=True):
            firm.step(hazard, heard, reviewed)
        share = sum(firm.uses for firm in firms) / len(firms)
        found.append(share)
    region.remove_all_agents()
    mesa.Agent._ids.pop(region, None)
    return found


def by_agent_set(benefit: np.ndarray, taste: np.ndarray, luck: np.ndarray) -> list[float]:
    """The same by what Mesa offers for all agents at once."""
    region = mesa.Model(rng=1)
    firms = ToyFirm.create_agents(region, len(taste), benefit.tolist(), taste.tolist())
    share, found = 0.0, []
    for news, review in luck.tolist():
        hazard, heard, reviewed = awareness_hazard(INNOVATION, 0.0, IMITATION, share), iter(news), iter(review)
        firms.do(lambda firm, hazard=hazard, heard=heard, seen=reviewed: firm.step(hazard, next(heard), next(seen)))
        share = sum(firms.get("uses")) / len(firms)
        found.append(share)
    region.remove_all_agents()
    mesa.Agent._ids.pop(region, None)
    return found


def by_arrays(benefit: np.ndarray, taste: np.ndarray, luck: np.ndarray) -> list[float]:
    """The same with whole arrays."""
    aware, uses = np.zeros(len(taste), dtype=bool), np.zeros(len(taste), dtype=bool)
    share, found = 0.0, []
    for news, review in luck:
        aware |= news < -np.expm1(-(INNOVATION + IMITATION * share) / 4.0)
        z = CHOOSINESS * (np.log(ANNUITY * benefit / COST) - SUPPORT_WEIGHT * np.log1p(-SUPPORT / COST))
        uses |= aware & (review < REVIEW) & (taste <= 1.0 / (1.0 + np.exp(-z)))
        share = float(uses.mean())
        found.append(share)
    return found


@numba.njit(nogil=True)
def _by_columns(benefit, taste, luck, found) -> None:
    firms = taste.shape[0]
    aware = np.zeros(firms, dtype=np.int32)
    uses = np.zeros(firms, dtype=np.int32)
    share = 0.0
    for quarter in range(luck.shape[0]):
        news, review = luck[quarter, 0], luck[quarter, 1]
        informed = chance_within(awareness_hazard(INNOVATION, 0.0, IMITATION, share), 0.25)
        users = 0
        for i in range(firms):
            if news[i] < informed:
                aware[i] = 1
            if aware[i] == 1 and uses[i] == 0 and review[i] < REVIEW:
                chance = invest_probability(benefit[i], COST, SUPPORT, ANNUITY, CHOOSINESS, SUPPORT_WEIGHT, SUPPORT_CAP)
                if taste[i] <= chance:
                    uses[i] = 1
            users += uses[i]
        share = users / firms
        found[quarter] = share


def by_columns(benefit: np.ndarray, taste: np.ndarray, luck: np.ndarray) -> list[float]:
    """The same in the kernel's way."""
    found = np.zeros(len(luck))
    _by_columns(benefit, taste, luck, found)
    return found.tolist()


def drawn(firms: int, quarters: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Benefits, tastes and ``luck[quarter, news or review, firm]`` of the toy's firms, by the draws of the floor."""
    entity = np.arange(firms, dtype=np.int32)
    block = room(WORDS, firms)
    luck = np.zeros((quarters, 2, firms))
    for quarter in range(quarters):
        fill(block, entity, firms, 1, 0, quarter)
        luck[quarter] = block[NEWS, 0], block[REVIEWED, 0]
    fill(block, entity, firms, 1, 0, quarters)
    return 20.0 + 30.0 * block[TASTE, 0], block[TASTE, 1].copy(), luck


def toys(firms: int, quarters: int, repeats: int) -> dict[str, float]:
    """ns a firm-quarter of each way.  Raises RuntimeError if they find different shares."""
    ways: dict[str, Callable[..., list[float]]] = {
        "Mesa objects": by_objects,
        "Mesa AgentSet": by_agent_set,
        "NumPy arrays": by_arrays,
        "columns": by_columns,
    }
    given = drawn(firms, quarters)
    found = {name: way(*given) for name, way in ways.items()}
    if any(shares != found["columns"] for shares in found.values()):
        raise RuntimeError("the ways of writing the toy's rules find different shares")
    times = {name: fastest(lambda way=way: way(*given), repeats) for name, way in ways.items()}
    return {name: 1e9 * seconds / firms / quarters for name, seconds in times.items()}
