"""What every agent of a region has: its columns as plain attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa  # pyright: ignore[reportMissingTypeStubs]


class Agent(mesa.Agent):
    """An agent of a region.

    Its attributes are the columns of its table in lower case (``agents/columns.py`` has unit and meaning of each,
    ``agents/views.py`` says which belong to whom); ``number`` is its place in the table.
    """

    def __init__(self, model: Any, number: int) -> None:
        super().__init__(model)  # pyright: ignore[reportUnknownMemberType]
        self.number = number

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...
        def __setattr__(self, name: str, value: Any) -> None: ...
