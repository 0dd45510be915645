"""The report of a hindcast says, in both languages, where the model wins and where it loses."""

import json

import numpy as np
import pytest

from clustercast.calibration.hindcast import time_series
from clustercast.calibration.hindcast.forecaster import Forecaster, on_installations
from clustercast.calibration.hindcast.opponents import OPPONENTS
from clustercast.calibration.hindcast.plan_indicators import examine, read_outcomes
from clustercast.calibration.hindcast.rolling import outcomes_after, run_hindcast
from clustercast.calibration.hindcast.summary import summary
from clustercast.calibration.hindcast.tables import FORECASTS, SKILL, write_tables
from clustercast.reports.tables.hindcast_table import hindcast_markdown, sentences
from clustercast.reports.words.hindcast_words import NAMES, REASONS, TEXTS
from clustercast.reports.words.words import LANGUAGES, Language
from clustercast.scenarios import load_plan

LINEAR = on_installations("linear_trend", time_series.linear_trend)
PERSISTENCE = on_installations("persistence", time_series.persistence)


def wrong(factor):
    """The outcomes times a factor, nearly certain."""

    def forecast(origin, horizons, seed):
        truth = outcomes_after(origin)
        centre = factor * np.array([truth[origin + horizon - 1] for horizon in horizons])
        return centre * np.exp(0.01 * np.random.Generator(np.random.Philox(seed)).standard_normal((500, len(centre))))

    return Forecaster("model", forecast)


@pytest.fixture(scope="module", params=[1.0, 4.0], ids=["right", "wrong"])
def judged(request):
    return request.param, run_hindcast(wrong(request.param), [PERSISTENCE, LINEAR])


def test_the_json_has_skill_by_opponent_and_coverage(judged):
    factor, found = judged
    data = json.loads(json.dumps(summary(found)))
    assert set(data["crps_skill"]) == {"persistence", "linear_trend"}
    assert data["coverage_90"] == data["coverage_50"] == (1.0 if factor == 1.0 else 0.0)
    assert all((value > 0) == (factor == 1.0) for value in data["crps_skill"].values())
    before = data["coverage_90_before_held_out"]
    assert before["pairs"] == 6 and before["count"] == (6 if factor == 1.0 else 0)
    assert data["coverage_pairs"] == data["rolling"]["pairs"] == 16 and data["held_out"]["years"] == [
        2019,
        2020,
        2021,
        2022,
    ]


def test_the_sentences_name_winners_and_losers(judged):
    factor, found = judged
    said: dict[Language, str] = {
        "en": "persistence (random walk), linear trend",
        "zh": "保持不变（随机游走）、线性趋势",
    }
    for lang, names in said.items():
        wins, ties, loses, behind = sentences(summary(found), lang)
        none = "none" if lang == "en" else "无"
        assert (names in wins) == (factor == 1.0) and (names in loses) == (factor == 4.0)
        assert none in ties and (none in behind) == (factor == 1.0)


def test_the_report_shows_every_forecaster_and_every_plan_indicator(judged):
    _, found = judged
    plan = load_plan("henan-equipment-2017")
    examined = examine(plan, read_outcomes())
    data = summary(found, (), examined)
    for lang in LANGUAGES:
        text = hindcast_markdown(data, lang)
        for one in examined:
            assert f"`{one.target.id}`" in text
        for name in ("model", "persistence", "linear_trend"):
            assert NAMES[name][lang == "en"] in text


def test_tables_hold_one_row_a_forecast_and_one_an_opponent(judged, tmp_path):
    _, found = judged
    write_tables(tmp_path, found)
    assert len((tmp_path / FORECASTS).read_text("utf-8").splitlines()) == 1 + len(found.judged)
    assert len((tmp_path / SKILL).read_text("utf-8").splitlines()) == 1 + 2 * 2 * 2


def test_words_stand_in_both_languages():
    for table in (NAMES, REASONS, TEXTS):
        for chinese, english in table.values():
            assert chinese and english
    assert {one.id for one in OPPONENTS} < set(NAMES)
