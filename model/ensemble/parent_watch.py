"""Processes that outlive nobody: a worker whose parent was killed ends by itself, and leaves Ctrl-C to its parent."""

from __future__ import annotations

import os
import signal
import threading
import time

LOOK = 0.2
"""Seconds between two looks at who the parent is."""


def end_with(parent: int) -> None:
    """In a new worker process: ignore Ctrl-C, and end when process ``parent`` is no longer its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK)
    os._exit(1)
