"""How charts of many targets group and mark them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

from clustercast.reports.words.words import Language, say
from clustercast.scenarios.levers import GOALS

if TYPE_CHECKING:
    from clustercast.model.results.run import Run
    from clustercast.reports.charts.drawing.rows import Pair

QUOTA, NOWCAST = "◇", "△"
"""Before the label of a target that an agency decides, or whose deadline is in the year of the forecast origin."""


class Marked(Protocol):
    """Whatever says who decides, and whether it is a nowcast."""

    @property
    def mechanism(self) -> str: ...  # noqa: D102
    @property
    def nowcast(self) -> str | bool: ...  # noqa: D102


def marked(label: str, one: Marked) -> str:
    """The label with its marks before it."""
    marks = (QUOTA if one.mechanism == "quota" else "") + (NOWCAST if one.nowcast else "")
    return f"{marks} {label}" if marks else label


def marks_said(rows: Iterable[Marked], lang: Language) -> list[str]:
    """What the marks mean that are among the rows."""
    some = list(rows)
    found = [say("quota_note", lang)] if any(one.mechanism == "quota" for one in some) else []
    return found + ([say("nowcast_note", lang)] if any(one.nowcast for one in some) else [])


def _agency(run: Run, name: str) -> Pair:
    return run.record.agency(name, "zh"), run.record.agency(name, "en")


def groups_of(run: Run) -> Mapping[str, Pair]:
    """The group of each target: its goal, in the order of the goals; its lead agency where the plan is not at hand."""
    if run.known_plan is None:
        nobody = (say("agency_none", "zh"), say("agency_none", "en"))
        return {
            one.target: _agency(run, one.lead_agency) if one.lead_agency else nobody for one in run.record.attainments
        }
    other = (say("goal_none", "zh"), say("goal_none", "en"))
    found = {one.id: GOALS.get(one.goal or "", other) for one in run.plan.targets}
    order = [*GOALS.values(), other]
    return dict(sorted(found.items(), key=lambda pair: order.index(pair[1])))
