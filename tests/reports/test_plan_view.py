"""A plan on screen: readable at 80 and 120 columns in both languages, however many targets it has."""

from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from clustercast.reports.tables.plan_view import QUOTA, grouped, lead_firm_names, plan_parts, shortened
from clustercast.reports.words.words import say
from clustercast.scenarios import LEVERS, load_plan, plan_names


@pytest.fixture
def long_plan(invented_pack):
    """The invented province with seventy targets, some of them outside the model."""
    plan = load_plan(invented_pack)
    targets = [
        replace(one, id=f"{one.id}-{n}", label_zh=f"{one.label_zh}（第{n}项，名称很长很长很长很长很长很长）")
        for n in range(10)
        for one in plan.targets
    ]
    targets[3] = replace(
        targets[3], status="outside", why="Built by others. And more.", why_zh="由他人建设。另有原因。"
    )
    targets[5] = replace(targets[5], same_as=targets[0].id)
    return replace(plan, targets=tuple(targets))


def shown(plan, lang, width, **options):
    console = Console(width=width, record=True, file=open("/dev/null", "w", encoding="utf-8"))  # noqa: SIM115
    for part in plan_parts(plan, lang, **options):
        console.print(part)
    return console.export_text()


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("by", ["goal", "agency"])
def test_nothing_is_cut_and_no_line_is_too_wide(long_plan, lang, width, by):
    text = shown(long_plan, lang, width, by=by, why=True)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    assert "…" not in text
    assert say("shown_outside", lang) in text and QUOTA in text and say("restated", lang) in " ".join(text.split())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_levers_stand_by_their_labels(long_plan, lang):
    text = shown(long_plan, lang, 120)
    for lever in {one.lever for one in long_plan.instruments} - {"none"}:
        assert LEVERS[lever][lang == "en"] in text
        assert "_" not in lever or lever not in text
    assert say("no_lever", lang) in text


def test_reasons_come_on_request_and_once_each(long_plan):
    without, with_it = shown(long_plan, "zh", 120), shown(long_plan, "zh", 120, why=True)
    assert "基年比例未公布。" not in without and "--why" in without
    assert with_it.count("基年比例未公布。") == 1
    assert "由他人建设。" in with_it and "另有原因" not in with_it


@pytest.mark.parametrize("by", ["goal", "agency"])
def test_every_target_stands_in_one_group(long_plan, by):
    groups = grouped(long_plan, "en", by)
    assert sorted(one.id for targets in groups.values() for one in targets) == sorted(
        one.id for one in long_plan.targets
    )
    assert all(groups.values())
    assert say("goal_none" if by == "goal" else "agency_none", "en") in groups


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("一句。两句。", "一句。"),
        ("One. Two.", "One."),
        ("No 1.5 of it", "No 1.5 of it"),
        ("", ""),
        ("长" * 99, "长" * 80 + "…"),
    ],
)
def test_shortened_to_the_first_sentence(text, short):
    assert shortened(text) == short


def test_lead_firms_have_their_names_in_the_language_of_the_reader():
    for name in plan_names():
        plan = load_plan(name)
        for one in plan.clusters:
            assert lead_firm_names(plan, one, "zh") == one.lead_firms
            names = lead_firm_names(plan, one, "en")
            assert len(names) == len(one.lead_firms) and all(name.isascii() for name in names), one.id
    assert "XJ Group, Pinggao Group, Senyuan Electric" in shown(load_plan("henan-equipment-2017"), "en", 200)


def test_a_lead_firm_without_an_english_name_keeps_its_own(long_plan):
    firm = long_plan.clusters[0].lead_firms[0]
    assert lead_firm_names(replace(long_plan, lead_firms=()), long_plan.clusters[0], "en") == (firm,)
