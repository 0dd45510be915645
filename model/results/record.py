"""What a run found, as frozen records: enough for every table, sentence and file, without the values of its members.

Made when the run is judged (`attainment/`) and kept beside its values as ``attainment.json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from clustercast.model.results.seal import AGAIN, MANIFEST_FILE, RunDamagedError, seal_of
from clustercast.model.system.shaped import ShapeError, plain_of, shaped
from clustercast.scenarios.register import Total

FILE = "attainment.json"
AS_WRITTEN, WITHOUT = "as-written", "no-incentives"
"""The plan as it is, and the scenario against which the others are held where it was run."""
NO_RUN = "{} holds no finished run ({} is missing); name the folder of one"


def main_of(scenarios: Iterable[str]) -> str:
    """The scenario that sentences are about, in whatever order they were run: as written, else the first by its id of
    those with incentives.
    """
    return min(scenarios, key=lambda one: (one != AS_WRITTEN, one == WITHOUT, one))


@dataclass(frozen=True, slots=True)
class Influence:
    """A parameter, its rank correlation (Spearman) with the margin, the least and greatest probability by fifths."""

    parameter: str
    correlation: float
    p_low: float
    p_high: float
    stands_out: bool


@dataclass(frozen=True, slots=True)
class Attainment:
    """What an ensemble says about one target in one scenario. Numbers are in the unit of the target.

    ``required`` is the bar after tolerances; ``members`` all run under the scenario, ``failed_members`` those that
    failed or gave no number (left out of everything). `projected`: ``probability`` with its Monte-Carlo interval
    (Wilson, 95 %), the band of what is judged at the deadline, ``margin`` (median, over the bar) and ``shortfall``
    (median short of it, where missed). `conditional`: no probability but ``break_even_base`` and the band of the change
    (a ratio where ``base_form`` is multiplicative). ``pool_median`` counts those who qualify, ``pool_probability`` the
    share of members in which they are as many as the target asks. ``first_attained`` is the median quarter (None: less
    than half of the members ever, or a target of flows). ``years_met`` is the mean number of ``years`` that meet
    the bar. ``form`` says how it is judged; where growth is judged on a comparable basis ``level_median`` is compound
    growth of the level and ``level_probability`` how often that would do.
    """

    plan: str
    target: str
    scenario: str
    label_zh: str
    label_en: str
    indicator: str
    measure: str
    kind: str
    comparator: str
    value: float | tuple[float, float] | None
    unit: str
    by: int
    strength: str
    lead_agency: str
    mechanism: str
    status: str
    why: str
    why_zh: str
    note_en: str
    note_zh: str
    group: str
    same_as: str
    base_form: str
    nowcast: bool
    members: int
    failed_members: int
    required: float | None = None
    tolerance: str = ""
    probability: float | None = None
    mc_low: float | None = None
    mc_high: float | None = None
    median: float | None = None
    p05: float | None = None
    p95: float | None = None
    margin: float | None = None
    shortfall: float | None = None
    first_attained: int | None = None
    pool: str = ""
    pool_median: float | None = None
    pool_probability: float | None = None
    break_even_base: float | None = None
    change_median: float | None = None
    change_p05: float | None = None
    change_p95: float | None = None
    direction: str = ""
    years: int | None = None
    years_met: float | None = None
    mean_per_year: float | None = None
    base_median: float | None = None
    base_p05: float | None = None
    base_p95: float | None = None
    drivers: tuple[Influence, ...] = ()
    support_verdict: str = ""
    support_share: float | None = None
    support_most: float | None = None
    form: str = "level"
    level_median: float | None = None
    level_probability: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """The fields as plain data, for JSON."""
        return asdict(self)

    @staticmethod
    def from_dict(fields: dict[str, Any]) -> Attainment:
        """An attainment from the plain data that `to_dict` gave, or from JSON of it. Raises ShapeError."""
        return shaped(Attainment, fields)


@dataclass(frozen=True, slots=True)
class Joint:
    """All counted targets of a scenario at once: probability that every one is met, and how many are (mean, 5-95 %)."""

    scenario: str
    targets: tuple[str, ...]
    members: int
    probability: float
    mc_low: float
    mc_high: float
    mean_met: float
    p05_met: int
    p95_met: int


@dataclass(frozen=True, slots=True)
class AgencyCount:
    """How many of the counted targets that name an agency first are met on average."""

    scenario: str
    agency: str
    targets: int
    mean_met: float


@dataclass(frozen=True, slots=True)
class Difference:
    """What one scenario adds to another: mean over members of the paired difference, and its standard error.

    ``target`` is empty where the number of targets met is compared; else the unit is probability (0 to 1).
    ``variance_reduction`` is what common random numbers gain: the variance that the difference of two independent means
    would have over that of the paired one, ``(s_1^2 + s_2^2) / s_(1-2)^2``. 1: nothing gained; k: the error of k times
    the members without it; below 1: pairing costs. None where the paired difference does not vary at all.
    """

    target: str
    scenario: str
    against: str
    difference: float
    standard_error: float
    members: int
    variance_reduction: float | None = None


@dataclass(frozen=True, slots=True)
class BaseCount:
    """A count at the base: median and 5 to 95 % band over members, and the ids of the targets that it decides."""

    source: str
    id: str
    label_zh: str
    label_en: str
    unit: str
    median: float | None
    p05: float | None
    p95: float | None
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScenarioName:
    """A scenario of a run: its id and labels, the members run under it, and the widest 95 % half-width among its
    projected probabilities (0 to 1; None without any).
    """

    id: str
    label_zh: str
    label_en: str
    stress_test: bool = False
    members: int | None = None
    half_width: float | None = None


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run: what was run (``run`` is its id, ``created`` the day), and everything found for its targets.

    ``members`` is the most that a scenario has. With ``precision`` (the half-width asked for) they were added, up to
    ``most``. ``agency_labels`` are what agencies are called in Chinese and English, by the plan's word for them.
    """

    run: str
    created: str
    plan: str
    title_zh: str
    title_en: str
    origin: str
    accounts_zh: str
    accounts_en: str
    seed: int
    members: int
    scenarios: tuple[ScenarioName, ...]
    attainments: tuple[Attainment, ...]
    joints: tuple[Joint, ...]
    agencies: tuple[AgencyCount, ...]
    differences: tuple[Difference, ...]
    base_counts: tuple[BaseCount, ...]
    parameters: dict[str, tuple[str, str]]
    register: tuple[Total, ...] = ()
    precision: float | None = None
    most: int | None = None
    agency_labels: dict[str, tuple[str, str]] = field(default_factory=dict)

    def of(self, scenario: str) -> tuple[Attainment, ...]:
        """The attainments of one scenario, in the order of the plan."""
        return tuple(one for one in self.attainments if one.scenario == scenario)

    def of_target(self, target: str) -> tuple[Attainment, ...]:
        """The attainments of one target, in the order of the scenarios."""
        return tuple(one for one in self.attainments if one.target == target)

    def targets(self, status: str) -> tuple[str, ...]:
        """The ids of the targets of a status, in the order of the plan."""
        return tuple(dict.fromkeys(one.target for one in self.attainments if one.status == status))

    @property
    def main(self) -> ScenarioName:
        """The scenario that sentences are about."""
        return self.scenario(main_of(one.id for one in self.scenarios))

    def scenario(self, id: str) -> ScenarioName:
        """The scenario of this id. Raises KeyError."""
        return {one.id: one for one in self.scenarios}[id]

    def parameter(self, id: str, lang: str) -> str:
        """What a parameter is called."""
        return self.parameters.get(id, (id, id))[lang == "en"]

    def agency(self, name: str, lang: str) -> str:
        """What an agency is called; the plan's own word where the pack has no other."""
        return self.agency_labels.get(name, (name, name))[lang == "en"]

    def to_json(self) -> str:
        """The record as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    @staticmethod
    def from_json(text: str | bytes) -> RunRecord:
        """The record that `to_json` gave. Raises ShapeError."""
        return shaped(RunRecord, plain_of(text))


def read_record(folder: Path) -> RunRecord:
    """The record of a finished run, and no other: held against its manifest, as are the tables that stand beside it.

    Raises FileNotFoundError when there is none, RunDamagedError when it, or a table, is not what the run wrote.
    """
    seal = seal_of(folder)
    missing = MANIFEST_FILE if seal is None else "" if (folder / FILE).exists() else FILE
    if seal is None or missing:
        raise FileNotFoundError(NO_RUN.format(folder, missing))
    seal.hold_tables()
    try:
        return RunRecord.from_json(seal.read(FILE))
    except ShapeError as error:
        raise RunDamagedError(f"{folder / FILE} is no record of a run: {error}; {AGAIN}") from None
