"""The table that is filled in with figures, of a plan or of a run; nothing here simulates."""

from __future__ import annotations

from pathlib import Path

from clustercast.model.results.record import AS_WRITTEN
from clustercast.model.results.record import FILE as RECORD
from clustercast.model.results.run import Run, load_run
from clustercast.model.updating.update import tells
from clustercast.scenarios import Fault, PackError, Plan, load_plan
from clustercast.scenarios.figures import Figure, template_text
from clustercast.scenarios.figures.template import asked_for


def figures_template(of: str | Path, lang: str = "en", pack: str | Path | None = None) -> str:
    """A table to fill in with figures, as CSV: of a plan, or of a run, whose members say which figures tell most.

    ``pack`` is the plan of a run that no longer finds it.
    """
    if not (Path(of) / RECORD).is_file():
        return template_text(load_plan(of), lang)
    run = load_run(of, pack)
    plan_of(run)
    asked = [Figure(target.id, "target", year, 4, 0.0) for target, year in asked_for(run.plan)]
    judged = [one for one in asked if run.plan.target(one.subject).status == "projected"]
    return template_text(run.plan, lang, tells(run, chosen_scenario(run, None), judged))


def plan_of(run: Run) -> Plan:
    """The plan of a run. Raises PackError where its pack is not at hand as it was."""
    if run.known_plan is None:
        problem = f"the plan pack {run.inputs.get('plan')} is not at hand as it was when the run was made"
        raise PackError([Fault(str(run.folder), "", "", problem, "--plan with the path of its pack")])
    return run.known_plan


def chosen_scenario(run: Run, wanted: str | None) -> str:
    """The scenario that is updated: the one asked for, else as written, else the first."""
    if wanted is None:
        return AS_WRITTEN if AS_WRITTEN in run.scenarios else run.scenarios[0]
    if wanted not in run.scenarios:
        listed = ", ".join(f'"{one}"' for one in run.scenarios)
        raise PackError([Fault(str(run.folder), "", "scenario", f'the run has no scenario "{wanted}"', listed)])
    return wanted
