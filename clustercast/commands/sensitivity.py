"""The command sensitivity."""

from __future__ import annotations

import sys
from pathlib import Path

from clustercast.commands.runs import announce_compilation, keeping
from clustercast.commands.screen import BAD_INPUT, language, say_error, show, show_json, show_sentences
from clustercast.commands.screen import progress as progress_bar
from clustercast.reports.words.words import Language


def sensitivity(
    plan: str,
    scenario: str,
    asked: tuple[int, int, int, int, int],
    workers: int,
    out: Path | None,
    as_json: bool,
    lang: Language | None,
) -> None:
    """Carry out a study, print what moves each target, leave everything in a folder.

    ``asked`` are trajectories, base points, few, members and seed.
    """
    import typer

    from clustercast.api.forecast import Execution
    from clustercast.api.sensitivity import default_folder, execute_study, prepare_study, settings_of
    from clustercast.calibration.sensitivity.factors import factors_of
    from clustercast.reports.sensitivity.sensitivity_products import plain
    from clustercast.reports.sensitivity.sensitivity_summary import sensitivity_sentences, sensitivity_table
    from clustercast.reports.words.sensitivity_words import phrase

    spoken = language(lang)
    try:
        settings = settings_of(*asked)
    except ValueError as error:
        say_error(str(error))
        raise typer.Exit(BAD_INPUT) from None
    spec = prepare_study(plan, scenario, settings)
    folder = out or default_folder(spec, settings)
    first, second = settings.runs(len(factors_of(spec.plan)))
    if sys.stderr.isatty():
        say_error(phrase("planned", spoken, first=first, second=second))
    announce_compilation()
    with keeping(folder), progress_bar("simulating") as report:
        found = execute_study(
            spec, settings, folder=folder, execution=Execution(workers), progress=report, notice=say_error
        )
    if as_json:
        show_json(plain(found, folder.as_posix()))
        return
    show(sensitivity_table(found, spoken))
    show_sentences(*sensitivity_sentences(found, spoken, folder.as_posix()))
