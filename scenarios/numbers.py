"""The numbers by which compiled code knows words: levers, paths, acts, forms, scopes, accounts."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from clustercast.scenarios.levers import GOALS, LEVERS

Lever: Any = IntEnum("Lever", {name.upper(): number for number, name in enumerate(LEVERS)})
Goal: Any = IntEnum("Goal", {name.upper(): number for number, name in enumerate(GOALS)})


MOST_UPGRADES = 16
"""Upgrades that a plan may have: the draws of cells and entrants have words for as many."""


class Path(IntEnum):
    """Paths that a scenario may shock, as factors by quarter."""

    DEMAND = 0
    ARM_PRICE = 1
    INTEGRATION_PRICE = 2
    CREDIT_LIMIT = 3
    LOAN_RATE = 4
    ENERGY_PRICE = 5
    WAGE = 6


class Act(IntEnum):
    """What a programme does."""

    RECOGNITION = 0
    GRANT = 1
    TITLE = 2
    STATUS = 3
    MANDATE = 4
    PHASE_OUT = 5


class Form(IntEnum):
    """How an upgrade is held: in units (robots) or as a level reached."""

    UNITS = 0
    LEVELS = 1


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
