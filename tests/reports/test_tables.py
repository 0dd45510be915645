"""Tables and sentences on screen, in both languages and at any width."""

import io
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from clustercast.model.results.record import RunRecord
from clustercast.reports.run.base_counts import write_base_counts
from clustercast.reports.run.summary import findings, summary_text
from clustercast.reports.tables.attainment_table import base_counts_table, has_room, print_attainment
from clustercast.reports.tables.plan_view import plan_data, plan_list, plan_parts
from clustercast.reports.words.numbers import percent
from clustercast.scenarios import load_plan, plan_names


def printed(record: RunRecord, lang, width: int, colour: bool = False) -> str:
    file = io.StringIO()
    console = Console(file=file, width=width, force_terminal=colour, color_system="standard" if colour else None)
    print_attainment(record, console, lang)
    console.print(base_counts_table(record, lang))
    return file.getvalue()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [40, 80, 100, 160])
def test_nothing_is_wider_than_the_terminal(record, lang, width):
    text = printed(record, lang, width)
    assert max(cell_len(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("scenarios", [3, 20, 60])
@pytest.mark.parametrize("width", [80, 120])
def test_with_many_scenarios_every_one_keeps_its_name_and_its_probability_on_a_line(record, scenarios, width):
    """A table of more scenarios than have room is a list: no word is broken within, and nothing is empty."""
    many = [replace(record.scenarios[0], id=f"s{n}", label_en=f"scenario-{n:02}") for n in range(scenarios)]
    rows = [replace(one, scenario=two.id) for one in record.of(record.scenarios[0].id) for two in many]
    text = printed(replace(record, scenarios=tuple(many), attainments=tuple(rows), joints=()), "en", width)
    projected = [one for one in rows if one.probability is not None]
    assert len(projected) >= scenarios
    if not has_room(width, scenarios):
        for name in (one.label_en for one in many):
            lines = [line for line in text.splitlines() if f"{name}: " in line and "% (" in line]
            assert len(lines) == len(projected) // scenarios, name


def test_a_table_is_drawn_only_where_its_columns_can_be_read():
    assert has_room(120, 2) and has_room(100, 2) and has_room(120, 4)
    assert not has_room(99, 1) and not has_room(120, 6) and not has_room(200, 20)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [30, 60, 80, 100, 120])
def test_names_of_plans_stand_whole_at_any_width_and_nothing_is_cut(lang, width):
    plans = [load_plan(name) for name in plan_names()]
    file = io.StringIO()
    Console(file=file, width=width).print(plan_list(plans, lang, width))
    text = file.getvalue()
    assert all(re.search(rf"(^|\s){re.escape(one.id)}\s", text) for one in plans) and "…" not in text
    assert max(cell_len(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("width", [60, 140])
def test_every_target_and_probability_is_there(shipped, width):
    _, record = shipped
    text = re.sub(r"[\s│]", "", printed(record, "zh", width))
    for one in record.attainments:
        assert one.label_zh in text
        if one.probability is not None:
            assert f"{percent(one.probability)}(" in text


def test_groups_come_in_order_and_conditional_targets_have_no_probability(record):
    text = printed(record, "en", 60)
    projected, conditional, outside = (text.index(f"\n{word}") for word in ("projected", "conditional", "outside"))
    assert projected < conditional < outside
    middle = text[conditional:outside]
    assert "reaches 50% from" in middle
    assert not re.search(r"\d% \(", middle)


def test_number_word_and_colour(record):
    text = printed(record, "en", 140, colour=True)
    assert "\x1b[1;32m" in text or "\x1b[1;31m" in text or "\x1b[1;33m" in text
    assert "on course" in text or "at risk" in text or "nobody can" in text


def test_quota_targets_show_their_pool(record):
    assert "an agency decides" in printed(record, "en", 60)
    assert "qualify (enough in" in printed(record, "en", 60)


def test_brackets_of_a_label_are_no_markup(record):
    from dataclasses import replace

    rows = tuple(replace(one, label_en="[red]x[/red] [/]") for one in record.attainments)
    assert "[red]x[/red] [/]" in printed(replace(record, attainments=rows), "en", 140)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_three_sentences(record, lang):
    found = findings(record, lang, "results/x")
    assert len(found) == 3
    assert all(one.endswith("。" if lang == "zh" else ".") for one in found)
    assert "results/x" in found[2] and "attainment.csv" in found[2]
    assert ("标准误" if lang == "zh" else "standard error") in found[1]
    for one in record.of("as-written"):
        if one.probability is not None:
            assert (one.label_zh if lang == "zh" else one.label_en) in found[0]


def test_sentences_claim_nothing_outside_the_model(shipped):
    _, record = shipped
    text = summary_text(record, "results/x")
    assert "In the model" in text and "模型内" in text
    for claim in ("will be met", "will be reported", "caused", "because of", "guarantee", "proves"):
        assert claim not in text


def test_one_scenario_alone_says_nothing_of_incentives(record):
    from dataclasses import replace

    alone = replace(record, differences=())
    assert "nothing is said" in findings(alone, "en", "x")[1]


def test_base_counts_stand_beside_the_targets_they_decide(record, plan, tmp_path):
    counts = {one.id: one for one in record.base_counts}
    assert counts["main_business_revenue"].targets == ("revenue-2020",)
    assert counts["n_firms"].source == "fact" and counts["n_firms"].median is not None
    assert "robots_added" not in counts  # a running count begins at nought
    write_base_counts(tmp_path / "b.csv", record.base_counts, plan)
    content = (tmp_path / "b.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfsource,id,")
    assert b"revenue-2020,>,430,2020" in content


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_plan_can_be_looked_at(plan, lang):
    file = io.StringIO()
    console = Console(file=file, width=400)
    console.print(plan_list([plan], lang))
    for part in plan_parts(plan, lang):
        console.print(part)
    text = re.sub(r"[\s│]", "", file.getvalue())
    for one in plan.targets:
        assert re.sub(r"\s", "", one.label_zh if lang == "zh" else one.label_en) in text
    assert plan_data(plan)["targets"][0]["quote"]


def test_record_survives_its_file(record):
    assert RunRecord.from_json(record.to_json()) == record
