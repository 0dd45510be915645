"""Why energy intensity fell: on its own, by upgrades within firms, and by a shift of output between firms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EnergyParts:
    """Cut of the region's energy per value added, as shares of its base; the three parts sum to the cut."""

    cut: float
    autonomous: float
    within: float
    between: float


def energy_parts(
    value_added_before: Sequence[float],
    value_added_after: Sequence[float],
    intensity_before: Sequence[float],
    intensity_after: Sequence[float],
    autonomous_factor: float = 1.0,
) -> EnergyParts:
    """Split the relative cut of ``sum(energy) / sum(value added)`` into three parts that add up to it.

    With shares ``s`` of value added, intensities ``e`` (energy per value added), ``I = sum s e`` and the factor
    ``g = exp(-alpha t)`` by which intensity falls without any upgrade:
    autonomous ``sum s0 e0 (1 - g) / I0``, within firms ``sum s0 (e0 g - e1) / I0``, between firms
    ``sum (s0 - s1) e1 / I0``.  Firms that came (no value added before) and firms that left (none after) count
    between firms.  Energy and value added in any units, the same before and after.  Raises ValueError if lengths
    differ or a total is not above 0.
    """
    total_before = _total(value_added_before)
    total_after = _total(value_added_after)
    base = end = within = between = 0.0
    rows = zip(value_added_before, value_added_after, intensity_before, intensity_after, strict=True)
    for before, after, old, new in rows:
        share_before, share_after = before / total_before, after / total_after
        alone = old * autonomous_factor
        reached = new if after > 0.0 else alone
        base += share_before * old
        end += share_after * reached
        within += share_before * (alone - reached)
        between += (share_before - share_after) * reached
    if base <= 0.0:
        raise ValueError("the base uses no energy; its cut has no meaning")
    return EnergyParts((base - end) / base, 1.0 - autonomous_factor, within / base, between / base)


def _total(amounts: Sequence[float]) -> float:
    total = 0.0
    for amount in amounts:
        total += amount
    if total <= 0.0:
        raise ValueError("value added is 0 in total; no energy intensity can be computed")
    return total
