"""The command hindcast: earlier forecasts held against what came, beside simple opponents."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clustercast.calibration.hindcast.kept import FOLDER, kept
from clustercast.calibration.hindcast.model_forecast import model_forecaster
from clustercast.calibration.hindcast.opponents import OPPONENTS
from clustercast.calibration.hindcast.plan_indicators import Examined, Outcome, examine, read_outcomes, scored
from clustercast.calibration.hindcast.plan_scores import PlanScore, score_outcome
from clustercast.calibration.hindcast.refits import refit, stale_origins
from clustercast.calibration.hindcast.rolling import Hindcast, run_hindcast
from clustercast.calibration.hindcast.summary import summary
from clustercast.calibration.hindcast.tables import write_tables
from clustercast.calibration.inference import Settings
from clustercast.commands.screen import language, progress, say_error, show_json, show_sentences, show_text
from clustercast.model.system.files import write_whole
from clustercast.reports.tables.hindcast_table import hindcast_markdown
from clustercast.reports.words.words import LANGUAGES, Language
from clustercast.scenarios import Plan, load_plan, plan_names
from clustercast.scenarios.arguments import MOST_MEMBERS, Arguments

REPORTS = {"en": "hindcast.en.md", "zh": "hindcast.zh.md"}


STALE = "fits of the origins {origins} were made by other rules or data of the model; make them anew with --refit"
REFITTED = Path("results") / "hindcast"


@dataclass(frozen=True, slots=True)
class Fits:
    """Where the posteriors of earlier origins stand (None: with the model), and whether to make them anew."""

    folder: Path | None = None
    anew: bool = False

    @property
    def place(self) -> Path:
        """The folder to read; a new fit goes to `REFITTED` where none is named, so what comes with the model stays."""
        return self.folder or (REFITTED if self.anew else FOLDER)


def hindcast(
    plan: str | None,
    members: int,
    seed: int,
    workers: int,
    out: Path | None,
    fits: Fits,
    as_json: bool,
    lang: Language | None,
) -> None:
    """Judge the model on the nation's installations and on the indicators of one plan, or of all."""
    asked = Arguments()
    asked.whole("members", members, 0, MOST_MEMBERS)
    asked.seed(seed)
    asked.raise_if_any()
    loaded = [load_plan(name) for name in (plan_names() if plan is None else [plan])]
    if fits.anew:
        fit_anew(fits.place, seed, workers)
    found = judge_installations(seed, fits.place)
    stale = stale_origins(fits.place)
    if stale:
        say_error(STALE.format(origins=", ".join(map(str, stale))))
    examined, scores = judge_plans(loaded, members, seed, workers)
    data = summary(found, scores, examined) | {"stale_fits": stale}
    if out is not None:
        write(out, found, data)
    if as_json:
        show_json(data)
        return
    show_text(hindcast_markdown(data, language(lang)))
    if out is not None:
        show_sentences(str(out))


def fit_anew(folder: Path, seed: int, workers: int) -> None:
    """Fits the model at every origin; a fit that was broken off goes on where it was."""
    with progress("fit") as report:
        refit(folder, Settings(seed=seed, threads=workers), progress=report)


def judge_installations(seed: int, folder: Path = FOLDER) -> Hindcast:
    """The model with its kept posteriors against every opponent. Raises NotFittedError where none is kept."""
    model = model_forecaster(lambda origin: kept(folder, origin))
    with progress("hindcast") as report:
        return run_hindcast(model, OPPONENTS, seed=seed, progress=report)


def judge_plans(loaded: list[Plan], members: int, seed: int, workers: int) -> tuple[list[Examined], list[PlanScore]]:
    """Every numeric target of the plans with what the data hold on it; no plan is simulated with ``members`` 0."""
    outcomes = read_outcomes()
    examined = [one for each in loaded for one in examine(each, outcomes)]
    wanted = {each.id for each in loaded}
    chosen: list[Outcome] = [one for one in scored(outcomes) if one.plan in wanted] if members > 0 else []
    return examined, [score_outcome(one, members, seed, workers) for one in chosen]


def write(folder: Path, found: Hindcast, data: dict[str, Any]) -> None:
    """Writes scores, skill, all of it as JSON, and the report in both languages."""
    write_tables(folder, found)
    write_whole(folder / "hindcast.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    for lang in LANGUAGES:
        write_whole(folder / REPORTS[lang], hindcast_markdown(data, lang))
