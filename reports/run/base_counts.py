"""Counts at the base year, each beside the target that it decides.

How many firms of each size class the simulated region starts with decides its size targets before any firm has acted,
so these counts are shown wherever the targets are. Two sources: the measure of every target of a level or a yearly
count at the base (``measure``), and the facts that the base population reports of itself (``fact``), such as the number
of firms.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from clustercast.model.attainment.break_even import band
from clustercast.model.results.dataset_names import FACT
from clustercast.model.results.record import BaseCount
from clustercast.model.results.run import Run
from clustercast.model.system.files import whole_text
from clustercast.reports.words.cells import as_text
from clustercast.reports.words.numbers import rounded
from clustercast.scenarios import Plan, Target

COLUMNS = (
    "source",
    "id",
    "label_zh",
    "label_en",
    "unit",
    "median",
    "p05",
    "p95",
    "target",
    "comparator",
    "value",
    "by",
)
FACT_KINDS = {"firms": ("企业（单个法人）", "firms (single entities)"), "groups": ("集团", "owner groups")}
FACTS = {
    "firms": ("规模以上企业数", "above-scale firms"),
    "vectors_tried": ("预热接受前试算的参数组数", "parameter vectors tried before the burn-in kept one"),
}
FORMS = ("level", "every_year")


def base_counts(run: Run) -> tuple[BaseCount, ...]:
    """The measures of targets at the base in the order of the plan, then the facts of the base population."""
    return (*_measures(run), *_facts(run))


def _measures(run: Run) -> list[BaseCount]:
    plan, found = run.plan, []
    for indicator in plan.indicators:
        decided = [one for one in plan.targets if one.measure == indicator.id and one.kind != "qualitative"]
        targets = tuple(one.id for one in decided if one.read_as in FORMS)
        if targets and indicator.kind in ("stock", "flow_year"):
            values = band(run.base(indicator.id))
            labels = (indicator.id, indicator.label_zh, indicator.label_en, indicator.unit)
            found.append(BaseCount("measure", *labels, values.median, values.p05, values.p95, targets))
    return found


def _facts(run: Run) -> list[BaseCount]:
    """The facts, one number a member; one named like an indicator takes its labels and targets."""
    plan, found = run.plan, []
    indicators = {one.id: one for one in plan.indicators}
    for key in (str(one) for one in run.dataset.data_vars if str(one).startswith(FACT)):
        name, at = key.removeprefix(FACT), band(run.dataset[key].values)
        known = indicators.get(name)
        labels = (known.label_zh, known.label_en, known.unit) if known else fact_labels(name)
        targets = tuple(one.id for one in plan.targets if one.measure == name)
        found.append(BaseCount("fact", name, *labels, at.median, at.p05, at.p95, targets))
    return found


def write_base_counts(path: Path, counts: Sequence[BaseCount], plan: Plan) -> None:
    """The counts as CSV (utf-8 with BOM): one row a count and target, one row for a count without a target."""
    with whole_text(path, bom=True) as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for one in counts:
            for target in [plan.target(id) for id in one.targets] or [None]:
                writer.writerow(_cells(one, target))


def _cells(one: BaseCount, target: Target | None) -> list[str]:
    numbers = [None if value is None else rounded(value) for value in (one.median, one.p05, one.p95)]
    asked = (target.id, target.comparator, target.value, target.by) if target else (None, None, None, None)
    return [as_text(cell) for cell in (one.source, one.id, one.label_zh, one.label_en, one.unit, *numbers, *asked)]


def fact_labels(name: str) -> tuple[str, str, str]:
    """Chinese and English label and unit of a base fact ("firms_from_50": with revenue of CNY 50 x 100m or more)."""
    kind, _, floor = name.partition("_from_")
    if floor and kind in FACT_KINDS:
        zh, en = FACT_KINDS[kind]
        amount = float(floor)
        english = f"CNY {amount * 100:g} m" if amount < 10 else f"CNY {amount / 10:g} bn"
        return f"收入{amount:g}亿元及以上的{zh}", f"{en} with revenue of {english} or more", "firms"
    zh, en = FACTS.get(name, (name.replace("_", " "),) * 2)
    return zh, en, "firms" if name == "firms" else ""
