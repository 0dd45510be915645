"""A shortcut gives what the plain text gives that it stands for in compiled code.

Ranking is compared here, on keys with many ties.  What the others change, the engines' equality compares after every
quarter (``tests/model/test_engines_equal.py``): there the readable engine runs the plain texts.
"""

import numba
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import clustercast.model.kernel  # noqa: F401  (knows every event)
from clustercast.model.compiled.row_types import region_of
from clustercast.model.compiled.shortcut import SHORTCUTS
from clustercast.model.compiled.state import Given, Size, empty_state
from clustercast.model.events.ranking import keep_contenders, rank

ROWS = 40
RANKING = {"rank", "keep_contenders"}
BY_EQUAL_ENGINES = {
    "rate_rows", "record_figures", "list_considering", "note_refusal", "refuses_again", "inform", "draw_luck",
}  # fmt: skip
NOTHING = Given(*[np.zeros(0)] * len(Given._fields))._replace(outputs=np.zeros(0, dtype=np.int64))
SIZE = Size(*[1] * len(Size._fields))._replace(slots=ROWS)

few = st.sampled_from([-1.5, 0.0, 0.25, 2.0])
rows = st.lists(st.tuples(few, few), min_size=1, max_size=ROWS)


def ranked(nothing, state, count, wanted):
    """How many contend for ``wanted`` places, and their order into ``state.order``."""
    region = region_of(nothing, state)
    left = keep_contenders(region, count, wanted)
    for place in range(left):
        row = region.order[0, place]
        region.keys[2, row] = 1000.0 - row
    rank(region, left)
    return left


compiled = numba.njit(ranked)


def state_of(keys):
    state = empty_state(SIZE)
    for row, (score, tie) in enumerate(keys):
        state.keys[:2, row] = score, tie
        state.order[0, row] = row
    return state


def test_every_shortcut_is_compared_somewhere():
    assert {plain.__name__ for plain, _ in SHORTCUTS} == RANKING | BY_EQUAL_ENGINES


@settings(deadline=None)
@given(rows, st.integers(0, ROWS + 1))
def test_ranking_in_columns_is_sorting(keys, wanted):
    fast, plain = state_of(keys), state_of(keys)
    left = compiled(NOTHING, fast, len(keys), wanted)
    assert left == ranked(NOTHING, plain, len(keys), wanted)
    assert fast.order[0, :left].tolist() == plain.order[0, :left].tolist()
    best = sorted((-score, tie, 1000.0 - row, row) for row, (score, tie) in enumerate(keys))
    assert fast.order[0, : min(left, wanted)].tolist() == [entry[3] for entry in best[: min(left, wanted)]]
