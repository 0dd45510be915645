"""A sample of the attacks on run folders; `make attack` makes hundreds."""

import pytest

from tests.attack import corruptions, kills
from tests.attack.outcome import SOUND


@pytest.mark.parametrize("number", [15 * n for n in range(7)])
def test_a_damaged_run_is_refused_by_name_or_answers_as_the_sound_one(tmp_path, number):
    found = corruptions.trial(1, number, tmp_path)
    assert found.kind in SOUND, found


@pytest.mark.parametrize("name", ["export csv", "new-plan"])
def test_what_a_kill_leaves_is_whole_or_absent_and_the_command_again_gives_the_same(tmp_path, name):
    number = [one.name for one in kills.COMMANDS].index(name)
    found = kills.trial(1, number, tmp_path)
    assert found.kind in SOUND, found
