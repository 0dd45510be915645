"""Which numeric targets of the plans have an outcome in the data, and the reason where none may be scored."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clustercast.calibration.observed import series_ids
from clustercast.scenarios import Plan, Target
from clustercast.scenarios.faults import Faults

FILE = Path(__file__).parent / "plan_indicators.toml"
SCORED = "scored"
STANDINGS = (SCORED, "restated", "other", "no base", "earlier")
NO_ROW = "no row"
NO_ROW_ZH = "数据中没有晚于规划起点的任何一行涉及该指标。"
NO_ROW_EN = "No row of the data later than the plan's origin speaks of this indicator."
TEXTS = ("plan", "standing", "why_zh", "why_en")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the data hold on targets of a plan.

    ``standing`` is one of `STANDINGS`.  A scored one names the observed ``series`` and the ``year`` of the outcome, and
    the plan's indicator (``measure``) with the ``quarter`` (like 2024Q3) at which the model is held against it.
    """

    plan: str
    targets: tuple[str, ...]
    standing: str
    rows: tuple[str, ...]
    why_zh: str
    why_en: str
    series: str = ""
    measure: str = ""
    year: int = 0
    quarter: str = ""


@dataclass(frozen=True, slots=True)
class Examined:
    """One numeric target of a plan with what the data hold on it."""

    plan: str
    target: Target
    standing: str
    rows: tuple[str, ...]
    why_zh: str
    why_en: str


def read_outcomes(path: Path = FILE) -> tuple[Outcome, ...]:
    """The declared outcomes. Raises PackError with every fault of the file."""
    faults = Faults()
    found = []
    for number, entry in enumerate(tomllib.loads(path.read_text("utf-8"))["indicator"], 1):
        name = f"indicator {number}"
        _check(path.name, name, entry, faults)
        if not faults:
            found.append(Outcome(**(entry | {"targets": tuple(entry["targets"]), "rows": tuple(entry["rows"])})))
    faults.raise_if_any()
    return tuple(found)


def _check(file: str, name: str, entry: dict, faults: Faults) -> None:
    known = {*TEXTS, "targets", "rows", "series", "measure", "year", "quarter"}
    needed = {*TEXTS, "targets", "rows"}
    if entry.get("standing") == SCORED:
        needed = known
    for key in sorted(needed - set(entry)):
        faults.add(file, name, key, "the key is missing", f"{key} = ...")
    for key in sorted(set(entry) - known):
        faults.add(file, name, key, "no such key", f"one of {', '.join(sorted(known))}")
    if entry.get("standing") not in STANDINGS:
        faults.add(file, name, "standing", f"{entry.get('standing')!r}", f"one of {', '.join(STANDINGS)}")
    if entry.get("series", "") not in ("", *series_ids()):
        faults.add(file, name, "series", f"no observed series {entry['series']!r}", "one of series.toml")


def numeric_targets(plan: Plan) -> tuple[Target, ...]:
    """The targets of a plan that are numbers and that the model measures."""
    return tuple(one for one in plan.targets if one.kind != "qualitative" and one.status != "outside")


def examine(plan: Plan, outcomes: Sequence[Outcome]) -> tuple[Examined, ...]:
    """Every numeric target of a plan with what the data hold on it. Raises PackError for a target that is none."""
    ids = {one.id for one in plan.targets}
    named = {target: one for one in outcomes if one.plan == plan.id for target in one.targets}
    faults = Faults()
    for target in sorted(set(named) - ids):
        faults.add(FILE.name, plan.id, "targets", f"the plan has no target {target!r}", "the id of one of its targets")
    faults.raise_if_any()
    return tuple(_examined(plan.id, target, named.get(target.id)) for target in numeric_targets(plan))


def _examined(plan: str, target: Target, outcome: Outcome | None) -> Examined:
    if outcome is None:
        return Examined(plan, target, NO_ROW, (), NO_ROW_ZH, NO_ROW_EN)
    return Examined(plan, target, outcome.standing, outcome.rows, outcome.why_zh, outcome.why_en)


def scored(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """The outcomes that are held against the model."""
    return tuple(one for one in outcomes if one.standing == SCORED)
