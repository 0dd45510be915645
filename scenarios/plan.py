"""A government plan as given data: what `load_plan` returns."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from clustercast.scenarios.entries import (
    Agency,
    Baseline,
    Break,
    City,
    Cluster,
    Indicator,
    Industry,
    Instrument,
    LeadFirm,
    Organisation,
    OutsidePath,
    Programme,
    Series,
    Target,
    Upgrade,
)
from clustercast.scenarios.faults import Fault
from clustercast.scenarios.parameters import Parameter, ParameterTable
from clustercast.scenarios.posteriors import Posterior

if TYPE_CHECKING:
    from clustercast.scenarios.register.entries import Register


@dataclass(frozen=True, slots=True)
class Accounts:
    """The statistical accounts on which the targets of a plan are judged.

    `base_revenue` is the annual revenue of the plan's firms in the base year (CNY 100m), `base_growth` its growth in
    that year and `nation_growth` the growth of the same industries in the country (percent), each with its range.
    """

    basis: str
    base_revenue: Parameter
    base_growth: Parameter
    nation_growth: Parameter
    base_sources: tuple[str, ...] = ()
    note: str = ""
    note_zh: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan pack, read and checked. Quarters (`origin`, `start`, `end`) are whole numbers: `scenarios/quarters.py`.

    `start` is the first quarter after the base year, `origin` the first one that is forecast, `end` the last one of
    the plan. `upgrades` are those of the catalogue that the plan is about; `below_scale` says whether firms below the
    size threshold are followed too (as weighted cells). `idle` are the ids of parameters that only other upgrades of
    the catalogue name, or that only firms below scale need which the plan does not follow. `hash` is the sha256 over
    the bytes of every file read, in sorted order. `sources` maps (table, id) to the file that holds the entry.
    `agencies` are the names of the bodies that targets and instruments make responsible; one that it leaves out keeps
    the plan's word. `register` is the user's own register of firms, where one was given; `posterior` the vectors from
    which members draw what the data inform (None: every parameter from its prior).
    """

    id: str
    title_zh: str
    title_en: str
    issuer_zh: str
    issuer_en: str
    date: str | None
    region: str
    level: str
    period: tuple[int, int]
    base_year: int
    below_scale: bool
    origin: int
    start: int
    end: int
    notes: dict[str, str]
    accounts: Accounts
    breaks: tuple[Break, ...]
    baselines: tuple[Baseline, ...]
    targets: tuple[Target, ...]
    instruments: tuple[Instrument, ...]
    clusters: tuple[Cluster, ...]
    industries: tuple[Industry, ...]
    cities: tuple[City, ...]
    lead_firms: tuple[LeadFirm, ...]
    indicators: tuple[Indicator, ...]
    programmes: tuple[Programme, ...]
    organisations: tuple[Organisation, ...]
    outside: tuple[OutsidePath, ...]
    upgrades: tuple[Upgrade, ...]
    parameters: ParameterTable
    drivers: dict[str, Series]
    hash: str
    folder: Path
    sources: dict[tuple[str, str], str] = field(repr=False)
    idle: frozenset[str] = frozenset()
    agencies: tuple[Agency, ...] = ()
    register: Register | None = field(default=None, repr=False)
    posterior: Posterior | None = field(default=None, repr=False)

    @property
    def n_quarters(self) -> int:
        """How many quarters a run of the plan has."""
        return self.end - self.start + 1

    @property
    def parameters_in_use(self) -> tuple[str, ...]:
        """Ids of the parameters that may move the plan's results, sorted: all but the idle ones."""
        return tuple(sorted(name for name in self.parameters if name not in self.idle))

    def fault(self, table: str, id: str, key: str, problem: str, remedy: str) -> Fault:
        """A fault of an entry of this pack, for floors that check more than this one (expressions, populations)."""
        return Fault(self.sources.get((table, id), str(self.folder)), id, key, problem, remedy)

    def target(self, id: str) -> Target:
        """The target of this id. Raises KeyError."""
        return {one.id: one for one in self.targets}[id]

    def indicator(self, id: str) -> Indicator:
        """The indicator of this id. Raises KeyError."""
        return {one.id: one for one in self.indicators}[id]
