"""The error floor is what the committed hindcast moved from year to year beyond what its forecasts expect."""

import csv
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import norm

from clustercast.model.updating.smoother import ERROR_FLOOR

FORECASTS = Path(__file__).parents[3] / "calibration" / "results" / "hindcast" / "forecasts.csv"


@pytest.mark.parametrize("r", [0.9, 0.95])
def test_the_floor_follows_from_the_hindcast(r):
    with FORECASTS.open(encoding="utf-8") as file:
        rows = [one for one in csv.DictReader(file) if one["forecaster"] == "model"]
    scores = {(one["origin"], int(one["horizon"])): norm.ppf(float(one["pit"])) for one in rows}
    moves = [(z - r * scores[origin, h - 1]) ** 2 for (origin, h), z in scores.items() if h > 1]
    assert len(moves) == 12
    error = (np.mean(moves) - (1.0 - r**2)) / (1.0 + r**2)
    assert np.sqrt(error) == pytest.approx(ERROR_FLOOR, abs=0.1)
