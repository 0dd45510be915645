"""Files are there whole or not at all, links are never followed in writing, and nothing waits for a pipe."""

import os
from pathlib import Path

import pytest

from clustercast.model.ensemble.job_files import RecipeFiles, recipe_in
from clustercast.model.results.journal import append_entry, write_durably
from clustercast.model.system.files import own_folder, read_file, whole, whole_text, write_whole
from clustercast.model.system.folder_lock import take_lock


def test_what_fails_leaves_what_stood_there_and_nothing_beside(tmp_path):
    write_whole(tmp_path / "a", "old")
    with pytest.raises(RuntimeError), whole_text(tmp_path / "a") as file:
        file.write("new")
        file.flush()
        assert (tmp_path / "a").read_text() == "old"
        raise RuntimeError
    assert os.listdir(tmp_path) == ["a"] and (tmp_path / "a").read_text() == "old"


def test_a_folder_takes_the_place_of_another_when_it_is_whole(tmp_path):
    for content in ("one", "two"):
        with whole(tmp_path / "folder") as beside:
            beside.mkdir()
            (beside / "a").write_text(content)
        assert (tmp_path / "folder" / "a").read_text() == content and os.listdir(tmp_path) == ["folder"]
    with pytest.raises(RuntimeError), whole(tmp_path / "folder") as beside:
        beside.mkdir()
        raise RuntimeError
    assert (tmp_path / "folder" / "a").read_text() == "two" and os.listdir(tmp_path) == ["folder"]


def test_what_a_kill_left_beside_is_written_over(tmp_path):
    (tmp_path / ".a.tmp").mkdir()
    (tmp_path / ".a.tmp" / "b").touch()
    (tmp_path / ".b.tmp").write_text("torn")
    write_whole(tmp_path / "a", "new")
    write_durably(tmp_path / "b", b"new")
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]


@pytest.mark.parametrize("name", ["{}", ".{}.tmp"])
def test_a_link_is_replaced_and_what_it_leads_to_is_left_alone(tmp_path, name):
    victim = tmp_path / "letter"
    victim.write_text("dear")
    for place, write in (("a", lambda path: write_whole(path, "x")), ("b", lambda path: write_durably(path, b"x"))):
        (tmp_path / name.format(place)).symlink_to(victim)
        write(tmp_path / place)
        assert not (tmp_path / place).is_symlink() and (tmp_path / place).read_text() == "x"
    assert victim.read_text() == "dear"


def test_a_link_in_place_of_journal_lock_or_folder_leads_nowhere(tmp_path):
    victim, elsewhere = tmp_path / "letter", tmp_path / "elsewhere"
    victim.write_text("dear")
    elsewhere.mkdir()
    for name, to in (("journal.jsonl", victim), (".lock", victim), ("charts", elsewhere)):
        (tmp_path / name).symlink_to(to)
    with pytest.raises(OSError, match="journal"):
        append_entry(tmp_path / "journal.jsonl", {})
    take_lock(tmp_path).release()
    with pytest.raises(FileExistsError, match="charts is a link"):
        own_folder(tmp_path / "charts")
    with pytest.raises(FileExistsError, match="is a file"):
        own_folder(victim)
    assert victim.read_text() == "dear" and not os.listdir(elsewhere)


def test_a_folder_that_does_not_exist_is_said_as_such(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"the folder .*nowhere does not exist"):
        write_whole(tmp_path / "nowhere" / "a", "x")


def test_pipes_devices_and_folders_are_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, Path("/dev/zero")):
        with pytest.raises(OSError, match=r"is a folder|is no regular file"):
            read_file(path)


class Named:
    """Stands for a recipe."""

    def __init__(self, key):
        self.key = key


def test_recipes_reach_processes_by_files_that_have_no_name(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    files = RecipeFiles()
    for n in range(9):
        files.write(Named(f"k{n}"))  # type: ignore[arg-type]
        assert recipe_in(files.path(Named(f"k{n}")), f"k{n}").key == f"k{n}"  # type: ignore[arg-type]
        assert not os.listdir(tmp_path)
    files.remove()
