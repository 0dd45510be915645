"""The commands of the mid-term evaluation: update, figures-template."""

from __future__ import annotations

from pathlib import Path

from clustercast.commands.runs import announce_compilation, keeping
from clustercast.commands.screen import language, show, show_json, show_sentences, show_text
from clustercast.commands.screen import progress as progress_bar
from clustercast.reports.words.words import Language, say


def update(
    run: str,
    figures: Path,
    until: int | None,
    scenario: str | None,
    pack: Path | None,
    asked: tuple[int, int, int],
    confirm: bool,
    as_json: bool,
    lang: Language | None,
) -> None:
    """Tell the odds anew, given figures. ``asked`` are members, seed and workers of a run that is still to be made."""
    from clustercast.api.updating import execute_update
    from clustercast.reports.run.update_sentences import sentences
    from clustercast.reports.tables.update_table import update_table

    given = dict(zip(("members", "seed", "workers"), asked, strict=True))
    announce_compilation()
    with keeping(Path(run)), progress_bar("simulating") as report:
        record, done, folder = execute_update(
            run, figures, until, scenario, pack, confirm=confirm, progress=report, **given
        )
    if as_json:
        show_json(record.to_dict())
        return
    spoken = language(lang)
    show(update_table(record, spoken))
    show_sentences(*sentences(record, done.known_plan, spoken), say("u_how", spoken))
    show_sentences(say("u_written", spoken, folder=folder.as_posix()))


def figures_template(of: str, pack: Path | None, out: Path | None, lang: Language | None) -> None:
    """Write or print a table to fill in with figures; a file that exists is not overwritten."""
    from clustercast.api.figures import figures_template
    from clustercast.scenarios import Fault, PackError

    text = figures_template(of, language(lang), pack)
    if out is None:
        show_text(text)
        return
    if out.exists():
        raise PackError([Fault(str(out), "", "", "the file exists already", "the name of a new file")])
    out.write_text(text, encoding="utf-8-sig", newline="")
    show_sentences(str(out))
