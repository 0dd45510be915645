"""The wheel beside another distribution with packages of our folders' names: each is what it is."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

FLOORS = ("agents", "calibration", "model", "reports", "scenarios")
ROOT = Path(__file__).resolve().parents[2]
BUILD = "from setuptools.build_meta import build_wheel; build_wheel('dist')"
ASK = """
import agents, importlib, sys
import clustercast
print(agents.whose)
clustercast.load_plan("henan-equipment-2017")
print(*(importlib.import_module(f"clustercast.{name}").__file__ for name in sys.argv[1:]))
"""


def test_a_wheel_beside_a_distribution_that_ships_agents(tmp_path):
    pytest.importorskip("wheel")
    house, site = tmp_path / "house", tmp_path / "site"
    left_out = shutil.ignore_patterns("__pycache__")
    for name in ("clustercast", *FLOORS):
        shutil.copytree(ROOT / name, house / name, symlinks=True, ignore=left_out)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, house)
    subprocess.run([sys.executable, "-c", BUILD], cwd=house, check=True, capture_output=True)
    (wheel,) = (house / "dist").iterdir()
    with zipfile.ZipFile(wheel) as files:
        tops = {name.split("/")[0].partition("-")[0] for name in files.namelist()}
        files.extractall(site)
    assert tops == {"clustercast"}
    (site / "agents").mkdir()
    (site / "agents" / "__init__.py").write_text("whose = 'theirs'\n")
    asked = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(site)!r})\n{ASK}", *FLOORS]
    ended = subprocess.run(asked, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    whose, paths = ended.stdout.splitlines()
    assert whose == "theirs" and all(path.startswith(str(site / "clustercast")) for path in paths.split())
