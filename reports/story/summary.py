"""The run in five sentences: how many targets stand where, the gaps, the incentives, what drives it, how sure it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from clustercast.model.results.record import WITHOUT, Attainment, Difference, Influence
from clustercast.reports.run.quantities import quantities
from clustercast.reports.run.summary import not_compared
from clustercast.reports.story import tested
from clustercast.reports.story.blocks import Points, Section
from clustercast.reports.story.scene import MARKS, NAMED, SURE, Scene
from clustercast.reports.words.numbers import number, percent, points
from clustercast.reports.words.rounding import fixed, whole_percent
from clustercast.reports.words.words import STANDINGS


def section(scene: Scene) -> Section:
    """The summary."""
    return Section("summary", scene.say("sec_summary"), (Points(sentences(scene), counted=True),))


def sentences(scene: Scene) -> tuple[str, str, str, str, str]:
    """The five sentences."""
    return _counts(scene), _gaps(scene), _incentives(scene), _drivers(scene), _trust(scene)


def standing_rule(scene: Scene) -> str:
    """Which probability has which word and sign."""
    names = {"on_mark": "on_course", "open_mark": "open", "risk_mark": "at_risk", "out_mark": "out_of_reach"}
    return scene.say("standing_rule", **{key: MARKS[standing] for key, standing in names.items()})


def _counts(scene: Scene) -> str:
    everything = len(scene.rows)
    if not scene.projected:
        return scene.say("s_no_projected", all=everything)
    groups = [scene.say(f"n_{key}", n=len(scene.of_standing(key))) for key in STANDINGS if scene.of_standing(key)]
    others = [
        scene.say(f"n_{status}", n=len(scene.record.targets(status)))
        for status in ("conditional", "outside")
        if scene.record.targets(status)
    ]
    semicolon = scene.pick("；", "; ")
    decided = sum(one.mechanism == "quota" for one in scene.projected)
    return scene.say(
        "s_counts",
        scenario=scene.label(scene.main),
        all=everything,
        n=len(scene.projected),
        agency=scene.say("n_by_agency", n=decided) if decided else "",
        groups=scene.listed(groups),
        others="".join(semicolon + one for one in others),
    )


def _gaps(scene: Scene) -> str:
    """Which targets are on course, and which are furthest from what is asked, by how much."""
    good = [
        _named(scene, one) for one in sorted(scene.of_standing("on_course"), key=lambda one: bool(scene.remarks(one)))
    ]
    first = scene.say("s_on_course", names=scene.some(good)) if good else scene.say("s_none_on_course")
    short = [_short(scene, one) for one in furthest(scene)[:NAMED]]
    second = scene.say("s_short", names=scene.listed(short)) if short else scene.say("s_none_short")
    return f"{first}{scene.pick('；', '; ')}{second}{scene.pick('。', '.')}"


def _named(scene: Scene, row: Attainment) -> str:
    """A target with its probability and what must be known beside it."""
    return scene.named(row, percent(row.probability))


def furthest(scene: Scene) -> list[Attainment]:
    """The targets at risk and out of reach, firms before agencies, the furthest first."""
    rows = [*scene.of_standing("at_risk"), *scene.of_standing("out_of_reach")]
    return sorted(rows, key=lambda one: (one.mechanism == "quota", -(relative_gap(one) or 0.0), one.probability or 0.0))


def relative_gap(row: Attainment) -> float | None:
    """By which share of what is asked the median falls short; None where it does not, or nothing is asked."""
    if row.margin is None or row.margin >= 0.0 or not row.required:
        return None
    return -row.margin / abs(row.required)


def _short(scene: Scene, row: Attainment) -> str:
    share = relative_gap(row)
    if share is not None and row.margin is not None:
        part = "" if row.unit == "percent" else scene.say("part_short", share=f"{whole_percent(share)}%")
        gap = scene.say("median_short", gap=scene.gap(row, -row.margin), part=part)
    else:
        gap = scene.say("missed_short", gap=scene.gap(row, row.shortfall))
    return scene.named(row, scene.say("probability_of", probability=percent(row.probability)), gap)


def clear_gains(scene: Scene, quota: bool = False) -> list[Difference]:
    """The targets of behaviour (or those that an agency decides) that move by two standard errors, the most first."""
    decided = {one.target for one in scene.rows if one.mechanism == "quota"}
    chosen = decided if quota else set(scene.behaviour)
    found = [one for one in scene.record.differences if one.scenario == scene.main.id and one.against == WITHOUT]
    clear = [one for one in found if one.target in chosen and abs(one.difference) > SURE * one.standard_error]
    return sorted(clear, key=lambda one: -abs(one.difference))


def _incentives(scene: Scene) -> str:
    found = scene.record.differences
    total = next((d for d in found if d.scenario == scene.main.id and d.against == WITHOUT and not d.target), None)
    if total is None:
        return scene.say(not_compared(scene.record))
    rows = {one.target: one for one in scene.rows}
    gains = [
        scene.named(rows[one.target], scene.say("gain", points=points(one.difference)))
        for one in clear_gains(scene)[:NAMED]
    ]
    named = scene.say("s_gain_named", names=scene.listed(gains)) if gains else scene.say("s_gain_none")
    agency = len(clear_gains(scene, quota=True))
    return scene.say(
        "s_incentives",
        scenario=scene.label(scene.main),
        against=scene.label(scene.record.scenario(WITHOUT)),
        n=len(scene.behaviour),
        change=scene.say("more_met" if total.difference >= 0.0 else "fewer_met", n=fixed(abs(total.difference), 2)),
        error=fixed(total.standard_error, 2),
        chance="" if abs(total.difference) > SURE * total.standard_error else scene.say("within_chance"),
        named=named + (scene.say("s_gain_quota", n=agency) if agency else ""),
    ) + scene.pick("。", ".")


@dataclass(frozen=True, slots=True)
class Mover:
    """A parameter that moves targets: how many, and the target that it moves most with the probabilities there."""

    parameter: str
    targets: int
    most: Attainment
    low: float
    high: float


def moves(one: Influence) -> bool:
    """Whether a parameter moves a target: beyond chance, and so far that its probability shows it."""
    return one.stands_out and percent(one.p_low) != percent(one.p_high)


def movers(scene: Scene) -> list[Mover]:
    """The parameters that move a target, those of most targets first, then those of the widest range of probability."""
    counted: Counter[str] = Counter()
    widest: dict[str, Mover] = {}
    for row in scene.projected:
        for one in row.drivers:
            if not moves(one):
                continue
            counted[one.parameter] += 1
            known = widest.get(one.parameter)
            if known is None or one.p_high - one.p_low > known.high - known.low:
                widest[one.parameter] = Mover(one.parameter, 0, row, one.p_low, one.p_high)
    found = [Mover(one.parameter, counted[one.parameter], one.most, one.low, one.high) for one in widest.values()]
    return sorted(found, key=lambda one: (-one.targets, one.low - one.high, one.parameter))


def _drivers(scene: Scene) -> str:
    found = [
        scene.say(
            "s_driver_one",
            name=scene.record.parameter(one.parameter, scene.lang),
            n=one.targets,
            targets=scene.pick("项目标", "target" if one.targets == 1 else "targets"),
            target=scene.dated(one.most),
            low=percent(one.low),
            high=percent(one.high),
        )
        for one in movers(scene)[:NAMED]
    ]
    return scene.say("s_drivers", names=scene.listed(found)) if found else scene.say("s_no_drivers")


def _trust(scene: Scene) -> str:
    """What the numbers mean, how wide their sampling error is, and what they rest on."""
    widths = [one.half_width for one in scene.record.scenarios if one.half_width is not None]
    plan, assumed = scene.run.known_plan, ""
    if plan is not None:
        used = quantities(plan)
        assumed = scene.say("s_assumed", all=len(used), assumed=sum(one.parameter.assumed for one in used))
    width = number(100.0 * max(widths), 2) if widths else "–"
    return scene.say(
        "s_trust",
        members=number(scene.main.members or scene.record.members),
        width=width,
        assumed=assumed,
        hindcast=tested.short(scene),
    )
