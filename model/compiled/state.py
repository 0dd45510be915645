"""What a run is given and what it changes: blocks of columns, a block a dtype.

``Given`` is read only and the same for every quarter of a run; ``State`` is all a run writes.  A copy of the state's
arrays is a checkpoint; nothing writable is shared between workers.
"""

from collections import namedtuple
from typing import NamedTuple

import numpy as np

from clustercast.agents import columns
from clustercast.agents.lengths import RAMP_QUARTERS, WORDS, Luck
from clustercast.scenarios.levers import GOALS, LEVERS

TILE = 1024
"""Rows that the machine of expressions takes at a time: as many as its registers hold."""
NATION_FROM = 2001
REGION_FROM = 2005
"""The years with which the burn-in of the nation and of a region begins, and so `Given.history` and its robots."""


class Given(NamedTuple):
    """Read-only tables of one member under one scenario.

    Structured arrays hold one record an entry; ``intensity[year, industry, lever]`` is the text's intensity;
    ``paths[path, quarter]`` the scenario's factors; ``history[path, quarter]`` the burn-in's prices; ``rows`` to
    ``constants`` are the register code of indicators and programmes; ``required[target, year]`` what each target asks;
    ``outside[path, quarter]`` the numbers outside the plan, ``outside_base[path]`` what they were in the base year.
    """

    params: np.ndarray
    stance: np.ndarray
    upgrades: np.ndarray
    industries: np.ndarray
    clusters: np.ndarray
    programmes: np.ndarray
    goals: np.ndarray
    targets: np.ndarray
    required: np.ndarray
    intensity: np.ndarray
    multipliers: np.ndarray
    lever_goal: np.ndarray
    paths: np.ndarray
    history: np.ndarray
    city_government: np.ndarray
    rows: np.ndarray
    segments: np.ndarray
    aggregates: np.ndarray
    numbers: np.ndarray
    totals: np.ndarray
    outputs: np.ndarray
    constants: np.ndarray
    outside: np.ndarray
    outside_base: np.ndarray


class Size(NamedTuple):
    """How large each block is."""

    slots: int
    upgrades: int
    industries: int
    clusters: int
    cells: int
    cities: int
    groups: int
    organisations: int
    programmes: int
    accounts: int
    registers: int
    results: int
    indicators: int
    life: int
    outside: int
    totals: int
    places: int
    years: int
    profiled: int


# What ``programme_years`` holds of a programme: CNY 10k paid in the year, awards of the year, who qualified at its
# round, who holds its title in all.
OUTLAY, AWARDED, QUALIFIED, TITLES_HELD = range(4)
PROGRAMME_FACTS = 4

# Status codes with which a run ends.
DONE, NO_SLOT, NOT_FINITE, TOO_MANY = 0, 1, 2, 5


def block(column_set: type[columns.Column], *shape: int, dtype: type = np.float64) -> np.ndarray:
    """A row a column of a set, all zero."""
    return np.zeros((len(column_set), *shape), dtype=dtype)


