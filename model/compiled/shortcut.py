"""Named shortcuts: a faster compiled form of a function whose plain text stays its oracle.

In Python the plain text runs, in compiled code the shortcut; both give the same bits
(``tests/model/test_shortcuts.py``).
"""

from collections.abc import Callable
from typing import Any, TypeVar

from numba.extending import overload

Function = TypeVar("Function", bound=Callable[..., Any])
SHORTCUTS: list[tuple[Callable[..., Any], Callable[..., Any]]] = []
"""Every pair (plain, shortcut) of the modules imported so far."""


def shortcut(plain: Callable[..., Any]) -> Callable[[Function], Function]:
    """Mark the compiled form of ``plain``, which is not marked itself; both take the same arguments."""

    def mark(fast: Function) -> Function:
        SHORTCUTS.append((plain, fast))
        overload(plain, strict=False)(lambda *args: fast)
        return fast

    return mark
