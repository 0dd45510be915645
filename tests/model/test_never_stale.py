"""An edited rule is never served from the cache of compiled code; a restored one is found again."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

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