def _blocks(size: Size) -> dict[str, np.ndarray]:
    """Every block of a state, all zero, but an even effort."""
    k, n = size.upgrades, size.slots
    most = max(n, size.cells, size.groups, size.organisations, size.places)
    return {
        "floats": block(columns.FirmFloat, n),
        "codes": block(columns.FirmCode, n, dtype=np.int32),
        "upgrade_floats": block(columns.UpgradeFloat, k, n),
        "upgrade_codes": block(columns.UpgradeCode, k, n, dtype=np.int32),
        "vintages": np.zeros((size.life, n), dtype=np.int32),
        "ramping": np.zeros((2, RAMP_QUARTERS, n)),
        "ramping_out": np.zeros(RAMP_QUARTERS),
        "markets": block(columns.MarketFloat, size.industries),
        "economy": block(columns.EconomyFloat),
        "cells": block(columns.CellFloat, size.cells),
        "cell_upgrades": block(columns.CellUpgradeFloat, k, size.cells),
        "cell_vintages": np.zeros((size.life, size.cells)),
        "cell_passes": block(columns.CellPassFloat, k, size.cells),
        "governments": block(columns.GovernmentFloat, size.cities + 1),
        "effort": np.ones((len(GOALS), size.cities + 1)),
        "announced": np.zeros((len(LEVERS), size.industries, size.cities + 1)),
        "suppliers": block(columns.SupplierFloat, k),
        "clusters": block(columns.ClusterFloat, size.clusters),
        "bank": block(columns.BankFloat),
        "groups": block(columns.GroupFloat, size.groups),
        "organisations": block(columns.OrganisationFloat, size.organisations),
        "programmes": block(columns.ProgrammeFloat, size.programmes),
        "flows": np.zeros((size.accounts, size.accounts)),
        "balances": np.zeros(size.accounts),
        "counts": block(columns.Count, dtype=np.int64),
        "luck": np.zeros((len(Luck), WORDS * -(-k // WORDS), n)),
        "wants": block(columns.WantFloat, k, n),
        "titles": np.zeros((size.programmes, n), dtype=np.int8),
        "cell_titles": np.zeros((2, size.programmes, size.cells)),
        "organisation_titles": np.zeros((size.programmes, size.organisations), dtype=np.int8),
        "outside": np.zeros(size.outside),
        "totals": np.zeros((size.totals, size.places)),
        "take_up": np.zeros((size.years, size.profiled, 1 + k)),
        "programme_years": np.zeros((size.years, PROGRAMME_FACTS, size.programmes + 1)),
        "registers": np.zeros((size.registers, min(most, TILE))),
        "results": np.zeros(size.results),
        "indicators": np.zeros(size.indicators),
        "order": np.zeros((2, most), dtype=np.int64),
        "keys": np.zeros((3, most)),
        "counted": np.zeros(most, dtype=np.int8),
        "reviewers": np.zeros(n, dtype=np.int64),
        "turned_down": np.zeros((2, k, n)),
    }


class State(namedtuple("State", _blocks(Size(*[1] * len(Size._fields))))):
    """All that a run changes (see ``agents/columns.py`` for the rows of each block).

    ``titles[programme, slot]`` is 0 (none), 1 (held from an earlier year) or 2 (got this year), and so are
    ``organisation_titles``; ``cell_titles[0, programme, cell]`` is the share of a cell's firms that hold a title,
    ``[1]`` the share that got it this year.  ``outside[path]`` is this year's value of each outside path;
    ``totals[total, place]`` the firms of every place added up, for the indicators.

    ``take_up[year, place, column]`` are firms (column 0) and those that have taken up each upgrade at every December
    (year 0: the end of the base year) by cluster, then city, then size class, then below scale;
    ``programme_years[year, fact, programme]`` what each programme did (facts below; its last column has the province's
    whole outlay, interest subsidies included).  Nothing of a run reads them.
    ``turned_down[0, upgrade, slot]`` is the taste with which a firm last found an upgrade not worth while (0: never),
    ``[1]`` the benefit per cost that it would take: a memo of the compiled engine, which changes no result.
    """

    __slots__ = ()


def empty_state(size: Size) -> State:
    """A state of the given size, all zero (links and codes are set by the population)."""
    return State(**_blocks(size))


SCRATCH = ("luck", "wants", "registers", "order", "keys", "counted", "reviewers")
"""Blocks that every quarter writes before it reads them: nothing of them is kept from one quarter to the next."""
FIRM_BLOCKS = (
    "floats", "codes", "upgrade_floats", "upgrade_codes", "vintages", "ramping", "titles", "turned_down",
)  # fmt: skip
"""Blocks whose last axis are the firms' slots."""


def copied(state: State) -> State:
    """An independent copy: checkpoint, or the start of another scenario."""
    return State(*(array.copy() for array in state))


def copy_into(source: State, target: State) -> None:
    """Write ``source``, but for its scratch, over ``target`` of the same size (no allocation).

    Of the firms' columns, the slots that either of them uses: the others are empty in both.
    """
    used = int(max(source.counts[columns.Count.SLOTS_USED], target.counts[columns.Count.SLOTS_USED]))
    for name, there, here in zip(State._fields, target, source, strict=True):
        if name in SCRATCH:
            continue
        if name in FIRM_BLOCKS:
            there[..., :used] = here[..., :used]
        else:
            there[...] = here


def clear(state: State) -> None:
    """Everything nought; of the firms' columns the slots that were used, the others are so already."""
    used = int(state.counts[columns.Count.SLOTS_USED])
    for name, array in zip(State._fields, state, strict=True):
        if name in FIRM_BLOCKS:
            array[..., :used] = 0
        elif name not in SCRATCH:
            array[...] = 0
    state.effort[...] = 1.0
    state.codes[columns.FirmCode.CHAIN] = -1
