"""What every member of a run says where a figure stands, and what is held against each target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from clustercast.model.attainment.judgement import Course, course_of, is_measured
from clustercast.model.attainment.verdicts import verdict_of
from clustercast.model.inputs.tolerances import Bar
from clustercast.model.results.run import Run
from clustercast.scenarios import Fault, PackError, Target, last_quarter_of_year, year_of
from clustercast.scenarios.figures import Figure
from clustercast.scenarios.quarters import quarter_of

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Margin:
    """A target that is judged: ``achieved`` [member] against the ``bar``; ``base`` is the figure of the base year that
    made a conditional target one with a probability (None: the run judges it by itself).
    """

    target: Target
    bar: Bar
    achieved: Floats
    base: float | None = None


@dataclass(frozen=True, slots=True)
class Margins:
    """The members of a scenario that could be judged (``members`` their numbers): ``predicted`` [member, figure] is
    what they say for each figure, ``targets`` what is held against each target.
    """

    scenario: str
    members: NDArray[np.int64]
    figures: tuple[Figure, ...]
    predicted: Floats
    targets: tuple[Margin, ...]

    def only(self, figures: Sequence[int]) -> Margins:
        """The same with some of the figures, by their places."""
        some = list(figures)
        return replace(self, figures=tuple(self.figures[n] for n in some), predicted=self.predicted[:, some])


def margins_of(run: Run, scenario: str, figures: Sequence[Figure], file: str = "") -> Margins:
    """Raises PackError with every figure that the run has no number for."""
    faults: list[Fault] = []
    courses = {one.id: course_of(run, one, scenario) for one in run.plan.targets if is_measured(one)}
    bases = {one.subject: one.value for one in figures if one.of == "target" and one.year == run.plan.base_year}
    columns = [
        found for one in figures if (found := _predicted(run, scenario, one, courses, bases, file, faults)) is not None
    ]
    if faults:
        raise PackError(faults)
    targets = [one for course in courses.values() if (one := _margin(run, scenario, course, bases)) is not None]
    everything = [*columns, *(one.achieved for one in targets)]
    whole = np.isfinite(np.array(everything)).all(axis=0) if everything else np.zeros(0, bool)
    predicted = np.array(columns).T[whole] if columns else np.zeros((int(whole.sum()), 0))
    judged = tuple(replace(one, achieved=one.achieved[whole]) for one in targets)
    members = np.asarray(run.dataset["member"].values)[whole].astype(np.int64)
    return Margins(scenario, members, tuple(figures), predicted, judged)


def _margin(run: Run, scenario: str, course: Course, bases: dict[str, float]) -> Margin | None:
    """The target with its verdicts; a conditional one where its base is known; None where nothing is judged."""
    target, bar = course.target, course.bar
    if bar is None:
        return None
    if target.status == "projected":
        verdict = verdict_of(run, target, scenario)
        return None if verdict is None else Margin(target, bar, verdict.achieved)
    base = bases.get(target.id)
    return None if base is None else Margin(target, bar, _anchored(course.achieved, base, target), base)


def _anchored(change: Floats, base: float, target: Target) -> Floats:
    """The level of a conditional target: its base changed as the member's own level changes."""
    return base * change if target.base_form == "multiplicative" else base + change


def _predicted(
    run: Run,
    scenario: str,
    figure: Figure,
    courses: dict[str, Course],
    bases: dict[str, float],
    file: str,
    faults: list[Fault],
) -> Floats | None:
    """What each member says for a figure; None, with a fault, where the run does not have it."""
    quarter = quarter_of(figure.year, figure.quarter)
    if figure.of == "indicator":
        if quarter < run.plan.start:
            return run.base(figure.subject)
        values = run.values(figure.subject, scenario)
        if quarter - run.plan.start < values.shape[1]:
            return values[:, quarter - run.plan.start]
        faults.append(_lacking(figure, file, f"a quarter up to the end of {year_of(run.plan.end)}"))
        return None
    course = courses[figure.subject]
    conditional = course.target.status == "conditional"
    if conditional and figure.year == run.plan.base_year:
        return np.full(course.path.shape[0], figure.value)
    if conditional and figure.subject not in bases:
        remedy = f"beside it its figure of the base year, {run.plan.base_year}"
        faults.append(Fault(file, figure.cell, figure.subject, "the base of this target is not known", remedy))
        return None
    last = last_quarter_of_year(figure.year)
    if last not in course.points:
        years = sorted({year_of(one) for one in course.points})
        faults.append(_lacking(figure, file, f"a year from {years[0]} to {years[-1]}"))
        return None
    path = course.path[:, course.points.index(last)]
    return _anchored(path, bases[figure.subject], course.target) if conditional else path


def _lacking(figure: Figure, file: str, remedy: str) -> Fault:
    return Fault(file, figure.cell, figure.subject, f"the run has no number of {figure.name}", remedy)
