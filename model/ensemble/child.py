"""Processes that we start ourselves: this interpreter, our own sources, and nothing of the folder they run in."""

import os
import sys

from clustercast.model.compiled.code_cache import HOUSE


def python(*words: str) -> list[str]:
    """The command: ``-P`` leaves the working folder off the path, so that a user's files are never imported."""
    return [sys.executable, "-P", *words]


def environment(**settings: str) -> dict[str, str]:
    """Our environment, in which the child finds the same sources as we did, installed or not."""
    path = os.pathsep.join([str(HOUSE.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "PYTHONPATH": path, **settings}
