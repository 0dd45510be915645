"""The closed lists that compiled code knows by number: levers, paths, acts, forms, scopes, accounts."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, Self

from clustercast.scenarios.levers import GOALS, LEVERS

Lever: Any = IntEnum("Lever", {name.upper(): number for number, name in enumerate(LEVERS)})
Goal: Any = IntEnum("Goal", {name.upper(): number for number, name in enumerate(GOALS)})


MOST_UPGRADES = 16
"""Upgrades that a plan may have: the draws of cells and entrants have words for as many."""
MOST_CITIES = 32
"""Cities of a cluster, which its record has room for."""
MOST_BODIES = 20_000
"""Bodies of all organisations, those alike counted each."""
FIRST_BASE_YEAR, MOST_YEARS = 2005, 50
"""A region's robots are followed from 2005 on, before a plan begins; years from a base year to the end of its plan."""
UNLIMITED = 1e18
"""A quota or a budget that does not limit."""


class Word(IntEnum):
    """A word of a closed list: packs and scenarios write its name in small letters, compiled code knows its number."""

    @property
    def word(self) -> str:
        """As it is written in a pack."""
        return self.name.lower()

    @classmethod
    def words(cls) -> tuple[str, ...]:
        """The whole list as it is written, in the order of the numbers."""
        return tuple(one.word for one in cls)

    @classmethod
    def of(cls, word: str) -> Self:
        """What a word stands for. Raises KeyError."""
        return cls[word.upper()]


class Path(Word):
    """Paths that a scenario may shock, as factors by quarter."""

    DEMAND = 0
    ARM_PRICE = 1
    INTEGRATION_PRICE = 2
    CREDIT_LIMIT = 3
    LOAN_RATE = 4
    ENERGY_PRICE = 5
    WAGE = 6


class Act(Word):
    """What a programme does; the keys that each act takes or needs are declared in `entries/programme.py`."""

    RECOGNITION = 0
    GRANT = 1
    TITLE = 2
    STATUS = 3
    MANDATE = 4
    PHASE_OUT = 5


BESTOWED = (Act.RECOGNITION, Act.TITLE, Act.STATUS)
"""Acts that leave something to hold, for firms or for organisations."""


class Form(Word):
    """How an upgrade is held: in units (robots) or as a level reached."""

    UNITS = 0
    LEVELS = 1


class Stratum(Word):
    """How many jobs robots can do: the kinds of industry that the nation's robots are counted by."""

    OTHER = 0
    CAR = 1
    ELECTRONICS = 2


STRATA = len(Stratum)
"""How many strata there are."""


class Scope(IntEnum):
    """Whom a cell stands for."""

    NATION = 0
    OTHER_SECTORS = 1
    OWN_SECTORS = 2
    BELOW_SCALE = 3


class Account(IntEnum):
    """Accounts of the money ledger; governments follow, the province first."""

    FIRMS = 0
    INTEGRATORS = 1
    BANKS = 2
    HOUSEHOLDS = 3
    TAX = 4
    OUTSIDE = 5
    GOVERNMENTS = 6


class Progress(IntEnum):
    """What a target's progress is read from: its figure, or the figure against its base."""

    FIGURE = 0
    GAIN = 1
    GROWN = 2
    FALLEN = 3
