"""The list of equivalent mutants speaks of the text as it is."""

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LISTED = tomllib.loads(Path(__file__).with_name("equivalent.toml").read_text(encoding="utf-8"))["mutant"]


def named(entry):
    """Lines of the function that an entry names, without the blanks around them."""
    text = (ROOT / entry["file"]).read_text(encoding="utf-8")
    (function,) = (
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and node.name == entry["function"]
    )
    return [line.strip() for line in text.splitlines()[function.lineno - 1 : function.end_lineno]]


@pytest.mark.parametrize("entry", LISTED, ids=lambda entry: f"{entry['function']}: {entry['before']}")
def test_an_equivalent_mutant_changes_lines_that_are_there_and_has_a_reason(entry):
    assert entry.keys() == {"file", "function", "before", "after", "reason"}
    assert set(entry["before"].splitlines()) <= set(named(entry)), "the text has changed: judge its mutants anew"
    assert entry["after"] != entry["before"]
    assert entry["reason"]


def test_no_equivalent_mutant_is_listed_twice():
    keys = [(entry["file"], entry["function"], entry["before"], entry["after"]) for entry in LISTED]
    assert len(keys) == len(set(keys))
