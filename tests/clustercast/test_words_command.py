"""What a pack may say, printed: nothing that it may say is left out, nothing is said that it may not."""

import json

import pytest

from clustercast.agents.columns import FirmCode, FirmFloat
from clustercast.commands.screen import BAD_INPUT
from clustercast.model.expressions.vocabulary import places, scalars, vocabulary
from clustercast.reports.tables.pack_words import EXAMPLE_UPGRADE, TOPICS, words_of
from clustercast.reports.words import column_words
from clustercast.reports.words.words import LANGUAGES
from clustercast.scenarios import UNITS, load_plan
from clustercast.scenarios.expressions import parse_indicator
from clustercast.scenarios.forms import FORMS, FORMS_OF_KIND, INDICATOR_KINDS
from clustercast.scenarios.language import PLACES
from clustercast.scenarios.numbers import Act
from clustercast.scenarios.pack_tables import TABLES
from tests.command import invoke


@pytest.mark.parametrize("topic", TOPICS)
def test_every_word_has_a_meaning_in_both_languages(topic):
    for one in words_of(topic):
        assert all(one.group), one
        assert all(one.meaning) or one.group[0].startswith("["), one


def test_every_unit_is_listed_once_with_its_factor():
    found = {one.word: one for one in words_of("units")}
    assert sorted(found) == sorted(UNITS)
    assert found["CNY_100m"].unit == "10000 CNY_10k"
    assert found["firms_per_year"].over[1] == "a year"


def test_columns_are_those_that_expressions_know(invented_pack):
    plan = load_plan(invented_pack)
    known = set().union(*(names for table, names in places(plan).items() if table not in PLACES))
    others = {f"{upgrade.code}_" for upgrade in plan.upgrades} - {f"{EXAMPLE_UPGRADE}_"}
    known = {one for one in known if not any(one.startswith(code) or f"{one}_" == code for code in others)}
    plain = {one for one in scalars(plan) if one.isidentifier()} - {one.id for one in plan.outside}
    listed = {one.word for one in words_of("columns") if one.word.isidentifier()}
    assert listed == known | plain


def test_examples_of_columns_are_expressions(invented_pack):
    words = vocabulary(load_plan(invented_pack))
    said = [one for one in words_of("columns") if '"..."' not in one.example]
    assert len(said) > 100
    for one in said:
        parse_indicator(one.example, words)


def test_no_chinese_word_is_of_a_column_that_is_gone():
    assert set(column_words.FIRM) == {one.name.lower() for block in (FirmFloat, FirmCode) for one in block}


def test_kinds_forms_acts_and_keys_are_those_of_their_tables():
    found = words_of("kinds")
    heads = ("indicator: kind", "target: kind", "target: form", "programme: act", "[target]")
    of = {head: [one.word for one in found if one.group[1].startswith(head)] for head in heads}
    assert of["indicator: kind"] == list(INDICATOR_KINDS)
    assert of["target: kind"] == list(FORMS_OF_KIND)
    assert of["target: form"] == list(FORMS)
    assert of["programme: act"] == list(Act.words())
    assert of["[target]"] == [one.key for one in TABLES["target"].fields]


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_topic_is_printed_in_the_language_asked_for(topic, lang):
    shown = invoke("words", topic, "--lang", lang)
    assert shown.exit_code == 0
    assert ("含义" in shown.stdout) == (lang == "zh")


def test_json_has_every_word_with_both_languages():
    found = json.loads(invoke("words", "kinds", "--json").stdout)
    assert [one["word"] for one in found] == [one.word for one in words_of("kinds")]
    assert all(one["meaning_zh"] and one["meaning_en"] for one in found if one["group_en"].startswith("target: form"))


def test_another_topic_is_refused():
    assert invoke("words", "verbs").exit_code == BAD_INPUT
