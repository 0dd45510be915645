"""What an entry point calls is a part of it: made machine code there alone, and still callable elsewhere."""

import os

import numba
import numpy as np
import pytest
from numba.core.caching import NullCache

from clustercast.agents.firm.investment import annuity
from clustercast.agents.rule import event
from clustercast.model.compiled.compile import entry
from clustercast.model.compiled.whole_library import PartLibrary

pytestmark = pytest.mark.skipif(bool(os.environ.get("NUMBA_DISABLE_JIT")), reason="nothing is compiled")


@event
def worth(rate, years, out):
    for place in range(len(out)):
        out[place] = annuity(rate, years + place)


@entry
def worths(rate: float, years: float, out) -> float:
    worth(rate, years, out)
    return annuity(rate, years)


def test_an_entry_runs_and_other_compiled_code_can_call_its_parts(monkeypatch):
    monkeypatch.setattr(worths, "_cache", NullCache())
    wanted = [annuity(0.1, years + 3.0) for years in range(4)]
    found = np.zeros(4)
    assert worths(0.1, 3.0, found) == wanted[0]
    assert found.tolist() == wanted
    (compiled,) = worths.overloads.values()
    assert not isinstance(compiled.library, PartLibrary)

    @numba.njit
    def elsewhere(rate, years, out):
        worth(rate, years, out)

    again = np.zeros(4)
    elsewhere(0.1, 3.0, again)
    assert again.tolist() == wanted


def test_an_error_in_a_part_reaches_the_caller(monkeypatch):
    @event
    def divide(a, b):
        return a / b

    @entry
    def divided(a: float, b: float) -> float:
        return divide(a, b)

    monkeypatch.setattr(divided, "_cache", NullCache())
    assert divided(1.0, 4.0) == 0.25
    with pytest.raises(ZeroDivisionError):
        divided(1.0, 0.0)
