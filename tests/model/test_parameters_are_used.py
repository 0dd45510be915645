"""Every parameter of the common table is read by the model, by name or through an upgrade or a programme."""

import re
from pathlib import Path

from clustercast.scenarios import Programme, load_plan
from clustercast.scenarios.declared import quantities_of
from tests.other_packs import CATALOGUE, invented_with

HOUSE = Path(__file__).resolve().parents[2]


def test_every_parameter_is_read_somewhere():
    plan = load_plan("henan-equipment-2017")
    named = {name for upgrade in invented_with(CATALOGUE).upgrades for name in upgrade.names()}
    named |= {f"robot_jobs_share_{industry.stratum}" for industry in plan.industries}
    named |= {f"peer_gamma_{circle}" for circle in ("cluster", "industry", "chain", "nation")}
    named |= {str(one.without) for one in quantities_of(Programme)}
    files = [*(HOUSE / "model").rglob("*.py"), *(HOUSE / "agents").rglob("*.py"), HOUSE / "scenarios" / "levers.py"]
    words = set(re.findall(r"\w+", " ".join(path.read_text(encoding="utf-8") for path in files)))
    assert not [name for name in plan.parameters if name not in words | named]
