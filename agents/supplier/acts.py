"""What the integrators of one upgrade do in a quarter: they install what firms order."""

import math
from typing import Any

from clustercast.agents.rule import act
from clustercast.agents.supplier.rules import next_capacity


@act
def deliverable(supplier: Any, upgrade: Any, backlog: float) -> int:
    """Whole units that can be delivered this quarter.

    What needs no hardware (an office, an audit, a service) needs no integrator: it waits for nobody.
    """
    if upgrade.hardware == 0:
        return int(backlog)
    work: float = supplier.capacity + supplier.carry
    return int(math.floor(work))


@act
def close_quarter(supplier: Any, p: Any, backlog: float, delivered: int, help_intensity: float) -> None:
    """Carry over a project half done, and adapt capacity to the backlog there was before delivery.

    ``help_intensity`` is the intensity of the levers that help integrators.
    """
    carry = supplier.capacity + supplier.carry - delivered
    supplier.carry = carry - math.floor(carry)
    supplier.delivered = float(delivered)
    supplier.backlog = backlog - delivered
    supplier.capacity = next_capacity(
        supplier.capacity, backlog, help_intensity, p.integrator_backlog, p.integrator_growth, p.integrator_shrink
    )
