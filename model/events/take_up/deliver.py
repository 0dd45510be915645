"""Event 7: integrators deliver what was ordered, first come first served."""

from __future__ import annotations

import math

from clustercast.agents.columns import FirmCode, SupplierFloat, UpgradeCode
from clustercast.agents.draws import Stream, uniform
from clustercast.agents.supplier.rules import next_capacity
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import Given, State
from clustercast.model.events.ranking import sort_by
from clustercast.scenarios.numbers import Lever

SHORTEST_WAIT = 2


@event
def deliver(given: Given, state: State, n: int, seed: int, member: int, quarter: int) -> None:
    """Deliver ``min(backlog, capacity)`` of each upgrade, two quarters or more after the order; then adapt capacity.

    What needs no hardware (an office, an audit, a service) needs no integrator: it waits for nobody.
    """
    help_intensity = state.announced[Lever.INTEGRATOR_CAPACITY, 0, 0]
    for s in range(state.announced.shape[1]):
        help_intensity = max(help_intensity, state.announced[Lever.INTEGRATOR_CAPACITY, s, 0])
    for k in range(given.upgrades.shape[0]):
        backlog, waiting = _queue(state, k, n, seed, member, quarter)
        suppliers = state.suppliers
        possible = math.floor(suppliers[SupplierFloat.CAPACITY, k] + suppliers[SupplierFloat.CARRY, k])
        if given.upgrades[k].hardware == 0:
            possible = int(backlog)
        delivered = _hand_over(state, k, waiting, possible)
        carry = suppliers[SupplierFloat.CAPACITY, k] + suppliers[SupplierFloat.CARRY, k] - delivered
        suppliers[SupplierFloat.CARRY, k] = carry - math.floor(carry)
        suppliers[SupplierFloat.DELIVERED, k] = delivered
        suppliers[SupplierFloat.BACKLOG, k] = backlog - delivered
        suppliers[SupplierFloat.CAPACITY, k] = next_capacity(
            suppliers[SupplierFloat.CAPACITY, k], backlog, help_intensity
        )


@event
def _queue(state, k, n, seed, member, quarter):
    """Orders old enough, oldest first, ties by a keyed uniform: fills ``state.order[0]``.

    Returns all units on order, and how many firms wait in the queue.
    """
    active = state.codes[FirmCode.ACTIVE]
    entity = state.codes[FirmCode.ENTITY]
    pending = state.upgrade_codes[UpgradeCode.PENDING, k]
    ordered = state.upgrade_codes[UpgradeCode.ORDERED, k]
    delivered = state.upgrade_codes[UpgradeCode.DELIVERED, k]
    places = state.order[0]
    age = state.keys[0]
    tie = state.keys[1]
    backlog = 0.0
    count = 0
    for i in range(n):
        delivered[i] = 0
        if pending[i] == 0 or active[i] == 0:
            continue
        backlog += pending[i]
        if quarter - ordered[i] >= SHORTEST_WAIT:
            places[count] = i
            age[i] = quarter - ordered[i]
            tie[i] = uniform(seed, member, Stream.QUEUE_TIE, entity[i], ordered[i], k)
            count += 1
    sort_by(places, state.order[1], age, tie, entity, count)
    return backlog, count


@event
def _hand_over(state, k, waiting, possible):
    pending = state.upgrade_codes[UpgradeCode.PENDING, k]
    delivered = state.upgrade_codes[UpgradeCode.DELIVERED, k]
    left = possible
    for place in range(waiting):
        if left <= 0:
            break
        i = state.order[0, place]
        units = min(pending[i], left)
        delivered[i] = units
        left -= units
    return possible - left
