"""Who is an agent of Mesa in a region: its columns are plain attributes."""

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


class Firm(Agent):
    """An above-scale legal entity of the plan's sectors; ``number`` is its slot.

    ``upgrades[k]`` is what it knows, holds, plans and has ordered of upgrade k; ``titles[g]`` is 0, 1 for the title of
    a programme held from an earlier year, 2 for one got this year; ``vintages[q mod life]`` the robots installed in a
    quarter; ``ramping_gain`` and ``ramping_saving`` the increments of the last five quarters, not yet past their ramp;
    ``luck[Luck, word]`` its uniforms of the quarter.
    """


class Cell(Agent):
    """Many firms outside the plan's register, weighted, the firms' rules in expectation.

    ``upgrades[k]`` is its state of upgrade k, ``vintages[q mod life]`` its robots by age;
    ``titles[g]`` is the share of its firms that hold a title, ``titles_year[g]`` the share that got it this year.
    """


class Government(Agent):
    """The province (number 0) or a city; ``goal_effort[goal]`` is its effort on every goal, 1 on average."""


class Supplier(Agent):
    """The integrators of one upgrade, who install what firms order: first come, first served, within the capacity."""


class Group(Agent):
    """An owner group: legal entities under one owner, in the region and outside it."""


class Organisation(Agent):
    """A centre, a park, a zone: what a target counts and no firm is; ``titles[g]`` is as a firm's."""


class Bank(Agent):
    """The bank of the region: it lends within the leverage limit, and beyond it on guarantees."""


AGENTS: dict[str, type[Agent]] = {
    "firms": Firm,
    "cells": Cell,
    "governments": Government,
    "suppliers": Supplier,
    "groups": Group,
    "organisations": Organisation,
    "bank": Bank,
}
"""By their table; all else (markets, programmes, prices) is a fact."""
