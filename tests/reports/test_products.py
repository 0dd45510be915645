"""What a run leaves in its folder."""

import hashlib
import json
from dataclasses import replace

from clustercast.model.attainment.verdicts import keep_verdicts
from clustercast.model.results.record import read_record
from clustercast.model.results.run_folder import begin_run, inputs_of
from clustercast.reports.document.products import write_products
from clustercast.scenarios import load_scenario


def test_every_product_is_written_and_listed(ensemble, record, tmp_path):
    scenarios = [load_scenario(name) for name in ensemble.scenarios]
    inputs = inputs_of(ensemble.plan, scenarios, 40, 1)
    folder = tmp_path / "run"
    begin_run(folder, inputs)
    (kept,) = keep_verdicts(folder, [ensemble])
    write_products(replace(kept.made_from(inputs), found=record), folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there - {"manifest.json"} == set(manifest["files"])
    assert there == {
        "plan.json", "verdicts/judged.npy", "verdicts/met.npy",
        "attainment.csv", "attainment.json", "base_counts.csv", "differences.csv", "summary.txt",
        "manifest.json",
    }  # fmt: skip
    for name, about in manifest["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == about["sha256"]
    assert read_record(folder) == record
    assert folder.as_posix() in (folder / "summary.txt").read_text(encoding="utf-8")
    assert manifest["failures"] == [] and manifest["inputs"]["seed"] == 1
