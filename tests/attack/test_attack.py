# pyright: reportArgumentType=false
"""A sample of every class of attacks comes to nothing bad; the run of them notices hangs, ends and wrong answers."""

import os
import time
from dataclasses import replace
from types import SimpleNamespace

import pytest

from clustercast.scenarios.register import read
from tests.attack import packs, registers, run
from tests.attack.outcome import SOUND, Outcome

SAMPLE = 30
"""Trials of a class by `make test`; those that simulate have their own tests beside this file."""
SEED = 7


@pytest.mark.parametrize("module", [packs, registers])
def test_a_sample_of_a_class_is_accepted_or_refused(module, tmp_path):
    for number in range(SAMPLE):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = module.trial(SEED, number, folder)
        assert found.kind in SOUND, f"{module.__name__} {number}: {found.detail}"


@pytest.mark.parametrize("module", [packs, registers])
def test_a_trial_is_the_same_every_time(module, tmp_path):
    found = []
    for part in ("one", "other"):
        made = []
        for number in range(4):
            folder = tmp_path / f"{part}{number}"
            folder.mkdir()
            module.trial(SEED, number, folder)
            files = (one for one in sorted(folder.rglob("*")) if one.is_file())
            made.append([(one.relative_to(folder), one.read_bytes()) for one in files])
        found.append(made)
    assert found[0] == found[1]


def outcomes(module, tmp_path, count=120):
    kinds = set()
    for number in range(count):
        folder = tmp_path / str(number)
        folder.mkdir()
        kinds.add(module.trial(SEED, number, folder).kind)
    return kinds


def test_a_reader_that_keeps_rounded_codes_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setattr(read, "is_rounded_code", lambda _: False)
    assert "silent" in outcomes(registers, tmp_path)


def test_a_reader_that_breaks_is_noticed(tmp_path, monkeypatch):
    def breaks(*_, **__):
        raise TypeError("broken")

    monkeypatch.setattr(packs, "load_plan", breaks)
    assert "traceback" in outcomes(packs, tmp_path, 4)


def test_a_plan_out_of_range_that_is_accepted_is_noticed(invented_pack):
    plan = packs.load_plan(invented_pack)
    wages = plan.parameters["wage_base"]
    assert packs._unfit(plan) == ""
    far = SimpleNamespace(draw=lambda _: -9.0)
    narrowed = plan.parameters.narrowed({"wage_base": replace(wages, prior=far)})
    assert "wage_base" in packs._unfit(replace(plan, parameters=narrowed, posterior=None))


# The run


def module(trial, **settings):
    return SimpleNamespace(trial=trial, BATCH=3, MEMORY=0, **settings)


def by_number(seed, number, folder):
    """1 loops, 2 sleeps, 3 ends its process, 4 raises, the others are refused."""
    while number == 1:
        pass
    if number == 2:
        time.sleep(60)
    if number == 3:
        os._exit(3)
    if number == 4:
        raise KeyError("four")
    return Outcome("refused")


def test_what_hangs_ends_or_raises_counts_for_its_trial_alone(tmp_path):
    found = run.carry_out("fake", module(by_number, CPU=0.2, WALL=1.0), 1, 8, 2, tmp_path / "kept")
    kinds = {number: one.kind for number, one in found.items()}
    wrong = {1: "hang", 2: "hang", 3: "traceback", 4: "traceback"}
    assert kinds == {number: wrong.get(number, "refused") for number in range(8)}


def test_a_run_goes_on_where_it_stopped(tmp_path):
    file = tmp_path / "kept"
    run.note(file, 0, Outcome("accepted"))
    run.note(file, 2, Outcome("torn", "here"))
    with file.open("a") as out:
        out.write('{"number": 1, "ki')
    done = tmp_path / "done"

    def trial(seed, number, folder):
        with done.open("a") as out:
            out.write(f"{number}\n")
        return Outcome("refused")

    found = run.carry_out("fake", module(trial), 1, 4, 1, file)
    assert [found[number].kind for number in range(4)] == ["accepted", "refused", "torn", "refused"]
    assert sorted(done.read_text().split()) == ["1", "3"]


def test_the_summary_counts_by_class_and_tells_defects():
    text = run.summary({"packs": {0: Outcome("accepted"), 1: Outcome("silent", "a|b")}, "kills": {}}, 5)
    assert "| packs | 2 | 1 | 0 | 0 | 0 | 0 | 1 |" in text and "| kills | 0 |" in text
    assert "- 1 silent: 'a|b'" in text


def test_the_committed_summary_is_of_the_form_that_a_run_writes():
    said = run.SUMMARY.read_text(encoding="utf-8")
    assert said.splitlines()[0] == run.summary({}, 1).splitlines()[0] and "| packs |" in said
