"""The command hindcast: skill by opponent and coverage as JSON, a report in both languages, a word when not fitted."""

import json

import pytest

from clustercast.calibration.hindcast.opponents import OPPONENTS
from clustercast.commands.hindcast import REPORTS
from tests.command import invoke


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hindcast")
    found = invoke("hindcast", "henan-manufacturing-2023", "--members", 0, "--out", folder, "--json")
    assert found.exit_code == 0, found.output
    return folder, json.loads(found.stdout)


def test_json_has_skill_by_opponent_and_coverage(written):
    _, data = written
    assert list(data["crps_skill"]) == [one.id for one in OPPONENTS]
    for opponent, value in data["crps_skill"].items():
        low, high = data["crps_skill_interval_90"][opponent]
        assert low <= value <= high < 1
        wanted = "wins" if low > 0 else "loses" if high < 0 else "ties"
        assert data["verdict"][opponent] == wanted
    for band in (50, 90):
        low, high = data[f"coverage_{band}_interval_95"]
        assert 0 <= low <= data[f"coverage_{band}"] <= high <= 1


def test_only_the_named_plan_is_examined(written):
    _, data = written
    assert {one["plan"] for one in data["plan_indicators"]["not_scored"]} == {"henan-manufacturing-2023"}
    assert data["plan_indicators"]["scored"] == []


def test_files_agree_with_what_is_printed(written):
    folder, data = written
    assert json.loads((folder / "hindcast.json").read_text("utf-8")) == data
    for lang, name in REPORTS.items():
        text = (folder / name).read_text("utf-8")
        assert f"{data['held_out']['forecasters']['model']['crps'] / 1000:.1f}" in text
        assert ("on 2019-2022" in text.lower()) == (lang == "en")


def test_without_fits_it_says_how_to_make_them(tmp_path):
    found = invoke("hindcast", "--members", 0, "--posteriors", tmp_path / "none")
    assert found.exit_code == 2 and "--refit" in found.output
