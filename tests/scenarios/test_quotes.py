"""Quotes are held against the document, spaces aside."""

import pytest

from scenarios import load_plan
from scenarios.quotes import quote_faults, quotes, squeeze


@pytest.fixture
def plan(invented_pack):
    return load_plan(invented_pack)


@pytest.fixture
def document(plan):
    return "\n".join(words for _, _, _, words in quotes(plan))


def test_spaces_and_invisible_characters_do_not_count():
    assert squeeze(" 到 2020年\u3000\u200b,\n\ufeff装备\t") == "到2020年,装备"


def test_quotes_of_every_table_are_looked_for(plan, document):
    assert quote_faults(plan, document, "plan.txt") == ()
    spaced = document.replace("年", " 年\n\u3000")
    assert quote_faults(plan, spaced, "plan.txt") == ()
    found = {fault.file.rsplit("/", 1)[-1] for fault in quote_faults(plan, "", "plan.txt")}
    assert {"plan.toml", "targets.toml", "instruments.toml", "clusters.toml"} <= found


@pytest.mark.parametrize(("ours", "theirs"), [("机", "機"), ("，", ",")])
def test_other_forms_of_a_character_are_not_forgiven(plan, document, ours, theirs):
    assert quote_faults(plan, document.replace(ours, theirs), "plan.txt")


def test_a_fault_says_how_far_the_quote_agrees(plan, document):
    target = plan.targets[0]
    changed = document.replace(target.quote, target.quote[:8] + "别的")
    (fault,) = [one for one in quote_faults(plan, changed, "plan.txt") if one.entry == target.id]
    assert target.quote[:8].endswith(fault.problem.split('"')[1][-5:])
    assert fault.key == "quote"
