"""The method in one page, with the numbers of this run."""

from __future__ import annotations

from clustercast.reports.story import tested
from clustercast.reports.story.blocks import Paragraph, Points, Section
from clustercast.reports.story.scene import Scene
from clustercast.reports.words.numbers import number
from clustercast.scenarios import Plan, format_quarter
from clustercast.scenarios.levers import NO_LEVER

FIRMS = "firms"
"""The fact of the base population that counts above-scale firms."""


def section(scene: Scene) -> Section:
    """What the model does, in how many members, and what the report does not claim."""
    plan = scene.run.known_plan
    items = (
        []
        if plan is None
        else [_firms(scene, plan), _upgrades(scene, plan), _government(scene, plan), _time(scene, plan)]
    )
    items.append(scene.say("m_members", members=_members(scene)))
    items += [] if plan is None else [tested.known(scene, plan)]
    items += tested.sentences(scene)
    failed = max((one.failed_members for one in scene.rows if one.status != "outside"), default=0)
    items += [scene.say("m_failed", n=failed)] if failed else []
    items += [scene.say("m_conditional")] if scene.record.targets("conditional") else []
    items += [scene.say("m_quota")] if any(one.mechanism == "quota" for one in scene.projected) else []
    items.append(scene.say("m_repeat", seed=scene.record.seed, hash=str(scene.run.inputs["plan_hash"])[:12]))
    blocks = (Points(tuple(items), counted=True), Paragraph(scene.say("m_not_claimed")))
    return Section("method", scene.say("sec_method"), blocks)


def _members(scene: Scene) -> str:
    counts = sorted({one.members or scene.record.members for one in scene.record.scenarios})
    return number(counts[0]) if len(counts) == 1 else f"{number(counts[0])}–{number(counts[-1])}"


def _firms(scene: Scene, plan: Plan) -> str:
    counted = {
        "region": scene.pick(plan.notes.get("region_zh", plan.region), plan.region),
        "clusters": sum(one.weight > 0.0 for one in plan.clusters),
        "industries": sum(not one.auxiliary for one in plan.industries),
        "cities": len(plan.cities),
        "below": scene.say("m_below") if plan.below_scale else "",
    }
    firms = next((one for one in scene.record.base_counts if one.source == "fact" and one.id == FIRMS), None)
    if firms is None or scene.record.register:
        return scene.say("m_region_only", **counted)
    numbers = {"firms": number(firms.median), "low": number(firms.p05), "high": number(firms.p95)}
    return scene.say("m_firms", year=plan.base_year, **numbers, **counted)


def _upgrades(scene: Scene, plan: Plan) -> str:
    return scene.say("m_upgrades", n=len(plan.upgrades), names=scene.listed(scene.label(one) for one in plan.upgrades))


def _government(scene: Scene, plan: Plan) -> str:
    acting = [one for one in plan.instruments if one.lever != NO_LEVER]
    return scene.say(
        "m_government",
        all=len(plan.instruments),
        acting=len(acting),
        levers=len({one.lever for one in acting}),
        programmes=len(plan.programmes),
    )


def _time(scene: Scene, plan: Plan) -> str:
    quarters = {"start": plan.start, "end": plan.end, "origin": plan.origin}
    return scene.say("m_time", **{key: scene.quarter(format_quarter(quarter)) for key, quarter in quarters.items()})
