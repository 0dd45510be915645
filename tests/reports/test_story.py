"""The text of a report says what the record holds, in both languages, and never more."""

import ast
import re
from dataclasses import replace
from pathlib import Path

import pytest

import clustercast.reports.words.chart_words
import clustercast.reports.words.report_words
import clustercast.reports.words.tested_words
import clustercast.reports.words.update_words
import clustercast.reports.words.words
import clustercast.reports.words.workbook_words
from clustercast.model.results.record import Influence
from clustercast.reports.story import tell
from clustercast.reports.story.blocks import Grid, Paragraph, Picture, Points, pictures
from clustercast.reports.story.scene import Scene
from clustercast.reports.story.summary import furthest, movers, relative_gap, sentences
from clustercast.reports.words.numbers import percent
from clustercast.reports.words.words import LANGUAGES, STANDINGS, label_of, say, standing
from tests.reports.reported import report_run, without_pack


@pytest.fixture(scope="module", params=LANGUAGES)
def scene(request):
    return Scene(report_run(), request.param)


def with_rows(scene, **changes):
    """The scene of a run in which every projected target has these values."""
    record = scene.record
    rows = tuple(replace(one, **changes) if one.probability is not None else one for one in record.attainments)
    return Scene(replace(scene.run, found=replace(record, attainments=rows)), scene.lang)


def texts(story):
    yield from (story.title, story.subtitle, story.foot)
    yield from (text for fact in story.facts for text in fact)
    for section in story.sections:
        yield section.title
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Points):
                yield from block.items
            elif isinstance(block, Picture):
                yield from (block.title, block.alt)
            else:
                yield from (block.title, *(one.title for one in block.columns))
                yield from (cell.text for row in block.rows for cell in row.cells)


@pytest.mark.parametrize("run", [report_run, without_pack, lambda: report_run(evil=True)])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_is_missing_and_no_value_shows_through(run, lang):
    story = tell(run(), lang)
    said = list(texts(story))
    assert all(isinstance(text, str) for text in said)
    assert not [text for text in said if re.search(r"\bNone\b|\bnan\b|\{\w*\}", text)]
    titles = [section.title for section in story.sections]
    assert all(titles) and len(set(titles)) == len(titles)
    assert all(section.blocks for section in story.sections)
    for picture in pictures(story):
        assert picture.title.strip() and picture.alt.strip() and picture.caption.strip()


def test_five_sentences_each_ends_as_one(scene):
    told = sentences(scene)
    assert len(told) == 5
    assert all(one.endswith("。" if scene.lang == "zh" else ".") for one in told)


def test_every_target_of_the_plan_stands_in_one_group_and_the_counts_add_up(scene):
    counted = {key: len(scene.of_standing(key)) for key in STANDINGS}
    others = sum(len(scene.record.targets(status)) for status in ("conditional", "outside"))
    assert sum(counted.values()) == len(scene.projected)
    assert len(scene.projected) + others == len(scene.rows) == len(scene.run.plan.targets)
    first = sentences(scene)[0]
    for key, count in counted.items():
        assert (scene.say(f"n_{key}", n=count) in first) == (count > 0)


@pytest.mark.parametrize(
    ("probability", "key"),
    [
        (0.655, "on_course"),
        (0.654, "open"),
        (0.325, "open"),
        (0.324, "at_risk"),
        (0.045, "at_risk"),
        (0.044, "out_of_reach"),
    ],
)
def test_words_change_with_the_probability(scene, probability, key):
    other = with_rows(scene, probability=probability)
    assert standing(probability) == key
    assert other.say(f"n_{key}", n=len(scene.projected)) in sentences(other)[0]


def test_the_gap_is_the_one_of_the_record_and_the_furthest_comes_first(scene):
    other = with_rows(scene, probability=0.1, margin=-3.0, required=12.0, shortfall=4.0, mechanism="behaviour")
    rows = furthest(other)
    assert len(rows) == len(other.projected)
    assert relative_gap(rows[0]) == 0.25
    assert "25%" in sentences(other)[1]
    gaps = [relative_gap(one) or 0.0 for one in furthest(scene) if one.mechanism != "quota"]
    assert gaps == sorted(gaps, reverse=True)


def test_nothing_is_at_risk_where_all_are_on_course(scene):
    other = with_rows(scene, probability=0.9)
    assert furthest(other) == []
    assert scene.say("s_none_short") in sentences(other)[1]
    assert other.say("no_gaps") in list(texts(tell(other.run, scene.lang)))


def test_what_incentives_add_is_the_paired_difference_of_the_record(scene):
    total = next(one for one in scene.record.differences if one.scenario == scene.main.id and not one.target)
    third = sentences(scene)[2]
    assert f"{abs(total.difference):.2f}" in third and f"{total.standard_error:.2f}" in third
    alone = Scene(report_run(scenarios=("as-written",)), scene.lang)
    assert sentences(alone)[2] == say("s_no_incentives", scene.lang)


def test_fewer_targets_met_are_said_to_be_fewer(scene):
    worse = tuple(replace(one, difference=-abs(one.difference) - 0.5) for one in scene.record.differences)
    other = Scene(replace(scene.run, found=replace(scene.record, differences=worse)), scene.lang)
    total = next(one for one in worse if one.scenario == scene.main.id and not one.target)
    assert other.say("fewer_met", n=f"{-total.difference:.2f}") in sentences(other)[2]


