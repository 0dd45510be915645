"""One total order for every ranking: score descending, then a keyed uniform, then entity; never the row."""

from __future__ import annotations

from model.compile import event


@event
def sort_by(order, spare, score, tie, entity, count) -> None:
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
def _merge(order, spare, score, tie, entity, start, middle, end) -> None:
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
def _precedes(score, tie, entity, one, other):
    if score[one] != score[other]:
        return score[one] > score[other]
    if tie[one] != tie[other]:
        return tie[one] < tie[other]
    return entity[one] < entity[other]
