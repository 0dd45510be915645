"""The integrators of one upgrade in the region, who install what firms order."""

from __future__ import annotations

from typing import Any

import mesa

from clustercast.agents.surroundings import Surroundings


class Supplier(mesa.Agent):
    """First come, first served, within the capacity; attributes are the column ``SupplierFloat``."""

    model: Surroundings

    capacity: float
    backlog: float
    delivered: float
    carry: float

    def __init__(self, model: Any, number: int) -> None:
        super().__init__(model)
        self.number = number
