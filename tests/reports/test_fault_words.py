"""Faults are told in the language asked for: every phrase of a pack's faults has its Chinese."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from clustercast.reports.words.fault_words import PHRASES, in_chinese, translated
from clustercast.scenarios.faults import Fault
from tests.command import invoke

ROOT = Path(__file__).resolve().parents[2]
OF_PACKS = (
    "pack.py", "pack_checks.py", "target_checks.py", "fields.py", "reading.py", "expressions.py", "folder.py",
    "figures/read.py",
)  # fmt: skip
TELLING = ("complain", "add", "Fault", "ExpressionError", "fault", "require", "_refuse")
CHINESE = re.compile(r"[一-鿿]")
PROSE = re.compile(r"\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b")
OTHERS_WORDS = ("not valid TOML", "is no expression")
"""What the readers of TOML and Python say stands in brackets, in their own words."""
CASES = tomllib.loads((ROOT / "tests/data/faults.toml").read_text(encoding="utf-8"))["case"]


def phrases_of(path):
    """What a module tells: every text of several words that it hands on as a problem or a remedy."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            for argument in call.args if name in TELLING else ():
                text = _text(argument)
                if text is not None and " " in text:
                    yield text


def _text(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
    return None


@pytest.mark.parametrize("name", OF_PACKS)
def test_every_phrase_of_a_pack_has_its_chinese(name):
    told = set(phrases_of(ROOT / "scenarios" / name))
    assert told
    assert [one for one in told if PROSE.search(re.sub(r'"[^"]*"', "", translated(one)))] == []


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_kind_of_fault_is_told_in_chinese(case):
    head, _, rest = case["line"].partition(": ")
    problem, _, remedy = rest.partition("; write ")
    line = in_chinese(Fault(head, "", "", problem, remedy))
    assert CHINESE.search(line)
    if not any(one in problem for one in OTHERS_WORDS):
        assert PROSE.search(re.sub(r"\"[^\"]*\"|\([^()]*\)|\{.*\}", "", translated(problem))) is None, line


def test_both_languages_have_the_same_pieces():
    for english, chinese in PHRASES.items():
        assert {int(one) for one in re.findall(r"\{(\d)\}", chinese)} == set(range(english.count("{}"))), english


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "没有“percents”这个单位"), ("en", 'the unit "percents" is not known')]
)
def test_check_tells_faults_in_the_language_asked_for(invented_pack, lang, words):
    path = invented_pack / "targets.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('unit = "percent"', 'unit = "percents"', 1), encoding="utf-8"
    )
    told = invoke("check", invented_pack, "--lang", lang)
    assert told.exit_code == 2
    assert words in told.output
