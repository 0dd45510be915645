"""A table to be filled in with figures: a row for each target and year that the model measures, the values open."""

import csv
from collections.abc import Iterable
from io import StringIO

from clustercast.scenarios.entries import Target
from clustercast.scenarios.figures.entries import COLUMNS
from clustercast.scenarios.figures.read import has_figure
from clustercast.scenarios.plan import Plan
from clustercast.scenarios.quarters import year_of
from clustercast.scenarios.units import UNITS

MEANINGS = {
    "level": ("年末水平", "level at the end of the year"),
    "share": ("年末占比", "share at the end of the year"),
    "coverage": ("年末覆盖面", "coverage at the end of the year"),
    "index": ("年末指数", "index at the end of the year"),
    "growth_per_year": ("基年以来年均增速", "growth a year since the base year"),
    "cumulative_count": ("自起始年以来累计数", "count since its first year"),
    "count_per_year": ("当年数", "count of the year"),
    "reduction_from_base": ("比基年下降", "reduction from the base year"),
}
SHOWN = (
    "subject",
    "label",
    "year",
    "value",
    "unit",
    "meaning",
    "tells",
    "error",
    "basis",
    "factor",
    "vintage",
    "source",
)
TITLES = {"label": ("名称", "name"), "meaning": ("含义", "meaning"), "tells": ("信息量", "tells")}


def template_rows(plan: Plan, lang: str, tells: dict[str, float] | None = None) -> list[list[str]]:
    """Headers, then open rows: every measured target in every year up to its deadline.

    ``tells`` gives by name of a figure (``id@year``) by how much it would narrow the odds (share of their spread, 0 to
    1); rows with more come first.
    """
    place = 0 if lang == "zh" else 1
    header = [TITLES[key][place] if key in TITLES else COLUMNS[key][place] for key in SHOWN]
    asked = asked_for(plan)
    if tells is not None:
        asked.sort(key=lambda one: -tells.get(f"{one[0].id}@{one[1]}", 0.0))
    return [header, *(_row(target, year, place, tells or {}) for target, year in asked)]


def template_text(plan: Plan, lang: str, tells: dict[str, float] | None = None) -> str:
    """The template as CSV; write it with a byte order mark, so that spreadsheets know its encoding."""
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(template_rows(plan, lang, tells))
    return text.getvalue()


def asked_for(plan: Plan) -> list[tuple[Target, int]]:
    """Every target that the model measures with every year for which a figure of it can be taken."""
    return [(target, year) for target in _measured(plan) for year in _years(plan, target)]


def _measured(plan: Plan) -> Iterable[Target]:
    return filter(has_figure, plan.targets)


def _years(plan: Plan, target: Target) -> range:
    first = plan.base_year if target.status == "conditional" else max(target.from_year or 0, plan.base_year + 1)
    return range(first, min(target.by or plan.period[1], year_of(plan.end)) + 1)


def _row(target: Target, year: int, place: int, tells: dict[str, float]) -> list[str]:
    unit = UNITS[target.unit or "number"]
    found = tells.get(f"{target.id}@{year}")
    cells = {
        "subject": target.id,
        "label": (target.label_zh, target.label_en)[place],
        "year": str(year),
        "unit": unit.code,
        "meaning": MEANINGS[target.kind][place],
        "tells": "" if found is None else f"{100.0 * found:.0f}%",
    }
    return [cells.get(key, "") for key in SHOWN]
