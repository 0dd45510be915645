"""The record of a run, made from its verdicts and values, and what everything in it is called."""

from __future__ import annotations

from collections.abc import Sequence

from clustercast.model.attainment.attainment import attain
from clustercast.model.attainment.comparison import agency_counts, compare, joint
from clustercast.model.attainment.verdicts import widest_half_width
from clustercast.model.monte_carlo.stopping_rule import Precision
from clustercast.model.results.record import WITHOUT, Difference, RunRecord, ScenarioName, main_of
from clustercast.model.results.run import Run
from clustercast.reports.run.base_counts import base_counts
from clustercast.scenarios import Accounts, Industry, Plan, Programme, Scenario, format_quarter
from clustercast.scenarios.declared import quantities_of


def make_record(run: Run, scenarios: Sequence[Scenario], created: str, rule: Precision | None = None) -> RunRecord:
    """The record of a run that was judged. ``scenarios`` are its own, for their labels; ``rule`` set its members."""
    plan = run.plan
    attainments = attain(run)
    names = [one.parameter for row in attainments for one in row.drivers]
    known = names_of_draws(plan)
    return RunRecord(
        run=run.dataset.attrs["run"],
        created=created,
        plan=plan.id,
        title_zh=plan.title_zh,
        title_en=plan.title_en,
        origin=format_quarter(plan.origin),
        accounts_zh=plan.accounts.note_zh,
        accounts_en=plan.accounts.note_en,
        seed=run.seed,
        members=run.dataset.sizes["member"],
        scenarios=tuple(_scenario(run, one) for one in scenarios),
        attainments=attainments,
        joints=tuple(one for name in run.scenarios if (one := joint(run, name)) is not None),
        agencies=tuple(one for name in run.scenarios for one in agency_counts(run, name)),
        differences=_differences(run),
        base_counts=base_counts(run),
        parameters={name: known.get(name, (name, name)) for name in dict.fromkeys(names)},
        register=() if plan.register is None else plan.register.totals,
        precision=None if rule is None else rule.half_width,
        most=None if rule is None else rule.most,
        agency_labels={one.name: (one.label_zh, one.label_en) for one in plan.agencies},
    )


def _scenario(run: Run, one: Scenario) -> ScenarioName:
    labels = (one.id, one.label_zh, one.label_en, one.stress_test)
    return ScenarioName(*labels, run.members_of(one.id), widest_half_width(run, one.id))


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


def _differences(run: Run) -> tuple[Difference, ...]:
    """Every scenario against the one without incentives, or against the main one where that was not run."""
    against = WITHOUT if WITHOUT in run.scenarios else main_of(run.scenarios)
    others = [name for name in run.scenarios if name != against]
    return tuple(one for name in others for one in compare(run, name, against))
