"""Compile the kernel once, announced, before any worker starts: two processes share the entry points."""

import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import numba

from clustercast.model import kernel
from clustercast.model.compiled import bulk_draws
from clustercast.model.compiled.compile import forget_old_code, is_warm
from clustercast.model.compiled.state import empty_state
from clustercast.model.ensemble.child import environment, python
from clustercast.model.inputs.parameter_draw import draw_parameters
from clustercast.model.member import Model, base_tables, make_model
from clustercast.scenarios import load_plan

COMPILED_BY_CHILD = "run"


def warm(model: Model) -> None:
    """Compile the kernel for these sources unless it stands in the cache: what `AHEAD` names, and no more.

    What only some runs call (a user's own firms) is compiled on first use: to wait for it here would be to compile, or
    to start a process that looks, for every model that is made.

    The longest one is compiled by a child process at the same time; if that fails, it is compiled on first use.
    """
    if is_warm():
        return
    child = subprocess.Popen(
        python("-m", "clustercast.model.ensemble.warm", str(model.plan.folder)),
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for name in signatures(model):
            if name != COMPILED_BY_CHILD:
                compile_entry(model, name)
        child.wait()
    except BaseException:
        child.kill()
        raise
    forget_old_code()


def signatures(model: Model) -> dict[str, tuple[Any, ...]]:
    """Argument types of the entry points compiled ahead, taken from the model's own tables."""
    typeof = cast(Any, numba).typeof
    state = typeof(empty_state(model.size))
    given = typeof(base_tables(model, draw_parameters(model.plan, 0, 0), 0, 0))
    whole, real, flag = numba.int64, numba.float64, numba.boolean
    table, vector = numba.float64[:, ::1], numba.float64[::1]
    return {
        "populate": (given, state, whole, real, real, real, vector, vector, whole, whole),
        "keyed_uniforms": (whole, whole, whole, numba.int64[::1], whole, vector),
        "solve": (given, state, whole, real, flag, flag, table, vector),
        "follow": (given, state, whole, whole, numba.float64[:, :, ::1]),
        "settle_base": (given, state, real, real, whole, whole),
        "run": (given, state, table, whole, whole, whole, whole, whole),
    }


def compile_entry(model: Model, name: str) -> None:
    """Compile one entry point into the cache."""
    entry = getattr(bulk_draws if name == "keyed_uniforms" else kernel, name)
    if hasattr(entry, "compile"):
        entry.compile(signatures(model)[name])


if __name__ == "__main__":
    compile_entry(make_model(load_plan(Path(sys.argv[1])), ()), COMPILED_BY_CHILD)
