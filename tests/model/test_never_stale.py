"""An edited rule is never served from the cache of compiled code; a restored one is found again."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import FunctionType
from unittest.mock import patch

import pytest

from clustercast.model import kernel
from clustercast.model.compiled.code_cache import reached, reached_hash
from clustercast.model.compiled.compile import AHEAD, entry
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
from clustercast.agents.firm.investment import annuity
from clustercast.model.compiled.compile import entry

@entry
def value(rate, years):
    return annuity(rate, years)

"""


def run(house: Path, cache: Path) -> tuple[float, int]:
    """What a compiled function that calls a rule returns in a process of its own; whether it was in the cache."""
    environment = {**os.environ, "CLUSTERCAST_CACHE": str(cache)}
    code = "import clustercast.model.tiny as t; print(t.value(0.8, 12.0), sum(t.value.stats.cache_hits.values()))"
    asked = {"cwd": house.parent, "env": environment, "check": True, "capture_output": True, "text": True}
    found = subprocess.run([sys.executable, "-c", code], timeout=PATIENCE, **asked)
    number, hits = found.stdout.split()
    return float(number), int(hits)


def test_an_edited_rule_gives_other_numbers(tmp_path):
    house, cache = tmp_path / "clustercast", tmp_path / "cache"
    for package in ("agents", "model", "scenarios"):
        shutil.copytree(ROOT / package, house / package, ignore=shutil.ignore_patterns("__pycache__", "plans"))
    (house / "__init__.py").touch()
    (house / "model" / "tiny.py").write_text(SCRIPT)
    first, hits = run(house, cache)
    assert hits == 0
    assert run(house, cache) == (first, 1)
    rule = house / "agents" / "firm" / "investment.py"
    text = rule.read_text()
    formula = "-math.expm1(-years * math.log1p(rate)) / rate"
    assert text.count(formula) == 1
    rule.write_text(text.replace(formula, formula + " * 2.0"))
    assert run(house, cache) == (2.0 * first, 0)
    rule.write_text(text)
    assert run(house, cache) == (first, 1)


def test_an_edit_recompiles_what_it_reaches_and_nothing_else(tmp_path):
    house = tmp_path / "clustercast"
    for package in ("agents", "model", "scenarios"):
        shutil.copytree(ROOT / package, house / package, ignore=shutil.ignore_patterns("__pycache__", "plans"))
    before = {module: reached_hash(module, house) for module in set(AHEAD.values())}
    draws = AHEAD["keyed_uniforms"]
    for path, touched in (
        (house / "model" / "results" / "store.py", set()),
        (house / "agents" / "firm" / "investment.py", set(AHEAD.values()) - {draws}),
        (house / "agents" / "draws.py", set(AHEAD.values())),
    ):
        text = path.read_text()
        path.write_text(text + "\n# edited\n")
        assert {module for module in before if reached_hash(module, house) != before[module]} == touched
        path.write_text(text)


@pytest.mark.parametrize("fault", ["emptied", "cut", "a bit"])
def test_a_file_of_compiled_code_that_is_not_whole_is_compiled_anew(tmp_path, fault):
    with patch("clustercast.model.compiled.code_cache.CACHE_ROOT", tmp_path):
        assert entry(_twice)(2) == 4
        (file,) = tmp_path.iterdir()
        whole = file.read_bytes()
        file.write_bytes(
            {"emptied": b"", "cut": whole[:999], "a bit": whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:]}[fault]
        )
        found = {kind: entry(_twice) for kind in ("damaged", "mended")}
        assert found["damaged"](2) == 4 and not found["damaged"].stats.cache_hits
        assert found["mended"](2) == 4 and found["mended"].stats.cache_hits


def _twice(number):
    return 2 * number


def test_all_that_an_entry_calls_is_reached_by_its_hash():
    files = reached(AHEAD["run"])
    waiting, seen = [kernel.run.py_func], set()
    while waiting:
        function = waiting.pop()
        seen.add(function)
        assert Path(function.__code__.co_filename).resolve() in {path.resolve() for path in files}, function
        called = (function.__globals__.get(name) for name in function.__code__.co_names)
        ours = [one for one in called if isinstance(one, FunctionType) and one.__module__.startswith("clustercast.")]
        waiting += [one for one in ours if one not in seen]
    assert len(seen) > 200
