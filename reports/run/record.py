"""What a run found, as one frozen record: enough for every table, sentence and file, without the ensemble."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clustercast.model.attainment.attainment import Attainment, attain
from clustercast.model.attainment.comparison import AgencyCount, Difference, Joint, agency_counts, compare, joint
from clustercast.model.experiments.sequential import widest_half_width
from clustercast.reports.run.base_counts import BaseCount, base_counts
from clustercast.scenarios import Accounts, Industry, Programme, Scenario, format_quarter
from clustercast.scenarios.declared import quantities_of
from clustercast.scenarios.register import Total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clustercast.model.ensemble.ensemble import Ensemble
    from clustercast.model.monte_carlo.stopping_rule import Precision
    from clustercast.scenarios import Plan

FILE = "attainment.json"
WITHOUT = "no-incentives"
"""The scenario against which the others are held where it was run."""


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
    def from_json(text: str) -> RunRecord:
        """The record that `to_json` gave."""
        raw: dict[str, Any] = json.loads(text)
        kinds = {
            "scenarios": lambda one: ScenarioName(**one),
            "attainments": Attainment.from_dict,
            "joints": lambda one: Joint(**one | {"targets": tuple(one["targets"])}),
            "agencies": lambda one: AgencyCount(**one),
            "differences": lambda one: Difference(**one),
            "base_counts": lambda one: BaseCount(**one | {"targets": tuple(one["targets"])}),
            "register": lambda one: Total(**one),
        }
        for key, make in kinds.items():
            raw[key] = tuple(make(one) for one in raw.get(key, ()))
        for key in ("parameters", "agency_labels"):
            raw[key] = {name: tuple(labels) for name, labels in raw.get(key, {}).items()}
        return RunRecord(**raw)


def make_record(
    ensemble: Ensemble, scenarios: Sequence[Scenario], run: str, created: str, rule: Precision | None = None
) -> RunRecord:
    """The record of an ensemble. ``scenarios`` are its own, for their labels; ``rule`` is what set its members."""
    plan = ensemble.plan
    attainments = attain(ensemble)
    names = [one.parameter for row in attainments for one in row.drivers]
    known = names_of_draws(plan)
    return RunRecord(
        run=run,
        created=created,
        plan=plan.id,
        title_zh=plan.title_zh,
        title_en=plan.title_en,
        origin=format_quarter(plan.origin),
        accounts_zh=plan.accounts.note_zh,
        accounts_en=plan.accounts.note_en,
        seed=ensemble.seed,
        members=ensemble.values.shape[1],
        scenarios=tuple(_scenario(ensemble, one) for one in scenarios),
        attainments=attainments,
        joints=tuple(one for name in ensemble.scenarios if (one := joint(ensemble, name)) is not None),
        agencies=tuple(one for name in ensemble.scenarios for one in agency_counts(ensemble, name)),
        differences=_differences(ensemble),
        base_counts=base_counts(ensemble),
        parameters={name: known.get(name, (name, name)) for name in dict.fromkeys(names)},
        register=() if plan.register is None else plan.register.totals,
        precision=None if rule is None else rule.half_width,
        most=None if rule is None else rule.most,
        agency_labels={one.name: (one.label_zh, one.label_en) for one in plan.agencies},
    )


def _scenario(ensemble: Ensemble, one: Scenario) -> ScenarioName:
    labels = (one.id, one.label_zh, one.label_en, one.stress_test)
    return ScenarioName(*labels, ensemble.members_of(one.id), widest_half_width(ensemble, one.id))


def names_of_draws(plan: Plan) -> dict[str, tuple[str, str]]:
    """What everything that members draw is called, in Chinese and English, by its name in the draws."""
    known = {one.id: (one.label_zh or one.id, one.label_en or one.id) for one in plan.parameters.values()}
    owned = [("accounts", ("", ""), Accounts)]
    owned += [(one.code, (one.label_zh, one.label_en), Industry) for one in plan.industries]
    owned += [(one.id, (one.label_zh, one.label_en), Programme) for one in plan.programmes]
    for owner, (owner_zh, owner_en), made in owned:
        for one in quantities_of(made):
            zh, en = one.called
            known[f"{owner}.{one.key}"] = (zh.format(owner_zh), en.format(owner_en))
    return known


def _differences(ensemble: Ensemble) -> tuple[Difference, ...]:
    """Every scenario against the one without incentives, or against the first where that was not run."""
    against = WITHOUT if WITHOUT in ensemble.scenarios else ensemble.scenarios[0]
    others = [name for name in ensemble.scenarios if name != against]
    return tuple(one for name in others for one in compare(ensemble, name, against))


def read_record(folder: Path) -> RunRecord:
    """The record stored in the folder of a run. Raises FileNotFoundError when there is none."""
    return RunRecord.from_json((folder / FILE).read_text(encoding="utf-8"))
