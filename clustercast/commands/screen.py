"""The terminal: where tables and messages go, progress, and exit codes.

Exit codes: 0 done, 1 failure, 2 bad input, 130 interrupted.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec

import typer

from clustercast.commands.terminal import drop_output, finish_output
from clustercast.reports.words.words import Language

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

FAILURE, BAD_INPUT, INTERRUPTED = 1, 2, 130
PATIENCE = 2.0
"""Seconds without a progress bar."""
WIDTH_OF_A_FILE = 120
P = ParamSpec("P")


def say_error(text: str) -> None:
    """Lines on the error stream."""
    typer.echo(text, err=True)


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """A command whose known errors become lines and exit codes; any other error is left to show where it arose."""

    @wraps(command)
    def run(*args: P.args, **options: P.kwargs) -> None:
        try:
            command(*args, **options)
            finish_output()
        except BrokenPipeError:
            drop_output()  # Nobody reads on, as behind `| head`: what was to be done is done.
        except KeyboardInterrupt:
            say_error("interrupted; run the same command again")
            raise typer.Exit(INTERRUPTED) from None
        except (ValueError, RuntimeError, OSError) as error:
            code = _code(error)
            if code is None:
                raise
            say_error(str(error))
            raise typer.Exit(code) from None

    return run


def _code(error: Exception) -> int | None:
    """The exit code of an error that a user can mend; None for any other."""
    known = {
        "PackError": BAD_INPUT,
        "RunRefusedError": BAD_INPUT,
        "RunLayoutError": BAD_INPUT,
        "RunDamagedError": BAD_INPUT,
        "NotFittedError": BAD_INPUT,
        "NothingSimulatedError": FAILURE,
        "ForeignWorkerError": FAILURE,
    }
    if isinstance(error, OSError):
        return FAILURE if error.errno is not None else BAD_INPUT
    return next((known[one.__name__] for one in type(error).__mro__ if one.__name__ in known), None)


def screen() -> Console:
    """The console on standard output; a file or pipe takes wide lines unless COLUMNS says otherwise."""
    from rich.console import Console

    class Screen(Console):
        """Leaves a pipe that nobody reads to `guarded`."""

        def on_broken_pipe(self) -> None:
            raise

    free = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    return Screen(width=WIDTH_OF_A_FILE if free else None)


def show_sentences(*sentences: str) -> None:
    """Prints sentences, a line each: wrapped on a terminal, whole elsewhere."""
    console = screen()
    for sentence in sentences:
        console.print(sentence, highlight=False, markup=False, soft_wrap=not console.is_terminal)


def show(*parts: RenderableType) -> None:
    """Prints tables and texts."""
    console = screen()
    for part in parts:
        console.print(part)


def show_text(text: str) -> None:
    """Prints text as it is, to be piped into a file."""
    typer.echo(text.replace("\r\n", "\n"), nl=False)


def show_json(content: Any) -> None:
    """Prints plain data as JSON and nothing else."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=1))


def language(given: Language | None) -> Language:
    """The language asked for, else that of the terminal: Chinese where it says so, English otherwise."""
    if given is not None:
        return given
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if spoken.lower().startswith("zh") else "en"


@contextmanager
def progress(words: str) -> Iterator[Callable[[int, int], None]]:
    """A bar with the time left on the error stream, from the third second on; silent where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(words), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(words, total=None)
    began = time.monotonic()

    def report(done: int, total: int) -> None:
        bar.update(task, completed=done, total=total)
        if not bar.live.is_started and time.monotonic() - began > PATIENCE:
            bar.start()

    try:
        yield report
    finally:
        bar.stop()
