"""The mark of a behavioural rule.

A rule is a small pure function of numbers.  In Python it stays a plain function (the Mesa reference calls it); in
compiled code it is inlined.  Rules use only ``+ - * /``, comparisons, ``floor``, and ``exp log log1p expm1 sqrt erfc``
of the standard ``math`` module, because these give the same bits in both
(``model/decisions/0001-one-set-of-rules-two-engines.md``).

``RULES`` lists every rule of every module imported so far: a test compares each of them compiled with itself in Python.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from numba.extending import register_jitable

Rule = TypeVar("Rule", bound=Callable[..., Any])
RULES: list[Callable[..., Any]] = []


def rule(function: Rule) -> Rule:
    """Mark ``function`` as a rule: itself in Python, inlined in compiled code."""
    RULES.append(function)
    register_jitable(function)
    return function
