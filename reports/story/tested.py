"""How far the model was held against what happened: from the kept hindcast and posterior, never typed in.

A hindcast is the plain data of `calibration/hindcast/summary.py`, as `clustercast hindcast` leaves it beside the
posteriors that it was made with. Where none is at hand the report says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from clustercast.calibration.hindcast.kept import FOLDER
from clustercast.calibration.observed import describe
from clustercast.reports.run.quantities import quantities
from clustercast.reports.story.scene import Scene
from clustercast.reports.words import hindcast_words

if TYPE_CHECKING:
    from clustercast.scenarios import Plan

Data = dict[str, Any]
FILE = "hindcast.json"
VERDICTS = ("wins", "ties", "loses")
BAND = 0.9
"""What the band that is counted promises to hold."""


@cache
def kept_hindcast() -> Data | None:
    """The hindcast as it was last made; None where it is not at hand."""
    path = FOLDER / FILE
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def held(part: Data, model: str) -> tuple[int, int]:
    """How many outcomes of a set of years the model's 90 % band held, and how many there are."""
    return round(part["forecasters"][model]["coverage_90"] * part["pairs"]), part["pairs"]


def too_narrow(part: Data, model: str) -> bool:
    """Whether the band held fewer outcomes than chance explains."""
    return part["forecasters"][model]["coverage_90_interval_95"][1] < BAND


def short(scene: Scene) -> str:
    """The hindcast in half a sentence."""
    data = kept_hindcast()
    if data is None:
        return scene.say("s_no_hindcast")
    count, pairs = held(data["rolling"], data["model"])
    return scene.say("s_hindcast", count=count, pairs=pairs)


def sentences(scene: Scene) -> Iterator[str]:
    """The hindcast year by year, then what no data test."""
    data = kept_hindcast()
    if data is None:
        yield scene.say("m_no_hindcast")
    else:
        yield scene.joined(*_hindcast(scene, data))
        yield scene.joined(*_untested(scene, data))


def _hindcast(scene: Scene, data: Data) -> Iterator[str]:
    series = describe(data["series"])
    outside, rolling, model = data["held_out"], data["rolling"], data["model"]
    yield scene.say("m_hindcast", series=scene.label(series))
    years = {"fitted": outside["fitted_to"], "first": outside["years"][0], "last": outside["years"][-1]}
    yield scene.say("m_held_out", **years, verdicts=_verdicts(scene, outside), **_counted(outside, model))
    origins = {"first": rolling["origins"][0], "last": rolling["origins"][-1]}
    yield scene.say("m_rolling", **origins, verdicts=_verdicts(scene, rolling), **_counted(rolling, model))
    yield scene.say("m_bands_narrow" if too_narrow(rolling, model) else "m_bands_hold")


def _counted(part: Data, model: str) -> dict[str, int]:
    count, pairs = held(part, model)
    return {"count": count, "pairs": pairs}


def _verdicts(scene: Scene, part: Data) -> str:
    """Against whom the model wins, ties and loses; who is in none of these is left out."""
    said = []
    for verdict in VERDICTS:
        names = [one for one, found in part["skill"].items() if found["verdict"] == verdict]
        shown = scene.listed(hindcast_words.name(one, scene.lang) for one in names)
        said.append(scene.say(f"m_{verdict}" if names else f"m_{verdict}_none", names=shown, n=len(names)))
    return scene.pick("；", "; ").join(said)


def _untested(scene: Scene, data: Data) -> Iterator[str]:
    """What no data test, and how many numbers of the plans have an outcome that the ranges did not know of."""
    scored = data["plan_indicators"]["scored"]
    yield scene.say("m_untested", scored=len(scored), blind=sum(one["blind"] for one in scored))


def known(scene: Scene, plan: Plan) -> str:
    """How many numbers are assumed, how many come from a fit, and which of these the data informed."""
    used, posterior = quantities(plan), plan.posterior
    counts = {"all": len(used), "assumed": sum(one.parameter.assumed for one in used)}
    if posterior is None:
        return scene.say("m_all_prior", **counts)
    taken = [one for one in used if one.fitted]
    names = scene.listed(scene.label(one) for one in taken if one.name in posterior.informed)
    fit = {"taken": len(taken), "figures": posterior.figures, "origin": posterior.origin}
    informed = scene.say("m_informed", names=names) if names else scene.say("m_none_informed")
    return scene.say("m_known", **counts, **fit, informed=informed)
