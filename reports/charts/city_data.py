"""Who adopts, by city: the share of the firms of each city that have each upgrade at the end of the last year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.colors import to_hex

from clustercast.reports.charts.drawing.sheet import Key
from clustercast.reports.charts.profile import band, ceiling, named, taken_up, years_of
from clustercast.reports.words.numbers import number
from clustercast.reports.words.words import Language, say


@dataclass(frozen=True, slots=True)
class CityShare:
    """The share of the firms of a city (percent) that have an upgrade in December: median and 5-95 % of members."""

    city: str
    city_zh: str
    city_en: str
    firms: float
    upgrade: str
    upgrade_zh: str
    upgrade_en: str
    year: int
    p05: float | None
    p50: float | None
    p95: float | None


def city_shares_of(data: Any, scenario: str) -> tuple[CityShare, ...]:
    """Every city with every upgrade in the last year; no share where a city has no firm."""
    shares, firms = taken_up(data, "city", scenario)
    found, counts = band(shares[:, -1]), np.nan_to_num(band(firms[:, -1])[1])
    year, upgrades = years_of(data)[-1], named(data, "upgrade")
    return tuple(
        CityShare(
            *(city.id, city.label_zh, city.label_en, float(counts[c])),
            *(upgrade.id, upgrade.label_zh, upgrade.label_en, year),
            *(float(one) if np.isfinite(one) else None for one in found[:, c, u]),
        )
        for c, city in enumerate(named(data, "city"))
        for u, upgrade in enumerate(upgrades)
    )


def most_of(shares: Sequence[CityShare]) -> float:
    """Where the scale of shades ends: the round number at or above the highest median."""
    return ceiling(max((one.p50 for one in shares if one.p50 is not None), default=1.0))


def shade(share: float, most: float) -> str:
    """The shade of a share, darker the more, on the lighter half of the map cividis, so that black is read on it."""
    return to_hex(mpl.colormaps["cividis"](1.0 - 0.5 * min(share / most, 1.0)))


def shade_keys(most: float, lang: Language) -> list[Key]:
    """Samples of the shades."""
    keys = [Key(f"{number(most * part, 3)}%", box={"facecolor": shade(most * part, most)}) for part in (0.0, 0.5, 1.0)]
    return [*keys, Key(say("no_firms", lang), box={"facecolor": "white", "edgecolor": "#888888", "linewidth": 0.6})]


def city_name(one: CityShare, lang: Language) -> str:
    """The name of the city."""
    return one.city_zh if lang == "zh" else one.city_en


def in_number(one: CityShare) -> str:
    """The median, and below it the 5-95 % of members."""
    if one.p50 is None or one.p05 is None or one.p95 is None:
        return "–"
    return f"{number(one.p50, 2)}%\n{number(one.p05, 2)}–{number(one.p95, 2)}"
