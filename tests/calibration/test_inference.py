"""Fits: the same on any number of threads, gone on with after a stop, and what they say in tables."""

import numpy as np
import pytest

from calibration import inference
from calibration.evidence import INSTALLATIONS, Evidence, evidence_at
from calibration.inference import Settings, Workshop, fit
from calibration.nation.space import SHIFT, space_of
from calibration.recovery import spread
from calibration.reweighting import reweighted
from calibration.tables import parameter_rows
from scenarios import load_plan

LIVE = 45
FEW = Evidence((INSTALLATIONS,) * 2, (2011, 2012), np.array([23_000.0, 30_000.0]), ("a", "b"))


@pytest.fixture(scope="module")
def plan():
    return load_plan("henan-equipment-2017", prior=True)


@pytest.fixture(scope="module")
def found(plan):
    return fit(plan, FEW, 2012, Settings(LIVE, threads=1))


def test_threads_change_no_number(plan, found):
    other = fit(plan, FEW, 2012, Settings(LIVE, threads=3))
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

    monkeypatch.setattr(inference, "CHECKPOINT_SECONDS", 0.0)
    settings = Settings(LIVE, threads=1, checkpoint=tmp_path / "fit")
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


def test_both_ways_to_a_posterior_agree(plan):
    """Importance sampling and nested sampling, on the figures that the model is fitted to."""
    evidence = evidence_at(2017)
    workshop = Workshop(plan, evidence, space_of(plan), 2016)
    quick = reweighted(workshop, evidence, 1, enough=300.0)
    nested = fit(plan, evidence, 2016, Settings(120, threads=1))
    place = workshop.space.names.index(SHIFT)
    means = [one.weights @ one.points[:, place] for one in (quick, nested)]
    sds = [spread(one.points, one.weights)[place] for one in (quick, nested)]
    assert quick.effective > 150.0
    assert means[0] == pytest.approx(means[1], abs=0.5 * sds[1])
    assert sds[0] == pytest.approx(sds[1], rel=0.35)
