"""Arguments of the front door: checked before anything is loaded, all faults at once, with the same words anywhere."""

from typing import Any

import numpy as np
import pytest

import clustercast
from clustercast.api.forecast import Execution, prepare_run
from clustercast.model.monte_carlo.stopping_rule import Precision
from clustercast.scenarios.arguments import LARGEST_SEED, MOST_MEMBERS
from tests.command import invoke
from tests.engines import INVENTED


def prepared(**changes: Any):
    """A sound run but for some arguments, not carried out."""
    asked: dict[str, Any] = {"plan": INVENTED, "scenarios": "as-written", "members": 3, "seed": 7} | changes
    return prepare_run(**asked)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("seed", value) for value in (None, 1.5, -1, 2**32, 2**63, 10**400, True, "1", np.float64(1), np.nan)),
        *(("members", value) for value in (None, 0, -3, 2.0, 10**30, [4], Precision(0.02, MOST_MEMBERS + 1))),
        *(("plan", value) for value in (None, 5, "", b"henan")),
        *(("scenarios", value) for value in (None, (), [None], 7 * [3])),
        ("firms", 5),
    ],
)
def test_an_argument_that_is_none_is_refused_by_name(name, value):
    with pytest.raises(clustercast.PackError) as refused:
        prepared(**{name: value})
    (line,) = str(refused.value).splitlines()
    assert line.startswith(("most" if isinstance(value, Precision) else name) + ": ") and "; write " in line


def test_all_faults_are_told_at_once():
    with pytest.raises(clustercast.PackError) as refused:
        clustercast.run("nowhere", [], members=0, seed=-1)
    assert [line.split(":")[0] for line in str(refused.value).splitlines()] == ["scenarios", "seed", "members"]


@pytest.mark.parametrize("workers", [0, None, 1.5, 10**9])
def test_workers_are_a_number_of_some(workers):
    with pytest.raises(clustercast.PackError, match=r"^workers: "):
        Execution(workers)


def test_numbers_of_numpy_are_numbers():
    wanted = prepared().inputs
    assert prepared(members=np.int64(3), seed=np.uint8(7)).inputs == wanted
    assert prepared(seed=np.uint64(LARGEST_SEED)).inputs.text().count(str(LARGEST_SEED)) == 1


@pytest.mark.parametrize(
    "call",
    [
        lambda: clustercast.region("henan-equipment-2017", seed=2**32),
        lambda: clustercast.region("henan-equipment-2017", member=-1),
        lambda: clustercast.region(None),  # type: ignore[arg-type]
        lambda: clustercast.sensitivity("henan-equipment-2017", seed=2**32),
        lambda: clustercast.sensitivity("henan-equipment-2017", trajectories=2.5),  # type: ignore[arg-type]
        lambda: clustercast.calibrate(2016, seed=2**32),
        lambda: clustercast.calibrate("2016"),  # type: ignore[arg-type]
        lambda: clustercast.hindcast(seed=-1),
        lambda: clustercast.sweep(None),  # type: ignore[arg-type]
    ],
)
def test_every_door_refuses(call):
    with pytest.raises(clustercast.PackError, match="; write "):
        call()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("run", INVENTED, "--seed", 2**32),
            "seed: 4294967296 is too large; write a whole number from 0 to 4294967295",
        ),
        (("run", INVENTED, "--members", 10**30), "members: 1000000000000000000000000000000 is too large"),
        (("run", INVENTED, "--members", 10**9), "members: 1000000000 is too large"),
        (("run", INVENTED, "--workers", 10**9), "workers: "),
        (("sensitivity", INVENTED, "--seed", 2**40), "seed: "),
        (("hindcast", "--seed", 2**40), "seed: "),
        (("calibrate", "henan-equipment-2017", "--seed", 2**40), "seed: "),
    ],
)
def test_the_command_line_says_the_same(words, said):
    done = invoke(*words)
    assert (done.exit_code, done.stdout) == (2, "") and done.stderr.startswith(said)


def test_seeds_of_a_sweep_are_those_that_count(tmp_path):
    file = tmp_path / "sweep.toml"
    file.write_text(f'id = "a"\nplan = "{INVENTED}"\nmembers = 2\nseed = {2**32}\n', encoding="utf-8")
    with pytest.raises(clustercast.PackError, match=r"seed: .* is above .*; write a number of"):
        clustercast.sweep(file)
