"""Every notebook runs from top to bottom on a tiny case, opens with its question, and calls the public API only."""

import ast
import re
from pathlib import Path

import jupytext
import nbclient
import pytest

import clustercast
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))
TINY = {"MEMBERS": "3", "TRAJECTORIES": "2", "BASE_POINTS": "2", "QUARTERS": "4", "LIVE_POINTS": "80"}
OURS = {"scenarios", "agents", "model", "calibration", "reports"}
HAN = re.compile(r"[\u4e00-\u9fff]")

pytestmark = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def test_it_runs(path, invented_pack, monkeypatch, tmp_path):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("CLUSTERCAST_NOTEBOOK_PLAN", str(invented_pack))
    for name, value in TINY.items():
        monkeypatch.setenv(f"CLUSTERCAST_NOTEBOOK_{name}", value)
    notebook = jupytext.read(path)
    client = nbclient.NotebookClient(notebook, timeout=PATIENCE, resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    said = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.outputs]
    assert said, "nothing was shown"


def test_it_opens_with_its_question_in_both_languages(path):
    first = jupytext.read(path).cells[0]
    assert first.cell_type == "markdown"
    assert (
        "回答的问题：" in first.source and "What it answers:" in first.source and first.source.rstrip("*").endswith("?")
    )


def test_prose_is_in_both_languages(path):
    for cell in jupytext.read(path).cells:
        if cell.cell_type == "markdown":
            assert HAN.search(cell.source) and re.search(r"\b[a-z]{4,} [a-z]+ [a-z]+", cell.source), cell.source


def test_it_imports_the_front_door_only(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert not OURS & {one.name for one in node.names}
            assert not [one.name for one in node.names if one.name.startswith("clustercast.")]
        if isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] not in {*OURS, "clustercast"}
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "clustercast":
            assert node.attr in clustercast.__all__
