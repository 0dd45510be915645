"""What is said of a run names the scenarios that it compares, and does not hang on the order in which they were run."""

from itertools import permutations

import pytest

from clustercast.model.results.record import main_of
from clustercast.reports.run.summary import findings
from clustercast.reports.story.scene import Scene
from clustercast.reports.story.summary import sentences
from clustercast.reports.words.words import LANGUAGES, label_of, say
from tests.reports.reported import invented, report_run
from tests.synthetic import make_ensemble, record_of

THREE = ("demand-slump", "no-incentives", "as-written")


@pytest.fixture(scope="module")
def plain():
    """What each scenario gives, by its name, so that the same luck stands under any order."""
    run = report_run(tuple(sorted(THREE)))
    return {name: {one.id: run.values(one.id, name) for one in run.plan.indicators} for name in run.scenarios}


def told(plain, order, lang):
    values = {id: [plain[name][id] for name in order] for id in next(iter(plain.values()))}
    made = make_ensemble(invented(), values, scenarios=order, members=40)
    return findings(record_of(made), lang, "folder")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_do_not_depend_on_the_order_of_scenarios(plain, lang):
    first, *others = [told(plain, order, lang) for order in permutations(THREE)]
    assert all(one == first for one in others)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_comparison_names_both_scenarios(lang):
    record = report_run(THREE).record
    second = findings(record, lang, "folder")[1]
    assert label_of(record.scenario("as-written"), lang) in second
    assert label_of(record.scenario("no-incentives"), lang) in second
    third = sentences(Scene(report_run(THREE), lang))[2]
    assert label_of(record.scenario("as-written"), lang) in third


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_slump_is_not_said_to_be_what_the_plan_does(lang):
    record = report_run(("no-incentives", "demand-slump")).record
    second = findings(record, lang, "folder")[1]
    assert label_of(record.scenario("demand-slump"), lang) in second
    assert label_of(record.scenario("no-incentives"), lang) in second


@pytest.mark.parametrize("lang", LANGUAGES)
def test_only_the_scenario_without_incentives_is_said_to_be_alone(lang):
    record = report_run(("no-incentives",)).record
    assert findings(record, lang, "folder")[1] == say("only_without", lang)


@pytest.mark.parametrize(
    ("scenarios", "main"),
    [
        (THREE, "as-written"),
        (("no-incentives", "demand-slump"), "demand-slump"),
        (("no-incentives",), "no-incentives"),
        (("b", "a"), "a"),
    ],
)
def test_the_main_scenario(scenarios, main):
    assert {main_of(order) for order in permutations(scenarios)} == {main}


def test_a_stress_test_is_one_in_every_file():
    record = report_run(THREE).record
    assert {one.id: one.stress_test for one in record.scenarios} == {name: name == "demand-slump" for name in THREE}
    assert record == type(record).from_json(record.to_json())
