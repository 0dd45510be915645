"""The command new-plan."""

from pathlib import Path

from clustercast.commands.screen import language, show_sentences
from clustercast.reports.words.words import LANGUAGES, Language, say
from clustercast.scenarios.new_plan import write_new_plan


def new_plan(name: str, directory: Path, lang: Language | None) -> None:
    """Write the folder of a new plan and say what comes next."""
    folder = write_new_plan(name, directory, LANGUAGES if lang is None else (lang,))
    show_sentences(say("new_plan", language(lang), folder=folder.as_posix()))
    show_sentences(*(f"    clustercast {words} {folder.as_posix()}" for words in ("check", "run --members 20", "show")))
