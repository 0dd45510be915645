"""The command that fits the model's parameters to what was known at the origin of a plan."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from clustercast.commands.screen import BAD_INPUT, FAILURE, language, say_error, screen, show_json, show_sentences
from clustercast.reports.words.words import LANGUAGES, Language
from clustercast.scenarios import load_plan
from clustercast.scenarios.arguments import Arguments
from clustercast.scenarios.folder import HOME

RESULTS = Path("results")


def calibrate(
    plan: str,
    cut: str | None,
    out: Path | None,
    live_points: int | None,
    seed: int,
    workers: int,
    check: bool,
    as_json: bool,
    lang: Language | None,
) -> None:
    """Fit both variants, print the tables, write the posterior; or say whether the kept one is up to date."""
    import typer

    from clustercast.calibration.cuts import CUTS, cut_for

    asked = Arguments()
    asked.seed(seed)
    asked.raise_if_any()
    named = {one.id: one for one in CUTS}
    wanted = cut_for(load_plan(plan, prior=True)) if cut is None else named.get(cut)
    if wanted is None:
        say_error(f"no cut of the data {cut or 'lies before the origin of ' + plan}; known are {', '.join(named)}")
        raise typer.Exit(BAD_INPUT)
    if check:
        _check(wanted.id)
        return
    from clustercast.calibration.calibrate import calibrate, forget, write
    from clustercast.calibration.inference import LIVE_POINTS, Settings

    folder = out or RESULTS / f"calibration-{wanted.id}"
    say_error(f"fitting {wanted.id}: some minutes; broken off, the same command goes on")
    found = calibrate(wanted, Settings(live_points or LIVE_POINTS, seed=seed, threads=workers), folder)
    write(found, folder)
    forget(folder)
    if as_json:
        from clustercast.calibration.calibrate import manifest_of
        from clustercast.reports.words.calibration_words import findings

        said = {one: findings(found, one) for one in LANGUAGES}
        show_json(manifest_of(found) | {"cut": asdict(wanted), "folder": folder.as_posix(), "findings": said})
        return
    _show(found, folder, language(lang))


def _check(cut: str) -> None:
    """Say for a kept posterior whether model and data would still give it; exit code 1 where they would not."""
    import typer

    from clustercast.calibration.calibrate import stale
    from clustercast.calibration.cuts import CUTS

    found = next(one for one in CUTS if one.id == cut)
    reasons = stale(found, HOME / "posterior" / cut)
    show_sentences(*(reasons or [f"{cut}: what model and data give"]))
    if reasons:
        raise typer.Exit(FAILURE)


def _show(found, folder: Path, lang: Language) -> None:
    from clustercast.reports.tables.calibration_table import figure_table, parameter_table
    from clustercast.reports.words.calibration_words import findings

    console = screen()
    console.print(parameter_table(found, lang))
    console.print("")
    console.print(figure_table(found, lang))
    console.print("")
    show_sentences(*findings(found, lang), folder.as_posix())
