"""Commands among the user's own modules and without a home: theirs are left alone, reading compiles nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import clustercast
import clustercast.reports.charts.drawing.writing
from clustercast.model.ensemble.child import environment
from tests.engines import INVENTED

FLOORS = ("agents", "calibration", "model", "reports", "scenarios")
SCRIPT = """
import json, sys
from typer.testing import CliRunner
import clustercast
from clustercast.commands.cli import app

found = {}
for words in json.loads(sys.argv[1]):
    done = CliRunner().invoke(app, words)
    found[words[0]] = [done.exit_code, "numba" in sys.modules, done.output]
    if done.exc_info and not isinstance(done.exception, (SystemExit, type(None))):
        found[words[0]][2] += repr(done.exception)
print(json.dumps(found))
"""
READ = """
clustercast.open_run(sys.argv[2]).load()
clustercast.load_run(sys.argv[2])
clustercast.read_record(__import__("pathlib").Path(sys.argv[2]))
found["reading"] = [0, "numba" in sys.modules, ""]
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The folder of a finished run, without charts."""
    folder = tmp_path_factory.mktemp("run") / "run"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            clustercast.reports.charts.drawing.writing, "write_charts", lambda to, *_, **__: to.mkdir(exist_ok=True)
        )
        clustercast.run(INVENTED, "as-written", members=4, out=folder)
    return folder


@pytest.fixture
def hostile(tmp_path):
    """A folder whose modules have the names of our folders, and leave a mark when they are executed."""
    for name in FLOORS:
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'executed')!r}, 'a').write('{name} ')\n")
    return tmp_path


def said(folder: Path, script: str, commands: list[list[str]], run: Path, **settings: str) -> dict[str, list]:
    """What every command ends with, in one process whose first folder of modules is that of the user."""
    (folder / "script.py").write_text(script)
    words = [sys.executable, "script.py", json.dumps(commands), str(run)]
    ended = subprocess.run(words, cwd=folder, env=environment(**settings), capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert not (folder / "executed").exists(), (folder / "executed").read_text()
    return json.loads(ended.stdout)


def test_reading_touches_no_compiler_and_needs_no_home(hostile, run):
    pack, copy = str(INVENTED), hostile / "run"
    (hostile / "unwritable").touch()
    (hostile / "temporary").mkdir()
    (hostile / "scenario.toml").write_text('id = "a"\nlabel_zh = "甲"\nlabel_en = "a"\n', encoding="utf-8")
    commands = [
        ["plans"], ["show", pack], ["check", "scenario.toml"], ["check", pack], ["new-plan", "mine"],
        ["register-template", pack], ["attainment", str(run)], ["export", str(run), "--format", "csv", "--out", "csv"],
        ["report", str(run), "--lang", "en", "--workers", "1", "--out", str(copy)], ["words", "units"],
        ["figures-template", pack],
    ]  # fmt: skip
    nowhere = str(hostile / "unwritable" / "home")
    homeless = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "MPLCONFIGDIR"), nowhere)
    homeless |= {"CLUSTERCAST_CACHE": "", "NUMBA_CACHE_DIR": "", "TMPDIR": str(hostile / "temporary")}
    found = said(hostile, SCRIPT.replace("print(", READ + "print("), commands, run, **homeless)
    assert not {name: code for name, code in found.items() if code[:2] != [0, False]}
    assert not [*(hostile / "temporary").glob("clustercast*")]


def test_what_works_leaves_the_modules_of_the_user_alone(hostile, run):
    (hostile / "sweep.toml").write_text(
        f'id = "a"\nplan = "{INVENTED}"\nmembers = 2\n[[axis]]\nlever = "credit"\nvalues = [1.0]\n', encoding="utf-8"
    )
    commands = [
        ["run", str(INVENTED), "--scenario", "as-written", "--members", "2", "--isolate", "--out", "out"],
        ["sweep", "sweep.toml", "--workers", "1"],
        ["sensitivity", str(INVENTED), "--points", "3"],
        ["hindcast", "--seed", "4294967296"],
        ["calibrate", "henan-equipment-2017", "--check"],
        ["update", str(run), "--figures", "figures.csv", "--plan", str(INVENTED), "--no-confirm"],
        ["charts", str(run), "--plan", str(INVENTED), "--lang", "en", "--format", "svg", "--out", "drawn"],
    ]
    (hostile / "figures.csv").write_text("target,year,value,unit\nrobots-added-2020,2018,90,units\n")
    found = said(hostile, SCRIPT, commands, run)
    assert {name: one[0] for name, one in found.items() if name not in ("calibrate", "sensitivity", "hindcast")} == {
        "run": 0,
        "sweep": 0,
        "update": 0,
        "charts": 0,
    }, found
    assert found["sensitivity"][0] == found["hindcast"][0] == 2 and found["calibrate"][0] in (0, 1), found


def test_every_command_is_among_these():
    """Another one is to be tried here as well."""
    from clustercast.commands.cli import app

    names = {one.name or (one.callback.__name__ if one.callback else "") for one in app.registered_commands}
    assert names == {
        "plans", "show", "check", "new-plan", "register-template", "attainment", "export", "report",
        "run", "sweep", "sensitivity", "hindcast", "calibrate", "bench", "update", "figures-template", "charts",
        "words",
    }  # fmt: skip
