"""The invented province: fixtures that copy it, so that a test may change it.

`invented_pack` is the pack as a plan of the model (it narrows the parameters that ship); `commons` is a small set of
common files of its own, for tests of reading that must not depend on the data that ship.
"""

import shutil
from pathlib import Path

import pytest

DATA = Path(__file__).parent / "data"


@pytest.fixture
def invented_pack(tmp_path: Path) -> Path:
    """Folder of a fresh copy of the invented province."""
    return Path(shutil.copytree(DATA / "invented-province", tmp_path / "invented-province"))


@pytest.fixture
def commons(tmp_path: Path) -> Path:
    """Folder of a fresh copy of the small common files; give it as `home`."""
    return Path(shutil.copytree(DATA / "invented-commons", tmp_path / "commons"))
