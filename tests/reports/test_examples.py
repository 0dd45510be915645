"""The example report of the README: it is there, whole, and small enough to be kept."""

import re
from pathlib import Path

import pytest

from clustercast.scenarios import load_plan

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "reports" / "examples"
MADE = {
    "report.zh.html", "report.en.html", "report.zh.docx", "report.zh.xlsx",
    "main-business-revenue-2020.zh.svg", "robot-demo-units-2020.en.svg",
}  # fmt: skip
MOST = 2_500_000  # bytes


def test_the_folder_holds_what_its_note_says_and_no_more_than_it_may():
    files = [path for path in EXAMPLES.iterdir() if not path.name.startswith(".")]
    assert {path.name for path in files} == MADE | {"README.md"}
    assert sum(path.stat().st_size for path in files) <= MOST
    note = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert all(name in note for name in MADE)


def test_the_readme_links_to_all_of_it():
    linked = set(re.findall(r"\]\(reports/examples/([^)]*)\)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert linked == MADE


def test_make_example_makes_every_file():
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").split("\nexample:")[1].split("\n\n")[0]
    assert "--members 400 --seed 1" in recipe
    for name in MADE:
        kind = name.rsplit(".", 1)[1]
        assert (f"(EXAMPLE)/{name}" in recipe) if kind == "svg" else re.search(rf"--format \S*{kind}", recipe)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_is_of_the_plan_as_it_is_now(lang):
    """Whoever changes the targets makes the example again."""
    text = (EXAMPLES / f"report.{lang}.html").read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>") and text.rstrip().endswith("</html>")
    assert "<script" not in text and text.count("<figure") >= 10
    for target in load_plan("henan-equipment-2017").targets:
        assert (target.label_zh if lang == "zh" else target.label_en) in text, target.id
