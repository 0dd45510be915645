"""Runs to make reports of: the invented province as it is, with hostile names, and without its pack."""

from dataclasses import replace
from functools import cache

from clustercast.model.results.run import Run
from clustercast.scenarios import Plan, load_plan
from tests.invented import DATA
from tests.profiles import with_profile
from tests.reports.opened_run import opened
from tests.synthetic import plausible, record_of

SCENARIOS = ("as-written", "no-incentives")
MARKUP = "<script>alert('x')</script><img src=http://example.com/x.png> & \"so on\""
FORMULA = "=cmd|' /C calc'!A0"
PATH = "../../up/and/away"


@cache
def invented() -> Plan:
    return load_plan(DATA / "invented-province")


@cache
def hostile() -> Plan:
    """The plan with markup, formulas, paths and characters that no file holds in its names."""
    plan = invented()
    first, second, *others = plan.targets
    targets = (
        replace(first, label_zh=FORMULA, label_en=FORMULA, quote=MARKUP),
        replace(second, label_zh=f"{PATH}\x07", label_en=f"{PATH}\x07", section=MARKUP),
        *others,
    )
    indicators = tuple(replace(one, label_zh=FORMULA, label_en=FORMULA) for one in plan.indicators)
    return replace(
        plan,
        title_zh=MARKUP,
        title_en=MARKUP,
        issuer_zh=PATH,
        issuer_en=FORMULA,
        targets=targets,
        indicators=indicators,
    )


@cache
def report_run(scenarios: tuple[str, ...] = SCENARIOS, *, evil: bool = False) -> Run:
    """A finished run of the invented plan (``evil``: with hostile names), its values in memory."""
    plan = hostile() if evil else invented()
    run = with_profile(plausible(plan, scenarios=scenarios))
    return replace(opened(run, record_of(run)), inputs={"plan": plan.id, "plan_hash": plan.hash})


@cache
def without_pack() -> Run:
    """The same run after its pack was changed: labels come from the record and the dataset."""
    return replace(report_run(), known_plan=None)
