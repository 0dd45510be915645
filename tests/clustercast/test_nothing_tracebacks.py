"""No command ends in a traceback: known errors are lines with exit code 2, a defect of the program one line with 70."""

import json

import pytest

from clustercast.commands import plans, screen
from clustercast.commands.screen import BAD_INPUT, DEBUG, DEFECT, FAILURE
from clustercast.scenarios.characters import UNPRINTABLE
from tests.command import invoke

EVIL = "x\x1b[2J\x07\u202ey"


@pytest.fixture
def raising(monkeypatch):
    """Makes `show` raise an error."""

    def put(error):
        def show(*_):
            raise error

        monkeypatch.setattr(plans, "show", show)

    return put


@pytest.mark.parametrize(
    "error", [TypeError("no\nsuch"), ZeroDivisionError("division"), RecursionError("deep"), KeyError("k"),
              AssertionError(), ValueError("plain"), RuntimeError("plain"), ArithmeticError(EVIL * 10_000)]
)  # fmt: skip
def test_a_defect_is_one_line_that_names_command_and_file_and_asks_for_a_report(raising, monkeypatch, error):
    monkeypatch.delenv(DEBUG, raising=False)
    raising(error)
    found = invoke("show", "some-pack")
    assert found.exit_code == DEFECT
    assert "clustercast show some-pack" in found.stderr
    assert type(error).__name__ in found.stderr and "report" in found.stderr and DEBUG in found.stderr
    assert "Traceback" not in found.output and len(found.stderr.splitlines()) == 1 and len(found.stderr) < 5_000


def test_the_debug_variable_shows_where_it_arose(raising, monkeypatch):
    monkeypatch.setenv(DEBUG, "1")
    raising(TypeError("no"))
    assert isinstance(invoke("show", "some-pack").exception, TypeError)


def test_no_memory_is_no_defect(raising):
    raising(MemoryError())
    found = invoke("show", "some-pack")
    assert found.exit_code == FAILURE and "memory" in found.stderr


def test_a_hindcast_of_no_plan_says_so_before_anything_is_judged(monkeypatch):
    from clustercast.commands import hindcast

    monkeypatch.setattr(hindcast, "judge_installations", lambda *_: pytest.fail("judged"))
    found = invoke("hindcast", "nope")
    assert found.exit_code == BAD_INPUT and "nope" in found.stderr


# What reaches the screen


def test_every_way_to_the_screen_shows_what_can_be_shown(capsys):
    from rich.table import Table
    from rich.text import Text

    table = Table(EVIL, title=Text(EVIL))
    table.add_row(Text(EVIL))
    screen.say_error(EVIL)
    screen.show_sentences(EVIL)
    screen.show(EVIL, Text(EVIL), table)
    screen.show_text(EVIL)
    screen.show_json({EVIL: [EVIL, "\x9b"]})
    out, err = capsys.readouterr()
    assert not UNPRINTABLE.search(out) and not UNPRINTABLE.search(err)
    assert out.count("x\ufffd[2J") >= 5


def test_what_json_escapes_is_still_the_same_text(capsys):
    screen.show_json({EVIL: "\x9b中\u2028"})
    assert json.loads(capsys.readouterr().out) == {EVIL: "\x9b中\u2028"}


def test_a_bar_of_a_label_stays_in_its_cell():
    from clustercast.reports.tables.markdown import markdown_table

    head, rule, row = markdown_table(["a|b", "c"], [["d|e\nf", "g"]])
    assert (head, rule, row) == ("| a\\|b | c |", "|---|---|", "| d\\|e<br>f | g |")


# A base year is tried


def test_check_without_deep_prepares_no_member(invented_pack, monkeypatch):
    from clustercast.model import member

    monkeypatch.setattr(member, "prepare", lambda *_: pytest.fail("prepared"))
    assert invoke("check", invented_pack).exit_code == 0


def test_check_deep_tries_a_base_year(invented_pack, monkeypatch):
    from clustercast.model import member

    tried = []

    def fails(model, seed, number):
        tried.append(number)
        raise member.MemberError("base population", "no")

    monkeypatch.setattr("clustercast.model.ensemble.warm.warm", lambda _: None)
    monkeypatch.setattr(member, "prepare", fails)
    found = invoke("check", invented_pack, "--deep")
    assert found.exit_code == BAD_INPUT and "no base year can be simulated (base population: no)" in found.stderr
    assert tried == [0, 1, 2]
    monkeypatch.setattr(member, "prepare", lambda *_: type("Ready", (), {"firms": 117})())
    found = invoke("check", invented_pack, "--deep")
    assert found.exit_code == 0 and "117" in found.output
