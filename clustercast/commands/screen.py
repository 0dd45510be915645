"""The terminal: where tables and messages go, progress, and exit codes.

Exit codes: 0 done, 1 failure, 2 bad input, 70 an error of the program itself, 130 interrupted.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, cast

import typer

from clustercast.commands.terminal import drop_output, finish_output
from clustercast.reports.words.words import Language, say
from clustercast.scenarios.characters import UNPRINTABLE, printable, shortened

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

FAILURE, BAD_INPUT, DEFECT, INTERRUPTED = 1, 2, 70, 130
DEBUG = "CLUSTERCAST_DEBUG"
"""The variable with which an error of the program shows its traceback."""
LONGEST = 2_000
PATIENCE = 2.0
"""Seconds without a progress bar."""
WIDTH_OF_A_FILE = 120
P = ParamSpec("P")


def say_error(text: str) -> None:
    """Lines on the error stream."""
    typer.echo(printable(text), err=True)


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """A command whose errors become lines and exit codes: nothing that is given to it ends in a traceback."""

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
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except MemoryError:
            say_error(say("no_memory", language(None), command=_written(command.__name__, options)))
            raise typer.Exit(FAILURE) from None
        except Exception as error:
            code = _code(error)
            if code is None and os.environ.get(DEBUG):
                raise
            spoken = language(cast(Language | None, options.get("lang")))
            said = _told(error, spoken) if code is not None else _unforeseen(error, _written(command.__name__, options))
            say_error(said)
            raise typer.Exit(DEFECT if code is None else code) from None

    return run


def _written(command: str, options: Mapping[str, Any]) -> str:
    """The command with the names and paths that were given to it."""
    given = (str(one) for one in options.values() if isinstance(one, str | Path))
    return shortened(" ".join(("clustercast", command.replace("_", "-"), *given)), LONGEST)


def _unforeseen(error: Exception, command: str) -> str:
    """What is said of an error that is a defect of the program: where it arose, and that it should be reported."""
    found = shortened(" ".join(f"{type(error).__name__}: {error}".split()), LONGEST)
    return say("unforeseen", language(None), command=command, error=found, debug=DEBUG)


def _told(error: Exception, lang: Language) -> str:
    """What an error says; faults of given data in the language asked for."""
    faults = getattr(error, "faults", ())
    if lang == "en" or not faults:
        return str(error)
    from clustercast.reports.words.fault_words import in_chinese

    return "\n".join(in_chinese(one) for one in faults)


def _code(error: Exception) -> int | None:
    """The exit code of an error that a user can mend; None for any other."""
    known = {
        "PackError": BAD_INPUT,
        "RunRefusedError": BAD_INPUT,
        "RunLayoutError": BAD_INPUT,
        "RunDamagedError": BAD_INPUT,
        "NotFittedError": BAD_INPUT,
        "SchedulerError": BAD_INPUT,
        "NothingSimulatedError": FAILURE,
        "WorkersLostError": FAILURE,
        "FolderLockError": FAILURE,
        "ForeignWorkerError": FAILURE,
    }
    if isinstance(error, OSError):
        return FAILURE if error.errno is not None else BAD_INPUT
    return next((known[one.__name__] for one in type(error).__mro__ if one.__name__ in known), None)


def screen() -> Console:
    """The console on standard output; a file or pipe takes wide lines unless COLUMNS says otherwise."""
    from rich.console import Console, ConsoleOptions
    from rich.segment import Segment

    class Screen(Console):
        """Shows what can be shown: of a text nothing reaches the terminal that steers it."""

        def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
            for one in super().render(renderable, options):
                yield one if one.control else Segment(printable(one.text), one.style)

        def on_broken_pipe(self) -> None:
            raise  # A pipe that nobody reads is left to `guarded`.

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
    typer.echo(printable(text.replace("\r\n", "\n")), nl=False)


def show_json(content: Any) -> None:
    """Prints plain data as JSON and nothing else."""
    written = json.dumps(content, ensure_ascii=False, indent=1)
    typer.echo(UNPRINTABLE.sub(lambda one: f"\\u{ord(one[0]):04x}", written))


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
