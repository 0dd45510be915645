"""Processes that outlive nobody: a worker whose parent was killed ends by itself, and leaves Ctrl-C to its parent."""

import os
import threading
import time

from clustercast.model.system.posix import ignore_interrupts, parent

LOOK = 0.2
"""Seconds between two looks at who the parent is."""


def end_with(first: int) -> None:
    """In a new worker process: ignore Ctrl-C, and end when process ``first`` is no longer its parent."""
    ignore_interrupts()
    threading.Thread(target=_watch, args=(first,), daemon=True).start()


def _watch(first: int) -> None:
    while parent() == first:
        time.sleep(LOOK)
    os._exit(1)
