"""Fits: the same on any number of threads, gone on with after a stop, and what they say in tables."""

import numpy as np
import pytest

from clustercast.calibration.evidence import INSTALLATIONS, Evidence
from clustercast.calibration.inference import Settings, Workshop, fit
from clustercast.calibration.nation.simulate import Nation
from clustercast.calibration.nation.space import ERROR_SD, SHIFT
from clustercast.calibration.tables import parameter_rows
from clustercast.scenarios import load_plan

LIVE, EFFECTIVE = 100, 300
FEW = Evidence((INSTALLATIONS,) * 2, (2011, 2012), np.array([23_000.0, 30_000.0]), ("a", "b"))


@pytest.fixture(scope="module")
def plan():
    return load_plan("henan-equipment-2017", prior=True)


@pytest.fixture(scope="module")
def found(plan):
    return fit(plan, FEW, 2012, Settings(LIVE, EFFECTIVE, threads=1))


def test_threads_change_no_number(plan, found):
    other = fit(plan, FEW, 2012, Settings(LIVE, EFFECTIVE, threads=3))
    assert np.array_equal(other.points, found.points)
    assert other.log_evidence == found.log_evidence


def test_a_fit_that_was_stopped_goes_on(plan, found, tmp_path, monkeypatch):
    """Broken off in the middle, it ends where the unbroken one does, and does not begin anew."""
    real, seen = Workshop.log_likelihood, [0]

    def failing(self, point):
        seen[0] += 1
        if seen[0] == found.calls // 2:
            raise KeyboardInterrupt
        return real(self, point)

    settings = Settings(LIVE, EFFECTIVE, threads=1, checkpoint=tmp_path / "fit.hdf5")
    monkeypatch.setattr(Workshop, "log_likelihood", failing)
    with pytest.raises(KeyboardInterrupt):
        fit(plan, FEW, 2012, settings)
    before = seen[0]
    again = fit(plan, FEW, 2012, settings)
    assert again.log_evidence == pytest.approx(found.log_evidence, abs=4.0 * found.log_evidence_error)
    assert seen[0] - before < found.calls


def test_the_level_is_informed_and_the_sizes_are_not(plan, found):
    rows = {row.name: row for row in parameter_rows(plan, found)}
    assert rows[SHIFT].informed
    assert rows[SHIFT].ratio < 0.5
    assert rows["employees_log_sd"].ratio > 0.7


def test_errors_are_found_as_large_as_they_are(plan):
    """Years that jump about a path ask for a larger spread of errors than years that keep to it."""
    path = Nation(plan, 2016, 2016).follow({SHIFT: 0.3})
    years = tuple(range(2011, 2017))
    kept = path.installed(2011, 2016)
    jumping = kept * np.exp(0.5 * np.array([1, -1, -1, 1, -1, 1]))
    found = [
        fit(plan, Evidence((INSTALLATIONS,) * 6, years, one), 2016, Settings(LIVE, EFFECTIVE))
        for one in (kept, jumping)
    ]
    rows = [{row.name: row for row in parameter_rows(plan, one)} for one in found]
    assert rows[0][ERROR_SD].posterior[1] < 0.15 < rows[1][ERROR_SD].posterior[0]
