"""Files of a report: their names, formats and languages, and runs that cannot be opened."""

import json
import os
from functools import cached_property

import numpy as np
import pytest

import clustercast.model.results.stored_arrays
from clustercast.model.results.dataset import contents_of
from clustercast.model.results.dataset_names import VERDICTS
from clustercast.model.results.manifest import write_manifest
from clustercast.model.results.record import FILE
from clustercast.model.results.run import NoRunError, load_run
from clustercast.model.results.run_folder import CONTENTS_FILE, JOURNAL_FILE, PLAN_FILE
from clustercast.model.results.seal import MANIFEST_FILE, RunDamagedError
from clustercast.reports.charts.drawing.entry import ChartEntry
from clustercast.reports.document.files import DOCUMENTS, FORMATS, write_report
from clustercast.reports.words.cells import file_name, printable
from tests.invented import DATA
from tests.reports.reported import PATH, invented, report_run


@pytest.fixture
def on_disk(tmp_path):
    """A folder with what a report reads besides the values."""
    run, folder = report_run(), tmp_path / "a run with ☃ in its name"
    folder.mkdir()
    (folder / FILE).write_text(run.record.to_json(), encoding="utf-8")
    inputs = {"version": "0.1.0", "code": "", "members": 4, **run.inputs, "seed": 1}
    inputs["scenarios"] = [(name, "") for name in run.scenarios]
    (folder / JOURNAL_FILE).touch()
    for name, content in ((PLAN_FILE, inputs), (CONTENTS_FILE, contents_of(run.plan, run.parameters, []))):
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
    sealed(folder)
    return folder


def sealed(folder):
    """The folder with verdicts and a manifest of what stands there, as of a finished run."""
    (folder / VERDICTS).mkdir(exist_ok=True)
    for name in ("judged", "met"):
        np.save(folder / VERDICTS / f"{name}.npy", np.zeros((0, 0, 0)))
    write_manifest(folder, {"created": "2026-11-20"})


def test_a_run_is_opened_with_its_record_and_its_plan(on_disk):
    run = load_run(on_disk, DATA / "invented-province")
    assert run.record == report_run().record
    assert run.plan.hash == invented().hash
    assert run.scenarios == report_run().scenarios and run.parameters == report_run().parameters


def test_a_pack_that_was_changed_or_is_not_there_is_not_taken(on_disk, invented_pack):
    with (invented_pack / "targets.toml").open("a", encoding="utf-8") as file:
        file.write("\n# another word\n")
    assert load_run(on_disk, invented_pack).known_plan is None
    assert load_run(on_disk, on_disk / "nowhere").known_plan is None
    assert load_run(on_disk).known_plan is None


@pytest.mark.parametrize("name", [FILE, PLAN_FILE, CONTENTS_FILE, JOURNAL_FILE, MANIFEST_FILE])
def test_a_folder_without_a_finished_run_is_named(on_disk, name):
    (on_disk / name).unlink()
    with pytest.raises(NoRunError, match=name):
        load_run(on_disk)


@pytest.mark.parametrize("name", [FILE, PLAN_FILE, CONTENTS_FILE])
@pytest.mark.parametrize("other", ["{", "[]", '{"run": 1}', "[" * 100_000])
def test_a_record_that_is_none_is_told_even_under_a_manifest_that_lists_it(on_disk, name, other):
    (on_disk / name).write_text(other, encoding="utf-8")
    with pytest.raises(RunDamagedError, match=f"{name} is not what the run wrote"):
        load_run(on_disk)
    sealed(on_disk)
    with pytest.raises(RunDamagedError, match=name):
        load_run(on_disk)


def left(folder):
    """What stands in a folder, but for the lock of whoever writes there."""
    return sorted(set(os.listdir(folder)) - {".lock"})


def test_only_what_is_asked_for_is_written_and_nothing_else_is_left(tmp_path):
    run = report_run()
    written = write_report(run, tmp_path / "out", languages=("zh",), formats=("xlsx",))
    assert [path.name for path in written] == ["report.zh.xlsx"] == left(tmp_path / "out")
    again = write_report(run, tmp_path / "out", languages=("en",), formats=("xlsx", "html"))
    assert [path.name for path in again] == ["report.en.html", "report.en.xlsx"]
    assert len(left(tmp_path / "out")) == 3
    assert set(DOCUMENTS) < set(FORMATS)


def test_a_file_that_cannot_be_finished_leaves_the_old_one(tmp_path, monkeypatch):
    run = report_run()
    (path,) = write_report(run, tmp_path, languages=("en",), formats=("html",))
    before = path.read_bytes()

    def fails(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("clustercast.reports.page.page", fails)
    with pytest.raises(OSError, match="No space"):
        write_report(run, tmp_path, languages=("en",), formats=("html",))
    assert path.read_bytes() == before


def test_the_same_run_gives_the_same_page(tmp_path):
    run = report_run()
    one = write_report(run, tmp_path, languages=("zh",), formats=("html",))[0].read_bytes()
    assert write_report(run, tmp_path, languages=("zh",), formats=("html",))[0].read_bytes() == one


def test_charts_are_written_beside_in_the_languages_asked_for(tmp_path, monkeypatch):
    run = report_run()
    from clustercast.reports.charts import charts_of

    some = charts_of(run)[:2]
    monkeypatch.setattr("clustercast.reports.charts.charts_of", lambda _: some)
    written = write_report(run, tmp_path, languages=("en",), formats=("svg",))
    names = {path.relative_to(tmp_path).as_posix() for path in written}
    assert names == {f"charts/{one.id}{end}" for one in some for end in (".csv", ".en.svg")}


def test_every_figure_is_set_once_in_a_language_for_all_formats(tmp_path, monkeypatch):
    set_figures = []
    real = ChartEntry.chart.func  # type: ignore[attr-defined]

    class Counted:
        def __init__(self, chart):
            self.chart = chart

        def __getattr__(self, name):
            return getattr(self.chart, name)

        def figure(self, lang):
            set_figures.append((id(self.chart), lang))
            return self.chart.figure(lang)

    counted = cached_property(lambda entry: Counted(real(entry)))
    counted.__set_name__(ChartEntry, "chart")
    monkeypatch.setattr(ChartEntry, "chart", counted)
    written = write_report(report_run(), tmp_path, formats=FORMATS)
    assert all(path.is_file() for path in written) and len(set_figures) == len(set(set_figures)) > 20
    monkeypatch.undo()
    alone = write_report(report_run(), tmp_path / "alone", languages=("zh",), formats=("html", "svg"))
    assert {path.read_bytes() for path in alone} <= {path.read_bytes() for path in written}


@pytest.mark.parametrize("name", [PATH, "/etc/passwd", "..", "a\\b", "c:d", "x\x00y", ".hidden", ""])
def test_no_name_leads_out_of_its_folder(name, tmp_path):
    made = tmp_path / file_name(name)
    assert made.parent == tmp_path and made.resolve().parent == tmp_path.resolve()
    assert not made.name.startswith(".")


def test_what_no_file_can_hold_is_left_out():
    assert printable("a\x00b\x1bc\ud800\uffff") == "abc"
    assert printable("第一\n行\t<&>") == "第一\n行\t<&>"


def test_opening_reads_no_values(on_disk, monkeypatch):
    def read(*_):
        raise AssertionError("values were read")

    monkeypatch.setattr(clustercast.model.results.stored_arrays, "read_field", read)
    assert load_run(on_disk, DATA / "invented-province").record.members == report_run().record.members
