"""What a report says of how the model was tested follows the kept results, whatever they become."""

from copy import deepcopy
from dataclasses import replace

import pytest

from clustercast.calibration.hindcast.kept import FOLDER
from clustercast.reports.run.quantities import quantities
from clustercast.reports.story import tested
from clustercast.reports.story.blocks import Points
from clustercast.reports.story.method import section
from clustercast.reports.story.scene import Scene
from clustercast.reports.story.summary import sentences as summary
from clustercast.reports.words.words import LANGUAGES
from tests.reports.reported import invented, report_run


@pytest.fixture(scope="module", params=LANGUAGES)
def scene(request):
    return Scene(report_run(), request.param)


@pytest.fixture
def found():
    """The hindcast that is kept, to be changed."""
    assert (FOLDER / tested.FILE).is_file()
    return deepcopy(tested.kept_hindcast())


def given(monkeypatch, data):
    monkeypatch.setattr(tested, "kept_hindcast", lambda: data)


def with_verdicts(data, verdict):
    for part in ("held_out", "rolling"):
        for one in data[part]["skill"].values():
            one["verdict"] = verdict
    return data


def with_coverage(data, share, high):
    for part in ("held_out", "rolling"):
        scores = data[part]["forecasters"][data["model"]]
        scores["coverage_90"], scores["coverage_90_interval_95"] = share, [0.0, high]
    return data


def test_the_kept_hindcast_is_told_with_its_counts(scene, found):
    first, second = tested.sentences(scene)
    for part in ("held_out", "rolling"):
        count, pairs = tested.held(found[part], found["model"])
        assert 0 <= count <= pairs == found[part]["pairs"]
        assert scene.pick(f"{pairs}个实际值中的{count}个", f"held {count} of {pairs} outcomes") in first
    assert scene.pick(f"{len(found['plan_indicators']['scored'])}项", "can be held against an outcome") in second


@pytest.mark.parametrize("verdict", tested.VERDICTS)
def test_verdicts_are_those_of_the_results(scene, found, monkeypatch, verdict):
    given(monkeypatch, with_verdicts(found, verdict))
    (first, _) = tested.sentences(scene)
    opponents = len(found["rolling"]["skill"])
    for one in tested.VERDICTS:
        some = scene.say(f"m_{one}", n=opponents, names="").strip()
        assert (some in first) == (one == verdict)
        assert (scene.say(f"m_{one}_none", n=0, names="") in first) == (one != verdict)


@pytest.mark.parametrize(("share", "high", "narrow"), [(0.5, 0.75, True), (0.5, 0.95, False), (1.0, 1.0, False)])
def test_bands_are_called_too_narrow_only_beyond_chance(scene, found, monkeypatch, share, high, narrow):
    given(monkeypatch, with_coverage(found, share, high))
    (first, _) = tested.sentences(scene)
    assert (scene.say("m_bands_narrow") in first) == narrow
    assert (scene.say("m_bands_hold") in first) != narrow
    pairs = found["rolling"]["pairs"]
    assert scene.say("s_hindcast", count=round(share * pairs), pairs=pairs) in summary(scene)[-1]


def test_without_a_hindcast_the_report_says_so(scene, monkeypatch):
    given(monkeypatch, None)
    assert scene.say("s_no_hindcast") in summary(scene)[-1]
    assert list(tested.sentences(scene)) == [scene.say("m_no_hindcast")]


def test_parameters_that_the_data_informed_are_those_of_the_posterior(scene):
    plan = invented()
    posterior = plan.posterior
    assert posterior is not None
    used = quantities(plan)
    fitted = {one.name for one in used if one.fitted}
    assert fitted == set(posterior.taken(plan.parameters, plan.base_year)) & {one.name for one in used}
    said = tested.known(scene, plan)
    assert str(sum(one.parameter.assumed for one in used)) in said
    for one in used:
        if one.fitted and one.name in posterior.informed:
            assert scene.label(one) in said
    uninformed = replace(plan, posterior=replace(posterior, informed=frozenset()))
    assert scene.say("m_none_informed") in tested.known(scene, uninformed)
    alone = replace(plan, posterior=None)
    counts = {"all": len(used), "assumed": sum(one.parameter.assumed for one in used)}
    assert tested.known(scene, alone) == scene.say("m_all_prior", **counts)
    method = section(Scene(replace(scene.run, known_plan=alone), scene.lang))
    (points,) = (block for block in method.blocks if isinstance(block, Points))
    assert tested.known(scene, alone) in points.items


def test_a_range_from_the_fit_lies_within_the_draws(scene):
    plan = invented()
    posterior = plan.posterior
    assert posterior is not None
    columns = dict(zip(posterior.names, zip(*posterior.rows, strict=True), strict=True))
    for one in quantities(plan):
        assert one.low <= one.high
        if one.fitted:
            assert min(columns[one.name]) <= one.low <= one.high <= max(columns[one.name])
