"""Event 7: integrators deliver what was ordered, first come first served."""

from typing import Any

from clustercast.agents.draws import Draws, Stream, uniform
from clustercast.agents.firm.installation import SHORTEST_WAIT
from clustercast.agents.government.acts import largest_intensity
from clustercast.agents.lengths import MOST_ROBOTS
from clustercast.agents.rule import event
from clustercast.agents.supplier.acts import close_quarter, deliverable
from clustercast.model.compiled.state import TOO_MANY
from clustercast.model.events.ranking import rank
from clustercast.scenarios.numbers import Lever


@event
def deliver(region: Any, draws: Draws) -> None:
    """Deliver ``min(backlog, capacity)`` of each upgrade, two quarters or more after the order; then adapt capacity."""
    help_intensity = largest_intensity(region, Lever.INTEGRATOR_CAPACITY, 1)
    for k in range(len(region.upgrades)):
        supplier = region.suppliers[k]
        backlog, waiting = _queue(region, k, draws)
        if backlog >= MOST_ROBOTS:
            region.counts.status = TOO_MANY
        delivered = _hand_over(region, k, waiting, deliverable(supplier, region.upgrades[k], backlog))
        close_quarter(supplier, region.params, backlog, delivered, help_intensity)


@event
def _queue(region: Any, k: int, draws: Draws) -> tuple[float, int]:
    """Orders old enough, oldest first, ties by a keyed uniform: fills ``region.order[0]``.

    Returns all units on order, and how many firms wait in the queue.
    """
    order, keys = region.order, region.keys
    backlog, count = 0.0, 0
    for firm in region.firms:
        held = firm.upgrades[k]
        held.delivered = 0
        if held.pending == 0 or firm.active == 0:
            continue
        backlog += held.pending
        i, age = firm.number, draws.quarter - held.ordered
        if age >= SHORTEST_WAIT:
            order[0, count] = i
            keys[0, i] = age
            keys[1, i] = uniform(draws, Stream.QUEUE_TIE, firm.entity, held.ordered, k)
            keys[2, i] = firm.entity
            count += 1
    rank(region, count)
    return backlog, count


@event
def _hand_over(region: Any, k: int, waiting: int, possible: int) -> int:
    """Give the queue its units, as many as are possible; how many were given."""
    left = possible
    for place in range(waiting):
        if left <= 0:
            break
        held = region.firms[region.order[0, place]].upgrades[k]
        held.delivered = min(held.pending, left)
        left -= held.delivered
    return possible - left
