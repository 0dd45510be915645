"""A region small enough to be worked out by hand: rows of plain objects, and what an act changed of them."""

import inspect
import math
from types import SimpleNamespace

import numpy as np
import pytest

from clustercast.agents.arrays import Array, zeros
from clustercast.scenarios.levers import LEVERS
from clustercast.scenarios.numbers import Account

CLOSE = 1e-13
INDUSTRIES = 2


def row(**values):
    """A row (firm, cell, programme, parameters ...) with these attributes and no others."""
    return SimpleNamespace(**values)


def region(towns=1, **parts):
    """Two industries, ``towns`` governments, an empty ledger, nothing announced; ``parts`` are the region's tables."""
    accounts = Account.GOVERNMENTS + towns
    plain = {
        "flows": zeros(accounts, accounts),
        "balances": zeros(accounts),
        "announced": zeros(len(LEVERS), INDUSTRIES, towns),
        "city_government": [0, towns - 1],
        "on_columns": False,
    }
    return row(**(plain | parts))


def figures(thing, path, seen):
    """Every number of a row and of what it holds, by its path; what was met before is left out."""
    if isinstance(thing, bool | int | float | str):
        yield path, thing
        return
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, Array):
        parts = [(".".join(map(str, place)), value) for place, value in np.ndenumerate(thing.values)]
    elif isinstance(thing, SimpleNamespace):
        parts = list(vars(thing).items())
    elif isinstance(thing, dict):
        parts = list(thing.items())
    elif isinstance(thing, list | tuple):
        parts = list(enumerate(thing))
    else:
        parts = []
    for name, part in parts:
        yield from figures(part.item() if isinstance(part, np.generic) else part, f"{path}.{name}", seen)


def picture(names, given):
    """The figures of all arguments of an act, each under the argument's own name."""
    seen = {id(thing) for thing in given}
    found = {}
    for name, thing in zip(names, given, strict=True):
        seen.discard(id(thing))
        found.update(figures(thing, name, seen))
    return found


def near(value):
    """A number to thirteen digits; nought, a truth value, a whole number or nothing exactly."""
    return pytest.approx(value, rel=CLOSE, abs=0.0) if isinstance(value, float) else value


def same(found, value):
    """Whether a result is what was worked out, of the same type."""
    if isinstance(value, tuple):
        return len(found) == len(value) and all(map(same, found, value))
    return type(found) is type(value) and found == near(value)


def check(act, given, changes, gives=None):
    """Let an act do its work on rows: it gives this, changes these figures to these values, and nothing else."""
    names = inspect.signature(act).parameters
    before = picture(names, given)
    found = act(*given)
    after = picture(names, given)
    assert after.keys() == before.keys(), "an attribute came or went"
    changed = {path: value for path, value in after.items() if value != before[path]}
    assert changed.keys() == changes.keys()
    for path, value in changes.items():
        assert changed[path] == near(float(value)), path
    assert same(found, gives), f"gave {found}"


def draws_of(monkeypatch, module, table):
    """Have a module draw from a table by (stream, entity, time, word); a draw that is not in it is an error."""
    monkeypatch.setattr(module, "uniform", lambda draws, *key: table[key], raising=False)
    monkeypatch.setattr(
        module,
        "four_uniforms",
        lambda seed, member, *key: tuple(table[(*key, word)] for word in range(4)),
        raising=False,
    )


def e(x):
    """``e^x``."""
    return math.exp(x)
