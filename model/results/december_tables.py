"""What charts need beside the plan's indicators: take-up by cluster, city and size, and programmes (`TABLES`).

Of each December; the base year stands first. An adopter has the first level or one unit. Size classes go by the revenue
of the year; firms below scale (of plans that follow them) are cells, and their number is an expectation. Firms of other
sectors are in no place of the plan: only programmes count them. What programmes did before the plan is not known, and
is missing in the base year. Clusters that only repeat others (``part_of``, weight 0) have no firms and are left out.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from clustercast.agents.lengths import SIZE_BOUNDS
from clustercast.model.compiled.state import AWARDED, OUTLAY, QUALIFIED, TITLES_HELD, State
from clustercast.scenarios import Plan
from clustercast.scenarios.quarters import year_of

Profile = Mapping[str, Any]
"""Arrays by name; of many members with axes scenario and member in front. Missing is nan."""

TABLES: dict[str, tuple[str, ...]] = {
    f"{what}_by_{by}": ("firms", f"{said_zh}（按{zh}）", f"{said_en}, by {by}", place, *more)
    for by, place, zh in (("cluster", "cluster", "集群"), ("city", "city", "市"), ("size", "size_class", "规模"))
    for what, more, said_zh, said_en in (
        ("firms", (), "规模以上企业数", "firms above the size threshold"),
        ("adopters", ("upgrade",), "已采用升级的企业数", "firms that have taken up an upgrade"),
    )
} | {
    "firms_by_size": ("firms", "企业数（按规模）", "firms, by size", "size_class"),
    "outlay": ("CNY_10k", "当年支出（按项目）", "paid in the year, by programme", "programme"),
    "awarded": ("awards", "当年认定或奖补数", "awards of the year, by programme", "programme"),
    "qualified": ("candidates", "当年符合条件数", "qualified at the year's round, by programme", "programme"),
    "titles_held": ("titles", "持有称号数", "titles held, by programme", "programme"),
    "outlay_total": ("CNY_10k", "当年财政支出合计（含贴息）", "paid in the year in all, interest subsidies included"),
}
"""Unit, what it is in Chinese and English, and the dimensions after the year, of every table."""
COORDINATES: dict[str, tuple[str, ...]] = {
    "cluster": ("label_zh", "label_en", "flagship"),
    "city": ("label_zh", "label_en"),
    "size_class": ("label_zh", "label_en"),
    "programme": ("label_zh", "label_en", "act", "subject"),
    "upgrade": ("label_zh", "label_en"),
}
"""What is said of the places of each dimension besides their ids."""
FACTS = {"outlay": OUTLAY, "awarded": AWARDED, "qualified": QUALIFIED, "titles_held": TITLES_HELD}
SINCE_THE_PLAN = ("outlay", "awarded", "qualified", "outlay_total")
SIZE_WORDS = (
    ("below_100m", "1亿元以下", "below CNY 100m"),
    ("from_100m", "1亿至5亿元", "CNY 100m to 500m"),
    ("from_500m", "5亿至10亿元", "CNY 500m to 1bn"),
    ("from_1bn", "10亿至50亿元", "CNY 1bn to 5bn"),
    ("from_5bn", "50亿元及以上", "CNY 5bn and more"),
)
BELOW_SCALE = ("below_scale", "规模以下", "below scale")


def years_of(plan: Plan) -> list[str]:
    """The base year, and every year whose December the plan's quarters reach."""
    decembers = [quarter for quarter in range(plan.start, plan.end + 1) if quarter % 4 == 3]
    return [str(plan.base_year), *(str(year_of(quarter)) for quarter in decembers)]


def places_of(plan: Plan) -> int:
    """Rows of ``State.take_up``: clusters, cities, size classes, below scale."""
    return len(plan.clusters) + len(plan.cities) + len(SIZE_BOUNDS) + 2


def described(plan: Plan) -> dict[str, Any]:
    """Years, and the coordinates of each dimension with their labels, as plain data."""
    clusters = [plan.clusters[number] for number in _homes(plan)]
    sizes = (*SIZE_WORDS, BELOW_SCALE) if plan.below_scale else SIZE_WORDS
    rows: dict[str, list[tuple[Any, ...]]] = {
        "cluster": [(one.id, one.label_zh, one.label_en, int(one.flagship)) for one in clusters],
        "city": [(one.code, one.label_zh, one.label_en) for one in plan.cities],
        "size_class": list(sizes),
        "programme": [(one.id, one.label_zh, one.label_en, one.act, one.subject) for one in plan.programmes],
        "upgrade": [(one.code, one.label_zh, one.label_en) for one in plan.upgrades],
    }
    coordinates = {
        dimension: {key: [row[place] for row in rows[dimension]] for place, key in enumerate(("id", *about))}
        for dimension, about in COORDINATES.items()
    }
    return {"years": years_of(plan), "coordinates": coordinates}


def _homes(plan: Plan) -> list[int]:
    """Numbers of the clusters in which firms stand."""
    named = {firm.cluster for firm in plan.lead_firms}
    return [number for number, one in enumerate(plan.clusters) if one.weight > 0 or one.id in named]


def shapes_in(contents: Mapping[str, Any]) -> dict[str, tuple[int, ...]]:
    """Shape of every table, the year first, by the contents of a run; none where its blocks have no profile."""
    said = contents.get("profile")
    if not said:
        return {}
    length = {name: len(one["id"]) for name, one in said["coordinates"].items()}
    return {name: (len(said["years"]), *(length[one] for one in dims)) for name, (_, _, _, *dims) in TABLES.items()}


def empty_profile(plan: Plan, scenarios: int, members: int) -> dict[str, np.ndarray]:
    """Tables ``[scenario, member, year, ...]`` (float32) in which all is missing."""
    shapes = shapes_in({"profile": described(plan)})
    return {name: np.full((scenarios, members, *shape), np.nan, np.float32) for name, shape in shapes.items()}


def profile_of(plan: Plan, state: State, years: int) -> dict[str, np.ndarray]:
    """Tables ``[year, ...]`` of the first ``years`` years of a state (1: the base year alone)."""
    first_city = len(plan.clusters)
    first_size = first_city + len(plan.cities)
    sizes = len(SIZE_BOUNDS) + 1 + int(plan.below_scale)
    rows = {
        "cluster": _homes(plan),
        "city": slice(first_city, first_size),
        "size": slice(first_size, first_size + sizes),
    }
    found = {}
    for place, chosen in rows.items():
        noted = state.take_up[:years, chosen]
        found[f"firms_by_{place}"], found[f"adopters_by_{place}"] = noted[:, :, 0], noted[:, :, 1:]
    for name, fact in FACTS.items():
        found[name] = state.programme_years[:years, fact, :-1].copy()
    found["outlay_total"] = state.programme_years[:years, OUTLAY, -1].copy()
    for name in SINCE_THE_PLAN:
        found[name][0] = np.nan
    return found
