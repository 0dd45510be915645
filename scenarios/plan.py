"""A government plan as given data: what `load_plan` returns."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from clustercast.scenarios import fields as read
from clustercast.scenarios.declared import entry, key
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
from clustercast.scenarios.numbers import FIRST_BASE_YEAR
from clustercast.scenarios.parameters import Parameter, ParameterTable, quantity
from clustercast.scenarios.posteriors import Posterior

if TYPE_CHECKING:
    from clustercast.scenarios.register.entries import Register


PLAN_LEVELS = ("province", "city", "national", "county")
PLAN_NOTES = (
    "region_zh", "region_en", "document", "origin_note", "origin_note_zh", "language", "language_note",
    "language_note_zh", "note", "note_zh", "note_en",
)  # fmt: skip
"""Keys of [plan] that are texts about it; `Plan.notes` has those that are given."""
GROWTH = ("percent", "percent_per_year")


@entry
class Accounts:
    """The statistical accounts on which the targets of a plan are judged.

    `base_revenue` is the annual revenue of the plan's firms in the base year (CNY 100m), `base_growth` its growth in
    that year and `nation_growth` the growth of the same industries in the country (percent), each with its range.
    """

    basis: str = key(read.text())
    base_revenue: Parameter = key(quantity(("CNY_100m",), 0.01, 5e6), called=("基年收入", "revenue of the base year"))
    base_growth: Parameter = key(
        quantity(GROWTH, -90, 500), called=("基年收入增速", "growth of revenue in the base year")
    )
    nation_growth: Parameter = key(
        quantity(GROWTH, -90, 500),
        called=("基年全国同行业增速", "growth of the same industries in the country in the base year"),
    )
    base_sources: tuple[str, ...] = key(read.text_or_texts(), default=())
    note: str = key(read.text(empty=True), default="")
    note_zh: str = key(read.text(empty=True), default="")
    note_en: str = key(read.text(empty=True), default="")


@entry
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

    id: str = key(read.identifier())
    title_zh: str = key(read.label())
    title_en: str = key(read.label())
    issuer_zh: str = key(read.label())
    issuer_en: str = key(read.label())
    region: str = key(read.label())
    date: str | None = key(read.day(), default=None)
    level: str = key(read.word(PLAN_LEVELS, "level"))
    period: tuple[int, int] = key(read.many(read.year(), least=2))
    base_year: int = key(read.year(FIRST_BASE_YEAR))
    upgrades: tuple[Upgrade, ...] = key(read.many(read.identifier(), least=1), refers_to="upgrade")
    below_scale: bool = key(read.flag(), default=False)
    origin: int = key(read.quarter())
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
