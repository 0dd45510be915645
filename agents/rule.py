"""The marks of a behavioural rule, of an act and of an event.

A rule is a small pure function of numbers.  In Python it stays a plain function (the Mesa reference calls it); in
compiled code it is inlined.  Rules use only ``+ - * /``, comparisons, ``floor``, and ``exp log log1p expm1 sqrt erfc``
of the standard ``math`` module, because these give the same bits in both
(``model/decisions/0001-one-set-of-rules-two-engines.md``).

An act is what one firm, cell or programme does, an event is who meets whom: functions of rows (``agents/views.py``)
that touch nothing but their arguments.  They too are plain functions in Python, called with Mesa agents, and one and
the same text is compiled.

``RULES`` lists every rule of every module imported so far: a test compares each of them compiled with itself in Python.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from numba.extending import register_jitable

Rule = TypeVar("Rule", bound=Callable[..., Any])
ONLY_INSIDE = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""Compiled code that only compiled code calls needs no way in from Python or C."""
jitable = register_jitable(**ONLY_INSIDE)
RULES: list[Callable[..., Any]] = []


def act(function: Rule) -> Rule:
    """Mark what one agent does: itself in Python, on Mesa agents; on rows of columns in compiled code."""
    jitable(function)
    return function


def inner_act(function: Rule) -> Rule:
    """Mark an act of the innermost loops: like ``act``, and always inlined in compiled code, which takes longer."""
    register_jitable(**ONLY_INSIDE, forceinline=True)(function)
    return function


event = act
"""The mark of an event: who meets whom, and who acts."""


def rule(function: Rule) -> Rule:
    """Mark ``function`` as a rule: itself in Python, inlined in compiled code."""
    RULES.append(function)
    jitable(function)
    return function
