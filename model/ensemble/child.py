"""Processes that we start ourselves: this interpreter, our own sources, and nothing of the folder they run in."""

import os
import sys
from collections.abc import Callable, Generator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from types import ModuleType
from typing import Any

from clustercast.model.ensemble.parent_watch import end_with
from clustercast.model.system.house import HOUSE


def python(*words: str) -> list[str]:
    """The command: ``-P`` leaves the working folder off the path, so that a user's files are never imported."""
    return [sys.executable, "-P", *words]


def environment(**settings: str) -> dict[str, str]:
    """Our environment, in which the child finds the same sources as we did, installed or not."""
    path = os.pathsep.join([str(HOUSE.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "PYTHONPATH": path, **settings}


class Children(ProcessPoolExecutor):
    """Processes started afresh (not forked: a fork would inherit the lock of the folder and threads) that end with this
    one, however it ends, and never execute the caller's script. ``begin(*given)`` is what each does first.
    """

    def __init__(self, workers: int, begin: Callable[..., None] | None = None, *given: Any) -> None:
        super().__init__(workers, get_context("spawn"), _begin, (os.getpid(), begin, given))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """As every executor; a process that it takes is started here."""
        with without_main():
            return super().submit(fn, *args, **kwargs)


def _begin(first: int, begin: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    end_with(first)
    if begin is not None:
        begin(*given)


@contextmanager
def without_main() -> Generator[None]:
    """A process that is started within does not execute the caller's main module: ours need nothing of it.

    Else a script without ``if __name__ == "__main__"`` would start its run again in every child.
    """
    real = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = real
