"""Why a number is assumed can be read in both languages; what agencies are called too."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clustercast.scenarios import PackError, load_plan, plan_names
from clustercast.scenarios.folder import HOME
from clustercast.scenarios.posteriors import MANIFEST

DATA_ROW = re.compile(r"(?<![A-Za-z0-9])[SD]\d{4}")
HAN = re.compile("[\u4e00-\u9fff]")
FILES = sorted(HOME.rglob("*.toml"))


def entries(content: Any) -> Iterator[dict[str, Any]]:
    """Every table, however deep, that says why."""
    if isinstance(content, dict):
        if "reason" in content or "reason_zh" in content:
            yield content
        for one in content.values():
            yield from entries(one)
    elif isinstance(content, list):
        for one in content:
            yield from entries(one)


def reasons() -> list[tuple[str, str, str]]:
    found = ((path.name, tomllib.loads(path.read_text(encoding="utf-8"))) for path in FILES)
    return [(name, one.get("reason", ""), one.get("reason_zh", "")) for name, raw in found for one in entries(raw)]


def test_every_reason_that_ships_is_in_both_languages():
    found = reasons()
    assert len(found) > len(plan_names())
    assert not [one for one in found if not one[1] or not HAN.search(one[2])]


def test_both_languages_name_the_same_rows_of_the_data():
    other = [one for one in reasons() if set(DATA_ROW.findall(one[1])) != set(DATA_ROW.findall(one[2]))]
    assert not other


def test_one_english_reason_has_one_chinese():
    said: dict[str, set[str]] = {}
    for _, english, chinese in reasons():
        said.setdefault(english, set()).add(chinese)
    assert not [english for english, chinese in said.items() if len(chinese) > 1]


def rewritten(pack: Path, old: str, new: str) -> Path:
    file = pack / "programmes.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return pack


@pytest.mark.parametrize(("written", "english", "chinese"), [("reason", "Why.", ""), ("reason_zh", "", "理由。")])
def test_a_pack_may_give_its_reason_in_one_language(invented_pack, written, english, chinese):
    text = (invented_pack / "programmes.toml").read_text(encoding="utf-8")
    old = re.search(r'reason = "[^"]*"', text)
    assert old
    plan = load_plan(rewritten(invented_pack, old[0], f'{written} = "{english or chinese}"'))
    held = [getattr(one, key) for one in plan.programmes for key in ("capacity", "budget", "support_share", "gamma")]
    assert (english, chinese) in [(one.reason, one.reason_zh) for one in held if one is not None]


def test_an_assumed_number_without_any_reason_is_a_fault(invented_pack):
    text = (invented_pack / "programmes.toml").read_text(encoding="utf-8")
    old = re.search(r', reason = "[^"]*"', text)
    assert old
    with pytest.raises(PackError, match="an assumed number has no reason"):
        load_plan(rewritten(invented_pack, old[0], ""))


@pytest.mark.parametrize("name", plan_names())
def test_every_agency_of_a_plan_has_a_name_in_both_languages(name):
    plan = load_plan(name)
    named = {one for entry in (*plan.targets, *plan.instruments) for one in entry.responsible}
    assert {one.name for one in plan.agencies} == named
    assert not [one for one in plan.agencies if not HAN.search(one.label_zh) or HAN.search(one.label_en)]


def test_an_agency_named_twice_is_a_fault(invented_pack):
    entry = '[[agency]]\nname = "省厅"\nlabel_zh = "省厅"\nlabel_en = "the department"\n'
    (invented_pack / "agencies.toml").write_text(entry, encoding="utf-8")
    assert [one.label_en for one in load_plan(invented_pack).agencies] == ["the department"]
    (invented_pack / "agencies.toml").write_text(2 * entry, encoding="utf-8")
    with pytest.raises(PackError, match="used twice"):
        load_plan(invented_pack)


@pytest.mark.parametrize("name", plan_names())
def test_what_the_data_informed_is_what_the_fit_found(name):
    posterior = load_plan(name).posterior
    assert posterior is not None
    manifest = json.loads((HOME / "posterior" / posterior.id / MANIFEST).read_text(encoding="utf-8"))
    found = {key for key, one in manifest["parameters"].items() if one.get("informed")}
    assert posterior.informed == found & set(posterior.names)
    assert posterior.figures == len(manifest["data"]) > 0