def test_only_parameters_beyond_chance_are_named_as_drivers(scene):
    chance = with_rows(scene, drivers=(Influence("parameter_0", 0.2, 0.1, 0.9, False),))
    assert movers(chance) == []
    assert sentences(chance)[3] == chance.say("s_no_drivers")
    sure = with_rows(scene, drivers=(Influence("parameter_0", -0.9, 0.12, 0.87, True),))
    (mover,) = movers(sure)
    assert mover.targets == len(sure.projected)
    assert percent(0.12) in sentences(sure)[3] and percent(0.87) in sentences(sure)[3]


def test_links_lead_to_quotes_of_the_plan(scene):
    story = tell(scene.run, scene.lang)
    rows = [
        row for section in story.sections for block in section.blocks if isinstance(block, Grid) for row in block.rows
    ]
    links = {cell.link for row in rows for cell in row.cells if cell.link}
    anchors = {row.anchor for row in rows if row.anchor}
    assert links and links <= anchors
    quoted = {row.anchor: row.cells[-1].text for row in rows if row.anchor}
    assert quoted == {f"quote-{one.id}": one.quote for one in scene.run.plan.targets}


def test_targets_stand_under_the_agency_that_the_plan_names_first(scene):
    story = tell(scene.run, scene.lang)
    grid = next(block for section in story.sections for block in section.blocks if isinstance(block, Grid))
    agencies, found = "", {}
    for row in grid.rows:
        if row.heading:
            agencies = row.cells[0].text
        else:
            found[row.cells[0].text] = agencies
    for one in scene.projected:
        named = next(text for text in found if text.startswith(label_of(one, scene.lang)))
        assert found[named].startswith(scene.agency(one.lead_agency) or scene.say("agency_none"))


def test_tables_and_figures_are_counted_from_one(scene):
    story = tell(scene.run, scene.lang)
    for kind in (Grid, Picture):
        numbers = [block.number for section in story.sections for block in section.blocks if isinstance(block, kind)]
        assert numbers == list(range(1, len(numbers) + 1))


def test_no_phrase_stands_in_two_tables_of_words():
    """One would hide the other without a word."""
    keys = []
    for module in (
        clustercast.reports.words.words,
        clustercast.reports.words.chart_words,
        clustercast.reports.words.report_words,
        clustercast.reports.words.tested_words,
        clustercast.reports.words.update_words,
        clustercast.reports.words.workbook_words,
    ):
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        tables = [node for node in ast.walk(tree) if isinstance(node, ast.Dict) and len(node.keys) > len(STANDINGS)]
        keys += [key.value for table in tables for key in table.keys if isinstance(key, ast.Constant)]
    assert len(keys) == len(set(keys)) == len(clustercast.reports.words.words.TERMS)


def test_a_reason_is_in_the_language_of_the_report_and_in_the_other_where_there_is_only_that(scene):
    one = scene.run.plan.programmes[0].capacity or next(iter(scene.run.plan.parameters.values()))
    both = replace(one, reason="Why.", reason_zh="理由。")
    assert scene.reason(both) == scene.pick("理由。", "Why.")
    assert scene.reason(replace(both, reason_zh="")) == "Why."
    assert scene.reason(replace(both, reason="")) == "理由。"


def test_agencies_are_called_by_their_names_in_the_language_of_the_report(scene):
    words = {one.lead_agency for one in scene.projected} - {""}
    labels = {name: (f"{name}全称", f"Agency {place}") for place, name in enumerate(sorted(words))}
    record = replace(scene.record, agency_labels=labels)
    assert record == record.from_json(record.to_json())
    story = tell(replace(scene.run, found=record), scene.lang)
    grid = next(block for section in story.sections for block in section.blocks if isinstance(block, Grid))
    heads = [row.cells[0].text for row in grid.rows if row.heading]
    for name in words:
        assert any(head.startswith(labels[name][scene.lang == "en"]) for head in heads)


def test_a_difference_within_chance_is_said_to_be(scene):
    for error, within in ((0.01, False), (5.0, True)):
        rows = tuple(replace(one, difference=1.0, standard_error=error) for one in scene.record.differences)
        other = Scene(replace(scene.run, found=replace(scene.record, differences=rows)), scene.lang)
        assert (scene.say("within_chance") in sentences(other)[2]) == within


def test_counts_are_whole_and_measures_have_three_digits(scene):
    row = scene.projected[0]
    firms, percents = (replace(row, unit=unit) for unit in ("firms", "percent"))
    assert [scene.figure(firms, value) for value in (204.7, 1234.5, 1.9, None)] == ["205", "1,230", "1.9", "–"]
    assert scene.figure(percents, 19.083) == "19.1"


def test_what_a_target_asks_for_keeps_all_its_digits(scene):
    row = replace(scene.projected[0], comparator=">=", kind="level")
    assert "12,345" in scene.asked(replace(row, value=12345.0, unit="firms"))
    assert "19.08" in scene.asked(replace(row, value=19.08, unit="percent"))


def test_a_quarter_is_written_out(scene):
    assert scene.quarter("2017Q4") == scene.pick("2017年第四季度", "the fourth quarter of 2017")
