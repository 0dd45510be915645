"""The entry points of the kernel: compiled when they are first called, or ahead, and kept on disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba

from clustercast.model.compiled.code_cache import CodeCache
from clustercast.model.compiled.whole_library import EntryCompiler

AHEAD = {
    "populate": "clustercast.model.kernel",
    "keyed_uniforms": "clustercast.model.compiled.bulk_draws",
    "solve": "clustercast.model.kernel",
    "follow": "clustercast.model.kernel",
    "settle_base": "clustercast.model.kernel",
    "run": "clustercast.model.kernel",
}
"""The entry points that every run needs, and their modules; others are compiled when they are first called."""


def entry(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile an entry point: callable from Python, without the interpreter's lock, kept on disk (`CodeCache`)."""
    dispatcher: Any = numba.njit(nogil=True, pipeline_class=EntryCompiler)(function)
    if dispatcher is not function:  # It is where NUMBA_DISABLE_JIT is set.
        dispatcher._cache = CodeCache(function.__module__, function.__name__)
    return dispatcher


def is_warm() -> bool:
    """Whether compiled code of all that every run needs is already on disk, for these very sources."""
    return all(CodeCache(module, name).is_warm() for name, module in AHEAD.items())


def forget_old_code() -> None:
    """Remove compiled code of older sources, but for the newest."""
    for name, module in AHEAD.items():
        CodeCache(module, name).forget_old()
