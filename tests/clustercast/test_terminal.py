"""A terminal that shows few characters, is closed, or is read by nobody: no command fails for that."""

import os
import subprocess

import pytest

from clustercast.commands.terminal import plain
from clustercast.model.ensemble.child import environment, python

WORDS = python("-m", "clustercast", "plans")


@pytest.mark.parametrize(
    ("character", "wanted"),
    [
        ("−", "-"),
        ("…", "..."),
        ("│", "|"),
        ("━", "-"),
        ("┼", "+"),
        ("é", "e"),
        ("²", "2"),
        ("规", "?"),
        ("\U0010ffff", "?"),
    ],
)
def test_every_character_has_plain_ones(character, wanted):
    assert plain(character) == wanted


@pytest.mark.parametrize("encoding", ["gbk", "latin-1", "ascii"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_a_terminal_cannot_show_is_put_plainly(encoding, lang):
    given = environment() | {"PYTHONIOENCODING": encoding, "COLUMNS": "120"}
    found = subprocess.run([*WORDS, "--lang", lang], env=given, capture_output=True, check=False)
    assert found.returncode == 0 and not found.stderr
    said = found.stdout.decode(encoding)
    assert "henan-equipment-2017" in said and ("2017–2020" if encoding == "gbk" else "2017-2020") in said


def test_a_terminal_that_is_closed_is_not_missed():
    for closed in ((1,), (2,), (0, 1, 2)):
        shut = "; ".join(f"exec {one}>&-" for one in closed)
        found = subprocess.run(["sh", "-c", f'{shut}; exec "$@"', "sh", *WORDS], env=environment(), check=False)
        assert found.returncode == 0


def test_a_pipe_that_nobody_reads_ends_the_command_in_silence():
    read, write = os.pipe()
    os.close(read)
    found = subprocess.run(WORDS, env=environment(), stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (found.returncode, found.stderr) == (0, b"")


def test_a_disk_that_is_full_is_said():
    with open("/dev/full", "wb") as full:
        found = subprocess.run(WORDS, env=environment(), stdout=full, stderr=subprocess.PIPE, check=False)
    assert found.returncode == 1 and b"No space left" in found.stderr and b"Traceback" not in found.stderr
