"""The command that writes a report: of a small run that was really made."""

import errno
import json
import os

import pytest

from clustercast.model.results.journal import read_journal
from clustercast.model.system.folder_lock import LOCK_FILE, alone_in
from tests.command import invoke
from tests.invented import DATA

PACK = DATA / "invented-province"


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Two scenarios of six members, their charts and the report."""
    folder = tmp_path_factory.mktemp("runs") / "run"
    done = invoke("run", PACK, "--members", 6, "--workers", 1, "--out", folder, "--charts", "--report")
    assert done.exit_code == 0, done.output
    return folder, done.output


def names(folder):
    return sorted(path.name for path in folder.iterdir() if path.name != LOCK_FILE)


def test_a_run_may_end_with_its_report_in_both_languages(run):
    folder, said = run
    assert names(folder / "report") == sorted(
        f"report.{lang}.{kind}" for lang in ("zh", "en") for kind in ("html", "docx", "xlsx")
    )
    assert (folder / "report").as_posix() in said
    page = (folder / "report" / "report.en.html").read_text(encoding="utf-8")
    record = json.loads((folder / "attainment.json").read_text(encoding="utf-8"))
    assert record["run"] in page and record["title_en"] in page


def test_the_table_stands_before_anything_is_drawn(run):
    said = run[1].splitlines()
    places = [
        next(n for n, line in enumerate(said) if words in line) for words in ("on course", "charts/", "report.zh")
    ]
    assert places == sorted(places)


def test_charts_are_the_same_files_whenever_they_are_drawn(run, tmp_path):
    """After the run, and for a report; by this process alone and by others beside it."""
    done = invoke("charts", run[0], "--plan", PACK, "--out", tmp_path, "--lang", "zh", "--workers", 2)
    assert done.exit_code == 0 and (tmp_path / "charts").as_posix().rsplit("/", 1)[0] in done.output
    drawn = {path.name: path.read_bytes() for path in (tmp_path / "charts").iterdir()}
    assert {one.rsplit(".", 1)[1] for one in drawn} == {"svg", "png", "csv"} and len(drawn) > 9
    kept = {path.name: path.read_bytes() for path in (run[0] / "charts").iterdir()}
    assert drawn.items() <= kept.items() and any(name.endswith(".en.svg") for name in kept)


def test_charts_have_no_format_of_a_document(run):
    done = invoke("charts", run[0], "--format", "svg,docx")
    assert done.exit_code == 2 and "png,svg,pdf" in done.output


def test_one_language_and_one_format(run, tmp_path):
    done = invoke("report", run[0], "--lang", "zh", "--format", "xlsx", "--plan", PACK, "--out", tmp_path / "here")
    assert done.exit_code == 0, done.output
    assert names(tmp_path / "here") == ["report.zh.xlsx"]


def test_without_its_pack_the_report_says_what_is_missing(run, tmp_path):
    done = invoke("report", run[0], "--lang", "en", "--format", "html", "--out", tmp_path)
    assert done.exit_code == 0 and "--plan" in done.output
    assert "not at hand" in (tmp_path / "report.en.html").read_text(encoding="utf-8")


def test_a_report_changes_nothing_of_the_run(run):
    folder, _ = run
    before = (folder / "manifest.json").read_bytes()
    done = invoke("run", PACK, "--members", 6, "--workers", 1, "--out", folder)
    assert done.exit_code == 0, done.output
    listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert not [name for name in listed if name.startswith(("report/", "charts/"))]
    assert set(json.loads(before)["files"]) == set(listed)
    assert read_journal(folder / "journal.jsonl")[0]


@pytest.mark.parametrize("kinds", ["doc", "html,doc", "", ","])
def test_an_unknown_format_is_refused_with_those_that_are(run, kinds):
    done = invoke("report", run[0], "--format", kinds)
    assert done.exit_code == 2 and "html,docx,xlsx,png,svg,pdf" in done.output


def test_a_folder_without_a_run_is_refused(tmp_path):
    done = invoke("report", tmp_path)
    assert done.exit_code == 2 and "holds no finished run" in done.output


def test_two_reports_at_a_time_into_one_folder_are_refused_with_the_one_that_writes(run, tmp_path):
    with alone_in(tmp_path / "here"):
        done = invoke("report", run[0], "--lang", "zh", "--format", "xlsx", "--out", tmp_path / "here")
    assert done.exit_code == 1 and f"is being written by another run (process {os.getpid()}" in done.output
    assert names(tmp_path / "here") == []


def test_a_report_needs_no_locks(run, tmp_path, monkeypatch):
    def flock(*_):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", flock)
    done = invoke("report", run[0], "--lang", "zh", "--format", "xlsx", "--out", tmp_path / "here")
    assert done.exit_code == 0 and names(tmp_path / "here") == ["report.zh.xlsx"]
