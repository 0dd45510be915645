"""The small sweep, run once without any fault."""

import pytest

from tests.sweeps import files_of, sweep


@pytest.fixture(scope="session")
def whole(tmp_path_factory):
    """Its ensemble and its files."""
    folder = tmp_path_factory.mktemp("whole") / "run"
    return sweep(folder, workers=1), files_of(folder)
