"""Tables on screen that lose no letter: what is too long for its column goes on in the next line."""

from __future__ import annotations

from typing import Any

from rich.table import Table


class FoldingTable(Table):
    """A table of rich whose columns fold words that are too long for them, where rich would cut them."""

    def add_column(self, *given: Any, **settings: Any) -> None:
        """A column as rich has it."""
        super().add_column(*given, **{"overflow": "fold"} | settings)
