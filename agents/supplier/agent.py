"""The integrators of one upgrade in the region, who install what firms order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import mesa

from clustercast.agents.draws import Stream
from clustercast.agents.supplier.rules import next_capacity
from clustercast.agents.surroundings import Surroundings

if TYPE_CHECKING:
    from clustercast.agents.firm.agent import Firm

SHORTEST_WAIT = 2


class Supplier(mesa.Agent):
    """First come, first served, within the capacity; attributes are the column ``SupplierFloat``."""

    model: Surroundings

    capacity: float
    backlog: float
    delivered: float
    carry: float

    def __init__(self, model: Any, upgrade: int) -> None:
        super().__init__(model)
        self.upgrade = upgrade

    def deliver(self, firms: Sequence[Firm], help_intensity: float) -> None:
        """Deliver ``min(backlog, capacity)``, two quarters or more after the order; then adapt capacity.

        What needs no hardware needs no integrator and waits for nobody.
        """
        backlog = 0.0
        for firm in firms:
            firm.upgrades[self.upgrade].delivered = 0
            if firm.active == 1:
                backlog += firm.upgrades[self.upgrade].pending
        possible = math.floor(self.capacity + self.carry)
        if self.model.upgrades[self.upgrade].hardware == 0:
            possible = int(backlog)
        delivered = self._hand_over(self._queue(firms), possible)
        carry = self.capacity + self.carry - delivered
        self.carry = carry - math.floor(carry)
        self.delivered = float(delivered)
        self.backlog = backlog - delivered
        self.capacity = next_capacity(self.capacity, backlog, help_intensity)

    def _queue(self, firms: Sequence[Firm]) -> list[Firm]:
        """Orders old enough, oldest first, ties by a keyed uniform."""
        k, quarter = self.upgrade, self.model.quarter
        waiting = []
        for firm in firms:
            held = firm.upgrades[k]
            if firm.active == 1 and held.pending > 0 and quarter - held.ordered >= SHORTEST_WAIT:
                tie = self.model.uniform(Stream.QUEUE_TIE, firm.entity, held.ordered, k)
                waiting.append((held.ordered - quarter, tie, firm.entity, firm))
        return [entry[3] for entry in sorted(waiting, key=lambda entry: entry[:3])]

    def _hand_over(self, queue: Sequence[Firm], possible: int) -> int:
        left = possible
        for firm in queue:
            if left <= 0:
                break
            held = firm.upgrades[self.upgrade]
            held.delivered = min(held.pending, left)
            left -= held.delivered
        return possible - left
