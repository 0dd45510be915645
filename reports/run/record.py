"""The record of a run, made from its verdicts and values, and what everything in it is called."""

from __future__ import annotations

from collections.abc import Sequence

from clustercast.model.attainment.attainment import attain
from clustercast.model.attainment.comparison import agency_counts, compare, joint
from clustercast.model.attainment.verdicts import widest_half_width
from clustercast.model.monte_carlo.stopping_rule import Precision
from clustercast.model.results.record import Difference, RunRecord, ScenarioName
from clustercast.model.results.run import Run
from clustercast.reports.run.base_counts import base_counts
from clustercast.scenarios import Plan, Scenario, format_quarter

WITHOUT = "no-incentives"
"""The scenario against which the others are held where it was run."""
OF_INDUSTRY = {
    "national_share": ("{}占全国同行业收入比重", "the region's share of the national market of {}"),
    "growth_gap": ("{}需求增速高于总体的幅度", "growth of demand for {} above the common trend"),
    "value_added_share": ("{}增加值率", "value added over revenue in {}"),
    "energy_factor": ("{}相对能耗强度", "energy per value added in {}, relative"),
    "size_factor": ("{}企业相对规模", "mean revenue of a firm in {}, relative"),
}
"""What the quantities that set an industry apart are called."""
OF_ACCOUNTS = {
    "accounts.base_revenue": ("基年收入", "revenue of the base year"),
    "accounts.base_growth": ("基年收入增速", "growth of revenue in the base year"),
    "accounts.nation_growth": ("基年全国同行业增速", "growth of the same industries in the country in the base year"),
}
"""What the drawn accounts are called."""


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
    known |= {
        f"{one.id}.support_share": (f"{one.label_zh}占设备投资比例", f"share of equipment cost paid by {one.label_en}")
        for one in plan.programmes
    }
    for one in plan.industries:
        for key, (zh, en) in OF_INDUSTRY.items():
            known[f"{one.code}.{key}"] = (zh.format(one.label_zh), en.format(one.label_en))
    return known | OF_ACCOUNTS


def _differences(run: Run) -> tuple[Difference, ...]:
    """Every scenario against the one without incentives, or against the first where that was not run."""
    against = WITHOUT if WITHOUT in run.scenarios else run.scenarios[0]
    others = [name for name in run.scenarios if name != against]
    return tuple(one for name in others for one in compare(run, name, against))
