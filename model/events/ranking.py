"""One total order for every ranking: score descending, then a keyed uniform, then entity; never the row."""

from typing import Any

import numpy as np

from clustercast.agents.rule import event
from clustercast.model.compiled.shortcut import shortcut


def rank(region: Any, count: int) -> None:
    """Bring ``region.order[0, :count]`` (row numbers) into the total order.

    By row, ``region.keys`` has the score in 0, the keyed uniform in 1, the entity in 2.
    """
    keys = region.keys
    rows = [region.order[0, place] for place in range(count)]
    for place, row in enumerate(sorted(rows, key=lambda row: (-keys[0, row], keys[1, row], keys[2, row]))):
        region.order[0, place] = row


@shortcut(rank)
def _merge_sort(region: Any, count: int) -> None:
    keys = region.keys
    sort_by(region.order[0], region.order[1], keys[0], keys[1], keys[2], count)


def keep_contenders(region: Any, count: int, wanted: int) -> int:
    """Keep in ``region.order[0, :count]`` those who can be among the first ``wanted``; how many they are.

    Their score (``region.keys[0]``) is at least that of the last winner, so ties at that score all stay.
    ``region.keys[2]`` is overwritten.
    """
    rows = [region.order[0, place] for place in range(count)]
    if wanted <= 0 or wanted >= count:
        return max(0, min(wanted, count))
    least = sorted([region.keys[0, row] for row in rows], reverse=True)[wanted - 1]
    left = 0
    for row in rows:
        if region.keys[0, row] >= least:
            region.order[0, left] = row
            left += 1
    return left


@shortcut(keep_contenders)
def _by_partition(region: Any, count: int, wanted: int) -> int:
    if wanted <= 0 or wanted >= count:
        return max(0, min(wanted, count))
    order, score, spare = region.order[0], region.keys[0], region.keys[2]
    for place in range(count):
        spare[place] = score[order[place]]
    least = np.partition(spare[:count], count - wanted)[count - wanted]
    left = 0
    for place in range(count):
        if score[order[place]] >= least:
            order[left] = order[place]
            left += 1
    return left


@event
def sort_by(order: Any, spare: Any, score: Any, tie: Any, entity: Any, count: int) -> None:
    """Merge sort of ``order[:count]`` (row numbers) by (score descending, tie ascending, entity ascending)."""
    width = 1
    while width < count:
        start = 0
        while start < count:
            _merge(order, spare, score, tie, entity, start, min(start + width, count), min(start + 2 * width, count))
            start += 2 * width
        for place in range(count):
            order[place] = spare[place]
        width *= 2


@event
def _merge(order: Any, spare: Any, score: Any, tie: Any, entity: Any, start: int, middle: int, end: int) -> None:
    left = start
    right = middle
    for place in range(start, end):
        if left < middle and (right >= end or not _precedes(score, tie, entity, order[right], order[left])):
            spare[place] = order[left]
            left += 1
        else:
            spare[place] = order[right]
            right += 1


@event
def _precedes(score: Any, tie: Any, entity: Any, one: int, other: int) -> bool:
    if score[one] != score[other]:
        return score[one] > score[other]
    if tie[one] != tie[other]:
        return tie[one] < tie[other]
    return entity[one] < entity[other]
